//! A cap on the attributes of one tag. Tokenizers compare each attribute with all before it.

use std::borrow::Cow;

/// Most attributes that a tag may have.
const MOST: usize = 512;

enum At {
    Text,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Quoted(u8),
    Unquoted,
}

/// Ends every tag at its cap of attributes; what follows becomes text.
pub(super) fn cap(html: &str) -> Cow<'_, str> {
    let cuts = cuts(html.as_bytes());
    if cuts.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut kept = String::with_capacity(html.len() + cuts.len());
    let mut from = 0;
    for cut in cuts {
        kept.push_str(&html[from..cut]);
        kept.push('>');
        from = cut;
    }
    kept.push_str(&html[from..]);
    Cow::Owned(kept)
}

/// The byte positions, each before an ASCII character or at a name's start, where a tag is ended.
fn cuts(bytes: &[u8]) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut at = At::Text;
    let mut count = 0;
    let mut index = 0;
    while index < bytes.len() {
        let byte = bytes[index];
        let space = byte.is_ascii_whitespace();
        at = match (at, byte) {
            (At::Text, b'<') => {
                let mut next = index + 1;
                if bytes.get(next) == Some(&b'/') {
                    next += 1;
                }
                if bytes.get(next).is_some_and(u8::is_ascii_alphabetic) {
                    count = 0;
                    while next < bytes.len()
                        && !bytes[next].is_ascii_whitespace()
                        && !matches!(bytes[next], b'/' | b'>')
                    {
                        next += 1;
                    }
                    index = next;
                    at = At::BeforeName;
                    continue;
                }
                At::Text
            }
            (At::Text, _) => At::Text,
            (At::Quoted(quote), byte) if byte == quote => At::BeforeName,
            (At::Quoted(quote), _) => At::Quoted(quote),
            (_, b'>') => At::Text,
            (At::BeforeName, b'/') => At::BeforeName,
            (At::BeforeName, _) if space => At::BeforeName,
            (At::AfterName, b'/') => At::BeforeName,
            (At::AfterName, b'=') => At::BeforeValue,
            (At::AfterName, _) if space => At::AfterName,
            (At::BeforeName | At::AfterName, _) => {
                count += 1;
                if count > MOST {
                    cuts.push(index);
                    At::Text
                } else {
                    At::Name
                }
            }
            (At::Name, b'=') => At::BeforeValue,
            (At::Name, b'/') => At::BeforeName,
            (At::Name, _) if space => At::AfterName,
            (At::Name, _) => At::Name,
            (At::BeforeValue, b'"' | b'\'') => At::Quoted(byte),
            (At::BeforeValue, _) if space => At::BeforeValue,
            (At::BeforeValue, _) => At::Unquoted,
            (At::Unquoted, _) if space => At::BeforeName,
            (At::Unquoted, _) => At::Unquoted,
        };
        index += 1;
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_with_very_many_attributes_is_ended() {
        let attributes: String = (0..2000).map(|n| format!(" a{n}='>'")).collect();
        let html = format!("<p>x</p><a{attributes}>y</a>");
        let capped = cap(&html);
        assert!(capped.contains("a511='>' >a512='"));
        assert_eq!(capped.len(), html.len() + 1);
    }

    #[test]
    fn other_pages_are_untouched() {
        let html = "<p class=a title='<a b c>' data-x=\"é\">x < y</p>".repeat(600);
        assert!(matches!(cap(&html), Cow::Borrowed(_)));
    }
}
