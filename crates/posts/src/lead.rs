//! How the first words of a point are written, so that they are read as words and as nobody else's.

use crate::blocks::{is_rule, mark};

/// The length of `(Me)` at the head of a point, with what follows it up to the words.
pub(crate) fn me(text: &str) -> Option<usize> {
    let emphasis = |text: &str| text.len() - text.trim_start_matches(['*', '_']).len();
    let open = emphasis(text);
    let rest = text[open..].strip_prefix('(')?;
    let inner = &rest[..rest.find(')').filter(|&at| at <= 8)?];
    if !inner.trim().eq_ignore_ascii_case("me") {
        return None;
    }
    let mut at = open + inner.len() + 2;
    if open > 0 {
        at += emphasis(&text[at..]);
    }
    at += usize::from(text[at..].starts_with(':'));
    Some(text.len() - text[at..].trim_start().len())
}

/// Whether a backslash is wanted before text, or stands in it to be taken away: where in the text it goes.
fn lead(text: &str) -> Option<usize> {
    let bare = text.trim_start_matches('\\');
    if me(bare).is_some()
        || bare.starts_with('>')
        || bare.starts_with("```")
        || bare.starts_with("~~~")
        || is_rule(bare)
    {
        return Some(0);
    }
    if bare.starts_with(|c: char| c.is_ascii_digit()) {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let rest = text[digits..].trim_start_matches('\\');
        let marks = text.len() == bare.len() && digits <= 9 && rest.starts_with(['.', ')']);
        let after = rest.get(1..).unwrap_or_default();
        return (marks && (after.is_empty() || after.starts_with(char::is_whitespace))).then_some(digits);
    }
    mark(bare.trim_end()).map(|_| 0)
}

/// Text of a point as it is written after its mark.
pub(crate) fn escaped(text: &str) -> String {
    match lead(text) {
        Some(at) => format!("{}\\{}", &text[..at], &text[at..]),
        None => text.to_owned(),
    }
}

/// Text of a point as it is meant.
pub(crate) fn plain(text: &str) -> String {
    match lead(text) {
        Some(at) if text[at..].starts_with('\\') => format!("{}{}", &text[..at], &text[at + 1..]),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asides_are_told_by_their_mark() {
        let left = |text: &'static str| me(text).map(|at| &text[at..]);
        assert_eq!(left("(Me) a"), Some("a"));
        assert_eq!(left("(me): a"), Some("a"));
        assert_eq!(left("**(Me)** *a*"), Some("*a*"));
        assert_eq!(left("(Me)\u{a0}a"), Some("a"));
        assert_eq!(left("(Mean) a"), None);
        assert_eq!(left("Me a"), None);
    }

    #[test]
    fn what_would_be_a_mark_is_escaped() {
        for text in [
            "(Me) a", "\\(Me) a", "# a", "- a", "\\\\- a", "1. a", "1\\. a", "> a", "```", "---", "a", "**b** c",
            "1.5 is", "\\a",
        ] {
            assert_eq!(plain(&escaped(text)), text);
        }
        assert_eq!(escaped("1. a"), "1\\. a");
        assert_eq!(escaped("(Me) a"), "\\(Me) a");
        assert_eq!(escaped("**b** c"), "**b** c");
    }
}
