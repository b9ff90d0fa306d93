use super::*;
use jiff::tz::TimeZone;
use std::fs;
use std::io::Write;

const CARD: &[u8] = b"BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nEND:VCARD\n";
const MAIL: &[u8] = b"From: ann@example.org\nDate: Mon, 1 Jan 2024 10:00:00 +0000\nSubject: a\n\nhi\n";
const MBOX: &[u8] =
    b"From ann@example.org Mon Jan  1 10:00:00 2024\nFrom: ann@example.org\nSubject: a\n\nhi\n";

/// What the walker itself says of a file; the readers have their own tests.
const OWN: [&str; 6] = [
    NOT_READ,
    EMPTY,
    OUTSIDE,
    LINK,
    "a table whose columns Goodturn does not know",
    "an archive inside too many others",
];

#[derive(Default)]
struct Told {
    lines: Vec<String>,
    /// How many items the readers found.
    items: usize,
    prints: Vec<Fingerprint>,
    progress: Vec<u64>,
    known: Vec<Fingerprint>,
    stop_after: Option<usize>,
}

impl Sink for Told {
    fn take(&mut self, found: Item) -> ControlFlow<()> {
        match found {
            Item::Progress(bytes) => {
                self.progress.push(bytes);
                return ControlFlow::Continue(());
            }
            Item::Skipped(reason, place) if OWN.contains(&reason) => {
                self.lines.push(format!("{place}: {reason}"))
            }
            Item::Failed(problem) => self.lines.push(format!("failed {problem}")),
            _ => self.items += 1,
        }
        if self.stop_after == Some(self.items) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Watch for Told {
    fn begin(
        &mut self,
        file: &Arc<str>,
        format: &'static str,
        _bytes: Option<u64>,
        print: Option<Fingerprint>,
    ) -> Begin {
        self.lines.push(format!("{file} is {format}"));
        self.prints.extend(print);
        if print.is_some_and(|print| self.known.contains(&print)) { Begin::Skip } else { Begin::Read }
    }

    fn end(&mut self, file: &Arc<str>) {
        self.lines.push(format!("{file} done"));
    }
}

fn asked() -> Asked {
    Asked {
        now: "2026-01-01T00:00:00Z".parse().unwrap(),
        zone: TimeZone::UTC,
        texts: false,
        me: vec![],
        format: None,
        all_of_it: false,
        region: None,
    }
}

/// What is told of a folder, its own path left out.
fn told(folder: &Path) -> Vec<String> {
    let mut told = Told::default();
    assert!(read(&[folder.to_owned()], &asked(), &mut told).is_continue());
    let path = format!("{}/", folder.display());
    told.lines.into_iter().map(|line| line.replace(&path, "")).collect()
}

pub(super) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

pub(super) fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packed = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        packed.append_data(&mut header, name, *bytes).unwrap();
    }
    packed.into_inner().unwrap()
}

pub(super) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut packed = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        packed.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        packed.write_all(bytes).unwrap();
    }
    packed.finish().unwrap().into_inner()
}

#[test]
fn a_folder_is_walked_in_order_and_noise_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir_all(at("b/__MACOSX")).unwrap();
    for name in ["b/x.vcf", "a.txt", ".hidden.vcf", "b/__MACOSX/x.vcf", "Inbox.msf", ".DS_Store"] {
        fs::write(at(name), CARD).unwrap();
    }
    fs::write(at("c.json"), b"{}").unwrap();
    fs::write(at("d.csv"), b"a,b\n").unwrap();
    fs::write(at("e.vcf"), b"").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), at("b/round")).unwrap();
    assert_eq!(
        told(folder.path()),
        [
            "a.txt is vcard",
            "a.txt done",
            "b/x.vcf is vcard",
            "b/x.vcf done",
            "c.json: not a kind of file Goodturn reads",
            "d.csv: a table whose columns Goodturn does not know",
            "e.vcf: an empty file",
        ]
    );
    assert_eq!(measure(&[folder.path().to_owned()]), 2 * CARD.len() as u64 + 6);
}

#[cfg(unix)]
#[test]
fn nobody_has_us_read_by_a_link_in_a_folder_what_only_we_may() {
    use std::os::unix::fs::symlink;
    let mine = tempfile::tempdir().unwrap();
    let shared = tempfile::tempdir().unwrap();
    let at = |name: &str| shared.path().join(name);
    for folder in ["sub", "Mail/cur", "Mail/new", "Box/tmp"] {
        fs::create_dir_all(at(folder)).unwrap();
    }
    for folder in ["Secret/cur", "Secret/new", "Secret/tmp"] {
        fs::create_dir_all(mine.path().join(folder)).unwrap();
    }
    fs::write(mine.path().join("secret.vcf"), CARD).unwrap();
    fs::write(mine.path().join("Secret/cur/1:2,S"), MAIL).unwrap();
    fs::write(at("sub/own.vcf"), CARD).unwrap();
    fs::write(at("Mail/cur/1:2,S"), MAIL).unwrap();
    fs::create_dir(at("Mail/tmp")).unwrap();
    let to_mine = |name: &str| mine.path().join(name);
    symlink(to_mine("secret.vcf"), at("a.vcf")).unwrap();
    symlink(mine.path(), at("b")).unwrap();
    symlink("../../../../../..", at("sub/up")).unwrap();
    symlink(to_mine("Secret"), at("c")).unwrap();
    symlink(to_mine("Secret"), at("Mail/.Sent")).unwrap();
    symlink(to_mine("Secret/cur/1:2,S"), at("Mail/cur/2:2,S")).unwrap();
    symlink(to_mine("Secret/cur"), at("Box/cur")).unwrap();
    symlink(to_mine("Secret/new"), at("Box/new")).unwrap();
    // What stays within, and what leads nowhere.
    symlink("sub/own.vcf", at("z.vcf")).unwrap();
    symlink("nowhere.vcf", at("gone.vcf")).unwrap();
    let mut told = Told::default();
    assert!(read(&[shared.path().to_owned()], &asked(), &mut told).is_continue());
    let left: Vec<String> = told
        .lines
        .iter()
        .filter_map(|line| line.strip_suffix(&format!(": {OUTSIDE}")))
        .map(|line| line.replace(&format!("{}/", shared.path().display()), ""))
        .collect();
    assert_eq!(left, ["Box/cur", "Box/new", "Mail/cur/2:2,S", "a.vcf", "b", "c", "sub/up"]);
    assert_eq!(told.items, 3, "two cards and one message: {:?}", told.lines);
    assert_eq!(owner(&[shared.path().to_owned()], Most::default()).messages(), 1);
    // A link that somebody names is what they mean.
    let mut told = Told::default();
    assert!(read(&[at("a.vcf")], &asked(), &mut told).is_continue());
    assert_eq!(told.items, 1, "{:?}", told.lines);
}

#[test]
fn links_in_archives_lead_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let mut packed = tar::Builder::new(Vec::new());
    for (kind, name) in [(tar::EntryType::Symlink, "a.vcf"), (tar::EntryType::Link, "b.vcf")] {
        let mut header = tar::Header::new_ustar();
        header.set_entry_type(kind);
        header.set_size(0);
        packed.append_link(&mut header, name, "/etc/passwd").unwrap();
    }
    fs::write(folder.path().join("a.tar"), packed.into_inner().unwrap()).unwrap();
    let mut packed = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    packed.add_symlink("c.vcf", "/etc/passwd", zip::write::SimpleFileOptions::default()).unwrap();
    packed.start_file("../../d.vcf", zip::write::SimpleFileOptions::default()).unwrap();
    packed.write_all(CARD).unwrap();
    fs::write(folder.path().join("b.zip"), packed.finish().unwrap().into_inner()).unwrap();
    let told = told(folder.path());
    for name in ["a.tar!a.vcf", "a.tar!b.vcf", "b.zip!c.vcf"] {
        assert!(told.contains(&format!("{name}: {LINK}")), "{name}: {told:?}");
    }
    assert!(told.contains(&"b.zip!d.vcf is vcard".to_owned()), "{told:?}");
}

#[test]
fn archives_are_read_through() {
    let folder = tempfile::tempdir().unwrap();
    let inner = zip(&[("deep.vcf", CARD)]);
    let packed = zip(&[
        ("one/a.vcf", CARD),
        ("mail.mbox", MBOX),
        ("p.jpg", b"\xff\xd8\xff"),
        ("in.zip", &inner),
        ("__MACOSX/a.vcf", CARD),
    ]);
    fs::write(folder.path().join("a.zip"), packed).unwrap();
    fs::write(folder.path().join("b.tar.gz"), gzip(&tar(&[("./a.vcf", CARD), ("m/.Sent/cur/1:2,T", MBOX)])))
        .unwrap();
    fs::write(folder.path().join("c.mbox.zst"), zstd::encode_all(MBOX, 3).unwrap()).unwrap();
    fs::write(folder.path().join("d.docx"), zip(&[("[Content_Types].xml", b"<x/>")])).unwrap();
    assert_eq!(
        told(folder.path()),
        [
            "a.zip is zip",
            "a.zip!one/a.vcf is vcard",
            "a.zip!one/a.vcf done",
            "a.zip!mail.mbox is mbox",
            "a.zip!mail.mbox done",
            "a.zip!p.jpg: not a kind of file Goodturn reads",
            "a.zip!in.zip is zip",
            "a.zip!in.zip!deep.vcf is vcard",
            "a.zip!in.zip!deep.vcf done",
            "a.zip!in.zip done",
            "a.zip done",
            "b.tar.gz is tar",
            "b.tar.gz!a.vcf is vcard",
            "b.tar.gz!a.vcf done",
            "b.tar.gz done",
            "c.mbox.zst is mbox",
            "c.mbox.zst done",
            "d.docx: not a kind of file Goodturn reads",
        ]
    );
}

#[test]
fn archives_in_archives_end_somewhere() {
    let folder = tempfile::tempdir().unwrap();
    let nested = (0..6).fold(CARD.to_vec(), |inner, _| zip(&[("x", &inner)]));
    fs::write(folder.path().join("a.zip"), nested).unwrap();
    let nested = (0..6).fold(CARD.to_vec(), |inner, _| gzip(&inner));
    fs::write(folder.path().join("b.gz"), nested).unwrap();
    let told = told(folder.path());
    assert!(told.contains(&"a.zip!x!x!x: an archive inside too many others".to_owned()), "{told:?}");
    assert!(told.contains(&"b.gz: an archive inside too many others".to_owned()), "{told:?}");
}

#[test]
fn what_came_before_a_break_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let many = (0..20_000)
        .map(|n| format!("From a@b.org Mon Jan  1 10:00:00 2024\nFrom: a@b.org\nDate: Mon, 1 Jan 2024 10:00:00 +0000\nSubject: {n}\n\nx{}\n\n", n * 7919))
        .collect::<String>();
    let packed = gzip(many.as_bytes());
    fs::write(folder.path().join("a.mbox.gz"), &packed[..packed.len() / 2]).unwrap();
    let mut told = Told::default();
    let _ = read(&[folder.path().join("a.mbox.gz")], &asked(), &mut told);
    assert!(told.items > 5_000, "{}", told.items);
    let failures: Vec<_> = told
        .lines
        .iter()
        .filter_map(|line| Some(line.strip_prefix("failed ")?.rsplit_once('/')?.1))
        .collect();
    assert_eq!(
        failures,
        [
            "a.mbox.gz: it ends in the middle; what came before was read, copy or download it again for the rest"
        ]
    );
}

#[test]
fn a_maildir_is_one_source() {
    let folder = tempfile::tempdir().unwrap();
    for part in ["cur", "new", "tmp", ".Sent/cur", ".Sent/new", ".Sent/tmp"] {
        fs::create_dir_all(folder.path().join("M").join(part)).unwrap();
    }
    for name in ["cur/1:2,S", "cur/2:2,T", "new/3", "tmp/4", "dovecot.index", ".Sent/cur/5:2,S"] {
        fs::write(folder.path().join("M").join(name), MAIL).unwrap();
    }
    assert_eq!(told(folder.path()), ["M is maildir", "M done", "M/.Sent is maildir", "M/.Sent done",]);
    assert_eq!(measure(&[folder.path().to_owned()]), 4 * MAIL.len() as u64);
}

#[test]
fn what_was_read_before_is_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.zip");
    fs::write(&path, zip(&[("a.vcf", CARD)])).unwrap();
    let mut first = Told::default();
    let _ = read(std::slice::from_ref(&path), &asked(), &mut first);
    assert_eq!(first.progress.last(), Some(&measure(std::slice::from_ref(&path))));
    let mut again = Told { known: first.prints.clone(), ..Told::default() };
    let _ = read(std::slice::from_ref(&path), &asked(), &mut again);
    assert_eq!(again.lines, [format!("{} is zip", path.display())]);
    assert_eq!(again.prints, first.prints);
}

#[test]
fn what_is_not_there_is_said_plainly() {
    let mut told = Told::default();
    let _ = read(&["/nowhere/x.vcf".into()], &asked(), &mut told);
    assert_eq!(told.lines, ["failed /nowhere/x.vcf: there is no such file or folder; check the spelling"]);
}

#[test]
fn reading_stops_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.mbox"), [MBOX, MBOX].concat()).unwrap();
    let mut told = Told { stop_after: Some(1), ..Told::default() };
    assert!(read(&[folder.path().to_owned()], &asked(), &mut told).is_break());
    assert_eq!((told.items, told.lines.len()), (1, 1));
}

#[test]
fn a_format_asked_for_overrides_what_it_looks_like() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.zip"), zip(&[("notes.txt", b"hello")])).unwrap();
    let mut told = Told::default();
    let asked = Asked { format: Some(crate::Format::People), ..asked() };
    let _ = read(&[folder.path().join("a.zip")], &asked, &mut told);
    assert!(told.lines[1].ends_with("notes.txt is people"), "{:?}", told.lines);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]

    #[test]
    fn anything_at_all_is_told_once(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200), magic in 0usize..6) {
        let folder = tempfile::tempdir().unwrap();
        let start: &[u8] = [&b""[..], b"\x1f\x8b\x08\0", b"\x28\xb5\x2f\xfd", b"PK\x03\x04", b"BEGIN:VCARD\n", b"From a 10:00\n"][magic];
        fs::write(folder.path().join("x"), [start, &bytes].concat()).unwrap();
        let first = told(folder.path());
        proptest::prop_assert!(!first.is_empty());
        proptest::prop_assert_eq!(first, told(folder.path()));
    }
}
