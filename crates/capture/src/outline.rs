//! A drafted outline: what the article says in one to three points, then its own headings, and under each the sentences that
//! carry it. Lists, numbered steps and definitions stay what they are.
//!
//! Sentences are ranked by where they stand, by how close they are to what follows them, and by how densely the words of the
//! text stand in them (`rank`); they are given in the order of the text, each with an anchor to where it stands.

use dom_query::Document;

use crate::article::{Anchor, Point};
use crate::outline::rank::Ranker;
use crate::outline::sections::{List, Section, Sentence};
use crate::text::{Block, Kind, Rendered, Scale, render_document};

mod rank;
mod sections;
mod terms;

/// Characters of an anchor's prefix and suffix.
const AROUND: usize = 32;
/// The share of a text of [`SHORT`] words or fewer that its outline may take. Of a longer one it is less.
const SHARE: f32 = 0.3;
const LEAST_SHARE: f32 = 0.1;
const SHORT: f32 = 600.0;
/// Most sentences under one heading.
const MOST: usize = 6;
/// The share of the text that lists may take as they are, and the words that they always may.
const LISTS: f32 = 0.12;
const LISTS_ALWAYS: usize = 80;

/// Drafts an outline of an article from its `text` and the `html` that the text belongs to.
/// Should they not belong together, the headings are left out.
pub fn outline(text: &str, html: &str) -> Vec<Point> {
    let rendered = render_document(&Document::fragment(html));
    if rendered.text == text { draft(&rendered) } else { draft(&paragraphs(text)) }
}

/// The sentences of an article's `text` under the headings of the `html` that it belongs to: what an outline is made of. Sentences
/// before the first heading are a section without one.
pub fn passages(text: &str, html: &str) -> Vec<PassageSection> {
    let rendered = render_document(&Document::fragment(html));
    let rendered = if rendered.text == text { rendered } else { paragraphs(text) };
    let scale = Scale::new(text);
    let of = |section: &Section| PassageSection {
        heading: section.heading.map(|(level, block)| (level, point(text, &scale, block.start, block.end))),
        sentences: section
            .sentences
            .iter()
            .map(|sentence| anchor(text, &scale, sentence.start, sentence.end))
            .collect(),
    };
    sections::sections(&rendered).iter().map(of).collect()
}

/// A heading of an article, with the sentences under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageSection {
    /// The heading's level, 1 to 6, and the heading as a point.
    pub heading: Option<(u8, Point)>,
    /// The sentences before the next heading.
    pub sentences: Vec<Anchor>,
}

fn paragraphs(text: &str) -> Rendered {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        if !part.trim().is_empty() {
            let front = start + part.len() - part.trim_start().len();
            let end = front + part.trim().len();
            blocks.push(Block { kind: Kind::Paragraph, start: front, end, item: None });
        }
        start += part.len() + 2;
    }
    Rendered { text: text.to_owned(), blocks, links: Vec::new() }
}

/// Drafts an outline of a rendered document.
pub(crate) fn draft(rendered: &Rendered) -> Vec<Point> {
    let text = rendered.text.as_str();
    let mut sections = sections::sections(rendered);
    let ranker = Ranker::new(text, &sections);
    let words = ranker.words();
    let share = (SHARE * (SHORT / words as f32).powf(0.3)).clamp(LEAST_SHARE, SHARE);
    keep_lists(&mut sections, LISTS_ALWAYS.max((words as f32 * LISTS) as usize));

    let drafter = Drafter { text, scale: Scale::new(text), ranker: &ranker };
    let thesis = ranker.thesis(&sections);
    let mut points: Vec<Point> = thesis.iter().map(|sentence| drafter.point(sentence.start, sentence.end)).collect();
    // The headings around the current place: their levels and, as indices, the way to them.
    let mut path: Vec<(u8, usize)> = Vec::new();
    for section in &sections {
        if let Some((level, block)) = section.heading {
            path.retain(|(outer, _)| *outer < level);
            let siblings = children_at(&mut points, &path);
            siblings.push(drafter.point(block.start, block.end));
            let index = siblings.len() - 1;
            path.push((level, index));
        }
        let chosen = drafter.section(section, share, &thesis);
        children_at(&mut points, &path).extend(chosen);
    }
    points
}

/// Lets the lists of a text be kept as they are, as long as they are small and there is room; the sentences of others are sentences
/// like all.
fn keep_lists(sections: &mut [Section], mut room: usize) {
    for section in sections {
        for list in &mut section.lists {
            list.kept = list.is_small() && list.words <= room;
            if list.kept {
                room -= list.words;
            }
        }
    }
}

fn children_at<'a>(points: &'a mut Vec<Point>, path: &[(u8, usize)]) -> &'a mut Vec<Point> {
    path.iter().fold(points, |children, (_, index)| &mut children[*index].children)
}

struct Drafter<'a> {
    text: &'a str,
    scale: Scale<'a>,
    ranker: &'a Ranker<'a>,
}

impl Drafter<'_> {
    /// The points of a section: its best sentences and its lists, in the order of the text.
    fn section(&self, section: &Section, share: f32, thesis: &[Sentence]) -> Vec<Point> {
        let kept = || section.lists.iter().filter(|list| list.kept);
        let free: Vec<Sentence> = section
            .sentences
            .iter()
            .filter(|sentence| sentence.list.is_none_or(|list| !section.lists[list].kept))
            .copied()
            .collect();
        let told = thesis.iter().filter(|sentence| section.holds(sentence)).count();
        let least = usize::from(kept().next().is_none() && told * 4 < free.len());
        let share = if section.is_conclusion(self.text) { share * 2.0 } else { share };
        let most = if section.heading.is_some() { MOST } else { usize::MAX };
        let mut chosen = self.ranker.choose(&free, section.heading.is_some(), least..most, share, thesis);
        // A list hangs on the sentence that leads up to it.
        let leads: Vec<Option<Sentence>> = kept()
            .map(|list| free.iter().rfind(|s| s.end <= list.start && s.block + 1 == list.block).copied())
            .collect();
        for lead in leads.iter().flatten() {
            if !chosen.contains(lead) && !thesis.contains(lead) {
                chosen.push(*lead);
            }
        }
        let mut points: Vec<(usize, Point)> =
            chosen.iter().map(|sentence| (sentence.start, self.point(sentence.start, sentence.end))).collect();
        for (list, lead) in kept().zip(&leads) {
            let items = self.items(list);
            match lead.and_then(|lead| points.iter_mut().find(|(start, _)| *start == lead.start)) {
                Some((_, point)) => point.children.extend(items),
                None => points.extend(items.into_iter().map(|item| (list.start, item))),
            }
        }
        points.sort_by_key(|(start, _)| *start);
        points.into_iter().map(|(_, point)| point).collect()
    }

    fn items(&self, list: &List) -> Vec<Point> {
        let of = |item: &sections::ListItem| {
            let mut point = self.point(item.start, item.end);
            if let Some(term) = item.term {
                let (term, rest) = self.text[item.start..item.end].split_at(term - item.start);
                let mark = if term.trim_end().ends_with([':', '：']) { " " } else { ": " };
                point.text = format!("{}{mark}{}", crate::dom::collapse(term), crate::dom::collapse(rest));
            }
            point
        };
        list.items.iter().map(of).collect()
    }

    fn point(&self, start: usize, end: usize) -> Point {
        point(self.text, &self.scale, start, end)
    }
}

/// The point of a byte range.
fn point(text: &str, scale: &Scale<'_>, start: usize, end: usize) -> Point {
    let text_of = crate::dom::collapse(&text[start..end]);
    Point { text: text_of, anchor: Some(anchor(text, scale, start, end)), children: Vec::new() }
}

/// The anchor of a byte range.
fn anchor(text: &str, scale: &Scale<'_>, start: usize, end: usize) -> Anchor {
    let before = &text[..start];
    let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
    let after = &text[end..];
    let to = after.char_indices().nth(AROUND).map_or(after.len(), |(at, _)| at);
    Anchor {
        quote: text[start..end].to_owned(),
        prefix: before[from..].to_owned(),
        suffix: after[..to].to_owned(),
        start: scale.at(start),
        end: scale.at(end),
    }
}

#[cfg(test)]
mod tests;
