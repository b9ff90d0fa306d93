//! What a field said when somebody began to write. A form shows values and sends them all back, also those that were
//! left alone; meanwhile somebody else may have changed one.

use crate::error::{Error, Result};

/// Takes a field out of a request where it was left as it was found, and refuses it where it was changed by somebody
/// else since: neither is a newer value overwritten in silence. `was` are the fields as they were found, each as
/// `FIELD=VALUE`; `now` is what the field says now.
pub(crate) fn heed<T: ToString>(was: &[String], field: &str, given: &mut Option<T>, now: &str) -> Result<()> {
    let found = was.iter().find_map(|line| line.split_once('=').filter(|(name, _)| *name == field));
    let (Some((_, was)), Some(text)) = (found, given.as_ref().map(T::to_string)) else { return Ok(()) };
    // A page sends the lines of a text parted as the web does.
    let plain = |text: &str| text.trim().replace("\r\n", "\n");
    let [was, wanted, now] = [plain(was), plain(&text), plain(now)];
    if wanted == was || wanted == now {
        *given = None;
        return Ok(());
    }
    if now == was {
        return Ok(());
    }
    let says = |text: &str| if text.is_empty() { "empty".to_owned() } else { format!("“{text}”") };
    Err(Error::refused(
        format!(
            "the {} was changed while you wrote: it is {} now, and was {} when you began",
            field.replace('_', " "),
            says(&now),
            says(&was)
        ),
        "send it once more to put yours in its place, or take theirs over",
    )
    .at(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heeded(was: &[&str], given: &str, now: &str) -> Result<Option<String>> {
        let was: Vec<String> = was.iter().map(ToString::to_string).collect();
        let mut given = Some(given.to_owned());
        heed(&was, "title", &mut given, now)?;
        Ok(given)
    }

    #[test]
    fn what_was_left_alone_is_not_written_and_what_changed_meanwhile_is_not_overwritten() {
        let was = ["name=Ann", "title=Partner"];
        assert_eq!(heeded(&was, "Partner", "Chair").unwrap(), None, "it was left alone");
        assert_eq!(heeded(&was, "Owner", "Partner").unwrap(), Some("Owner".into()));
        assert_eq!(heeded(&was, "Chair", "Chair").unwrap(), None, "both wrote the same");
        assert_eq!(heeded(&["name=Ann"], "Owner", "Chair").unwrap(), Some("Owner".into()), "nobody asked");
        let error = heeded(&was, "Owner", "Chair").unwrap_err();
        assert_eq!(error.field.as_deref(), Some("title"));
        assert!(error.message.contains("“Chair”") && error.message.contains("“Partner”"), "{error}");
    }
}
