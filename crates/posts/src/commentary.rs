//! Commentary posts: a heading for each article, its outline and the reader's thoughts beneath.

mod headings;

use std::ops::Range;

use crate::blocks::{Block, Form, Kind, blocks, thoughts};
use crate::front::Dated;
use crate::lines::{Lines, Piece, Span};
use crate::links::{Link, only_links};
use crate::outline::{Other, Point, points};
use crate::post::Head;

pub(crate) use headings::{Opens, Survey, definitions, opens, survey};

/// A post about articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommentaryPost {
    /// The title, if a line of its own before the date has it.
    pub title: Option<Piece>,
    /// The date, if a line of its own has it.
    pub date: Option<Dated>,
    /// The lines of title and date.
    pub head: Vec<Span>,
    /// Its parts, in the order of the text.
    pub parts: Vec<Part>,
}

impl CommentaryPost {
    /// The parts that are articles.
    pub fn articles(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.kind == PartKind::Article)
    }
}

/// What a part of a commentary post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// What stands before the first heading.
    Introduction,
    /// An article: a heading that is a link.
    Article,
    /// Links that were gathered under a heading that is none.
    Gathering,
    /// A note of its own, under an empty heading.
    Note,
    /// Any other section.
    Text,
}

/// A part of a commentary post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// All of it, without blank lines around.
    pub span: Span,
    /// What it is.
    pub kind: PartKind,
    /// Its heading; the introduction has none.
    pub heading: Option<Heading>,
    /// Of an article, the further links right under its heading; of a gathering, its links. Links beside the first in a
    /// heading are here, too.
    pub links: Vec<Link>,
    /// The lines of `links` that are no heading.
    pub link_lines: Vec<Span>,
    /// The outline; of a note or a text, its paragraphs and lists.
    pub points: Vec<Point>,
    /// What the reader thinks of it.
    pub commentary: Vec<Commentary>,
    /// Rules, definitions of links, and what was not understood.
    pub others: Vec<Other>,
}

impl Part {
    /// The whole commentary as Markdown.
    pub fn commentary_text(&self) -> String {
        self.commentary.iter().map(|c| c.text.text.as_str()).collect::<Vec<_>>().join("\n\n")
    }
}

/// The heading of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Its lines.
    pub span: Span,
    /// How many `#` it has.
    pub level: u8,
    /// Its words: those of its link, or of a heading without one. An article whose heading is a bare address has its
    /// address for a title.
    pub title: Piece,
    /// Its link, if it is an article's.
    pub link: Option<Link>,
}

/// A stretch of commentary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commentary {
    /// All its lines, with the words that open it.
    pub span: Span,
    /// The words that open it: `Thoughts:`, or a heading.
    pub marker: Span,
    /// What it says, as Markdown.
    pub text: Piece,
}

/// Reads lines as a commentary post.
pub(crate) fn read(lines: &Lines<'_>, within: Range<usize>, head: Head) -> CommentaryPost {
    let blocks = blocks(lines, head.body.max(within.start)..within.end);
    let definitions = definitions(lines, &blocks);
    let mut parts = Vec::new();
    let mut start = 0;
    let mut open: Option<Opens> = None;
    for (at, block) in blocks.iter().enumerate() {
        let Kind::Heading(level) = block.kind else { continue };
        let next = opens(lines, &blocks, at, &definitions);
        let begins = match (&next, &open) {
            (Opens::Commentary, open) => open.is_none(),
            (Opens::Text, Some(open)) => !above(open) || level <= level_of(&blocks[start]),
            _ => true,
        };
        if begins {
            if at > start {
                parts.push(part(lines, &blocks[start..at], open.take()));
            }
            start = at;
            open = Some(next);
        }
    }
    if start < blocks.len() {
        parts.push(part(lines, &blocks[start..], open));
    }
    CommentaryPost { title: head.title, date: head.date, head: head.lines, parts }
}

/// Whether a section may have headings beneath it.
fn above(open: &Opens) -> bool {
    !matches!(open, Opens::Commentary)
}

fn level_of(block: &Block) -> u8 {
    match block.kind {
        Kind::Heading(level) => level,
        _ => 0,
    }
}

fn part(lines: &Lines<'_>, blocks: &[Block], open: Option<Opens>) -> Part {
    let (first, last) = (blocks[0].lines.start, blocks[blocks.len() - 1].lines.end);
    let mut part = Part {
        span: lines.span_of(first..last),
        kind: PartKind::Introduction,
        heading: None,
        links: Vec::new(),
        link_lines: Vec::new(),
        points: Vec::new(),
        commentary: Vec::new(),
        others: Vec::new(),
    };
    let mut body = blocks;
    if let Some(open) = open {
        part.kind = open.kind();
        if open != Opens::Commentary {
            let (heading, more) = headings::heading(lines, &blocks[0], &open);
            part.heading = Some(heading);
            part.links = more;
            body = &blocks[1..];
        }
    }
    let rest = take_links(lines, body, &mut part);
    let outline = take_commentary(lines, rest, &mut part.commentary);
    (part.points, part.others) = points(lines, &outline);
    part
}

/// Takes the lines that are links and nothing else: right under an article's heading, and anywhere in a gathering.
fn take_links(lines: &Lines<'_>, blocks: &[Block], part: &mut Part) -> Vec<Block> {
    let mut rest = Vec::with_capacity(blocks.len());
    for (index, block) in blocks.iter().enumerate() {
        let mut block = block.clone();
        let wanted = match part.kind {
            PartKind::Article => index == 0 && block.kind == Kind::Paragraph,
            PartKind::Gathering => matches!(block.kind, Kind::Paragraph | Kind::Item { .. }),
            _ => false,
        };
        if wanted {
            let from = block.lines.start;
            while !block.lines.is_empty() {
                let line = lines.line(block.lines.start);
                let start = line.start.max(block.text.start);
                let Some(found) = only_links(&lines.text[start..line.end.max(start)]) else { break };
                part.links.extend(found.into_iter().map(|found| found.within(start).link(lines)));
                part.link_lines.push(lines.span_of(block.lines.start..block.lines.start + 1));
                block.lines.start += 1;
            }
            if block.lines.is_empty() {
                continue;
            }
            if block.lines.start > from {
                let line = block.lines.start;
                block.indent = crate::lines::indent(lines.get(line)).0;
                block.text.start = lines.line(line).start + crate::lines::indent(lines.get(line)).1;
                block.kind = Kind::Paragraph;
                block.after_blank = true;
            }
        }
        rest.push(block);
    }
    rest
}

/// Takes commentary: from its words to the next heading, or of a heading, to the next that is not beneath it.
fn take_commentary(lines: &Lines<'_>, blocks: Vec<Block>, commentary: &mut Vec<Commentary>) -> Vec<Block> {
    let mut rest = Vec::with_capacity(blocks.len());
    let mut at = 0;
    while at < blocks.len() {
        let block = &blocks[at];
        let words = &lines.text[block.text.clone()];
        let level = match block.kind {
            Kind::Heading(level) if thoughts(words).is_some() => level,
            Kind::Paragraph if block.indent < 2 && thoughts(words).is_some() => u8::MAX,
            _ => {
                rest.push(block.clone());
                at += 1;
                continue;
            }
        };
        let ends = |block: &Block| matches!(block.kind, Kind::Heading(next) if next <= level);
        let end = (at + 1..blocks.len()).find(|&next| ends(&blocks[next])).unwrap_or(blocks.len());
        // A rule at its end parts it from what follows.
        let rules = |block: &&Block| block.kind == Kind::Whole(Form::Rule);
        let end = end - blocks[at + 1..end].iter().rev().take_while(rules).count();
        let span = lines.span_of(block.lines.start..blocks[end - 1].lines.end);
        let marker = match block.kind {
            Kind::Heading(_) => block.lines.clone().start..block.lines.end,
            _ => 0..0,
        };
        let (marker, from) = if marker.is_empty() {
            let length = thoughts(words).map_or(0, |t| t.length);
            (lines.span(block.text.start..block.text.start + length), block.text.start + length)
        } else {
            let marker = lines.span_of(marker);
            (marker, marker.end)
        };
        commentary.push(Commentary { span, marker, text: lines.piece(from..span.end) });
        at = end;
    }
    rest
}
