//! The nine meanings that people give to networking, and what to do where two of them meet.
//!
//! Nobody agrees what networking is. People who hold different meanings work at cross purposes and seldom notice; for
//! each of the 81 pairs stands a sentence here that says what pulls apart and what to do about it.

use crate::named;

named! {
    /// What somebody holds networking to be.
    Stance {
        /// The goal is a signed contract.
        Sales = "sales",
        /// It is making friends.
        Friends = "friends",
        /// Mutually beneficial, long-term give and take.
        GiveAndTake = "give-and-take",
        /// Spreading the word about my product.
        Marketing = "marketing",
        /// Using people without their knowing.
        Taking = "taking",
        /// Being the centre of attention.
        Stage = "stage",
        /// It feels dirty: they were used once.
        Slimy = "slimy",
        /// Working the room, handing out cards.
        Room = "room",
        /// Serving a particular group.
        Service = "service",
    }
}

impl Stance {
    /// What its holder believes, as the rest of a sentence that begins with "networking is".
    pub fn belief(self) -> &'static str {
        match self {
            Stance::Sales => "the way to a signed contract",
            Stance::Friends => "making friends",
            Stance::GiveAndTake => "giving and taking, to the good of both, for years",
            Stance::Marketing => "spreading the word about what one makes",
            Stance::Taking => "getting from people what one needs",
            Stance::Stage => "standing where everybody sees one",
            Stance::Slimy => "something that feels dirty, since they were used once",
            Stance::Room => "meeting as many as one can",
            Stance::Service => "serving a particular group",
        }
    }
}

/// What to know and to do where I hold one meaning and they another; where both hold the same, what both overlook.
pub fn cross_purposes(mine: Stance, theirs: Stance) -> &'static str {
    SENTENCES[mine as usize][theirs as usize]
}

/// Mine by row, theirs by column, in the order of [`Stance::ALL`].
const SENTENCES: [[&str; 9]; 9] = [
    // I hold it to be sales.
    [
        "You both came to sell: say so openly, then take turns asking whom each of you could send the other's way.",
        "They look for a friend and will hear a pitch as the end of it: meet once with nothing to sell, and let \
         business come up from their side.",
        "They think in years and you in quarters: do them one good turn that leads to no contract, and they will \
         think of you when there is one.",
        "They want to be spoken of, not sold to: tell somebody about their work first, then ask whom they know who \
         needs yours.",
        "They may take the free advice and leave the contract: settle scope, price and the next step before you give \
         more.",
        "They want to be heard: ask what they are proud of, and listen to the end before you name what you offer.",
        "They were sold to badly once: leave the pitch at home, keep one small promise, and say plainly when you want \
         nothing.",
        "They meet many and will not remember a pitch: agree on one next step with a day, or let it be a pleasant \
         hello.",
        "They ask what you bring to the people they serve: help one of them first, for nothing.",
    ],
    // Friends.
    [
        "They are waiting for the deal behind the dinner: tell them plainly that you enjoy their company, and ask once \
         what business would help them.",
        "You like each other and may never learn what the other does: ask this time what they need at work, and say \
         what you need.",
        "They remember what each did for the other: let them do you a good turn too, it is how they show that they \
         are close.",
        "They speak of their product because they are proud of it: ask for one line that you could pass on, then talk \
         of other things.",
        "Warmth makes it hard to say no: keep the friendship to time together, and be slow with favours, money and \
         introductions.",
        "They fill the evening with themselves: enjoy it, and notice whether they ask about you before you count on \
         them.",
        "They distrust friendliness with a purpose: be steady, small and unhurried, and ask for nothing for a good \
         while.",
        "They greet everybody like an old friend: offer a coffee for two within days, if you want it to become one.",
        "Their evenings belong to the people they serve: come along and help once; that is where they make friends.",
    ],
    // Give and take.
    [
        "They may hear a favour as the opening of a negotiation: say that yours has no price, and send them somebody \
         real.",
        "They may feel counted when one speaks of giving and taking: do the good turn quietly, and remember their \
         birthday as well.",
        "You agree, so make it easy: tell each other one need and one offer each time you meet.",
        "They give word of mouth more easily than time: ask them to speak of somebody whom you name, and spread their \
         line in return.",
        "What you give may be kept: give what you would give a stranger, ask for one small thing, and see what comes \
         back.",
        "They forget to ask what you need: listen first, then say it in one plain sentence; they often help gladly.",
        "A favour may feel like a hook to them: give something small without a return, and do not mention it again.",
        "They do not stay long enough to give or take: propose one thing that each of you does for the other by next \
         week.",
        "They give to many and ask for nothing: find out what they themselves need; hardly anybody asks them.",
    ],
    // Marketing.
    [
        "They want buyers and you want attention: bring them one named person with a need rather than a wider audience.",
        "They may tire of your news: keep the product out of it this time, and ask what is new with them.",
        "They will gladly speak of you once you speak of others: tell somebody about them first, and let them know \
         that you did.",
        "You are both sending and nobody receives: swap one line each, and say the other's to one person this week.",
        "They may use your reach and not lend theirs: agree on what they will say about you before you announce them.",
        "They cannot pass on your story while theirs is untold: tell theirs well to somebody, in their hearing.",
        "Promotion is what put them off: show them something useful, leave out the brand, and let them ask.",
        "Your leaflets will cross in the air: leave with one name each and a reason to write.",
        "They protect their people from advertising: offer something that is needed there, with your name in small \
         letters.",
    ],
    // Taking.
    [
        "They count what they pay and get: name what you will give in return before you ask, and give it first.",
        "They would give you anything, and be hurt to learn that it was all you came for: bring something this time, \
         and stay longer than the favour takes.",
        "They think in years and will notice: return one of the good turns that you had before you ask for the next.",
        "They would lend their voice for yours: say a good word of them to somebody first, by name.",
        "You each wait for the other to give: put one fair exchange on the table, both sides at the same time.",
        "They give while the interest in them is meant: thank them for something true, and do them a turn unasked.",
        "They have been used before and will feel it at once: ask for nothing, and make up one thing that you owe.",
        "They hardly know you yet: offer before you ask, or the first impression is the last one.",
        "What you take from them is missing where they serve: give it an hour before you ask for anything.",
    ],
    // Stage.
    [
        "They would like to know what you can do for their business: let them speak first, then answer in two \
         sentences.",
        "They came to see you, not a performance: ask three questions before the first story of your own.",
        "They wait for you to ask what they need: ask it early, and write down the answer.",
        "You both want the microphone: agree that each of you introduces the other.",
        "Praise may be how they get things from you: enjoy it, and decide about favours a day later.",
        "There is room for one at a time: give them the first half, with questions, and they will likely give you the \
         second.",
        "A show makes them step back: speak low, ask, and let silences stand.",
        "They will have moved on before a story ends: make it one sentence and one question.",
        "They know people by what they do for others: let somebody whom they serve shine, and stand beside.",
    ],
    // Slimy.
    [
        "They come to the point quickly and mean no harm: say early what you do not want, and the rest may be useful \
         to both.",
        "Their warmth is meant: you need not pay it back with anything but your company.",
        "They help without a hook and take years to show it: accept one small thing, and see that nothing is asked.",
        "Their enthusiasm is for the thing, not against you: ask for one line in writing, and decide alone.",
        "Your caution fits here: keep to what is written down, and say no without giving a reason.",
        "They do not mean to use you, they forget to look: say what you need, once, plainly.",
        "You are both careful, so nothing begins: make one honest offer with an easy way out.",
        "They will not mind if you leave early: talk to one person properly, and go.",
        "What they do is for others, and you may watch before you join: ask whom it helps.",
    ],
    // Room.
    [
        "They want five good minutes, not fifty cards: pick the one thing that you could really do for them, and write \
         tomorrow.",
        "They would rather see you again than meet everybody: choose an evening with them in place of the next event.",
        "A card means nothing to them until something follows: send what you promised within two days.",
        "They hand out theirs as you hand out yours: learn each other's one line by heart instead.",
        "At an event they may ask favours of everybody: take the card, and promise nothing on the spot.",
        "They hold court and you go round: bring them one person whom they would be glad to meet, then move on.",
        "The full room is what they dread: meet them in a quiet place, without a badge.",
        "You will meet at every event and know nothing of each other: skip one, and have breakfast together.",
        "They are at the event to look after somebody: ask whom, and lend a hand.",
    ],
    // Service.
    [
        "They ask what it brings: show them one person who became a client because they were helped first.",
        "They like you more than the cause: see them once outside of it, with nothing to organise.",
        "They would give back if they knew how: tell them one thing that you or your people need.",
        "They can make your people known: give them a true story of them, and speak of their product to one who needs \
         it.",
        "Your people are generous and they may find that out: let them contribute first, a small task with a day.",
        "They serve gladly where it is seen: give them the evening's talk, and thank them by name.",
        "They fear being recruited: let them come, help or not help, and leave.",
        "They know many and stay with few: ask them to bring one person whom your people could help.",
        "You serve different people: tell each other whom, and look for two who should meet.",
    ],
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_pair_has_a_sentence_of_its_own_that_says_what_to_do() {
        let mut seen = HashSet::new();
        for mine in Stance::ALL {
            for theirs in Stance::ALL {
                let sentence = cross_purposes(mine, theirs);
                assert!(seen.insert(sentence), "{mine:?} {theirs:?} says what another says");
                assert!(
                    sentence.len() > 60 && sentence.len() < 200,
                    "{mine:?} {theirs:?}: {}",
                    sentence.len()
                );
                // What pulls apart, a colon, what to do.
                let (_, what_to_do) = sentence.split_once(": ").expect(sentence);
                assert!(what_to_do.split(' ').count() > 3 && sentence.ends_with('.'), "{sentence}");
            }
        }
        assert_eq!(seen.len(), 81);
    }

    #[test]
    fn every_stance_is_found_by_its_name() {
        for (at, stance) in Stance::ALL.into_iter().enumerate() {
            assert_eq!(stance as usize, at);
            assert_eq!(Stance::named(stance.name()), Some(stance));
        }
        assert_eq!(Stance::named("Give and take"), Some(Stance::GiveAndTake));
        assert_eq!(Stance::named("greed"), None);
    }
}
