//! A run of words and what is in it: collected as pieces, then written as one or more lines.

use crate::dom::is_space;
use crate::markdown::escape::{self, is_punctuation};

/// What lies around a stretch of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    Emphasis,
    Strong,
    Strike,
    Link(String),
}

#[derive(Debug, PartialEq, Eq)]
enum Piece {
    /// Words, escaped.
    Words(String),
    /// What is written as it is: code, an image, a formula.
    Atom(String),
    Open(Mark),
    Close(Mark),
    Break,
}

/// Words that are being collected.
#[derive(Default)]
pub(super) struct Flow {
    pieces: Vec<Piece>,
    /// Marks that are open and hold nothing yet.
    waiting: Vec<Mark>,
    /// Marks that are open, outermost first.
    open: Vec<Mark>,
    space: bool,
    math: bool,
}

impl Flow {
    /// An empty run; `math` says whether a dollar sign would be read as a formula's.
    pub(super) fn new(math: bool) -> Self {
        Self { math, ..Self::default() }
    }

    /// Adds words. White space collapses.
    pub(super) fn words(&mut self, text: &str) {
        for part in text.split_inclusive(is_space) {
            let word = part.trim_end_matches(is_space);
            if !word.is_empty() {
                self.settle();
                let escaped = escape::words(word);
                match self.pieces.last_mut() {
                    Some(Piece::Words(words)) => words.push_str(&escaped),
                    _ => self.pieces.push(Piece::Words(escaped)),
                }
            }
            self.space |= part.len() > word.len();
        }
    }

    /// Adds something that is Markdown already.
    pub(super) fn atom(&mut self, markdown: String) {
        self.settle();
        // Two stretches of code side by side would be read as one.
        if markdown.starts_with('`') && matches!(self.pieces.last(), Some(Piece::Atom(before)) if before.ends_with('`'))
        {
            self.pieces.push(Piece::Words(" ".into()));
        }
        self.pieces.push(Piece::Atom(markdown));
    }

    /// Begins a new line.
    pub(super) fn line_break(&mut self) {
        self.space = false;
        if !self.pieces.is_empty() {
            self.pieces.push(Piece::Break);
        }
    }

    /// Opens a mark; `false` if it is open already, and then it is not to be closed either.
    pub(super) fn open(&mut self, mark: Mark) -> bool {
        let linked = |open: &Mark| matches!((open, &mark), (Mark::Link(_), Mark::Link(_)));
        if self.open.iter().any(|open| *open == mark || linked(open)) {
            return false;
        }
        self.open.push(mark.clone());
        self.waiting.push(mark);
        true
    }

    /// Closes the mark that was opened last.
    pub(super) fn close(&mut self) {
        let Some(mark) = self.open.pop() else { return };
        if self.waiting.last() == Some(&mark) {
            self.waiting.pop();
        } else {
            self.pieces.push(Piece::Close(mark));
        }
    }

    /// Whether there is nothing to write.
    pub(super) fn is_empty(&self) -> bool {
        self.pieces.iter().all(|piece| *piece == Piece::Break)
    }

    /// Writes the space and the marks that come before what is added next.
    fn settle(&mut self) {
        if std::mem::take(&mut self.space) && !matches!(self.pieces.last(), None | Some(Piece::Break)) {
            match self.pieces.last_mut() {
                Some(Piece::Words(words)) => words.push(' '),
                _ => self.pieces.push(Piece::Words(" ".into())),
            }
        }
        for mark in std::mem::take(&mut self.waiting) {
            // Two stretches of the same kind side by side are one.
            if self.pieces.last() == Some(&Piece::Close(mark.clone())) {
                self.pieces.pop();
            } else {
                self.pieces.push(Piece::Open(mark));
            }
        }
    }

    /// The lines of the run, in paragraphs: two breaks in a row begin a new one. None would be read as another block.
    pub(super) fn paragraphs(self) -> Vec<Vec<String>> {
        let paragraphs = self.lines().into_iter();
        paragraphs.map(|lines| lines.iter().map(|line| escape::line_start(line)).collect()).collect()
    }

    fn lines(self) -> Vec<Vec<String>> {
        let mut paragraphs = vec![Vec::new()];
        let mut line = String::new();
        let mut depth = 0usize;
        let pieces = self.in_order();
        let ends = ends(&pieces);
        let mut breaks = 0;
        for (at, piece) in pieces.iter().enumerate() {
            if *piece == Piece::Break {
                breaks += 1;
                continue;
            }
            if breaks > 0 {
                push(&mut paragraphs, &mut line);
                if breaks > 1 && depth == 0 {
                    paragraphs.push(Vec::new());
                }
                breaks = 0;
            }
            match piece {
                Piece::Words(words) => line.push_str(words),
                Piece::Atom(atom) => line.push_str(atom),
                Piece::Open(mark) => {
                    depth += 1;
                    line.push_str(opening(mark, ends[at]));
                    if matches!(mark, Mark::Link(_)) {
                        // An exclamation mark before a link would make an image of it.
                        let bracket = line.pop();
                        if line.ends_with('!') && !line.ends_with("\\!") {
                            line.insert(line.len() - 1, '\\');
                        }
                        line.extend(bracket);
                    }
                }
                Piece::Close(mark) => {
                    depth = depth.saturating_sub(1);
                    close(&mut line, mark, ends[at]);
                }
                Piece::Break => {}
            }
        }
        push(&mut paragraphs, &mut line);
        paragraphs.retain(|lines| !lines.is_empty());
        paragraphs
    }

    /// The run as one line; breaks become `gap`.
    pub(super) fn line(self, gap: &str) -> String {
        let lines: Vec<String> = self.lines().into_iter().flatten().collect();
        lines.join(gap)
    }

    /// The pieces, with breaks moved out of the marks at whose edge they stand.
    fn in_order(mut self) -> Vec<Piece> {
        while !self.open.is_empty() {
            self.close();
        }
        // One dollar sign is a price; two may enclose a formula.
        let signs = |piece: &Piece| match piece {
            Piece::Words(text) | Piece::Atom(text) => text.matches('$').count(),
            _ => 0,
        };
        if self.math || self.pieces.iter().map(signs).sum::<usize>() > 1 {
            for piece in &mut self.pieces {
                if let Piece::Words(words) = piece {
                    *words = words.replace('$', "\\$");
                }
            }
        }
        let mut pieces = self.pieces;
        while pieces.last() == Some(&Piece::Break) {
            pieces.pop();
        }
        for at in 0..pieces.len().saturating_sub(1) {
            let mut back = at;
            // A break before an end goes behind it, one behind a beginning goes before it.
            if matches!(pieces[at], Piece::Break) && matches!(pieces[at + 1], Piece::Close(_)) {
                pieces.swap(at, at + 1);
            }
            while back < pieces.len() - 1
                && matches!(pieces[back], Piece::Open(_))
                && matches!(pieces[back + 1], Piece::Break)
            {
                pieces.swap(back, back + 1);
                if back == 0 {
                    break;
                }
                back -= 1;
            }
        }
        pieces
    }
}

fn push(paragraphs: &mut [Vec<String>], line: &mut String) {
    let done = std::mem::take(line);
    let done = done.trim();
    if let Some(last) = paragraphs.last_mut().filter(|_| !done.is_empty()) {
        last.push(done.to_owned());
    }
}

/// For each mark's beginning and end, whether it can be written with its signs, not as a tag.
fn ends(pieces: &[Piece]) -> Vec<bool> {
    let mut signs = vec![true; pieces.len()];
    let mut stack: Vec<usize> = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(_) => stack.push(at),
            Piece::Close(mark) => {
                let Some(start) = stack.pop() else { continue };
                if matches!(mark, Mark::Link(_)) {
                    continue;
                }
                let good = opens(pieces, start) && closes(pieces, at);
                signs[start] = good;
                signs[at] = good;
            }
            _ => {}
        }
    }
    signs
}

/// Whether a beginning would be read as one: what CommonMark calls left-flanking.
fn opens(pieces: &[Piece], at: usize) -> bool {
    if at > 0 && matches!(&pieces[at - 1], Piece::Close(mark) if !matches!(mark, Mark::Link(_))) {
        return false;
    }
    let inner = pieces[at + 1..].iter().find_map(first);
    let outer = pieces[..at].iter().rev().find_map(last);
    flanks(inner, outer)
}

fn closes(pieces: &[Piece], at: usize) -> bool {
    let inner = pieces[..at].iter().rev().find_map(last);
    let outer = pieces[at + 1..].iter().find_map(first);
    flanks(inner, outer)
}

fn flanks(inner: Option<char>, outer: Option<char>) -> bool {
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    !blank(inner) && (!inner.is_some_and(is_punctuation) || blank(outer) || outer.is_some_and(is_punctuation))
}

/// The first character that is written; `None` for signs of emphasis, which are read as one with those beside them.
fn first(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Words(text) | Piece::Atom(text) => text.chars().next(),
        Piece::Open(Mark::Link(_)) => Some('['),
        Piece::Close(Mark::Link(_)) => Some(']'),
        Piece::Open(_) | Piece::Close(_) => None,
        Piece::Break => Some('\n'),
    }
}

fn last(piece: &Piece) -> Option<char> {
    match piece {
        Piece::Words(text) | Piece::Atom(text) => text.chars().next_back(),
        Piece::Open(Mark::Link(_)) => Some('['),
        Piece::Close(Mark::Link(_)) => Some(')'),
        Piece::Open(_) | Piece::Close(_) => None,
        Piece::Break => Some('\n'),
    }
}

fn opening(mark: &Mark, signs: bool) -> &'static str {
    match (mark, signs) {
        (Mark::Link(_), _) => "[",
        (Mark::Emphasis, true) => "*",
        (Mark::Strong, true) => "**",
        (Mark::Strike, true) => "~~",
        (Mark::Emphasis, false) => "<em>",
        (Mark::Strong, false) => "<strong>",
        (Mark::Strike, false) => "<del>",
    }
}

fn close(line: &mut String, mark: &Mark, signs: bool) {
    match (mark, signs) {
        (Mark::Link(address), _) => {
            // An address that stands for itself.
            let start = line.rfind('[');
            if let Some(start) = start
                && is_plain(address)
                && line[start + 1..].replace('\\', "") == *address
            {
                line.truncate(start);
                line.push('<');
                line.push_str(address);
                line.push('>');
                return;
            }
            line.push_str("](");
            line.push_str(&escape::address(address));
            line.push(')');
        }
        (Mark::Emphasis, true) => line.push('*'),
        (Mark::Strong, true) => line.push_str("**"),
        (Mark::Strike, true) => line.push_str("~~"),
        (Mark::Emphasis, false) => line.push_str("</em>"),
        (Mark::Strong, false) => line.push_str("</strong>"),
        (Mark::Strike, false) => line.push_str("</del>"),
    }
}

fn is_plain(address: &str) -> bool {
    address.starts_with("http") && !address.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '|' | '\\'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(fill: impl Fn(&mut Flow), expected: &[&str]) {
        let mut flow = Flow::new(false);
        fill(&mut flow);
        let lines: Vec<String> = flow.paragraphs().into_iter().map(|lines| lines.join("\n")).collect();
        assert_eq!(lines, expected);
    }

    fn marked(flow: &mut Flow, mark: Mark, words: &str) {
        flow.open(mark);
        flow.words(words);
        flow.close();
    }

    #[test]
    fn spaces_move_out_of_marks() {
        check(
            |flow| {
                flow.words(" a");
                marked(flow, Mark::Strong, " b ");
                flow.words("c ");
            },
            &["a **b** c"],
        );
    }

    #[test]
    fn empty_marks_go_and_neighbours_join() {
        check(
            |flow| {
                marked(flow, Mark::Emphasis, " ");
                marked(flow, Mark::Strong, "a");
                marked(flow, Mark::Strong, "b");
            },
            &["**ab**"],
        );
    }

    #[test]
    fn signs_that_would_not_be_read_become_tags() {
        check(
            |flow| {
                marked(flow, Mark::Strong, "「注意」");
                flow.words("です");
            },
            &["<strong>「注意」</strong>です"],
        );
        check(
            |flow| {
                marked(flow, Mark::Emphasis, "a");
                marked(flow, Mark::Strong, "b");
            },
            &["*a*<strong>b</strong>"],
        );
    }

    #[test]
    fn two_breaks_begin_a_paragraph() {
        check(
            |flow| {
                flow.line_break();
                flow.words("a");
                flow.line_break();
                flow.words("- b");
                flow.line_break();
                flow.line_break();
                flow.words("c");
                flow.line_break();
            },
            &["a\n\\- b", "c"],
        );
    }

    #[test]
    fn links_are_written_as_short_as_they_can_be() {
        check(
            |flow| {
                flow.words("Oh!");
                marked(flow, Mark::Link("https://a.example/x_(y".into()), "here");
                flow.words(" or ");
                marked(flow, Mark::Link("https://a.example/a_b".into()), "https://a.example/a_b");
            },
            &["Oh\\![here](https://a.example/x_\\(y) or <https://a.example/a_b>"],
        );
    }
}
