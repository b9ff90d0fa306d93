//! Digits of all scripts that write numbers in tens as Europe does.

/// A number with its digits in groups of three: `1,234,567`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The nought of each script; the other nine follow it (Unicode 16, general category Nd, as far as a telephone writes
/// with them).
const NOUGHTS: [char; 40] = [
    '\u{660}',
    '\u{6f0}',
    '\u{7c0}',
    '\u{966}',
    '\u{9e6}',
    '\u{a66}',
    '\u{ae6}',
    '\u{b66}',
    '\u{be6}',
    '\u{c66}',
    '\u{ce6}',
    '\u{d66}',
    '\u{de6}',
    '\u{e50}',
    '\u{ed0}',
    '\u{f20}',
    '\u{1040}',
    '\u{1090}',
    '\u{17e0}',
    '\u{1810}',
    '\u{1946}',
    '\u{19d0}',
    '\u{1a80}',
    '\u{1a90}',
    '\u{1b50}',
    '\u{1bb0}',
    '\u{1c40}',
    '\u{1c50}',
    '\u{a620}',
    '\u{a8d0}',
    '\u{a900}',
    '\u{a9d0}',
    '\u{a9f0}',
    '\u{aa50}',
    '\u{abf0}',
    '\u{ff10}',
    '\u{11066}',
    '\u{11136}',
    '\u{114d0}',
    '\u{1e950}',
];

/// The number from 0 to 9 that a digit of any script stands for; none for what is no digit.
pub fn value(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
    }
    NOUGHTS
        .iter()
        .find_map(|nought| u32::from(c).checked_sub(u32::from(*nought)).filter(|digit| *digit < 10))
        .and_then(|digit| u8::try_from(digit).ok())
}

/// The digit `0` to `9` that a digit of any script stands for; none for what is no digit.
pub fn european(c: char) -> Option<char> {
    value(c).map(|digit| char::from(b'0' + digit))
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn digits_of_every_script_count() {
        for text in [
            "0123456789",
            "٠١٢٣٤٥٦٧٨٩",
            "۰۱۲۳۴۵۶۷۸۹",
            "০১২৩৪৫৬৭৮৯",
            "०१२३४५६७८९",
            "๐๑๒๓๔๕๖๗๘๙",
            "０１２３４５６７８９",
        ] {
            let read: Vec<u8> = text.chars().filter_map(value).collect();
            assert_eq!(read, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "{text}");
        }
        assert_eq!("a/:٫、".chars().find_map(value), None);
    }
}
