//! `#tags` that stand in a text.

use unicode_normalization::char::is_combining_mark;

/// The tags of a stretch of text, in order, without their signs. `before` is the character in front of it.
///
/// A tag begins at the start of a word with a letter or number, goes on with these, `_`, `-` and `/`, and is no number.
pub(super) fn find(before: Option<char>, text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('#').filter_map(move |(at, _)| {
        let last = text[..at].chars().next_back().or(before);
        let written = &text[at + 1..];
        let end = written.find(|c: char| !fits(c)).unwrap_or(written.len());
        let tag = written[..end].trim_end_matches(['/', '-']);
        let is_word = tag.starts_with(char::is_alphanumeric) && !tag.chars().all(char::is_numeric);
        (last.is_none_or(opens) && is_word && !written[end..].starts_with('#')).then_some(tag)
    })
}

fn fits(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '_' | '-' | '/')
}

/// What may stand right before a tag.
fn opens(c: char) -> bool {
    c.is_whitespace() || "([{\"'“‘„«,;:—–".contains(c)
}
