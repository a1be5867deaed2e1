//! What people write that Markdown does not know: `==marks==` and callouts. Reads the events of a parser, and adds its own.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd, TextMergeWithOffset};

use super::callouts::{self, Callout};
use super::comments::FILLER;
use super::marks;
use super::read::options;

/// What is shown, in order.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shown<'a> {
    /// As the parser reads it.
    Event(Event<'a>),
    /// A mark begins, or ends.
    Mark(bool),
    /// A callout begins, and its title.
    Callout(Callout),
    /// The title of a callout ends; whether words follow in its paragraph.
    TitleEnd(Callout, bool),
    /// A callout ends.
    CalloutEnd(Callout),
}

/// Reads Markdown, each event with its place in bytes. Where comments were is nothing.
pub(super) fn events(markdown: &str) -> Vec<(Shown<'_>, Range<usize>)> {
    let parser = Parser::new_ext(markdown, options()).into_offset_iter();
    let mut events: Vec<(Event<'_>, Range<usize>)> = TextMergeWithOffset::new(parser).collect();
    if markdown.contains(FILLER) {
        events = events.into_iter().flat_map(unfilled).collect();
    }
    let marks = if markdown.contains("==") { marks::places(&events) } else { Vec::new() };
    callouts::drawn(marks::put_in(events, marks))
}

/// Text without what stands for comments, in the pieces around them.
fn unfilled<'a>((event, span): (Event<'a>, Range<usize>)) -> Vec<(Event<'a>, Range<usize>)> {
    match event {
        Event::Text(text) if text.contains(FILLER) => {
            let exact = text.len() == span.len();
            let mut at = span.start;
            let mut pieces = Vec::new();
            for piece in text.split(FILLER) {
                let own = if exact { at..at + piece.len() } else { span.clone() };
                at += piece.len() + FILLER.len_utf8();
                if !piece.is_empty() {
                    pieces.push((Event::Text(piece.to_owned().into()), own));
                }
            }
            pieces
        }
        other => vec![(other, span)],
    }
}

/// Whether an event begins what is shown as it is written.
pub(super) fn is_verbatim(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::HtmlBlock)
}

/// Whether an event ends what is shown as it is written.
pub(super) fn is_verbatim_end(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::HtmlBlock)
}
