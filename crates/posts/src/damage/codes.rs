//! UTF-8 that was read as an older encoding.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use encoding_rs::{Encoding, ISO_8859_4, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1257};

/// For each encoding, the byte that a character beyond ASCII was read from.
static CODES: LazyLock<Vec<(&'static Encoding, HashMap<char, u8>)>> = LazyLock::new(|| {
    [WINDOWS_1252, WINDOWS_1257, WINDOWS_1250, WINDOWS_1251, ISO_8859_4]
        .map(|encoding| {
            let mut bytes = HashMap::new();
            for byte in 0x80..=0xff_u8 {
                let one = [byte];
                // What an encoding leaves out was often kept as the control character of that number.
                if byte < 0xa0 {
                    bytes.insert(char::from(byte), byte);
                }
                if let Some(c) =
                    encoding.decode_without_bom_handling(&one).0.chars().next().filter(|&c| c != '\u{fffd}')
                {
                    bytes.insert(c, byte);
                }
            }
            (encoding, bytes)
        })
        .to_vec()
});

/// Where a misread stretch that begins at a place ends, and what it was.
pub(super) fn misread(text: &str, at: usize) -> Option<(Range<usize>, String)> {
    CODES.iter().find_map(|(encoding, bytes)| run(text, at, encoding, bytes))
}

fn run(text: &str, at: usize, encoding: &Encoding, bytes: &HashMap<char, u8>) -> Option<(Range<usize>, String)> {
    let mut out = String::new();
    let mut end = at;
    let mut count = 0;
    while let Some((length, c)) = sequence(&text[end..], bytes) {
        if count == 0 && doubtful(&text[end..end + length], c, encoding) {
            break;
        }
        out.push(c);
        end += length;
        count += 1;
    }
    // In Cyrillic, two letters may by chance look like one that was misread.
    if count == 0 || encoding == WINDOWS_1251 && count < 2 && end - at < 6 {
        return None;
    }
    // It may have happened twice.
    let again = again(&out);
    Some((at..end, again.unwrap_or(out)))
}

fn again(text: &str) -> Option<String> {
    let bytes = &CODES.first()?.1;
    let mut out = String::new();
    let mut at = 0;
    while at < text.len() {
        let (length, c) = sequence(&text[at..], bytes)?;
        out.push(c);
        at += length;
    }
    Some(out)
}

/// The character that the first characters of a text are the bytes of, and how long they are.
fn sequence(text: &str, bytes: &HashMap<char, u8>) -> Option<(usize, char)> {
    let mut raw = [0; 4];
    let mut wanted = 0;
    for (index, (at, c)) in text.char_indices().enumerate() {
        let byte = *bytes.get(&c)?;
        if index == 0 {
            wanted = match byte {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => return None,
            };
        } else if !(0x80..=0xbf).contains(&byte) {
            return None;
        }
        raw[index] = byte;
        if index + 1 == wanted {
            let c = std::str::from_utf8(&raw[..wanted]).ok()?.chars().next()?;
            return Some((at + text[at..].chars().next()?.len_utf8(), c));
        }
    }
    None
}

/// A letter before a quotation mark or a dash is seldom a misread letter: „HÄ“.
fn doubtful(found: &str, meant: char, encoding: &Encoding) -> bool {
    let mut chars = found.chars();
    let (Some(first), Some(second), None) = (chars.next(), chars.next(), chars.next()) else { return false };
    if encoding == WINDOWS_1252 && matches!(first, 'Ã' | 'Â') {
        return meant.is_control() && meant != '\u{a0}';
    }
    let mark = !second.is_alphanumeric() && !second.is_control();
    mark || encoding != WINDOWS_1252 && encoding != WINDOWS_1251 || !meant.is_alphabetic()
}
