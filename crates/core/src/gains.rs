//! Interest in the other person: the five parts of a GAINS profile (goals, accomplishments, interests, networks, skills;
//! after I. Misner), and good questions for each. The questions are ours.

use schemars::JsonSchema;
use serde::Serialize;

use crate::named;

named! {
    /// A part of the profile.
    Part {
        /// What they want to reach.
        Goals = "goals",
        /// What they have done and are glad of.
        Accomplishments = "accomplishments",
        /// What they like.
        Interests = "interests",
        /// Whom they know and where they belong.
        Networks = "networks",
        /// What they can do.
        Skills = "skills",
    }
}

impl Part {
    /// The questions of this part, the easiest first.
    pub fn questions(self) -> &'static [&'static str] {
        match self {
            Part::Goals => &GOALS,
            Part::Accomplishments => &ACCOMPLISHMENTS,
            Part::Interests => &INTERESTS,
            Part::Networks => &NETWORKS,
            Part::Skills => &SKILLS,
        }
    }
}

const GOALS: [&str; 14] = [
    "What are you working on these days?",
    "What would make this a good year for you?",
    "What is next, once this is done?",
    "What takes up more of your time than it should?",
    "If you had a free month, what would you do with it?",
    "What would you like to be asked for more often?",
    "What are you trying to learn?",
    "Who would it help you most to meet?",
    "What is the hardest part of it just now?",
    "What have you put off, and would like to begin?",
    "What do you want to be doing in five years?",
    "What would you do if you knew that it could not fail?",
    "Which decision lies before you?",
    "What would you like to give up?",
];

const ACCOMPLISHMENTS: [&str; 13] = [
    "How did you come to do what you do?",
    "What went well lately?",
    "Which piece of work are you most glad of?",
    "What did you do that nobody had thought you would?",
    "What was the hardest thing you have finished?",
    "Who was helped most by something you did?",
    "What do people thank you for?",
    "What did you learn from something that went wrong?",
    "What have you built that still stands?",
    "Which part of your work does nobody see?",
    "What did you change your mind about, and what did it take?",
    "What would your younger self be surprised at?",
    "What are you proud of in the people who worked with you?",
];

const INTERESTS: [&str; 14] = [
    "What do you do when nobody needs you?",
    "What did you read or hear that you keep thinking about?",
    "Where do you go to have quiet?",
    "What could you talk about all evening?",
    "What do you like to cook, or to be cooked for you?",
    "Which place would you show me if I came to see you?",
    "What did you love doing as a child, and do you still?",
    "What makes you laugh?",
    "What music goes with your days?",
    "What are your children, your family or your friends up to?",
    "Which festival or season do you look forward to?",
    "What do you collect, grow or mend?",
    "What was the last thing you did for the first time?",
    "What would you like a present of that is not a thing?",
];

const NETWORKS: [&str; 13] = [
    "Whom do you work with most?",
    "Where do people like you meet?",
    "Which groups or clubs do you belong to?",
    "Who taught you most?",
    "Who sends you your best people?",
    "Whom do you ask when you are stuck?",
    "Whom should more people know?",
    "With whom have you lost touch and are sorry for it?",
    "Whom could I introduce you to that would help?",
    "Who in your trade do you look up to?",
    "Whom do you help that I might help as well?",
    "Where did you live before, and whom do you still know there?",
    "Who would speak for you without being asked?",
];

const SKILLS: [&str; 13] = [
    "What do friends ask you to help them with?",
    "What comes easily to you that others find hard?",
    "What could you teach in an afternoon?",
    "Which tool could you not work without?",
    "What do you do better than a few years ago?",
    "What do you wish people knew that you can do?",
    "Which languages do you speak, and with whom?",
    "What did you learn outside of your work that helps you in it?",
    "What can you tell at first glance?",
    "What do you know about that has nothing to do with your work?",
    "When do you lose sense of time?",
    "What would you do for a friend, for nothing, with pleasure?",
    "What do you leave to others, and to whom?",
];

/// A question to ask next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Question {
    /// Where its answer belongs.
    pub part: Part,
    /// It.
    pub text: String,
}

/// The next good question: of the part of which least is known, and among these parts in order, the first that was not
/// asked yet; `known` says how much is known of each part in [`Part::ALL`]. `own` are questions of the user's own, which
/// come after ours of the same part. None where all have been asked.
pub fn next(known: [usize; 5], asked: &[String], own: &[Question]) -> Option<Question> {
    let mut parts = Part::ALL;
    parts.sort_by_key(|part| known[*part as usize]);
    let is_new = |text: &str| !asked.iter().any(|old| old.trim().eq_ignore_ascii_case(text.trim()));
    for part in parts {
        let ours = part.questions().iter().map(|text| (*text).to_owned());
        let theirs = own.iter().filter(|one| one.part == part).map(|one| one.text.clone());
        if let Some(text) = ours.chain(theirs).find(|text| is_new(text)) {
            return Some(Question { part, text });
        }
    }
    None
}

/// To which part a question belongs that is one of ours.
pub fn part_of(question: &str) -> Option<Part> {
    Part::ALL
        .into_iter()
        .find(|part| part.questions().iter().any(|one| one.eq_ignore_ascii_case(question.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_many_questions_and_none_is_in_two_parts() {
        let mut all: Vec<&str> = Part::ALL.iter().flat_map(|part| part.questions()).copied().collect();
        assert!(all.len() >= 60, "{}", all.len());
        assert!(all.iter().all(|text| text.ends_with('?') && text.len() < 90));
        all.sort_unstable();
        let before = all.len();
        all.dedup();
        assert_eq!(all.len(), before);
        assert_eq!(part_of("what makes you laugh?"), Some(Part::Interests));
    }

    #[test]
    fn what_is_not_known_is_asked_first_and_nothing_twice() {
        assert_eq!(next([0; 5], &[], &[]).unwrap().part, Part::Goals);
        assert_eq!(next([2, 1, 0, 3, 1], &[], &[]).unwrap().part, Part::Interests);
        let mut asked = Vec::new();
        let own = [Question { part: Part::Skills, text: "Can you sing?".into() }];
        while let Some(question) = next([0; 5], &asked, &own) {
            assert!(!asked.contains(&question.text));
            asked.push(question.text);
        }
        assert_eq!(asked.len(), 68, "all of ours and one more");
        assert_eq!(asked.last().unwrap(), "Can you sing?");
    }

    #[test]
    fn a_part_is_found_by_its_first_letters() {
        assert_eq!(Part::named("Goals"), Some(Part::Goals));
        assert_eq!((Part::named("g"), Part::named("hobby")), (None, None));
    }
}
