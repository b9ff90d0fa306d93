use std::fs;
use std::io::Write;

use super::super::tests::{gzip, tar, zip};
use super::*;

/// So many messages from one address to another, as an mbox.
fn mbox(many: usize, from: &str, to: &str) -> Vec<u8> {
    (0..many)
        .map(|n| format!("From - Sun Apr 28 10:02:57 2019\n{}\n\n", message(n, from, to)))
        .collect::<String>()
        .into()
}

fn message(n: usize, from: &str, to: &str) -> String {
    format!(
        "From: {}\nTo: {}\nSubject: {n}\n\nhello\n",
        from.replace('#', &n.to_string()),
        to.replace('#', &n.to_string())
    )
}

fn glance(most: Most, budget: Budget) -> Glance {
    Glance { most, clues: OwnerClues::default(), in_folder: HashMap::new(), budget }
}

const ME: &str = "ida@own.example";

/// The likeliest owner of these files, and how many messages were looked at.
fn told(files: &[(&str, &[u8])], most: Most) -> (String, u64) {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    let clues = owner(&[folder.path().to_owned()], most);
    let candidates = clues.candidates();
    let told = candidates.first().map(|(email, _, why)| format!("{email}: {why}"));
    (told.unwrap_or_default(), clues.messages())
}

#[test]
fn files_of_mail_in_folders_are_looked_at_sent_ones_first() {
    let (inbox, sent) = (mbox(50, "a#@x.example", "all@x.example"), mbox(50, ME, "b#@x.example"));
    let files: [(&str, &[u8]); 3] =
        [("Mail/Archive", &inbox), ("Mail/Sent", &sent), ("cards.vcf", b"BEGIN:VCARD\nFN:A\nEND:VCARD\n")];
    assert_eq!(told(&files, Most::default()), (format!("{ME}: it wrote 50 of 50 sent messages"), 100));
    let few = Most { each: 20, all: 30, ..Most::default() };
    assert_eq!(told(&files, few), (format!("{ME}: it wrote 20 of 20 sent messages"), 30));
}

#[test]
fn a_maildir_with_sent_mail() {
    let folder = tempfile::tempdir().unwrap();
    for part in ["cur", "new", "tmp", ".INBOX.Sent/cur", ".INBOX.Sent/new", ".INBOX.Sent/tmp"] {
        fs::create_dir_all(folder.path().join(part)).unwrap();
    }
    for n in 0..40 {
        let got = message(n, "a#@x.example", "all@x.example");
        fs::write(folder.path().join(format!("cur/{n}.host:2,S")), got).unwrap();
        let sent = message(n, ME, "b#@x.example");
        fs::write(folder.path().join(format!(".INBOX.Sent/cur/{n}.host:2,S")), sent).unwrap();
    }
    let clues = owner(&[folder.path().to_owned()], Most { each: 10, ..Most::default() });
    let candidates = clues.candidates();
    assert_eq!((candidates[0].0.as_str(), clues.messages()), (ME, 20), "{candidates:?}");
    assert_eq!(candidates[0].2, "it wrote 10 of 10 sent messages");
}

#[test]
fn archives_are_looked_into() {
    let (inbox, sent) = (mbox(50, "a#@x.example", "all@x.example"), mbox(50, ME, "b#@x.example"));
    let takeout = zip(&[("Takeout/Mail/Inbox.mbox", &inbox), ("Takeout/Mail/Sent.mbox", &sent)]);
    let wrote = |part: usize| format!("{ME}: it wrote {part} of {part} sent messages");
    let few = Most { each: 30, all: 40, ..Most::default() };
    assert_eq!(told(&[("takeout.zip", &takeout)], few), (wrote(30), 40));
    assert_eq!(told(&[("Sent.mbox.gz", &gzip(&sent))], few), (wrote(30), 30));
    assert_eq!(told(&[("Sent-2019.zst", &zstd::encode_all(&sent[..], 3).unwrap())], few), (wrote(30), 30));
    // A Maildir in a tar: each message is a file, and its folder tells what it is.
    let letters: Vec<(String, String)> = (0..60)
        .map(|n| (format!("m/.Sent/cur/{n}.host:2,S"), message(n, ME, "b#@x.example")))
        .chain((0..60).map(|n| (format!("m/cur/{n}.host:2,S"), message(n, "a#@x.example", ME))))
        .collect();
    let letters: Vec<(&str, &[u8])> =
        letters.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    assert_eq!(told(&[("mail.tar.gz", &gzip(&tar(&letters)))], Most { all: 100, ..few }), (wrote(30), 60));
}

#[test]
fn no_more_is_unpacked_than_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("photos.tar.gz");
    let mut packed = flate2::write::GzEncoder::new(File::create(&path).unwrap(), flate2::Compression::fast());
    // A large file before the mail: the look must give up on the way to it.
    let large = vec![b'x'; 32 << 20];
    packed.write_all(&tar(&[("large.bin", &large), ("Sent.mbox", &mbox(50, ME, "b@x.example"))])).unwrap();
    packed.finish().unwrap();
    let paths = [path];
    assert_eq!(owner(&paths, Most::default()).messages(), 50);
    let mut glance = glance(Most::default(), Budget::new(1 << 20));
    glance.file(&paths[0]);
    assert_eq!(glance.clues.messages(), 0);
    assert!(glance.budget.unpacked() < 3 << 20, "{:?}", glance.budget);
}

#[test]
fn a_look_into_a_large_file_ends_early() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("Sent.mbox.zst");
    fs::write(&path, zstd::encode_all(&mbox(100_000, ME, "b#@x.example")[..], 1).unwrap()).unwrap();
    let most = Most { each: 100, ..Most::default() };
    let mut glance = glance(most, Budget::new(u64::MAX));
    glance.file(&path);
    assert_eq!(glance.clues.messages(), 100);
    assert!(glance.budget.unpacked() < 2 << 20, "{:?}", glance.budget);
}

#[test]
fn what_is_not_there_is_passed_over() {
    assert_eq!(owner(&["/nowhere/mail".into()], Most::default()).messages(), 0);
    let broken = gzip(&mbox(50, ME, "b#@x.example"));
    assert_eq!(told(&[("a.gz", &broken[..10]), ("b.zip", b"PK\x03\x04nonsense")], Most::default()).1, 0);
}
