//! Pictures of cards: what the code in one says, or else what can be read of the letters.

use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use goodturn_core::channel;
use goodturn_core::limits::PICTURE;

/// Whether these bytes are a picture that is read: PNG or JPEG.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xff\xd8\xff")
}

/// A picture that is opened takes no more memory than this, in bytes: four for each dot, and as much again while it is
/// turned upright.
const MEMORY: u64 = PICTURE * 4;
/// A code is looked for in no more dots than this: where there are more, each is made of several.
const LOOKED_AT: u64 = 12_000_000;
/// One picture is opened at a time, whoever asks: each may take as much memory as all else together.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
/// Reading letters takes no longer than this.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a picture says: the texts of its QR codes (ISO/IEC 18004), or the letters that the system's `tesseract` reads,
/// as one typed line. Else a sentence about why nothing was read.
pub fn read(bytes: &[u8], path: &Path) -> Result<Vec<String>, String> {
    let texts = codes(bytes)?;
    if !texts.is_empty() {
        return Ok(texts);
    }
    letters(path).map(|text| vec![card(&text)])
}

/// The texts of the codes in a picture. How large it is said to be is looked at before it is opened: a small file may
/// hold a picture that fills the memory.
fn codes(bytes: &[u8]) -> Result<Vec<String>, String> {
    let reader = || image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(unreadable);
    let (width, height) = reader()?.into_dimensions().map_err(unreadable)?;
    let dots = u64::from(width) * u64::from(height);
    if dots > PICTURE {
        return Err(format!(
            "the picture has {width} × {height} dots, and up to {} million are looked at; make it smaller",
            PICTURE / 1_000_000
        ));
    }
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let mut reader = reader()?;
    let mut limits = image::Limits::default();
    limits.max_alloc = Some(MEMORY);
    reader.limits(limits);
    let grey = reader.decode().map_err(unreadable)?.into_luma8();
    // Each dot that is looked at is the mean of so many times so many.
    let times = (1..).find(|times| dots / (times * times) <= LOOKED_AT).unwrap_or(1) as u32;
    let grey = match times {
        1 => grey,
        _ => image::imageops::thumbnail(&grey, (width / times).max(1), (height / times).max(1)),
    };
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let raw = grey.into_raw();
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        raw.get(y * width + x).copied().unwrap_or(255)
    });
    Ok(prepared.detect_grids().iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect())
}

fn unreadable(cause: impl std::fmt::Display) -> String {
    format!("the picture cannot be read: {cause}")
}

/// What the system's `tesseract` reads in a picture.
fn letters(path: &Path) -> Result<String, String> {
    let started = Command::new("tesseract")
        .arg(path)
        .arg("stdout")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = match started {
        Ok(child) => child,
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
            return Err("no code is in the picture, and to read its letters the program tesseract is needed; install it \
                        (on Debian `apt install tesseract-ocr`), or type the card"
                .to_owned());
        }
        Err(cause) => return Err(format!("the program tesseract cannot be started: {cause}")),
    };
    let out = child.stdout.take();
    // What it prints must be taken while it runs, or it waits for that for ever.
    let reader = std::thread::spawn(move || {
        let mut text = String::new();
        out.map(|mut out| std::io::Read::read_to_string(&mut out, &mut text));
        text
    });
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => break,
            Ok(None) if begun.elapsed() < PATIENCE => std::thread::sleep(Duration::from_millis(20)),
            _ => {
                let _ = child.kill();
                let _ = child.wait();
                return Err("reading the letters of the picture took too long; type the card".to_owned());
            }
        }
    }
    let text = reader.join().unwrap_or_default();
    if text.trim().is_empty() {
        return Err("neither a code nor letters can be read in the picture; type the card".to_owned());
    }
    Ok(text)
}

/// The letters of a card as a typed line: the first line that looks like a name, and every address and number.
fn card(text: &str) -> String {
    let (mut name, mut parts, mut rest) = (None, Vec::new(), Vec::new());
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let line = line.replace([',', ';', '|'], " ");
        let address =
            line.split_whitespace().find(|word| word.contains('@') && channel::email(word).is_some());
        let digits = line.chars().filter(char::is_ascii_digit).count();
        if let Some(address) = address {
            parts.push(address.to_owned());
        } else if digits >= 7 {
            parts.push(
                line.chars()
                    .filter(|c| c.is_ascii_digit() || " +-/()".contains(*c))
                    .collect::<String>()
                    .trim()
                    .to_owned(),
            );
        } else if name.is_none() && digits == 0 && line.split_whitespace().count() >= 2 {
            name = Some(line);
        } else {
            rest.push(line);
        }
    }
    let mut all: Vec<String> = name.into_iter().collect();
    all.extend(rest.first().cloned());
    all.extend(parts);
    format!("{} | {}", all.join(", "), rest.get(1..).unwrap_or_default().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture of a code, with fields of so many dots.
    fn drawn(text: &str, dots: u32) -> Vec<u8> {
        let code = qrcode::QrCode::new(text).unwrap();
        let side = code.width() as u32;
        let colours = code.to_colors();
        let all = (side + 8) * dots;
        let grey = image::GrayImage::from_fn(all, all, |x, y| {
            let (x, y) = ((x / dots).checked_sub(4), (y / dots).checked_sub(4));
            let dark = match (x, y) {
                (Some(x), Some(y)) if x < side && y < side => {
                    colours[(y * side + x) as usize] == qrcode::Color::Dark
                }
                _ => false,
            };
            image::Luma([if dark { 0 } else { 255 }])
        });
        let mut bytes = Cursor::new(Vec::new());
        grey.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_code_is_read_from_its_picture() {
        let text = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Brook\r\nEND:VCARD";
        let bytes = drawn(text, 4);
        assert!(is_one(&bytes));
        assert_eq!(read(&bytes, Path::new("none")).unwrap(), [text]);
    }

    #[test]
    fn a_small_file_that_is_a_huge_picture_takes_no_memory() {
        // The head of a picture alone: nothing behind it is read.
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend([0, 0, 0x2e, 0x7c, 0, 0, 0x2e, 0x7c, 8, 2, 0, 0, 0]);
        bytes.extend([0x4e, 0x35, 0x32, 0x1f]);
        let whole = drawn("x", 1);
        bytes.extend(&whole[33..]);
        let checked = crc(&bytes[12..29]);
        bytes[29..33].copy_from_slice(&checked.to_be_bytes());
        let why = read(&bytes, Path::new("none")).unwrap_err();
        assert!(why.contains("11900 × 11900 dots") && why.contains("50 million"), "{why}");
    }

    /// The sum that ends a part of a PNG.
    fn crc(bytes: &[u8]) -> u32 {
        let mut sum = u32::MAX;
        for byte in bytes {
            sum ^= u32::from(*byte);
            for _ in 0..8 {
                sum = if sum & 1 == 1 { (sum >> 1) ^ 0xedb8_8320 } else { sum >> 1 };
            }
        }
        !sum
    }

    #[test]
    fn a_code_in_a_large_photograph_is_found() {
        let bytes = drawn("MECARD:N:Ada;;", 122);
        assert_eq!(codes(&bytes).unwrap(), ["MECARD:N:Ada;;"]);
    }

    #[test]
    fn what_is_no_picture_is_said() {
        let why = read(b"\x89PNG\r\n\x1a\nnothing", Path::new("none")).unwrap_err();
        assert!(why.starts_with("the picture cannot be read"), "{why}");
        assert!(!is_one(b"GIF89a"));
    }

    #[test]
    fn the_letters_of_a_card_become_a_line() {
        let line =
            card("ACME\nAda Brook\nMaster joiner\nada@brook.example\nTel. +44 20 7946 0101\n1 Mill Lane\n");
        assert_eq!(line, "Ada Brook, ACME, ada@brook.example, +44 20 7946 0101 | Master joiner, 1 Mill Lane");
    }
}
