//! `==marks==`: a stretch of a text that is picked out. It begins and ends in the same element, and with no space.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::Event;

use super::dialect::{Shown, is_verbatim, is_verbatim_end};

const MARK: &str = "==";

/// A mark's sign: the event that it stands in, where in its text, and whether it begins a mark.
pub(super) type Place = (usize, usize, bool);

/// Where marks begin and end, in order.
pub(super) fn places(events: &[(Event<'_>, Range<usize>)]) -> Vec<Place> {
    let (mut within, mut next, mut verbatim) = (vec![0], 1, 0);
    let mut open: HashMap<i32, (usize, usize)> = HashMap::new();
    let mut found = Vec::new();
    for (index, (event, _)) in events.iter().enumerate() {
        match event {
            Event::Start(tag) => {
                verbatim += usize::from(is_verbatim(tag));
                within.push(next);
                next += 1;
            }
            Event::End(tag) => {
                verbatim -= usize::from(is_verbatim_end(*tag));
                within.pop();
            }
            Event::Text(text) if verbatim == 0 => {
                let element = within.last().copied().unwrap_or_default();
                for (at, opens, closes) in signs(text) {
                    match open.get(&element) {
                        Some(start) if closes => {
                            found.push((start.0, start.1, true));
                            found.push((index, at, false));
                            open.remove(&element);
                        }
                        None if opens => drop(open.insert(element, (index, at))),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    found.sort_unstable();
    found
}

/// Each `==` that is no part of a longer row: where it stands, whether it may begin a mark, whether it may end one.
fn signs(text: &str) -> impl Iterator<Item = (usize, bool, bool)> + '_ {
    text.match_indices(MARK).filter_map(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + MARK.len()..].chars().next());
        let alone = before != Some('=') && after != Some('=');
        alone.then(|| (at, !after.is_some_and(char::is_whitespace), !before.is_some_and(char::is_whitespace)))
    })
}

/// The events with their marks; the signs are gone from the text.
pub(super) fn put_in<'a>(events: Vec<(Event<'a>, Range<usize>)>, marks: Vec<Place>) -> Vec<(Shown<'a>, Range<usize>)> {
    let mut out = Vec::with_capacity(events.len() + 2 * marks.len());
    let mut marks = marks.into_iter().peekable();
    for (index, (event, span)) in events.into_iter().enumerate() {
        let Event::Text(text) = &event else {
            out.push((Shown::Event(event), span));
            continue;
        };
        if marks.peek().is_none_or(|(of, ..)| *of != index) {
            out.push((Shown::Event(event), span));
            continue;
        }
        let exact = text.len() == span.len();
        let mut done = 0;
        let piece = |from: usize, to: usize, out: &mut Vec<(Shown<'a>, Range<usize>)>| {
            let own = if exact { span.start + from..span.start + to } else { span.clone() };
            if to > from {
                out.push((Shown::Event(Event::Text(text[from..to].to_owned().into())), own));
            }
        };
        while let Some((_, at, begins)) = marks.next_if(|(of, ..)| *of == index) {
            piece(done, at, &mut out);
            out.push((Shown::Mark(begins), span.clone()));
            done = at + MARK.len();
        }
        piece(done, text.len(), &mut out);
    }
    out
}
