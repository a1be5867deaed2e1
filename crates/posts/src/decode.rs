//! From bytes to text and back, so that no byte is lost.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::{Error, LARGEST, Result};

/// How far into a file it is looked at to tell text from other matter, in bytes.
const LOOK: usize = 64 * 1024;

/// How a file's bytes were read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoding {
    /// The encoding's standard name, such as `UTF-8`.
    pub encoding: &'static str,
    /// Whether a byte order mark stands before the text.
    pub bom: bool,
    /// Bytes that made no sense. Each is U+FFFD in the text, and is written as it was.
    pub damaged: Vec<DamagedBytes>,
}

/// Bytes that made no sense in the file's encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DamagedBytes {
    /// Where their U+FFFD stands in the text, in bytes.
    pub at: usize,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// Decodes a file.
///
/// A byte order mark is believed first; then UTF-8 and UTF-16 are tried, and failing these an older encoding is guessed,
/// which is windows-1252 unless the bytes speak for another.
///
/// # Errors
///
/// [`Error::TooLarge`] before anything is looked at; [`Error::Binary`] for what is no text.
pub fn decode(bytes: &[u8]) -> Result<(String, Decoding)> {
    if bytes.len() > LARGEST {
        return Err(Error::TooLarge { bytes: bytes.len() });
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let rest = &bytes[length..];
        return if encoding == UTF_8 { utf8(rest, true) } else { utf16(rest, encoding, true) };
    }
    if bytes.starts_with(b"%PDF-") {
        return Err(Error::Binary);
    }
    if let Some(encoding) = wide(bytes) {
        return utf16(bytes, encoding, false);
    }
    if mostly_utf8(bytes) { utf8(bytes, false) } else { older(bytes) }
}

/// Encodes stretches of a text. `kept` says where in the text that was read a stretch begins, if it comes from there.
pub(crate) fn encode<'a>(decoding: &Decoding, pieces: impl Iterator<Item = (&'a str, Option<usize>)>) -> Vec<u8> {
    let mut out = Vec::new();
    if decoding.bom {
        push(&mut out, "\u{feff}", decoding.encoding);
    }
    for (piece, kept) in pieces {
        let Some(start) = kept else {
            push(&mut out, piece, decoding.encoding);
            continue;
        };
        let mut from = 0;
        let first = decoding.damaged.partition_point(|d| d.at < start);
        for damaged in decoding.damaged[first..].iter().take_while(|d| d.at < start + piece.len()) {
            push(&mut out, &piece[from..damaged.at - start], decoding.encoding);
            out.extend_from_slice(&damaged.bytes);
            from = damaged.at - start + char::REPLACEMENT_CHARACTER.len_utf8();
        }
        push(&mut out, &piece[from..], decoding.encoding);
    }
    out
}

/// What the encoding lacks is written as a numeric character reference, which Markdown understands.
fn push(out: &mut Vec<u8>, text: &str, encoding: &str) {
    if encoding == UTF_8.name() {
        out.extend_from_slice(text.as_bytes());
    } else if encoding == UTF_16LE.name() {
        text.encode_utf16().for_each(|unit| out.extend(unit.to_le_bytes()));
    } else if encoding == UTF_16BE.name() {
        text.encode_utf16().for_each(|unit| out.extend(unit.to_be_bytes()));
    } else {
        let encoding = Encoding::for_label(encoding.as_bytes()).unwrap_or(WINDOWS_1252);
        out.extend_from_slice(&encoding.encode(text).0);
    }
}

fn utf8(bytes: &[u8], bom: bool) -> Result<(String, Decoding)> {
    let mut text = String::with_capacity(bytes.len());
    let mut damaged = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            damaged.push(DamagedBytes { at: text.len(), bytes: chunk.invalid().to_vec() });
            text.push(char::REPLACEMENT_CHARACTER);
        }
    }
    checked(text, Decoding { encoding: UTF_8.name(), bom, damaged })
}

fn utf16(bytes: &[u8], encoding: &'static Encoding, bom: bool) -> Result<(String, Decoding)> {
    let little = encoding == UTF_16LE;
    let mut text = String::with_capacity(bytes.len());
    let mut damaged = Vec::new();
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|&pair| if little { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) });
    for unit in char::decode_utf16(units) {
        let c = unit.unwrap_or_else(|e| {
            let unit = e.unpaired_surrogate();
            let bytes = if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
            damaged.push(DamagedBytes { at: text.len(), bytes: bytes.to_vec() });
            char::REPLACEMENT_CHARACTER
        });
        text.push(c);
    }
    if !odd.is_empty() {
        damaged.push(DamagedBytes { at: text.len(), bytes: odd.to_vec() });
        text.push(char::REPLACEMENT_CHARACTER);
    }
    checked(text, Decoding { encoding: encoding.name(), bom, damaged })
}

fn older(bytes: &[u8]) -> Result<(String, Decoding)> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    for encoding in [guess, WINDOWS_1252] {
        let (text, malformed) = encoding.decode_without_bom_handling(bytes);
        // Several byte sequences may stand for one character; only what can be written again as it was will do.
        if !malformed && *encoding.encode(&text).0 == *bytes {
            return checked(text.into_owned(), Decoding { encoding: encoding.name(), bom: false, damaged: Vec::new() });
        }
    }
    Err(Error::Binary)
}

fn checked(text: String, decoding: Decoding) -> Result<(String, Decoding)> {
    let mut end = text.len().min(LOOK);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let control = |c: &char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1b}' | '\u{80}'..);
    let controls = text[..end].chars().filter(control).count();
    if text.contains('\0') || controls * 50 > end { Err(Error::Binary) } else { Ok((text, decoding)) }
}

/// UTF-16 without a mark: one of each pair of bytes is zero in much of the file, and the other never.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(LOOK)];
    let (pairs, _) = head.as_chunks::<2>();
    let zeros = |at: usize| pairs.iter().filter(|pair| pair[at] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let much = |n: usize| n > 0 && n * 10 >= pairs.len();
    if much(second) && first == 0 {
        Some(UTF_16LE)
    } else if much(first) && second == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether a file is UTF-8, but for a few bytes perhaps.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += chunk.invalid().len();
    }
    wrong == 0 || right > wrong * 4
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str, bom: bool) {
        let (got, decoding) = decode(bytes).unwrap();
        assert_eq!((got.as_str(), decoding.encoding, decoding.bom), (text, encoding, bom));
        assert_eq!(encode(&decoding, [(got.as_str(), Some(0))].into_iter()), bytes);
    }

    #[test]
    fn every_encoding_is_written_as_it_was() {
        check(b"", "", "UTF-8", false);
        check("naïve".as_bytes(), "naïve", "UTF-8", false);
        check(b"\xef\xbb\xbfhi\r\n", "hi\r\n", "UTF-8", true);
        check(b"\xff\xfeh\0i\0", "hi", "UTF-16LE", true);
        check(b"\xfe\xff\0h\0i", "hi", "UTF-16BE", true);
        check(b"h\0i\0\n\0", "hi\n", "UTF-16LE", false);
        check(b"\0h\0i\0\n", "hi\n", "UTF-16BE", false);
        check(
            b"Le caf\xe9 est ferm\xe9, d\xe9sol\xe9 \x96 \x81",
            "Le café est fermé, désolé – \u{81}",
            "windows-1252",
            false,
        );
    }

    #[test]
    fn bytes_that_make_no_sense_are_kept() {
        check(b"\xff\xfeh\0\x00\xd8i\0!", "h\u{fffd}i\u{fffd}", "UTF-16LE", true);
        check(b"\xd0\xbe\xd0\xb4\xd0\xb8\xd0\xbd\xd0\xb0 \xff.", "одина \u{fffd}.", "UTF-8", false);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert_eq!(decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Err(Error::Binary));
        assert_eq!(decode(b"%PDF-1.7\nwords"), Err(Error::Binary));
        assert_eq!(decode(b"\x01\x02\x03\x04words"), Err(Error::Binary));
        assert_eq!(decode(&vec![b'a'; LARGEST + 1]), Err(Error::TooLarge { bytes: LARGEST + 1 }));
    }

    #[test]
    fn a_character_that_the_encoding_lacks_is_written_as_a_reference() {
        let (_, decoding) = decode(b"caf\xe9 ferm\xe9").unwrap();
        assert_eq!(encode(&decoding, [("é☃", None)].into_iter()), b"\xe9&#9731;");
    }
}
