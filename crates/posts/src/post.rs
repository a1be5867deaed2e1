//! Posts: essays with a title, a date and a few headings.

use std::ops::Range;

use crate::blocks::{Block, Form, Kind, blocks};
use crate::dates::{Written, date_line};
use crate::front::Dated;
use crate::lead;
use crate::lines::{Lines, Piece, Span};
use crate::links::{of_heading, only_links};
use crate::title;

/// Longer lines, in characters, are no titles and no headings.
const LONGEST_HEADING: usize = 100;

/// Shorter paragraphs, in characters, are no prose.
const PROSE: usize = 100;

/// A post.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Post {
    /// The path that a terminal's transcript begins with: `$ cat some/path.md`.
    pub transcript: Option<Piece>,
    /// The title, if a line of its own has it.
    pub title: Option<Piece>,
    /// The lines of transcript, title and date.
    pub head: Vec<Span>,
    /// The date, if a line of its own has it.
    pub date: Option<Dated>,
    /// The sections; the first may have no heading.
    pub sections: Vec<Section>,
}

/// A section of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// All of it, without blank lines around.
    pub span: Span,
    /// Its heading.
    pub heading: Option<Piece>,
    /// How many `#` the heading has; 0 for a bare line.
    pub level: u8,
    /// What stands beneath, as Markdown.
    pub body: Piece,
}

/// What stands at the head of a post, and where the text begins.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    pub transcript: Option<Piece>,
    pub title: Option<Piece>,
    pub date: Option<Dated>,
    pub lines: Vec<Span>,
    pub body: usize,
}

/// Reads a terminal's prompt with `cat` and a path. Answers the path.
pub(crate) fn transcript(lines: &Lines<'_>, at: usize) -> Option<Piece> {
    let line = lines.get(at);
    let command = line.find("$ cat ").or_else(|| line.find("% cat "))?;
    let prompt = &line[..command];
    if prompt.len() > 64 || prompt.trim_start().contains(' ') && !prompt.contains('@') {
        return None;
    }
    let start = lines.line(at).start + command + "$ cat ".len();
    let mut piece = lines.piece(start..lines.line(at).end);
    piece.text = piece.text.trim_matches(['"', '\'']).replace("\\ ", " ");
    (!piece.text.is_empty()).then_some(piece)
}

/// Reads title and date at the head of lines.
pub(crate) fn head(lines: &Lines<'_>, within: Range<usize>) -> Head {
    let mut head = Head { body: within.start, ..Head::default() };
    let next = |from: usize| (from..within.end).find(|&at| !lines.is_blank(at));
    let Some(first) = next(within.start) else { return head };
    if let Some(title) = named(lines, first, "title:") {
        head.lines.push(lines.span_of(first..first + 1));
        head.title = Some(title);
        head.body = first + 1;
    } else if let Some(second) = next(first + 1).filter(|&second| second <= first + 3)
        && is_title(lines, first)
        && date(lines, second).is_some()
    {
        head.lines.push(lines.span_of(first..first + 1));
        head.title = Some(bare(lines, first));
        head.body = first + 1;
    }
    if let Some(at) = next(head.body)
        && (head.title.is_some() || at == first)
        && let Some(date) = date(lines, at)
    {
        head.lines.push(lines.span_of(at..at + 1));
        head.date = Some(date);
        head.body = at + 1;
    }
    head
}

/// The words of a line after a name such as `Title:`.
fn named(lines: &Lines<'_>, at: usize, name: &str) -> Option<Piece> {
    let line = lines.get(at);
    let lead = line.len() - line.trim_start_matches(|c: char| c.is_whitespace() || c == '*').len();
    let head = line[lead..].get(..name.len())?;
    if !head.eq_ignore_ascii_case(name) {
        return None;
    }
    let start = lines.line(at).start + lead + name.len();
    let mut piece = lines.piece(start..lines.line(at).end);
    if lead > 0 || piece.text.starts_with("**") {
        piece.text = piece.text.trim_matches('*').trim().to_owned();
    }
    (!piece.text.is_empty()).then_some(piece)
}

fn date(lines: &Lines<'_>, at: usize) -> Option<Dated> {
    let written = lines.piece(lines.span_of(at..at + 1).range());
    date_line(&written.text).map(|read| Dated { day: Written::day(read), written })
}

/// The words of a title's line, without the marks of a heading.
fn bare(lines: &Lines<'_>, at: usize) -> Piece {
    let line = lines.get(at);
    let trimmed = line.trim_start_matches(|c: char| c == '#' || c.is_whitespace());
    let start = lines.line(at).start + line.len() - trimmed.len();
    let mut piece = lines.piece(start..lines.line(at).end);
    if trimmed.len() < line.trim_start().len() {
        piece.text = title::plain(&piece.text);
    }
    piece
}

fn is_title(lines: &Lines<'_>, at: usize) -> bool {
    let line = lines.get(at).trim();
    let words = line.trim_start_matches(['#', ' ']);
    let begins = |marks: &[&str]| marks.iter().any(|mark| line.starts_with(mark));
    line.chars().count() <= 300
        && !words.is_empty()
        && (line.starts_with('#') || !line.contains("://"))
        && lead::me(line).is_none()
        && of_heading(words).is_none()
        && only_links(line).is_none()
        && !begins(&["- ", "* ", "+ ", ">", "```", "|", "<", "---"])
}

/// Whether a paragraph is a bare heading: a short line alone, that is no sentence, with text beneath.
fn is_bare_heading(lines: &Lines<'_>, blocks: &[Block], at: usize) -> bool {
    let block = &blocks[at];
    let text = &lines.text[block.text.clone()];
    block.kind == Kind::Paragraph
        && block.lines.len() == 1
        && block.indent == 0
        && block.after_blank
        && blocks.get(at + 1).is_some_and(|next| next.after_blank && !matches!(next.kind, Kind::Whole(Form::Rule)))
        && text.chars().count() <= LONGEST_HEADING
        && !text.ends_with(['.', ',', ';', ':', '!', '…', '"', '”', ')', '*'])
        && text.starts_with(|c: char| c.is_alphanumeric() || "\"“'‘¿¡(".contains(c))
        && only_links(text).is_none()
        && date_line(text).is_none()
}

/// Whether lines without marks of Markdown headings are an essay with bare headings: its title, prose, more headings.
pub(crate) fn is_essay(lines: &Lines<'_>, within: Range<usize>) -> bool {
    let blocks = blocks(lines, within);
    if blocks.is_empty() || !is_bare_heading(lines, &blocks, 0) {
        return false;
    }
    let is_prose = |block: &Block| block.kind == Kind::Paragraph && block.text.len() >= PROSE;
    let headings = (1..blocks.len()).filter(|&at| is_bare_heading(lines, &blocks, at));
    let with_prose = headings.clone().filter(|&at| is_prose(&blocks[at + 1])).count();
    with_prose > 0
        && with_prose == headings.count()
        && is_prose(&blocks[1])
        && !blocks.iter().any(|block| matches!(block.kind, Kind::Heading(_)))
}

/// Takes the first line as the title.
pub(crate) fn take_title(lines: &Lines<'_>, within: Range<usize>, head: &mut Head) {
    if let Some(first) = within.clone().find(|&at| !lines.is_blank(at)) {
        head.lines.push(lines.span_of(first..first + 1));
        head.title = Some(bare(lines, first));
        head.body = first + 1;
    }
}

/// Reads the text of a post as sections.
pub(crate) fn sections(lines: &Lines<'_>, within: Range<usize>) -> Vec<Section> {
    let blocks = blocks(lines, within);
    let mut starts: Vec<(usize, Option<u8>)> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        match block.kind {
            Kind::Heading(level) => starts.push((at, Some(level))),
            _ if is_bare_heading(lines, &blocks, at) => starts.push((at, Some(0))),
            _ if starts.is_empty() => starts.push((at, None)),
            _ => {}
        }
    }
    let mut sections = Vec::with_capacity(starts.len());
    for (index, &(start, level)) in starts.iter().enumerate() {
        let end = starts.get(index + 1).map_or(blocks.len(), |next| next.0);
        let (first, last) = (&blocks[start], &blocks[end - 1]);
        let span = lines.span_of(first.lines.start..last.lines.end);
        let words = lines.piece(first.text.clone());
        let heading = level.map(|level| Piece {
            text: if level > 0 { title::plain(&words.text) } else { words.text },
            span: words.span,
        });
        let from = if heading.is_some() { lines.span_of(first.lines.clone()).end } else { span.start };
        sections.push(Section { span, heading, level: level.unwrap_or(0), body: lines.piece(from..span.end) });
    }
    sections
}
