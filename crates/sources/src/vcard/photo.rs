//! The picture of a card.

use super::lines::{Line, lines};
use crate::transfer::only_base64;

/// The picture that a card holds: its media type (`image/jpeg`) and its bytes. None where there is none, or
/// only the address of one.
///
/// Takes the text of a card as [`CardText`](goodturn_core::draft::CardText) keeps it.
pub fn photo(original: &[u8]) -> Option<(String, Vec<u8>)> {
    lines(original).iter().filter(|line| line.name == "PHOTO" && !line.nested).find_map(of_line)
}

fn of_line(line: &Line) -> Option<(String, Vec<u8>)> {
    let text = line.text();
    let text = text.trim();
    let (named, bytes) = match text.get(..5).filter(|start| start.eq_ignore_ascii_case("data:")) {
        Some(start) => {
            // Some programs escape the comma of a data: address (RFC 2397), which they must not.
            let (media, data) = text[start.len()..].split_once(',')?;
            let media = media.trim_end_matches('\\').to_ascii_lowercase();
            let named = media.strip_suffix(";base64")?.split(';').next().unwrap_or_default().to_owned();
            (named, only_base64(data.as_bytes())?)
        }
        None if line.is_base64() => {
            let named = line.param("MEDIATYPE").chain(line.param("TYPE")).next().unwrap_or_default();
            (named.to_ascii_lowercase(), only_base64(text.as_bytes())?)
        }
        None => return None,
    };
    if bytes.is_empty() {
        return None;
    }
    Some((media_type(&named, &bytes), bytes))
}

/// What the bytes show comes before what the card says; cards say `JPEG`, `image/jpg` or nothing.
fn media_type(named: &str, bytes: &[u8]) -> String {
    const SIGNS: [(&[u8], &str); 4] = [
        (b"\xff\xd8\xff", "image/jpeg"),
        (b"\x89PNG", "image/png"),
        (b"GIF8", "image/gif"),
        (b"BM", "image/bmp"),
    ];
    if let Some((_, known)) = SIGNS.iter().find(|(sign, _)| bytes.starts_with(sign)) {
        return (*known).to_owned();
    }
    match named {
        "" => "application/octet-stream".to_owned(),
        "jpg" | "image/jpg" => "image/jpeg".to_owned(),
        whole if whole.contains('/') => whole.to_owned(),
        short => format!("image/{short}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_every_version() {
        let png = (String::from("image/png"), b"\x89PNG".to_vec());
        for text in [
            "VERSION:2.1\r\nPHOTO;PNG;BASE64:\r\n  iVBO\r\n  Rw==\r\n\r\nFN:x",
            "PHOTO;ENCODING=b;TYPE=PNG:iVBO\r\n Rw==",
            "PHOTO:data:image/png;base64,iVBORw==",
            "PHOTO:data:image/png;base64\\,iVBORw==",
        ] {
            assert_eq!(photo(text.as_bytes()), Some(png.clone()), "{text}");
        }
        assert_eq!(photo(b"PHOTO;VALUE=uri:http://x.example/a.png"), None);
    }
}
