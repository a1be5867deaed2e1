//! What a heading of a commentary post opens.

use std::collections::HashMap;
use std::ops::Range;

use super::{Heading, PartKind};
use crate::blocks::{Block, Form, Kind, blocks, thoughts};
use crate::lead;
use crate::lines::{Lines, Piece};
use crate::links::{Found, Link, definition, of_heading, only_links, reference};
use crate::title;

/// What a heading opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Opens {
    /// An article, and where its link stands in the text.
    Article(Found),
    /// A note of its own.
    Note,
    /// A gathering of links.
    Gathering,
    /// The commentary on what stands above.
    Commentary,
    /// A section, or a part of the outline above.
    Text,
}

impl Opens {
    pub fn kind(&self) -> PartKind {
        match self {
            Self::Article(_) => PartKind::Article,
            Self::Note => PartKind::Note,
            Self::Gathering => PartKind::Gathering,
            Self::Commentary | Self::Text => PartKind::Text,
        }
    }
}

/// The addresses that definitions give names to.
pub(crate) type Definitions = HashMap<String, Range<usize>>;

/// Collects the definitions among the blocks.
pub(crate) fn definitions(lines: &Lines<'_>, blocks: &[Block]) -> Definitions {
    let mut all = Definitions::new();
    for block in blocks.iter().filter(|block| block.kind == Kind::Whole(Form::Definition)) {
        if let Some((name, url)) = definition(&lines.text[block.text.clone()]) {
            all.entry(name).or_insert(block.text.start + url.start..block.text.start + url.end);
        }
    }
    all
}

/// Tells what the heading at a place among the blocks opens.
pub(crate) fn opens(lines: &Lines<'_>, blocks: &[Block], at: usize, definitions: &Definitions) -> Opens {
    let text = &lines.text[blocks[at].text.clone()];
    if text.is_empty() {
        return Opens::Note;
    }
    if let Some(found) = of_heading(text) {
        return Opens::Article(found.within(blocks[at].text.start));
    }
    if !definitions.is_empty()
        && let Some((title, name)) = reference(text)
        && let Some(url) = definitions.get(&name)
    {
        let start = blocks[at].text.start;
        let title = start + title.start..start + title.end;
        return Opens::Article(Found { title, url: url.clone(), whole: blocks[at].text.clone() });
    }
    if thoughts(text).is_some() {
        return Opens::Commentary;
    }
    match blocks.get(at + 1) {
        Some(next) if matches!(next.kind, Kind::Paragraph | Kind::Item { .. }) && is_links(lines, next) => {
            Opens::Gathering
        }
        _ => Opens::Text,
    }
}

/// Whether the first line of a block is links and nothing else.
fn is_links(lines: &Lines<'_>, block: &Block) -> bool {
    let start = block.text.start;
    only_links(&lines.text[start..lines.line(block.lines.start).end.max(start)]).is_some()
}

/// Reads the heading of a part, and the links in it beside the first.
pub(super) fn heading(lines: &Lines<'_>, block: &Block, open: &Opens) -> (Heading, Vec<Link>) {
    let level = match block.kind {
        Kind::Heading(level) => level,
        _ => 0,
    };
    let span = lines.span_of(block.lines.clone());
    let text = &lines.text[block.text.clone()];
    let Opens::Article(found) = open else {
        let title = Piece { text: title::plain(text), span: lines.span(block.text.clone()) };
        return (Heading { span, level, title, link: None }, Vec::new());
    };
    let link = found.link(lines);
    let words = if link.title.is_empty() { found.url.clone() } else { found.title.clone() };
    let title = Piece {
        text: if link.title.is_empty() { link.url.clone() } else { link.title.clone() },
        span: lines.span(words),
    };
    let after = &lines.text[found.whole.end..block.text.end];
    let more = only_links(after).unwrap_or_default();
    let more = more.into_iter().map(|more| more.within(found.whole.end).link(lines)).collect();
    (Heading { span, level, title, link: Some(link) }, more)
}

/// What speaks for and against a commentary post.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Survey {
    /// Headings that open articles.
    pub articles: usize,
    /// Headings that gather links.
    pub gatherings: usize,
    /// Headings that stand above or beside those, and are neither.
    pub sections: usize,
    /// Points by `(Me)` and stretches of commentary.
    pub asides: usize,
}

/// Counts what speaks for and against a commentary post.
pub(crate) fn survey(lines: &Lines<'_>, within: Range<usize>) -> Survey {
    let blocks = blocks(lines, within);
    let definitions = definitions(lines, &blocks);
    let mut survey = Survey::default();
    let mut article = None;
    for (at, block) in blocks.iter().enumerate() {
        let text = &lines.text[block.text.clone()];
        match block.kind {
            Kind::Heading(level) => match opens(lines, &blocks, at, &definitions) {
                Opens::Article(_) => {
                    survey.articles += 1;
                    article = Some(level);
                }
                Opens::Gathering => survey.gatherings += 1,
                Opens::Commentary => survey.asides += 1,
                Opens::Note => {}
                Opens::Text if article.is_some_and(|above| level > above) => {}
                Opens::Text => survey.sections += 1,
            },
            Kind::Item { .. } if lead::me(text).is_some() => survey.asides += 1,
            Kind::Paragraph if thoughts(text).is_some_and(|t| t.colon) || lead::me(text).is_some() => {
                survey.asides += 1
            }
            _ => {}
        }
    }
    survey
}
