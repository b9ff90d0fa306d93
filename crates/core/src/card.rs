//! What one may say of somebody to others: their spread-the-word card.

use serde::{Deserialize, Serialize};

/// The four parts of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// What they do, in one line.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub line: String,
    /// Whom they would like to be sent.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub ideal: String,
    /// What proves that they are good at it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub proof: String,
    /// What is not to be said of them.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub not: String,
    /// How they are called; only on one's own card, since of everybody else the book knows.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
}

crate::bodies! { Card: Card; }

impl Card {
    /// Whether nothing is written on it.
    pub fn is_empty(&self) -> bool {
        [&self.line, &self.ideal, &self.proof, &self.not].into_iter().all(String::is_empty)
    }

    /// As a text to say or to send. What is not to be said does not stand in it.
    pub fn text(&self, name: &str) -> String {
        let mut lines = vec![match self.line.as_str() {
            "" => name.to_owned(),
            line => format!("{name}: {line}"),
        }];
        if !self.ideal.is_empty() {
            lines.push(format!("A good person to send them: {}", self.ideal));
        }
        if !self.proof.is_empty() {
            lines.push(format!("Why I say so: {}", self.proof));
        }
        lines.join("\n")
    }

    /// As a vCard (RFC 2426) that a phone takes up: the name, addresses, and the line as a note.
    pub fn vcard(&self, name: &str, emails: &[String]) -> String {
        let escaped = |text: &str| {
            text.replace('\\', "\\\\").replace('\n', "\\n").replace(',', "\\,").replace(';', "\\;")
        };
        let mut lines = vec!["BEGIN:VCARD".to_owned(), "VERSION:3.0".to_owned()];
        lines.push(format!("FN:{}", escaped(name)));
        lines.push(format!("N:{};;;;", escaped(name)));
        lines.extend(emails.iter().map(|email| format!("EMAIL:{email}")));
        if !self.line.is_empty() {
            lines.push(format!("NOTE:{}", escaped(&self.line)));
        }
        lines.push("END:VCARD".to_owned());
        lines.join("\r\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_to_be_said_is_in_no_text_for_others() {
        let card = Card {
            line: "makes tables, and chairs".into(),
            ideal: "people with old oak".into(),
            proof: "my own table".into(),
            not: "that he was bankrupt".into(),
            name: String::new(),
        };
        let text = card.text("Ben");
        assert!(
            text.starts_with(
                "Ben: makes tables, and chairs\nA good person to send them: people with old oak"
            )
        );
        assert!(!text.contains("bankrupt") && !card.vcard("Ben", &[]).contains("bankrupt"));
        assert!(
            card.vcard("Ben", &["b@x.example".into()])
                .contains("NOTE:makes tables\\, and chairs\r\nEND:VCARD")
        );
        assert_eq!(Card::default().text("Ben"), "Ben");
        assert!(Card::default().is_empty() && !card.is_empty());
    }
}
