//! From bytes to text: which encoding a page is in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use scraper::{Html, Selector};

/// How far into a page its declaration is looked for, in bytes.
const DECLARED_WITHIN: usize = 4096;

/// A page's text, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, with U+FFFD where bytes made no sense.
    pub text: String,
    /// The encoding's standard name, such as `UTF-8` or `Shift_JIS`.
    pub encoding: &'static str,
    /// Whether any bytes made no sense.
    pub malformed: bool,
}

/// Decodes a page. A byte order mark is believed first, then the `Content-Type` header, then a
/// declaration within the page; failing all, or when they are plainly wrong, the encoding is guessed.
pub fn decode(body: &[u8], content_type: Option<&str>) -> Decoded {
    if let Some((encoding, length)) = Encoding::for_bom(body) {
        let (text, malformed) = encoding.decode_without_bom_handling(&body[length..]);
        return decoded(text.into_owned(), encoding, malformed);
    }
    let declared = content_type.and_then(charset_of).or_else(|| declared_in(body));
    // Bytes above ASCII that happen to be valid UTF-8 are UTF-8, whatever the server says.
    let multibyte = body.iter().any(|byte| !byte.is_ascii());
    let wide = declared.is_some_and(|e| e == UTF_16LE || e == UTF_16BE);
    if multibyte
        && !wide
        && let Ok(text) = std::str::from_utf8(body)
    {
        return decoded(text.to_owned(), UTF_8, false);
    }
    let encoding = declared.unwrap_or_else(|| guess(body));
    let (text, malformed) = encoding.decode_without_bom_handling(body);
    if malformed && declared.is_some() && mostly_wrong(&text) {
        let encoding = guess(body);
        let (text, malformed) = encoding.decode_without_bom_handling(body);
        return decoded(text.into_owned(), encoding, malformed);
    }
    decoded(text.into_owned(), encoding, malformed)
}

fn decoded(text: String, encoding: &'static Encoding, malformed: bool) -> Decoded {
    Decoded { text, encoding: encoding.name(), malformed }
}

fn guess(body: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(body, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// Whether replacement characters outnumber the other characters beyond ASCII.
fn mostly_wrong(text: &str) -> bool {
    let (mut wrong, mut right) = (0usize, 0usize);
    for c in text.chars().filter(|c| !c.is_ascii()) {
        if c == char::REPLACEMENT_CHARACTER {
            wrong += 1;
        } else {
            right += 1;
        }
    }
    wrong > right
}

/// The encoding that a `Content-Type` value names.
fn charset_of(content_type: &str) -> Option<&'static Encoding> {
    let lower = content_type.to_ascii_lowercase();
    let mut rest = lower.as_str();
    while let Some(at) = rest.find("charset") {
        rest = rest[at + "charset".len()..].trim_start();
        if let Some(value) = rest.strip_prefix('=') {
            let value = value.trim_start().trim_start_matches(['"', '\'']);
            let end =
                value.find(|c: char| matches!(c, '"' | '\'' | ';' | ',') || c.is_whitespace()).unwrap_or(value.len());
            return Encoding::for_label_no_replacement(&value.as_bytes()[..end]);
        }
    }
    None
}

/// The encoding that a page declares in a `meta` element or an XML declaration.
fn declared_in(body: &[u8]) -> Option<&'static Encoding> {
    let head = &body[..body.len().min(DECLARED_WITHIN)];
    let head: String = head.iter().map(|&byte| byte as char).collect();
    let lower = head.to_ascii_lowercase();
    let encoding = in_xml_declaration(&lower).or_else(|| in_meta(&lower))?;
    // A page that can be read this far as ASCII is in no 16-bit encoding.
    if encoding == UTF_16LE || encoding == UTF_16BE {
        Some(UTF_8)
    } else if encoding == X_USER_DEFINED {
        Some(WINDOWS_1252)
    } else {
        Some(encoding)
    }
}

fn in_xml_declaration(lower: &str) -> Option<&'static Encoding> {
    let declaration = lower.trim_start().strip_prefix("<?xml")?;
    let declaration = &declaration[..declaration.find('>')?];
    let value = &declaration[declaration.find("encoding")? + "encoding".len()..];
    let value = value.trim_start().strip_prefix('=')?.trim_start();
    let value = value.strip_prefix(['"', '\''])?;
    let end = value.find(['"', '\''])?;
    Encoding::for_label_no_replacement(&value.as_bytes()[..end])
}

/// What the first `meta` element that names an encoding says; comments and scripts are no elements.
fn in_meta(lower: &str) -> Option<&'static Encoding> {
    let metas = Selector::parse("meta").ok()?;
    Html::parse_document(lower).select(&metas).find_map(|meta| match meta.attr("charset") {
        Some(label) => Encoding::for_label_no_replacement(label.trim().as_bytes()),
        None => meta.attr("content").and_then(charset_of),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(body: &[u8], content_type: Option<&str>, text: &str, encoding: &str) {
        let got = decode(body, content_type);
        assert_eq!((got.text.as_str(), got.encoding), (text, encoding));
        assert!(!got.malformed);
    }

    #[test]
    fn a_byte_order_mark_wins() {
        check(b"\xff\xfeh\0i\0", Some("text/html; charset=utf-8"), "hi", "UTF-16LE");
        check(b"\xef\xbb\xbfhi", None, "hi", "UTF-8");
    }

    #[test]
    fn the_header_is_believed_before_the_page() {
        check(
            b"<meta charset=shift_jis>\xcf\xf0\xe8",
            Some("text/html; charset=\"windows-1251\""),
            "<meta charset=shift_jis>При",
            "windows-1251",
        );
    }

    #[test]
    fn the_page_declares_its_encoding() {
        check(
            b"<!-- <meta charset=koi8-r> --><meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>\x93\xfa",
            None,
            "<!-- <meta charset=koi8-r> --><meta http-equiv=Content-Type content='text/html; charset=Shift_JIS'>日",
            "Shift_JIS",
        );
        check(
            b"<?xml version='1.0' encoding='iso-8859-2'?>\xb1",
            None,
            "<?xml version='1.0' encoding='iso-8859-2'?>ą",
            "ISO-8859-2",
        );
    }

    #[test]
    fn valid_utf_8_is_utf_8_even_if_mislabelled() {
        check("naïve".as_bytes(), Some("text/html; charset=iso-8859-1"), "naïve", "UTF-8");
    }

    #[test]
    fn an_undeclared_encoding_is_guessed() {
        let got = decode(b"Le caf\xe9 est ferm\xe9 ce matin, d\xe9sol\xe9.", None);
        assert_eq!(got.text, "Le café est fermé ce matin, désolé.");
        assert_eq!(got.encoding, "windows-1252");
    }

    #[test]
    fn one_bad_byte_does_not_change_the_encoding() {
        let mut body = "один два три".as_bytes().to_vec();
        body.push(0xff);
        let got = decode(&body, Some("text/html; charset=utf-8"));
        assert!(got.malformed && got.encoding == "UTF-8");
        assert!(got.text.starts_with("один"));
    }
}
