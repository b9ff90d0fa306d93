use super::*;

#[test]
fn an_address_has_one_spelling() {
    for (written, spelled) in [
        (" Ada@Example.ORG ", Some("ada@example.org")),
        ("<mailto:ada@example.org>", Some("ada@example.org")),
        ("\"a b\"@example.org", Some("\"a b\"@example.org")),
        ("a b@example.org", None),
        ("ada", None),
        ("@example.org", None),
        ("ada@", None),
        ("Ann@XN--Bcher-KVA.example", Some("ann@bücher.example")),
        ("ann@Bücher.example", Some("ann@bücher.example")),
        ("ann@bu\u{308}cher.example.", Some("ann@bücher.example")),
        ("ann@xn--fsqu00a.xn--0zwm56d", Some("ann@例子.测试")),
        ("ann@xn--.example", Some("ann@xn--.example")),
        ("mailto:jb%2Bx@brook.example", Some("jb+x@brook.example")),
        ("mailto:jb%40brook.example", Some("jb@brook.example")),
        ("MAILTO:jb@brook.example?subject=x@y", Some("jb@brook.example")),
        ("jb@brook.example?subject=x", Some("jb@brook.example")),
        ("Jörg Bach <JB@brook.example>", Some("jb@brook.example")),
        ("\u{200b}jb@brook.example\u{feff}", Some("jb@brook.example")),
        ("ｊｂ＠ｂｒｏｏｋ．ｅｘａｍｐｌｅ", Some("jb@brook.example")),
        ("\"jb\"@brook.example", Some("jb@brook.example")),
        ("'jb@brook.example'", Some("jb@brook.example")),
        ("jb%x@brook.example", Some("jb%x@brook.example")),
        ("a?b@brook.example", Some("a?b@brook.example")),
        ("<>", None),
    ] {
        assert_eq!(email(written).as_deref(), spelled, "{written}");
    }
}

#[test]
fn a_number_has_one_spelling_in_its_region() {
    for (written, region, spelled) in [
        ("020 7183 8750", Some("GB"), Some("+442071838750")),
        ("+44 20 7183 8750", None, Some("+442071838750")),
        ("0039 06 698 12345", Some("DE"), Some("+390669812345")),
        ("020 7183 8750", None, None),
        ("12345", Some("US"), None),
        ("+44 7700 900123", None, Some("+447700900123")),
        ("+44 (0)7700 900123", Some("GB"), Some("+447700900123")),
        ("+44 (0)20 7183 8750", None, Some("+442071838750")),
        ("0044 (0) 20 7183 8750", None, Some("+442071838750")),
        ("0049 (0)221 1234567", Some("US"), Some("+492211234567")),
        ("+39 (0)6 698 12345", None, Some("+390669812345")),
        ("*31#+49 221 1234567", None, Some("+492211234567")),
        ("#31#0221 1234567", Some("DE"), Some("+492211234567")),
        ("*67 202 555 0143", Some("US"), Some("+12025550143")),
        ("+52 1 55 5123 4567", None, Some("+525551234567")),
        ("+52 55 5123 4567", None, Some("+525551234567")),
        ("+55 11 8765-4321", None, Some("+5511987654321")),
        ("+55 11 98765-4321", None, Some("+5511987654321")),
        ("٠١٠٠ ١٢٣ ٤٥٦٧", Some("EG"), Some("+201001234567")),
        ("+۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹", None, Some("+989123456789")),
        ("tel:+44-20-7183-8750;ext=12", None, Some("+442071838750")),
        ("+44 20 7183 8750 ext. 12", None, Some("+442071838750")),
        ("+442071838750,,12#", None, Some("+442071838750")),
        ("\u{202a}+44 20 7183 8750\u{202c}", None, Some("+442071838750")),
        ("no number", Some("US"), None),
        // Numbers that a country has given to nobody, and its way of dialling them.
        ("07700 900123", Some("GB"), Some("+447700900123")),
        ("(07700) 900123", Some("gb"), Some("+447700900123")),
        ("01632 960123", Some("GB"), Some("+441632960123")),
        ("050-1234567", Some("IL"), Some("+972501234567")),
        ("06 39 98 12 34", Some("FR"), Some("+33639981234")),
        ("960123", Some("GB"), None),
        ("012", Some("GB"), None),
        ("(555) 123-4567", Some("US"), Some("+15551234567")),
        ("123-4567", Some("US"), None),
        ("8 (912) 345-67-89", Some("RU"), Some("+79123456789")),
        ("141 020 7183 8750", Some("GB"), Some("+442071838750")),
        ("141 07700 900123", Some("GB"), Some("+447700900123")),
        ("1470 07700 900123", Some("GB"), Some("+447700900123")),
        ("184-090-1234-5678", Some("JP"), Some("+819012345678")),
        ("3651 06 39 98 12 34", Some("FR"), Some("+33639981234")),
        ("11 8765-4321", Some("BR"), Some("+5511987654321")),
        ("(011) 8765-4321", Some("BR"), Some("+5511987654321")),
        ("044 55 5123 4567", Some("MX"), Some("+525551234567")),
        ("045 55 5123 4567", Some("MX"), Some("+525551234567")),
        ("01 55 5123 4567", Some("MX"), Some("+525551234567")),
        ("1 55 5123 4567", Some("MX"), Some("+525551234567")),
        ("09 8765 4321", Some("CL"), Some("+56987654321")),
    ] {
        assert_eq!(phone(written, region).as_deref(), spelled, "{written}");
    }
}

#[test]
fn a_page_has_one_spelling() {
    assert_eq!(url("https://www.LinkedIn.com/in/Ada/?trk=1").as_deref(), Some("linkedin.com/in/ada"));
    assert_eq!(url("not a page"), None);
    for (one, other) in [
        ("https://www.linkedin.com/in/réda-19", "http://de.linkedin.com/in/r%C3%A9da-19/"),
        ("https://m.linkedin.com/in/mia", "linkedin.com/mwlite/in/mia/details/experience/"),
        ("https://linkedin.com/in/mia/en", "https://uk.linkedin.com/in/Mia"),
        ("https://touch.www.linkedin.com/in/mia", "linkedin.com/in/mia"),
        ("https://x.com/Ada", "https://mobile.twitter.com/ada"),
        ("https://de-de.facebook.com/ada", "https://m.facebook.com/ada/?ref=1"),
        ("https://xn--bcher-kva.example/index.html", "http://www.bücher.example:80"),
    ] {
        assert_eq!(url(one), url(other), "{one}");
    }
    for (page, is_own) in [
        ("https://www.linkedin.com/in/mia", true),
        ("https://www.xing.com/profile/Mia_Example/cv", true),
        ("https://github.com/mia", true),
        ("https://x.com/mia", true),
        ("https://facebook.com/profile.php?id=1", true),
        ("https://facebook.com/profile.php", false),
        ("https://github.com/brook/boat", false),
        ("https://www.linkedin.com/company/brook", false),
        ("https://twitter.com/share?url=x", false),
        ("https://brook.example/mia", false),
    ] {
        assert_eq!(url(page).as_deref().is_some_and(is_profile), is_own, "{page}");
    }
    for (one, other) in [
        ("https://facebook.com/profile.php?id=1", "https://facebook.com/profile.php?id=2"),
        ("https://de.wikipedia.org/wiki/Ada", "https://en.wikipedia.org/wiki/Ada"),
        ("https://www.example.org/a%2", "https://www.example.org/a"),
    ] {
        assert_ne!(url(one), url(other), "{one}");
    }
}

#[test]
fn an_address_that_exchange_wrapped_is_what_it_wraps() {
    let read = |text| email(text).map(|email| email.into_owned());
    assert_eq!(read("IMCEAINVALID-ann+40hill+2Eexample@brook.example").as_deref(), Some("ann@hill.example"));
    assert_eq!(read("IMCEASMTP-Ann+2Eb+40hill+2Eexample@x.example").as_deref(), Some("ann.b@hill.example"));
    assert_eq!(read("imceainvalid-x@y.example").as_deref(), Some("imceainvalid-x@y.example"));
}
