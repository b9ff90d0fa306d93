//! Somebody looks for a way to whom they do not know, and finds one that their own mail tells of.

use crate::told::Story;

/// Mail in which two others stand beside each other.
fn mail(pairs: &[(&str, &str, &str)]) -> String {
    let mut mail = String::new();
    for (n, (from, to, cc)) in pairs.iter().enumerate() {
        let cc = if cc.is_empty() { String::new() } else { format!("Cc: {cc}@x.example\n") };
        mail.push_str(&format!(
            "From x Mon Feb  2 09:00:00 2026\nFrom: {from}@x.example\nTo: {to}@x.example\n{cc}\
             Date: Mon, {} Feb 2026 09:00:00 +0000\nMessage-ID: <{n}.{from}@x.example>\nSubject: Letter {n}\n\nHello\n\n",
            1 + n
        ));
    }
    mail
}

#[test]
fn a_way_is_found_in_the_mail_asked_for_in_one_step_and_heeds_who_must_not_be_asked() {
    let story = Story::new();
    let letters = mail(&[
        ("me", "ida", ""),
        ("ida", "me", "tove"),
        ("me", "ida", "tove"),
        ("me", "kai", ""),
        ("kai", "me", "tove"),
        ("ida", "me", ""),
    ]);
    story.home().write("letters.mbox", &letters);
    story.does("import letters.mbox --me me@x.example");
    let (ida, kai, tove) = (story.id("ida"), story.id("kai"), story.id("tove"));
    let first = |line: &str| -> Vec<String> {
        let ways = story.json(line);
        ways.iter().map(|way| way["hops"][0]["person"]["id"].as_str().unwrap().to_owned()).collect()
    };
    // Ida and I write most; so she comes first, and Kai is whom to ask where she cannot.
    assert_eq!(
        first("path tove"),
        [ida.as_str(), kai.as_str(), tove.as_str()].map(str::to_owned)[..first("path tove").len()]
    );
    let way = &story.json("path tove")[0];
    assert!(way["hops"][1]["evidence"].as_str().unwrap().contains("seen together 2 times"), "{way}");
    assert_eq!(way["instead"]["id"].as_str(), Some(&*kai));
    let page = story.page(&format!("/path?who={tove}"));
    assert!(page.contains("seen together 2 times") && page.contains("for an introduction"), "{page}");
    // Asked in one step, and kept; whoever was just asked comes after who was not.
    story.fills("/act/ask", &[("who", &ida), ("what", "an introduction to tove")]);
    assert_eq!(story.json("asks").len(), 1);
    let through_ida = |story: &Story| {
        let ways = story.json("path tove");
        let way = ways.iter().find(|way| way["hops"][0]["person"]["id"].as_str() == Some(&*ida)).unwrap();
        way["score"].as_f64().unwrap()
    };
    let tired = through_ida(&story);
    story.does("undo");
    assert!((tired / through_ida(&story) - 0.5).abs() < 0.02, "{tired}");
    // Whoever does not want to be asked stands on no way, and who does not want to be introduced is at the end of none.
    story.does("boundary ida do-not-contact");
    assert!(
        !first("path tove").contains(&ida) && !story.page(&format!("/path?who={tove}")).contains("Ask ida")
    );
    story.does("undo").does("boundary tove no-introductions");
    assert!(story.refused("path tove").contains("does not want to be introduced"));
    assert!(story.page(&format!("/path?who={tove}")).contains("does not want to be introduced"));
    story.does("undo");
    // What was read is taken back, and with it who was seen together.
    story.does("undo");
    assert!(story.refused("path tove").contains("nobody"));
}

#[test]
fn a_tie_that_one_was_told_of_leads_on_and_goes_when_it_is_undone() {
    let story = Story::new();
    for line in ["add Ida", "add Jon", "add Kim --title \"Tax adviser\" --organisation \"Vale & Co\""] {
        story.does(line);
    }
    story.does("log Ida \"lunch\" --kind visit").does("tie Ida Jon --strength 80");
    let (jon, kim) = (story.id("Jon"), story.id("Kim"));
    story.fills("/act/tie", &[("a", &jon), ("b", &kim), ("strength", "70"), ("evidence", "neighbours")]);
    assert!(story.page_of("Kim").contains("neighbours"));
    let names = |line: &str| story.json(line).iter().map(|way| way["hops"].as_array().unwrap().len()).max();
    // Kim stands in the address book, so there is a weak way straight to her, and a better one over three.
    assert_eq!(names("path Kim"), Some(3));
    assert_eq!(names("path \"Vale & Co\""), Some(3));
    assert_eq!(names("path \"anybody who is a tax adviser\""), Some(3));
    assert_eq!(names("path Kim --from Ida"), Some(2));
    story.does("undo");
    assert_eq!(names("path Kim"), Some(1));
}
