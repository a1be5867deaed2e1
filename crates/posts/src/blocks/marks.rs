//! What a line begins with.

use std::ops::Range;

/// The mark with which a line begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `#`s, and where the heading's text stands in the line.
    Heading { level: u8, text: Range<usize> },
    /// A bullet or a number, and where the item's text begins in the line.
    Item { numbered: bool, content: usize },
}

/// The mark of a line without its indent and without white space at its end.
pub(crate) fn mark(body: &str) -> Option<Mark> {
    let hashes = body.bytes().take_while(|&b| b == b'#').count();
    if hashes > 0 {
        return heading(body, hashes);
    }
    let content = bullet(body).or_else(|| number(body));
    let numbered = bullet(body).is_none();
    let after = content?;
    let rest = &body[after..];
    let space = rest.len() - rest.trim_start().len();
    (space > 0 || rest.is_empty()).then_some(Mark::Item { numbered, content: after + space })
}

/// `#tag` is no heading, but `##Heading` and `#[Link](url)` are.
fn heading(body: &str, hashes: usize) -> Option<Mark> {
    let rest = &body[hashes..];
    let apart = rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with(['[', '(']);
    if !(apart || hashes > 1) || hashes > 9 {
        return None;
    }
    let start = body.len() - rest.trim_start().len();
    let text = &body[start..];
    // `#`s at the end close a heading only after a space: `C#` stays.
    let open = text.trim_end_matches('#');
    let end = if open.is_empty() || open.ends_with(char::is_whitespace) { open.trim_end().len() } else { text.len() };
    Some(Mark::Heading { level: hashes as u8, text: start..start + end })
}

fn bullet(body: &str) -> Option<usize> {
    let first = body.chars().next().filter(|&c| matches!(c, '-' | '*' | '+' | '•' | '◦' | '▪'))?;
    Some(first.len_utf8())
}

fn number(body: &str) -> Option<usize> {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=9).contains(&digits) && body[digits..].starts_with(['.', ')'])).then_some(digits + 1)
}

/// Whether a line is a rule: three or more of `-`, `*` or `_`, and nothing else.
pub(crate) fn is_rule(body: &str) -> bool {
    let first = body.as_bytes().first().copied().unwrap_or(0);
    if !matches!(first, b'-' | b'*' | b'_') {
        return false;
    }
    let mut count = 0;
    for byte in body.bytes() {
        match byte {
            b if b == first => count += 1,
            b' ' | b'\t' => {}
            _ => return false,
        }
    }
    count >= 3
}

/// The words that open a commentary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Thoughts {
    /// How many bytes they take, with colon, marks and space after. Nothing, if they are part of the first sentence.
    pub length: usize,
    /// Whether a colon follows.
    pub colon: bool,
    /// Whether nothing follows.
    pub alone: bool,
}

/// Whether a line begins with `Thoughts:` or `My thoughts`, perhaps emphasised.
pub(crate) fn thoughts(body: &str) -> Option<Thoughts> {
    let emphasis = |text: &str| text.len() - text.trim_start_matches(['*', '_']).len();
    let open = emphasis(body);
    let rest = &body[open..];
    let word = ["my thoughts", "thoughts"].into_iter().find(|word| {
        rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
            && !rest[word.len()..].starts_with(|c: char| c.is_alphanumeric())
    })?;
    let mut at = open + word.len();
    let mut colon = false;
    for _ in 0..2 {
        if !colon && body[at..].starts_with([':', '：']) {
            colon = true;
            at += body[at..].chars().next().map_or(0, char::len_utf8);
        }
        if open > 0 {
            at += emphasis(&body[at..]);
        }
    }
    let alone = body[at..].trim().is_empty();
    if !colon && !alone && word == "thoughts" {
        return None;
    }
    let length = if colon || alone { body.len() - body[at..].trim_start().len() } else { 0 };
    Some(Thoughts { length, colon, alone })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn heading(body: &str, wanted: Option<(u8, &str)>) {
        let got = match mark(body) {
            Some(Mark::Heading { level, text }) => Some((level, &body[text])),
            _ => None,
        };
        assert_eq!(got, wanted, "{body}");
    }

    #[track_caller]
    fn item(body: &str, wanted: Option<(bool, &str)>) {
        let got = match mark(body) {
            Some(Mark::Item { numbered, content }) => Some((numbered, &body[content..])),
            _ => None,
        };
        assert_eq!(got, wanted, "{body}");
    }

    #[test]
    fn headings_are_told_from_tags() {
        heading("# A", Some((1, "A")));
        heading("## A ##", Some((2, "A")));
        heading("# C#", Some((1, "C#")));
        heading("#", Some((1, "")));
        heading("###", Some((3, "")));
        heading("#[A](b)", Some((1, "[A](b)")));
        heading("##A", Some((2, "A")));
        heading("#tag", None);
    }

    #[test]
    fn items_want_a_space() {
        item("- a", Some((false, "a")));
        item("-\u{a0}a", Some((false, "a")));
        item("12) a", Some((true, "a")));
        item("-", Some((false, "")));
        item("-a", None);
        item("**a** b", None);
        item("3.14 is pi", None);
    }

    #[test]
    fn thoughts_are_found_at_the_beginning() {
        let left = |body: &'static str| thoughts(body).map(|t| &body[t.length..]);
        assert_eq!(left("Thoughts: a"), Some("a"));
        assert_eq!(left("**Thoughts:** a"), Some("a"));
        assert_eq!(left("**Thoughts**: *a*"), Some("*a*"));
        assert_eq!(left("Thoughts: **a**"), Some("**a**"));
        assert_eq!(left("My thoughts"), Some(""));
        assert_eq!(left("My thoughts on this"), Some("My thoughts on this"));
        assert_eq!(left("Thoughts of others"), None);
        assert_eq!(left("Thoughtsome"), None);
    }
}
