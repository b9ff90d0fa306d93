//! Pictures of cards: what the code in one says, or else what can be read of the letters.

use std::io::Cursor;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use goodturn_core::channel;

/// Whether these bytes are a picture that is read: PNG or JPEG.
pub fn is_one(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x89PNG\r\n\x1a\n") || bytes.starts_with(b"\xff\xd8\xff")
}

/// No picture is wider or taller than this, in dots.
const WIDEST: u32 = 12_000;
/// A picture takes no more memory than this, in bytes.
const MEMORY: u64 = 512 << 20;
/// Reading letters takes no longer than this.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a picture says: the texts of its QR codes (ISO/IEC 18004), or the letters that the system's `tesseract` reads,
/// as one typed line. Else a sentence about why nothing was read.
pub fn read(bytes: &[u8], path: &Path) -> Result<Vec<String>, String> {
    let mut reader = image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(unreadable)?;
    let mut limits = image::Limits::default();
    (limits.max_image_width, limits.max_image_height, limits.max_alloc) =
        (Some(WIDEST), Some(WIDEST), Some(MEMORY));
    reader.limits(limits);
    let grey = reader.decode().map_err(unreadable)?.into_luma8();
    let (width, height) = (grey.width() as usize, grey.height() as usize);
    let raw = grey.into_raw();
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        raw.get(y * width + x).copied().unwrap_or(255)
    });
    let texts: Vec<String> =
        prepared.detect_grids().iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect();
    if !texts.is_empty() {
        return Ok(texts);
    }
    letters(path).map(|text| vec![card(&text)])
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
