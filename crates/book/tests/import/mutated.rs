//! Files of every format, bent and broken: nothing panics, every report adds up, and reading again changes nothing.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;

use goodturn_book::import::Import;

use crate::world::{ME, World, ctx};

/// So many files a run; each run bends others.
const FILES: usize = 2_000;
/// So many in one import.
const AT_ONCE: usize = 250;

/// What is bent: a little of every format.
const WHOLE: [(&str, &str); 9] = [
    (
        "vcf",
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u1\r\nFN:Ada Brook\r\nN:Brook;Ada;;Dr.;\r\nitem1.EMAIL;TYPE=work:ada@brook.example\r\n\
         item1.X-ABLabel:_$!<Work>!$_\r\nTEL;TYPE=CELL:+44 20 7946 0101\r\nBDAY:1970-05-06\r\nNOTE:knows oak\\, and\r\n  elm\r\n\
         PHOTO;ENCODING=b;TYPE=PNG:iVBO\r\n Rw==\r\nCATEGORIES:friends,choir\r\nEND:VCARD\r\nBEGIN:VCARD\r\nVERSION:2.1\r\n\
         N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=\r\n=C3=BCrgen\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Inner\r\n\
         END:VCARD\r\nEND:VCARD\r\n",
    ),
    (
        "ics",
        "BEGIN:VCALENDAR\r\nMETHOD:PUBLISH\r\nBEGIN:VTIMEZONE\r\nTZID:Home\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\n\
         TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10\r\nEND:STANDARD\r\n\
         END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:e1\r\nDTSTART;TZID=Home:20200102T090000\r\nRRULE:FREQ=WEEKLY;COUNT=5\r\n\
         EXDATE;TZID=Home:20200109T090000\r\nSUMMARY:Tea\r\nATTENDEE;CN=\"Ada Brook\";PARTSTAT=ACCEPTED:mailto:ada@brook.example\r\n\
         BEGIN:VALARM\r\nACTION:DISPLAY\r\nEND:VALARM\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:e1\r\n\
         RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Home:20200116T090000\r\nDTSTART;TZID=Home:20200116T100000\r\n\
         ATTENDEE:mailto:ben@carver.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    ),
    (
        "mbox",
        "From ada@brook.example Sun Apr 28 10:02:57 2019\nFrom: \"Brook, Ada\" <ada@brook.example>\nTo: me@home.example,\n \
         =?utf-8?q?J=C3=BCrgen?= <j@muster.example>\nCc: undisclosed:;\nSubject: =?utf-8?B?SsO8cmdlbg==?=\n\
         Date: Sun, 28 Apr 2019 10:02:57 +0200 (CEST)\nMessage-ID: <1@brook.example>\n\nHello\n>From here\n\n\
         From ben@carver.example Mon Apr 29 10:02:57 2019\nFrom: Ben (the carver) <ben@carver.example>\nTo: me@home.example\n\
         Subject: oak\nIn-Reply-To: <1@brook.example>\nContent-Length: 3\n\nhi\n\n",
    ),
    (
        "eml",
        "Return-Path: <ada@brook.example>\r\nReceived: from x by y; Sun, 28 Apr 2019 10:02:57 +0200\r\nFrom: ada@brook.example\r\n\
         To: me@home.example\r\nSubject: parts\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"b\"\r\n\r\n\
         --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\nSsO8cmdlbg==\r\n--b\r\n\
         Content-Type: text/html\r\n\r\n<p>J&uuml;rgen\r\n--b--\r\n",
    ),
    (
        "csv",
        "First Name,Last Name,E-mail Address,Mobile Phone,Birthday,Notes\r\nAda,Brook,ada@brook.example,+44 20 7946 0101,5/6/1970,\
         \"knows \"\"oak\"\",\r\nand elm\"\r\nBen,Carver,ben@carver.example,,,\r\n",
    ),
    (
        "txt",
        "13/06/2018, 21:25 - Ada: Tea tomorrow?\nWith cake?\n13/06/2018, 21:26 - Ben left\n[14.06.18, 9:05:01 PM] Ada: yes\n",
    ),
    ("people.csv", "name,email,phone,tags\nAda Brook,ada@brook.example,+442079460101,oak:::elm\n"),
    ("turns.csv", "who,direction,kind,on,what\nada@brook.example,gave,advice,2020-01-02,oak\n"),
    (
        "interactions.csv",
        "at,kind,direction,who,title\n2020-01-02T10:00:00Z,call,out,ada@brook.example,oak\n",
    ),
];

/// What programs write in places where it means something.
const PIECES: [&[u8]; 24] = [
    b"\r\n",
    b"\n ",
    b"\0",
    b"\xff\xfe",
    b"\"",
    b";",
    b":",
    b",",
    b"=",
    b"=?",
    b"?=",
    b"BEGIN:VCARD\n",
    b"END:VCARD\n",
    b"BEGIN:VEVENT\n",
    b"END:VEVENT\n",
    b"\nFrom a@b.example Mon Jan  1 10:00:00 2024\n",
    b"<",
    b">",
    b"(",
    b"\xe2\x80\xae",
    b"99999999999999999999",
    b"-1",
    b"0000-00-00",
    b"\xc3",
];

/// A generator that gives the same again for the same seed (SplitMix64; Steele, Lea and Flood 2014).
struct Lot(u64);

impl Lot {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        if most == 0 { 0 } else { (self.next() % most as u64) as usize }
    }

    /// A stretch of so many bytes.
    fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let from = self.below(length + 1);
        let most = if self.below(4) == 0 { length - from } else { (length - from).min(40) };
        from..from + self.below(most + 1)
    }
}

/// Bends some bytes a few times.
fn bend(bytes: &mut Vec<u8>, lot: &mut Lot) {
    for _ in 0..1 + lot.below(6) {
        let at = lot.below(bytes.len() + 1);
        match lot.below(9) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(lot.stretch(bytes.len()))),
            2 => {
                let piece: Vec<u8> = bytes[lot.stretch(bytes.len())].to_vec();
                bytes.splice(at..at, piece.repeat(1 + lot.below(30)));
            }
            3 => {
                let (one, other) = (lot.below(bytes.len()), lot.below(bytes.len()));
                if !bytes.is_empty() {
                    bytes.swap(one, other);
                }
            }
            4 => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << lot.below(8);
                }
            }
            5 => {
                let other = WHOLE[lot.below(WHOLE.len())].1.as_bytes();
                let piece = other[lot.stretch(other.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            6 => {
                // Another number.
                let digits: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_digit()).collect();
                if !digits.is_empty() {
                    bytes[digits[lot.below(digits.len())]] = b'0' + lot.below(10) as u8;
                }
            }
            _ => {
                let piece = PIECES[lot.below(PIECES.len())].repeat(1 + lot.below(3));
                bytes.splice(at..at, piece);
            }
        }
    }
}

/// Packs some bytes, now and then, and bends what comes out, now and then.
fn pack(name: &mut String, bytes: Vec<u8>, lot: &mut Lot) -> Vec<u8> {
    let mut packed = match lot.below(12) {
        0 => {
            name.push_str(".gz");
            let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
            packer.write_all(&bytes).unwrap();
            packer.finish().unwrap()
        }
        1 => {
            let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            for _ in 0..1 + lot.below(2) {
                // The same name twice is no archive that the packer makes.
                let _ = zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default());
                zip.write_all(&bytes).unwrap();
                name.insert(0, 'x');
            }
            name.push_str(".zip");
            zip.finish().unwrap().into_inner()
        }
        _ => return bytes,
    };
    if lot.below(3) == 0 {
        bend(&mut packed, lot);
    }
    packed
}

#[test]
fn no_bent_file_breaks_an_import_or_its_sums() {
    let given = std::env::var("GOODTURN_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = given.unwrap_or_else(|| RandomState::new().hash_one("goodturn"));
    println!("GOODTURN_SEED={seed} bends the same files again");
    let mut lot = Lot(seed);
    let mut world = World::new();
    let mut made = 0;
    while made < FILES {
        let mut paths: Vec<PathBuf> = Vec::new();
        for _ in 0..AT_ONCE.min(FILES - made) {
            let (ending, text) = WHOLE[lot.below(WHOLE.len())];
            let mut bytes = text.as_bytes().to_vec();
            bend(&mut bytes, &mut lot);
            let mut name = format!("{made}.{ending}");
            let bytes = pack(&mut name, bytes, &mut lot);
            let path = world.folder.path().join(name);
            std::fs::write(&path, bytes).unwrap();
            paths.push(path);
            made += 1;
        }
        let first = world.import(&paths);
        assert!(first.all.adds_up(), "GOODTURN_SEED={seed}, up to file {made}: {:?}", first.all);
        for source in &first.sources {
            assert!(source.counts.adds_up(), "GOODTURN_SEED={seed}: {source:?}");
        }
        // Asked for otherwise, all are read anew and not known by their bytes.
        let ask = Import { paths: paths.clone(), me: vec![ME.into()], texts: true, ..Import::default() };
        let again = world.book.import(&ask, &ctx(), &mut |_| ControlFlow::Continue(())).unwrap();
        assert!(again.all.adds_up(), "GOODTURN_SEED={seed}, up to file {made}: {:?}", again.all);
        assert_eq!((again.people, again.interactions), (0, 0), "GOODTURN_SEED={seed}, up to file {made}");
        paths.iter().for_each(|path| drop(std::fs::remove_file(path)));
        if made % (AT_ONCE * 2) == 0 {
            world = World::new();
        }
    }
}
