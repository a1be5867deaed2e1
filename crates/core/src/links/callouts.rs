//! Callouts: a quotation that begins with `[!note] Title`, or with `[!note]-` when it is to be folded.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::dialect::Shown;

/// A callout, without its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Callout {
    /// What it is, in lower case: `note`, `warning`.
    pub kind: String,
    /// Whether it can be folded, and then whether it is open.
    pub folds: Option<bool>,
}

/// Reads `[!note]- ` at the head of a text; answers the callout and the rest.
fn read(text: &str) -> Option<(Callout, &str)> {
    let (kind, rest) = text.trim_start().strip_prefix("[!")?.split_once(']')?;
    let kind = kind.split('|').next().unwrap_or_default().trim().to_lowercase();
    if kind.is_empty() || !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ')) {
        return None;
    }
    let (folds, rest) = match rest.chars().next() {
        Some('-') => (Some(false), &rest[1..]),
        Some('+') => (Some(true), &rest[1..]),
        _ => (None, rest),
    };
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| (Callout { kind, folds }, rest.trim_start()))
}

/// The events with their callouts in place of the quotations that they are written as.
pub(super) fn drawn<'a>(events: Vec<(Shown<'a>, Range<usize>)>) -> Vec<(Shown<'a>, Range<usize>)> {
    let mut out = Vec::with_capacity(events.len());
    let mut quotes: Vec<Option<Callout>> = Vec::new();
    let mut title: Option<Callout> = None;
    let mut events = events.into_iter().peekable();
    while let Some((shown, span)) = events.next() {
        match shown {
            Shown::Event(Event::Start(Tag::BlockQuote(_))) => {
                quotes.push(None);
                let paragraph = events.next_if(|(next, _)| *next == Shown::Event(Event::Start(Tag::Paragraph)));
                let head = paragraph.as_ref().and_then(|_| match events.peek() {
                    Some((Shown::Event(Event::Text(text)), at)) => {
                        let (callout, rest) = read(text)?;
                        let from = if text.len() == at.len() { at.end - rest.len() } else { at.start };
                        Some((callout, rest.to_owned(), from..at.end))
                    }
                    _ => None,
                });
                let Some((callout, rest, at)) = head else {
                    out.push((shown, span));
                    out.extend(paragraph);
                    continue;
                };
                events.next();
                out.push((Shown::Callout(callout.clone()), span));
                if !rest.is_empty() {
                    out.push((Shown::Event(Event::Text(rest.into())), at));
                }
                title = Some(callout.clone());
                quotes.pop();
                quotes.push(Some(callout));
            }
            Shown::Event(Event::End(TagEnd::BlockQuote(_))) => match quotes.pop().flatten() {
                Some(callout) => out.push((Shown::CalloutEnd(callout), span)),
                None => out.push((shown, span)),
            },
            Shown::Event(Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph)) => {
                let ended = title.take();
                let more = !matches!(shown, Shown::Event(Event::End(_)));
                out.push((ended.map_or(shown, |callout| Shown::TitleEnd(callout, more)), span));
            }
            _ => out.push((shown, span)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_of_a_callout_is_read() {
        let of = |kind: &str, folds| Callout { kind: kind.into(), folds };
        assert_eq!(read("[!note] Title"), Some((of("note", None), "Title")));
        assert_eq!(read("[!WARNING]- "), Some((of("warning", Some(false)), "")));
        assert_eq!(read("[!tip|left]+ Ein Rat"), Some((of("tip", Some(true)), "Ein Rat")));
        for not in ["[note] x", "[!] x", "[!note](x)", "[!a<b>] x", "a [!note] x"] {
            assert_eq!(read(not), None, "{not}");
        }
    }
}
