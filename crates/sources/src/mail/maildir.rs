//! Maildir: a folder of message files, whose names carry flags.

use std::path::Path;

/// Whether a folder is a Maildir: it holds `cur` and `new`.
pub fn is_maildir(dir: &Path) -> bool {
    dir.join("cur").is_dir() && dir.join("new").is_dir()
}

/// Why a message of a Maildir is left out, told by the flags in its file's name (`…:2,DS`), where it is.
pub fn maildir_skip(file_name: &str) -> Option<&'static str> {
    // Where a file system allows no colon, programs write `;` or `!`.
    let flags = [":2,", ";2,", "!2,"].iter().find_map(|mark| file_name.rsplit_once(mark))?.1;
    if flags.contains('D') {
        Some("a draft that was never sent")
    } else if flags.contains('T') {
        Some("in the bin")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_from_the_name() {
        for (name, expected) in [
            ("1556.M1P2.host:2,S", None),
            ("1556.M1P2.host:2,DS", Some("a draft that was never sent")),
            ("1556.M1P2.host:2,ST", Some("in the bin")),
            ("1556.D1T2.host", None),
        ] {
            assert_eq!(maildir_skip(name), expected, "{name}");
        }
    }

    #[test]
    fn a_folder_with_cur_and_new_is_a_maildir() {
        let dir = tempfile::tempdir().unwrap();
        assert!(!is_maildir(dir.path()));
        std::fs::create_dir(dir.path().join("cur")).unwrap();
        std::fs::create_dir(dir.path().join("new")).unwrap();
        assert!(is_maildir(dir.path()));
    }
}
