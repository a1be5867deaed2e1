//! `%%comments%%` in a text: words that are for whoever writes it. One ends on its line, unless it begins a line.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::read::options;

const MARK: &str = "%%";
/// Stands for each byte of a comment beside which there are other words: as no white space, it begins no block.
pub(super) const FILLER: char = '\u{1}';

/// Where the comments of a text stand, in bytes. One that is never closed is none.
pub fn comments(markdown: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if !markdown.contains(MARK) {
        return found;
    }
    let code = code(markdown);
    let is_code = |at: usize| {
        let before = code.partition_point(|code| code.start <= at);
        before > 0 && code[before - 1].end > at
    };
    let mark = |from: usize, to: usize| {
        markdown[from..to].match_indices(MARK).map(|(at, _)| from + at).find(|at| !is_code(*at))
    };
    let mut at = 0;
    while let Some(start) = mark(at, markdown.len()) {
        let inner = start + MARK.len();
        let line = markdown[..start].rfind('\n').map_or(0, |end| end + 1);
        let line_end = markdown[inner..].find('\n').map_or(markdown.len(), |end| inner + end);
        let begins_line = markdown[line..start].trim().is_empty();
        let close = mark(inner, line_end).or_else(|| mark(inner, markdown.len()).filter(|_| begins_line));
        at = close.map_or(inner, |close| close + MARK.len());
        if close.is_some() {
            found.push(start..at);
        }
    }
    found
}

/// A text with its comments blanked out: all else stands where it stood.
pub(super) fn without(markdown: &str) -> Cow<'_, str> {
    let found = comments(markdown);
    if found.is_empty() {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for comment in found {
        out.push_str(&markdown[done..comment.start]);
        let mut at = comment.start;
        for line in markdown[comment.clone()].split_inclusive('\n') {
            let before = &markdown[..at];
            let begins = before[before.rfind('\n').map_or(0, |end| end + 1)..].trim().is_empty();
            at += line.len();
            let after = markdown[at..].split('\n').next().unwrap_or_default();
            let alone = begins && (line.ends_with('\n') || after.trim().is_empty());
            let filler = if alone { ' ' } else { FILLER };
            out.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { filler }));
        }
        done = comment.end;
    }
    out.push_str(&markdown[done..]);
    Cow::Owned(out)
}

fn code(markdown: &str) -> Vec<Range<usize>> {
    Parser::new_ext(markdown, options())
        .into_offset_iter()
        .filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))))
        .map(|(_, span)| span)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, wanted: &[&str]) {
        let found: Vec<&str> = comments(markdown).into_iter().map(|at| &markdown[at]).collect();
        assert_eq!(found, wanted, "{markdown}");
        let shown = without(markdown);
        assert_eq!((shown.len(), shown.lines().count()), (markdown.len(), markdown.lines().count()));
    }

    #[test]
    fn within_a_line_and_over_many() {
        check("a %%b%% c %% d%% e", &["%%b%%", "%% d%%"]);
        check("a\n\n%%\n# b\n\n漢\n%%\n\nc", &["%%\n# b\n\n漢\n%%"]);
        check("%%a%%\n%%\nb %% c", &["%%a%%", "%%\nb %%"]);
    }

    #[test]
    fn neither_unclosed_nor_in_code_nor_a_word_apart() {
        check("a %% b", &[]);
        check("%%\nb", &[]);
        check("50%% of one\n\nand 70%% of another", &[]);
        check("`%%a%%` and ```%%b``` c %%", &[]);
        check("```\n%%a%%\n```\n", &[]);
    }
}
