//! What to know before one meets somebody.

use crate::things::two_annas;

#[test]
fn before_a_meeting_one_page_says_what_to_know() {
    let home = two_annas();
    home.tell("brief \"Anna Reed\"");
    for line in [
        "edit \"Anna Reed\" --title \"Master roofer\" --birthday 1980-03-10 --note \"two sons\"",
        "log \"Anna Reed\" \"lunch about slates\" --on 2026-02-20",
        "log \"Anna Reed\" \"called about the gutter\" --on 2026-02-27",
        "gave \"Anna Reed\" \"found her a tenant\" --weight large",
        "promise \"Anna Reed\" \"send the plans\" --by 2026-03-12",
        "promise \"Anna Reed\" \"a price for the shed\" --theirs",
        "ask \"Anna Reed\" \"a word to her landlord\"",
        "boundary \"Anna Reed\" channel:phone",
        "stance \"Anna Reed\" sales",
        "introduce \"Anna Reed\" \"Anna Stone\"",
    ] {
        home.given(line);
    }
    home.tell("brief \"Anna Reed\"").tell("brief \"Anna Reed\" --json").tell("brief zoe").tell("brief me");
    home.matches("brief");
}
