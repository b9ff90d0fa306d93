//! What was called off: many programs and people say so in the title alone (`Canceled event: Budget`, `[ABGESAGT] Budget`,
//! `Budget fällt aus`).

use crate::locale::words;

/// What stands between such a word and the title.
const MARKS: [char; 9] = [':', '：', '-', '–', '—', '|', '!', '/', '»'];

/// Letters sent on begin so.
const SENT_ON: [&str; 12] =
    ["fw:", "fwd:", "re:", "aw:", "wg:", "tr:", "rv:", "sv:", "vs:", "vb:", "i:", "rif:"];

/// Whether a title says that its event was called off: by words at its head that stand apart, or at its end, never by
/// one in the middle of a sentence.
pub(super) fn is_called_off(title: &str) -> bool {
    let asks = title.trim_end().ends_with(['?', '？']);
    let mut title = bare(title);
    while let Some(rest) = SENT_ON.iter().find_map(|mark| {
        title.get(..mark.len()).filter(|head| head.eq_ignore_ascii_case(mark))?;
        title.get(mark.len()..)
    }) {
        title = bare(rest);
    }
    if title.is_empty() {
        return false;
    }
    words().is_cancelled(title)
        || framed(title)
        || at_head(title)
        || at_end(title)
        || (!asks && words().ends_cancelled(title))
        || shouted(title)
}

/// Without blanks, pictures and the like around it.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !c.is_alphanumeric() && !is_frame(c) && u32::from(c) < 0x900 || is_picture(c))
}

fn is_frame(c: char) -> bool {
    matches!(
        c,
        '[' | ']'
            | '('
            | ')'
            | '【'
            | '】'
            | '（'
            | '）'
            | '<'
            | '>'
            | '{'
            | '}'
            | '*'
            | '_'
            | '〔'
            | '〕'
            | '［'
            | '］'
    )
}

fn is_picture(c: char) -> bool {
    matches!(u32::from(c), 0x2190..=0x2bff | 0xfe0f | 0x1_f000..=0x1_faff) || c.is_whitespace()
}

/// `[CANCELLED] Budget`, `Budget (abgesagt)`.
fn framed(title: &str) -> bool {
    let inside =
        |text: &str| words().is_cancelled(text.trim_matches(|c| is_frame(c) || c == ':' || is_picture(c)));
    let opens = |c: char| matches!(c, '[' | '(' | '【' | '（' | '<' | '{' | '*' | '_' | '〔' | '［');
    let closes = |c: char| matches!(c, ']' | ')' | '】' | '）' | '>' | '}' | '*' | '_' | '〕' | '］');
    let head =
        title.starts_with(opens).then(|| title.char_indices().skip(1).find(|(_, c)| closes(*c))).flatten();
    let tail = title.ends_with(closes).then(|| {
        let end = title.char_indices().next_back().map_or(0, |(at, _)| at);
        title[..end].rfind(opens)
    });
    head.is_some_and(|(at, _)| inside(&title[..at])) || tail.flatten().is_some_and(|at| inside(&title[at..]))
}

/// `Cancelled: Budget`, `Abgesagt - Budget`.
fn at_head(title: &str) -> bool {
    title.char_indices().filter(|(_, c)| MARKS.contains(c)).take(3).any(|(at, mark)| {
        stands_apart(title, at, mark) && words().is_cancelled(title[..at].trim_matches(is_frame))
    })
}

/// `Budget - cancelled`, `Budget: abgesagt!`.
fn at_end(title: &str) -> bool {
    let title = title.trim_end_matches(['!', '.', ' ']);
    let Some((at, mark)) = title.char_indices().rev().find(|(_, c)| MARKS.contains(c)) else { return false };
    stands_apart(title, at, mark) && words().is_cancelled(&title[at + mark.len_utf8()..])
}

/// A dash parts only with a blank beside it: `cancelled-order report` is one word.
fn stands_apart(title: &str, at: usize, mark: char) -> bool {
    !matches!(mark, '-' | '/')
        || title[..at].ends_with(char::is_whitespace)
        || title[at + mark.len_utf8()..].starts_with(char::is_whitespace)
}

/// `CANCELLED Budget`: in capitals, where the rest is not.
fn shouted(title: &str) -> bool {
    let capitals = |text: &str| text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase);
    let first = title.split_whitespace().next().unwrap_or_default();
    let last = title.split_whitespace().next_back().unwrap_or_default();
    !capitals(title)
        && [first, last]
            .iter()
            .any(|word| word.chars().count() >= 4 && capitals(word) && words().is_cancelled(word))
}

#[cfg(test)]
mod tests {
    use super::is_called_off;

    #[test]
    fn titles_say_in_every_language_that_it_was_called_off() {
        for title in [
            "Canceled: Budget",
            "Cancelled: Budget",
            "CANCELLED: Budget",
            "[CANCELLED] Budget",
            "(cancelled) Budget",
            "Budget (cancelled)",
            "Budget - CANCELLED",
            "Budget [abgesagt]",
            "❌ Abgesagt: Budget",
            "CANCELLED Budget with Ann",
            "FW: Canceled: Budget",
            "Abgesagt: Budget",
            "Abgesagt – Budget",
            "Annulé : Budget",
            "Cancelado: Comida",
            "Annullato: Pranzo",
            "Geannuleerd: Lunch",
            "Отменено: Бюджет",
            "Скасовано: Бюджет",
            "已取消：预算",
            "已取消: 预算",
            "【中止】予算",
            "キャンセル済み: 予算",
            "취소됨: 예산",
            "Inställt: Lunch",
            "Aflyst: Frokost",
            "Avlyst: Lunsj",
            "Peruutettu: Lounas",
            "Odwołane: Obiad",
            "Zrušeno: Oběd",
            "Zrušené: Obed",
            "Lemondva: Ebéd",
            "Anulat: Prânz",
            "Ακυρώθηκε: Γεύμα",
            "İptal edildi: Bütçe",
            "בוטל: תקציב",
            "ملغى: الميزانية",
            "Dibatalkan: Makan",
            "Đã hủy: Ăn trưa",
            "ยกเลิก: อาหารกลางวัน",
            "रद्द किया गया: बजट",
            "Otkazano: Ručak",
            "Preklicano: Kosilo",
            "Atšaukta: Pietūs",
            "Atcelts: Pusdienas",
            "Tühistatud: Lõuna",
            "Cancelled",
            "Meeting cancelled: Budget",
            "Canceled event with note: Budget",
            "Declined: Budget",
            "Abgelehnt: Budget",
            "Refusé : Budget",
            "Rechazado: Budget",
            "Rifiutato: Budget",
            "Geweigerd: Budget",
            "Avböjt: Budget",
            "已拒绝：预算",
            "Canceled event: Budget @ Wed Jun 12, 2024 9:30am (Ann)",
            "The meeting was cancelled: Budget",
            "Evento annullato: Budget",
            "Geannuleerde afspraak: Budget",
            "Afspraak geannuleerd: Budget",
            "Abgesagter Termin: Budget",
            "Termin wurde abgesagt: Budget",
            "Terminabsage: Budget",
            "Réunion annulée : Budget",
            "Rendez-vous annulé : Budget",
            "Kokous peruttu: Budget",
            "Reunião cancelada: Budget",
            "Inställd händelse: Budget",
            "Odvolané: Obed",
            "CANX Budget",
            "Cxld: Budget",
            "Budget cancelled",
            "Budget is cancelled",
            "Budget has been called off!",
            "Budget fällt aus",
            "Budget mit Ann entfällt",
            "Le budget est annulé",
            "Il pranzo è stato annullato",
            "キャンセルされた予定: 予算",
        ] {
            assert!(is_called_off(title), "{title}");
        }
    }

    #[test]
    fn prose_calls_nothing_off() {
        for title in [
            "Talk about the cancelled order",
            "Cancelled orders review",
            "cancelled-order report",
            "Cancellation policy",
            "Cancel culture: a talk",
            "Rechnung storniert besprechen",
            "Budget",
            "Why we cancelled: a retrospective",
            "",
            "[Team] Budget",
            "Find out why Ann cancelled",
            "What to do if the train is cancelled",
            "Lunch is not cancelled",
            "Lunch cancelled?",
            "Cancelled meetings: a study",
            "Absage an Bewerber besprechen",
            "Talk about the flight cancellation",
            "Not cancelled: Budget",
            "Re: cancelled flights refund",
        ] {
            assert!(!is_called_off(title), "{title}");
        }
    }
}
