//! Bytes to text, whatever the charset.

use std::borrow::Cow;

/// The text of a whole file: UTF-8 or UTF-16 with a byte order mark, UTF-8 without one, and else
/// Windows-1252, which reads any bytes (WHATWG Encoding, section 4.2).
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}
