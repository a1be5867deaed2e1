//! Places in a text: spans, lines and newlines.

use std::ops::Range;

/// A stretch of the decoded text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes; the byte there is no part of it.
    pub end: usize,
    /// The line in which it begins, counted from 1.
    pub line: usize,
}

impl Span {
    /// The bytes.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether a place, in bytes, is in it.
    pub fn holds(self, at: usize) -> bool {
        self.range().contains(&at)
    }
}

/// Words of a text as they are meant, and where they stand. Marks, escapes and line ends may make the two differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// How the lines of a text end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Newline {
    /// `\n`; also for a text of one line.
    #[default]
    Lf,
    /// `\r\n`.
    CrLf,
    /// `\r`.
    Cr,
}

impl Newline {
    /// The characters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Lf => "\n",
            Self::CrLf => "\r\n",
            Self::Cr => "\r",
        }
    }
}

/// A line: where it begins, where its text ends, and where the next one begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub start: usize,
    pub end: usize,
    pub next: usize,
}

/// A text cut in lines.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'a> {
    pub text: &'a str,
    all: Vec<Line>,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut all = Vec::new();
        let mut start = 0;
        let mut at = 0;
        while at < bytes.len() {
            let length = match bytes[at] {
                b'\n' => 1,
                b'\r' if bytes.get(at + 1) == Some(&b'\n') => 2,
                b'\r' => 1,
                _ => {
                    at += 1;
                    continue;
                }
            };
            all.push(Line { start, end: at, next: at + length });
            at += length;
            start = at;
        }
        if start < bytes.len() {
            all.push(Line { start, end: bytes.len(), next: bytes.len() });
        }
        Self { text, all }
    }

    pub fn count(&self) -> usize {
        self.all.len()
    }

    pub fn line(&self, index: usize) -> Line {
        self.all[index]
    }

    /// A line's text without its end.
    pub fn get(&self, index: usize) -> &'a str {
        let line = self.all[index];
        &self.text[line.start..line.end]
    }

    pub fn is_blank(&self, index: usize) -> bool {
        self.get(index).trim().is_empty()
    }

    /// The index of the line that holds a byte.
    pub fn index_of(&self, at: usize) -> usize {
        self.all.partition_point(|line| line.next <= at).min(self.all.len().saturating_sub(1))
    }

    /// The span of bytes.
    pub fn span(&self, range: Range<usize>) -> Span {
        Span { start: range.start, end: range.end, line: self.index_of(range.start) + 1 }
    }

    /// The span of whole lines, without the end of the last.
    pub fn span_of(&self, lines: Range<usize>) -> Span {
        if lines.is_empty() {
            let at = self.all.get(lines.start).map_or(self.text.len(), |line| line.start);
            return Span { start: at, end: at, line: lines.start + 1 };
        }
        Span { start: self.all[lines.start].start, end: self.all[lines.end - 1].end, line: lines.start + 1 }
    }

    /// Lines without the blank ones before and after.
    pub fn trim(&self, mut lines: Range<usize>) -> Range<usize> {
        while !lines.is_empty() && self.is_blank(lines.end - 1) {
            lines.end -= 1;
        }
        while !lines.is_empty() && self.is_blank(lines.start) {
            lines.start += 1;
        }
        lines
    }

    /// A stretch without white space around it, as it is written, with `\n` at the ends of lines.
    pub fn piece(&self, range: Range<usize>) -> Piece {
        let written = &self.text[range.clone()];
        let start = range.start + (written.len() - written.trim_start().len());
        let written = written.trim();
        Piece { text: plain_newlines(written), span: self.span(start..start + written.len()) }
    }

    /// How most lines end.
    pub fn newline(&self) -> Newline {
        let (mut lf, mut crlf, mut cr) = (0, 0, 0);
        for line in &self.all {
            match &self.text[line.end..line.next] {
                "\n" => lf += 1,
                "\r\n" => crlf += 1,
                "\r" => cr += 1,
                _ => {}
            }
        }
        if crlf > lf && crlf >= cr {
            Newline::CrLf
        } else if cr > lf {
            Newline::Cr
        } else {
            Newline::Lf
        }
    }
}

/// A text with `\n` at the end of each line.
pub(crate) fn plain_newlines(text: &str) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() }
}

/// How far a line is indented, in columns, and in bytes. Tabs lead to every fourth column; any other white space, a
/// non-breaking space too, is a column wide.
pub(crate) fn indent(line: &str) -> (usize, usize) {
    let mut columns = 0;
    for (at, c) in line.char_indices() {
        match c {
            '\t' => columns += 4 - columns % 4,
            c if c.is_whitespace() => columns += 1,
            _ => return (columns, at),
        }
    }
    (columns, line.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        let lines = Lines::new("a\r\nb\rc\n\nd");
        let all: Vec<_> = (0..lines.count()).map(|i| lines.get(i)).collect();
        assert_eq!(all, ["a", "b", "c", "", "d"]);
        assert_eq!(lines.index_of(0), 0);
        assert_eq!(lines.index_of(3), 1);
        assert_eq!(lines.span(5..6), Span { start: 5, end: 6, line: 3 });
        assert_eq!(Lines::new("a\r\nb\r\nc\n").newline(), Newline::CrLf);
    }

    #[test]
    fn an_indent_is_counted_in_columns() {
        assert_eq!(indent("\u{a0}\u{a0}- a"), (2, 4));
        assert_eq!(indent("  \t- a"), (4, 3));
    }
}
