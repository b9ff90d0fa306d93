//! E-mail addresses and phone numbers brought to one spelling, so that the same channel is the same text.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;

use crate::digits;

/// An e-mail address in its one spelling: without blanks and brackets around it, lower case throughout, its host
/// in the letters that one reads (`xn--bcher-kva.example` is `bücher.example`, RFC 3492).
/// None where it is no address (RFC 5321 section 4.1.2, loosely: something, `@`, something without blanks).
///
/// The local part is lowered too. RFC 5321 lets a host tell cases apart; none that people use does, and
/// address books disagree about case all the time.
pub fn email(text: &str) -> Option<Cow<'_, str>> {
    let text = match written_out(text) {
        Cow::Borrowed(text) => text,
        Cow::Owned(text) => return spelled(&text).map(|email| Cow::Owned(email.into_owned())),
    };
    spelled(text)
}

/// An address without what programs and people write around it: a `mailto:` with its escapes and fields, a name before
/// angle brackets, marks that nobody sees, letters as wide as Chinese ones.
fn written_out(text: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(text.trim());
    if !out.is_ascii() && out.contains(|c| is_unseen(c) || matches!(c, '\u{ff01}'..='\u{ff5e}')) {
        let narrow = |c: char| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            c => c,
        };
        out = Cow::Owned(out.chars().filter(|c| !is_unseen(*c)).map(narrow).collect());
    }
    // `Jörg Bach <jb@brook.example>`
    if out.len() > 2
        && out.ends_with('>')
        && let Some(open) = out.rfind('<').filter(|open| *open > 0)
        && out[open..].contains('@')
    {
        out = Cow::Owned(out[open + 1..out.len() - 1].trim().to_owned());
    }
    let bare = out.trim_start_matches('<').trim_end_matches('>');
    let address = strip_scheme(bare);
    let is_link = address.len() < bare.len();
    let domain = address.rfind('@').map_or("", |at| &address[at..]);
    if is_link || domain.contains('?') || (domain.is_empty() && address.contains("%40")) {
        let end = if is_link { address.find('?') } else { address.rfind('?') };
        let address = &address[..end.unwrap_or(address.len())];
        out = Cow::Owned(unescaped(address).into_owned());
    }
    for quote in ['\'', '"'] {
        let inner = out.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner.filter(|inner| inner.contains('@')) {
            out = Cow::Owned(inner.to_owned());
        }
    }
    // A quoted local part that needs no quotes is the same without them (RFC 5321 section 4.1.2).
    if out.starts_with('"')
        && let Some((local, domain)) = out[1..].split_once("\"@")
        && !local.is_empty()
        && local.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.\\".contains(c))
    {
        out = Cow::Owned(format!("{}@{domain}", local.replace('\\', "")));
    }
    out
}

/// The address as it is written, without a link's scheme and fields, a name or quotation marks around it; a text that is
/// none as it stands, without a scheme.
pub fn mailbox(text: &str) -> Cow<'_, str> {
    let out = written_out(text);
    if spelled(&out).is_some() { out } else { Cow::Borrowed(strip_scheme(text.trim())) }
}

/// Whether a mark is one that nobody sees: of writing direction, of no width.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn spelled(text: &str) -> Option<Cow<'_, str>> {
    let text = text.trim().trim_start_matches('<').trim_end_matches('>');
    let text = strip_scheme(text);
    let at = text.rfind('@')?;
    let (local, domain) = (&text[..at], &text[at + 1..]);
    if let Some(inside) = in_exchange(local) {
        return spelled(&inside).map(|email| Cow::Owned(email.into_owned()));
    }
    let bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | ',' | ';');
    if local.is_empty()
        || domain.is_empty()
        || text.len() > 320
        || domain.contains(bad)
        || domain.contains('"')
    {
        return None;
    }
    if !local.starts_with('"') && local.contains(bad) {
        return None;
    }
    // Most are plain already.
    let punycode =
        domain.len() > 4 && domain.is_char_boundary(4) && domain.to_ascii_lowercase().contains("xn--");
    if !text.is_ascii() || punycode || domain.ends_with('.') {
        let host = host(domain);
        return (!host.is_empty()).then(|| Cow::Owned(format!("{}@{host}", composed(&local.to_lowercase()))));
    }
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        Some(Cow::Owned(text.to_lowercase()))
    } else {
        Some(Cow::Borrowed(text))
    }
}

/// The address that Exchange wrapped in one of its own, because it could not tell where it leads:
/// `IMCEAINVALID-ann+40hill+2Eexample@brook.example`.
fn in_exchange(local: &str) -> Option<String> {
    let after = |front: &str| {
        let begin = local.get(..front.len()).filter(|begin| begin.eq_ignore_ascii_case(front))?;
        local.get(begin.len()..)
    };
    let wrapped = after("imceainvalid-").or_else(|| after("imceasmtp-"))?;
    let mut parts = wrapped.split('+');
    let mut out = parts.next()?.to_owned();
    for part in parts {
        let code = part.get(..2).and_then(|code| u8::from_str_radix(code, 16).ok()).filter(u8::is_ascii)?;
        out.push(char::from(code));
        out.push_str(part.get(2..)?);
    }
    out.contains('@').then_some(out)
}

/// A host in lower case and in the letters that one reads.
fn host(text: &str) -> String {
    let labels = text.split(['.', '\u{3002}', '\u{ff0e}', '\u{ff61}']).map(|label| {
        let label = composed(&label.to_lowercase());
        match label.strip_prefix("xn--").and_then(punycode) {
            Some(letters) => letters,
            None => label,
        }
    });
    labels.collect::<Vec<_>>().join(".").trim_end_matches('.').to_owned()
}

/// Letters and their marks as one sign each, where there is one.
fn composed(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if text.is_ascii() { text.to_owned() } else { text.nfc().collect() }
}

/// What is written in the ASCII letters of an internationalised host (RFC 3492 section 6.2); none where it is no such
/// thing.
fn punycode(text: &str) -> Option<String> {
    const BASE: u32 = 36;
    let (plain, coded) = text.rsplit_once('-').unwrap_or(("", text));
    if coded.is_empty() || !text.is_ascii() || text.len() > 63 {
        return None;
    }
    let mut letters: Vec<char> = plain.chars().collect();
    let (mut code, mut at, mut bias) = (128u32, 0u32, 72u32);
    let mut digits = coded.bytes();
    while digits.len() > 0 {
        let (before, mut weight, mut k) = (at, 1u32, BASE);
        loop {
            let digit = match digits.next()? {
                letter @ b'a'..=b'z' => u32::from(letter - b'a'),
                figure @ b'0'..=b'9' => u32::from(figure - b'0') + 26,
                _ => return None,
            };
            at = at.checked_add(digit.checked_mul(weight)?)?;
            let threshold = k.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            k += BASE;
        }
        let length = u32::try_from(letters.len()).ok()? + 1;
        let mut delta = if before == 0 { (at - before) / 700 } else { (at - before) / 2 };
        delta += delta / length;
        let mut steps = 0;
        while delta > 455 {
            delta /= BASE - 1;
            steps += BASE;
        }
        bias = steps + 36 * delta / (delta + 38);
        code = code.checked_add(at / length)?;
        at %= length;
        letters.insert(usize::try_from(at).ok()?, char::from_u32(code)?);
        at += 1;
    }
    Some(letters.into_iter().collect())
}

fn strip_scheme(text: &str) -> &str {
    match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &text[7..],
        _ => text,
    }
}

/// A phone number in E.164 (`+442071838750`), or none where it cannot be one in that region.
///
/// `region` is the two letters of ISO 3166-1 for numbers that name no country; without it only numbers
/// with a `+`, a `00` or a `tel:` that has one can be told.
pub fn phone(text: &str, region: Option<&str>) -> Option<String> {
    let number = bare_number(text);
    if number.chars().filter(char::is_ascii_digit).count() < 3 {
        return None;
    }
    if let Some(found) = dialled(&number, region) {
        return Some(found);
    }
    // `+44 (0)20`: the zero is dialled within the country alone, except where it is part of the number.
    let without = |number: &str| {
        let rest = number.replacen("(0)", " ", 1);
        (rest.len() < number.len()).then_some(rest)
    };
    // `0044`: two zeros stand for the plus nearly everywhere.
    let abroad = |number: &str| number.strip_prefix("00").map(|rest| format!("+{rest}"));
    // What is dialled once the other end has answered.
    let short =
        number.split(['p', 'P', 'w', 'W', ',', ';', '/']).next().unwrap_or_default().trim().to_owned();
    let mut tries =
        vec![without(&number), abroad(&number), abroad(&number).and_then(|number| without(&number))];
    if short.len() < number.len() {
        tries.extend([Some(short.clone()), without(&short), abroad(&short)]);
    }
    let mut tries: Vec<String> = tries.into_iter().flatten().collect();
    let codes =
        WITHHELD.iter().filter(|(place, _)| region.is_some_and(|region| region.eq_ignore_ascii_case(place)));
    for code in codes.flat_map(|(_, codes)| codes.iter()) {
        tries.extend(number.strip_prefix(code).map(|rest| rest.trim_start_matches([' ', '-']).to_owned()));
    }
    tries.iter().find_map(|number| dialled(number, region)).or_else(|| {
        // Whose country is said is one number even where that country has given it to nobody yet; so is one that is
        // dialled within the country.
        tries.iter().rev().chain([&number]).find_map(|number| possible(number, region))
    })
}

/// What is dialled before a number, in one country, to hide one's own or to show it, without a star or a hash.
const WITHHELD: &[(&str, &[&str])] = &[
    ("AU", &["1831", "1832"]),
    ("ES", &["067"]),
    ("FR", &["3651"]),
    ("GB", &["1470", "141"]),
    ("HK", &["133", "1357"]),
    ("IE", &["141", "142"]),
    ("JP", &["184", "186"]),
    ("NZ", &["0197", "0196"]),
    ("US", &["1167", "1182"]),
    ("CA", &["1167", "1182"]),
];

/// What was dialled before the digits of a number within a country until its plan changed, how many digits followed, and
/// what stands before them today.
const OLD_FRONTS: &[(&str, &str, usize, &str)] = &[
    ("CL", "09", 8, "9"),
    ("MX", "01", 10, ""),
    ("MX", "044", 10, ""),
    ("MX", "045", 10, ""),
    ("MX", "1", 10, ""),
];

/// What is dialled within a country before a number of another place, by the country's code, where that is no nought.
/// In America a whole number is told by its length.
const TRUNKS: &[(i32, &str)] =
    &[(1, ""), (7, "8"), (36, "06"), (375, "8"), (976, "0"), (993, "8"), (998, "8")];

/// A number of a length that its country has: with a `+`, or with the figure before it that is dialled within the country.
fn possible(number: &str, region: Option<&str>) -> Option<String> {
    use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};
    let place = region.and_then(|code| code.to_uppercase().parse::<Region>().ok());
    let parsed = PHONE_NUMBER_UTIL.parse(number, place).ok()?;
    let abroad = number.starts_with('+');
    if !abroad {
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let country = parsed.country_code;
        let trunk = TRUNKS.iter().find(|(code, _)| *code == country).map_or("0", |(_, trunk)| trunk);
        if number.contains(char::is_alphabetic) || digits.starts_with("00") || !digits.starts_with(trunk) {
            return None;
        }
    }
    let fits = match PHONE_NUMBER_UTIL.is_possible_number_with_reason(&parsed) {
        Ok(NumberLengthType::IsPossible) => true,
        Ok(NumberLengthType::IsPossibleLocalOnly) => abroad,
        Err(_) => false,
    };
    fits.then(|| PHONE_NUMBER_UTIL.format(&parsed, PhoneNumberFormat::E164).into_owned())
}

/// A number without what only a telephone or a screen makes of it: its scheme, marks of writing direction, digits of
/// other scripts, and the codes before it that hide or show one's own number.
fn bare_number(text: &str) -> String {
    let text = text.trim();
    let text = match text.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => &text[4..],
        _ => text,
    };
    let plain: String = text
        .chars()
        .filter(|c| !is_unseen(*c))
        .map(|c| match c {
            '\u{ff0b}' => '+',
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{a0}' | '\u{202f}' | '\u{2009}' | '\u{3000}' => ' ',
            '（' => '(',
            '）' => ')',
            c => digits::european(c).unwrap_or(c),
        })
        .collect();
    // `*31#`, `#31#`, `*67`: two or three digits behind a star or a hash, and what is dialled behind them.
    let mut rest = plain.trim();
    while let Some(code) = rest.strip_prefix(['*', '#']) {
        let digits = code.bytes().take_while(u8::is_ascii_digit).count();
        let behind = code.get(digits..).unwrap_or_default();
        let closed = behind.strip_prefix(['#', '*']);
        if !(2..=3).contains(&digits) || (closed.is_none() && !behind.starts_with([' ', '+', '(', '-'])) {
            // Two digits and then the number itself: `*675551234`.
            match code.get(2..).filter(|_| digits > 6) {
                Some(number) => rest = number,
                None => break,
            }
            continue;
        }
        rest = closed.unwrap_or(behind).trim_start();
    }
    rest.to_owned()
}

fn dialled(number: &str, region: Option<&str>) -> Option<String> {
    use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, Region};
    let place = region.and_then(|code| code.to_uppercase().parse::<Region>().ok());
    let written = |number: &str| {
        let number = PHONE_NUMBER_UTIL.parse(number, place).ok()?;
        let valid = PHONE_NUMBER_UTIL.is_valid_number(&number);
        Some((PHONE_NUMBER_UTIL.format(&number, PhoneNumberFormat::E164).into_owned(), valid))
    };
    let parse = |number: &str| written(number).filter(|(_, valid)| *valid).map(|(number, _)| number);
    let first = written(number);
    if let Some((spelled, true)) = first {
        return Some(one_plan(&spelled).unwrap_or(spelled));
    }
    // In the old way of writing that a country gave up, and its programs did not.
    let old: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    let fronts =
        OLD_FRONTS.iter().filter(|(place, ..)| region.is_some_and(|it| it.eq_ignore_ascii_case(place)));
    let national = fronts.filter_map(|(_, front, len, now)| {
        let rest = old.strip_prefix(front).filter(|rest| rest.len() == *len)?;
        Some(format!("{now}{rest}"))
    });
    let abroad = first.and_then(|(spelled, _)| one_plan(&spelled));
    one_plan(&old).into_iter().chain(abroad).chain(national).find_map(|number| parse(&number))
}

/// A number in the plan of today: Mexico's mobiles were `+52 1` until 2019, Brazil's had a digit less until 2016.
fn one_plan(number: &str) -> Option<String> {
    let digits = |rest: &str, len: usize| rest.len() == len && rest.bytes().all(|b| b.is_ascii_digit());
    if let Some(rest) = number.strip_prefix("+521").filter(|rest| digits(rest, 10)) {
        return Some(format!("+52{rest}"));
    }
    let rest = number.strip_prefix("+55").filter(|rest| digits(rest, 10))?;
    let (area, own) = rest.split_at(2);
    own.starts_with(['6', '7', '8', '9']).then(|| format!("+55{area}9{own}"))
}

/// A page's address in its one spelling: no scheme, no `www.` or `m.` before the host, no query, no slash at the end,
/// letters instead of their escapes, host and path in lower case; a network's hosts for one country or for telephones
/// are its one host. Only for comparing.
pub fn url(text: &str) -> Option<String> {
    let text = text.trim();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    let (text, query) = match text.split_once(['?', '#']) {
        Some((text, query)) => (text, query),
        None => (text, ""),
    };
    let (authority, path) = text.split_once('/').unwrap_or((text, ""));
    let authority =
        authority.rsplit_once('@').filter(|_| text.contains('/')).map_or(authority, |(_, host)| host);
    let authority =
        authority.strip_suffix(":443").or_else(|| authority.strip_suffix(":80")).unwrap_or(authority);
    let mut host = host(authority);
    // Some stand before others: `touch.www.linkedin.com`.
    while let Some(rest) = ["www.", "m.", "mobile.", "touch."]
        .iter()
        .find_map(|front| host.strip_prefix(front).filter(|rest| rest.contains('.')))
    {
        host = rest.to_owned();
    }
    if !host.contains('.') || host.contains(char::is_whitespace) {
        return None;
    }
    let path = composed(&unescaped(path).to_lowercase());
    if path.contains(|c: char| c.is_whitespace() && c != ' ') || text.contains(char::is_whitespace) {
        return None;
    }
    let mut steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
    if matches!(steps.last(), Some(&("index.html" | "index.htm" | "index.php"))) {
        steps.pop();
    }
    let network = ["linkedin.com", "facebook.com", "xing.com", "instagram.com", "twitter.com"]
        .into_iter()
        .find(|known| {
            host.strip_suffix(known).is_some_and(|front| front.strip_suffix('.').is_some_and(is_country))
        });
    let host = match (network, host.as_str()) {
        (Some(network), _) => network,
        (None, "x.com") => "twitter.com",
        (None, "fb.com" | "fb.me") => "facebook.com",
        (None, host) => host,
    };
    if host == "linkedin.com" {
        // For telephones; and what stands below a profile is the same person's.
        if steps.first() == Some(&"mwlite") {
            steps.remove(0);
        }
        if steps.first() == Some(&"in") {
            steps.truncate(2);
        }
    }
    if host == "xing.com" && steps.first() == Some(&"profile") {
        steps.truncate(2);
    }
    let mut page = host.to_owned();
    for step in steps {
        page.push('/');
        page.push_str(step);
    }
    // The one network whose pages are told apart behind the question mark.
    if host == "facebook.com"
        && page.ends_with("/profile.php")
        && let Some(id) = query.split(['&', '#']).find(|part| part.starts_with("id="))
    {
        page = format!("{page}?{id}");
    }
    Some(page)
}

/// `de`, `de-de`: a network's host for one country.
fn is_country(front: &str) -> bool {
    let two = |part: &str| part.len() == 2 && part.bytes().all(|b| b.is_ascii_lowercase());
    match front.split_once('-') {
        Some((language, country)) => two(language) && two(country),
        None => two(front),
    }
}

/// A path with its `%C3%A9` as letters; as it stands where they are none.
fn unescaped(path: &str) -> Cow<'_, str> {
    percent_decode_str(path).decode_utf8().unwrap_or(Cow::Borrowed(path))
}

/// Where networks have the pages of their people.
const PROFILES: &[&str] = &[
    "linkedin.com/in/",
    "xing.com/profile/",
    "github.com/",
    "gitlab.com/",
    "twitter.com/",
    "facebook.com/",
    "instagram.com/",
];

/// What stands in such a place and is nobody's.
const PLACES: &[&str] = &[
    "about",
    "company",
    "explore",
    "features",
    "groups",
    "hashtag",
    "help",
    "home",
    "i",
    "in",
    "intent",
    "login",
    "marketplace",
    "orgs",
    "p",
    "pages",
    "people",
    "privacy",
    "profile.php",
    "reel",
    "search",
    "settings",
    "share",
    "sharer",
    "sharer.php",
    "signup",
    "terms",
    "topics",
    "watch",
];

/// Whether a page, as [`url`] spells it, is one person's profile; a firm's home page is everybody's there.
pub fn is_profile(page: &str) -> bool {
    let mut own = PROFILES.iter().filter_map(|front| page.strip_prefix(front));
    own.any(|rest| !rest.is_empty() && !rest.contains('/') && !PLACES.contains(&rest))
}

/// Whether a text is a page's address and no name or word with a dot.
pub fn is_page(text: &str) -> bool {
    url(text).is_some() && (text.contains('/') || text.trim_start().starts_with("www."))
}

/// Text for finding and sorting: lower case, without accents and other marks over or under letters
/// (canonical decomposition, Unicode Standard Annex 15).
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
#[path = "channel_tests.rs"]
mod tests;
