//! Names in messengers and networks: IMPP (RFC 4770), social profiles (Apple; RFC 9554), and one property for
//! each network in older cards.

use std::borrow::Cow;

use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::escapes::unescape;
use super::labels;
use super::lines::Line;

/// Schemes that say nothing about the network.
const EMPTY_SCHEMES: [&str; 2] = ["x-apple", "x-handle"];

/// The network a property is for (`X-SKYPE-USERNAME` for skype), where there is one.
pub(super) fn network(name: &str) -> Option<&'static str> {
    Some(match name {
        "X-AIM" => "aim",
        "X-ICQ" => "icq",
        "X-JABBER" => "jabber",
        "X-SKYPE" | "X-SKYPE-USERNAME" => "skype",
        "X-MSN" => "msn",
        "X-YAHOO" | "X-YAHOO-ID" => "yahoo",
        "X-QQ" => "qq",
        "X-SIP" => "sip",
        "X-SAMETIME" => "sametime",
        "X-GADUGADU" => "gadugadu",
        "X-GROUPWISE" => "groupwise",
        "X-GTALK" | "X-GOOGLE-TALK" | "X-GOOGLE TALK" => "google talk",
        "X-TWITTER" => "twitter",
        "X-TELEGRAM" => "telegram",
        "X-MATRIX" => "matrix",
        "X-SIGNAL" => "signal",
        "X-FACEBOOK" => "facebook",
        "X-LINKEDIN" => "linkedin",
        "X-INSTAGRAM" => "instagram",
        "X-WHATSAPP" => "whatsapp",
        "X-WECHAT" => "wechat",
        "X-LINE" => "line",
        "X-VIBER" => "viber",
        "X-THREEMA" => "threema",
        "X-MASTODON" => "mastodon",
        "X-GITHUB" => "github",
        _ => return None,
    })
}

/// Network and name of an IMPP line.
pub(super) fn impp(line: &Line, text: &str) -> (String, String) {
    let text = unescape(text);
    let service = service(line);
    let (scheme, rest) = match text.split_once(':') {
        Some((scheme, rest)) if is_scheme(scheme) => (scheme.to_ascii_lowercase(), rest),
        _ => return (service.unwrap_or_else(|| labels::of_types(line)), text.trim().to_owned()),
    };
    let label = match service {
        // Our own scheme holds a network in the words it was given in.
        Some(_) if scheme == "x-handle" => line.param("X-SERVICE-TYPE").next().unwrap_or_default().to_owned(),
        Some(service) => service,
        None if EMPTY_SCHEMES.contains(&scheme.as_str()) => String::new(),
        None => scheme,
    };
    (label, percent_decoded(rest.trim_start_matches("//")).trim().to_owned())
}

/// Network and name, or address of the page, of a social profile line.
pub(super) fn profile(line: &Line, text: &str) -> (String, String) {
    let text = unescape(text);
    let text = text.strip_prefix("x-apple:").unwrap_or(&text).trim().to_owned();
    let label = service(line).unwrap_or_else(|| labels::of_types(line));
    (label, text)
}

fn service(line: &Line) -> Option<String> {
    let given = line.param("X-SERVICE-TYPE").chain(line.param("SERVICE-TYPE")).next()?;
    Some(given.to_lowercase())
}

/// A URI scheme (RFC 3986 section 3.1), in lower case for those that are written.
pub(super) fn is_scheme(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}

/// The head's extra parameter and the value of an IMPP line that is read back as this network and name.
pub(super) fn to_impp(label: &str, name: &str) -> (Option<String>, String) {
    let mut value = String::new();
    for c in name.chars() {
        match c {
            '%' | '\\' | ',' | ';' | '\n' | '"' => {
                let mut buffer = [0; 4];
                value.extend(utf8_percent_encode(c.encode_utf8(&mut buffer), NON_ALPHANUMERIC));
            }
            _ => value.push(c),
        }
    }
    // What is read has leading slashes taken off.
    if value.starts_with("//") {
        value.replace_range(..1, "%2F");
    }
    if label.is_empty() {
        (None, format!("x-handle:{value}"))
    } else if is_scheme(label)
        && !label.chars().any(|c| c.is_ascii_uppercase())
        && !EMPTY_SCHEMES.contains(&label)
    {
        (None, format!("{label}:{value}"))
    } else {
        (Some(label.to_owned()), format!("x-handle:{value}"))
    }
}

/// A text with its `%2B` as the letters that they stand for; as it stands where they are none.
pub(super) fn percent_decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8().unwrap_or(Cow::Borrowed(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vcard::lines::lines;

    #[test]
    fn percent_signs_and_strays() {
        for (written, stands_for) in
            [("a%40b%C3%bc%zz%4", "a@b\u{fc}%zz%4"), ("a%C3b", "a%C3b"), ("100%", "100%"), ("%+f", "%+f")]
        {
            assert_eq!(percent_decoded(written), stands_for);
        }
    }

    #[test]
    fn networks_and_names() {
        for (text, label, name) in [
            ("IMPP:xmpp:ada@chat.example", "xmpp", "ada@chat.example"),
            ("IMPP;X-SERVICE-TYPE=Facebook;type=HOME:xmpp:ada.l", "facebook", "ada.l"),
            ("IMPP:aim:ada%40x.example", "aim", "ada@x.example"),
            ("IMPP;TYPE=skype:ada.l", "skype", "ada.l"),
        ] {
            let line = &lines(text.as_bytes())[0];
            assert_eq!(impp(line, &line.text()), (label.to_owned(), name.to_owned()), "{text}");
        }
    }
}
