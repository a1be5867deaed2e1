//! A drafted outline: the article's own headings, and under each the sentences that carry it.
//!
//! Sentences are ranked by where they stand and by how close they are to what their section is
//! about (the cosine of tf-idf vectors), and are given in the order of the text.

use dom_query::Document;

use crate::article::{Anchor, Point};
use crate::outline::rank::{Candidate, Ranker};
use crate::sentences::sentences;
use crate::text::{Block, Kind, Rendered, Scale, render_document};

mod rank;

/// Most points under one heading.
const MOST: usize = 4;
/// Most points of an article that has no headings.
const MOST_WITHOUT_HEADINGS: usize = 12;
/// The share of a section's text that its points may take, beyond the first.
const SHARE: f32 = 0.2;
/// Characters of an anchor's prefix and suffix.
const AROUND: usize = 32;

/// Drafts an outline of an article from its `text` and the `html` that the text belongs to.
/// Should they not belong together, the headings are left out.
pub fn outline(text: &str, html: &str) -> Vec<Point> {
    let rendered = render_document(&Document::fragment(html));
    if rendered.text == text { draft(&rendered) } else { draft(&paragraphs(text)) }
}

fn paragraphs(text: &str) -> Rendered {
    let mut blocks = Vec::new();
    let mut start = 0;
    for part in text.split("\n\n") {
        if !part.trim().is_empty() {
            let front = part.len() - part.trim_start().len();
            blocks.push(Block { kind: Kind::Paragraph, start: start + front, end: start + front + part.trim().len() });
        }
        start += part.len() + 2;
    }
    Rendered { text: text.to_owned(), blocks, links: Vec::new() }
}

struct Section {
    /// The heading's level and block; none before the first heading.
    heading: Option<(u8, Block)>,
    candidates: Vec<Candidate>,
    length: usize,
}

/// Drafts an outline of a rendered document.
pub(crate) fn draft(rendered: &Rendered) -> Vec<Point> {
    let text = rendered.text.as_str();
    let sections = sections(rendered);
    let has_headings = sections.iter().any(|section| section.heading.is_some());
    let most = if has_headings { MOST } else { MOST_WITHOUT_HEADINGS };
    let ranker = Ranker::new(text, sections.iter().map(|section| section.candidates.as_slice()));
    let scale = Scale::new(text);

    let mut points: Vec<Point> = Vec::new();
    // The headings around the current place: their levels and, as indices, the way to them.
    let mut path: Vec<(u8, usize)> = Vec::new();
    for section in &sections {
        if let Some((level, block)) = section.heading {
            path.retain(|(outer, _)| *outer < level);
            let siblings = children_at(&mut points, &path);
            siblings.push(point(text, &scale, block.start, block.end));
            let index = siblings.len() - 1;
            path.push((level, index));
        }
        let budget = (section.length as f32 * SHARE) as usize;
        let chosen = ranker.choose(&section.candidates, most, budget);
        let siblings = children_at(&mut points, &path);
        siblings.extend(chosen.into_iter().map(|c| point(text, &scale, c.start, c.end)));
    }
    points
}

/// Whether a heading only says where a page of a PDF begins.
fn is_page_mark(text: &str) -> bool {
    text.strip_prefix("Page ").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

fn children_at<'a>(points: &'a mut Vec<Point>, path: &[(u8, usize)]) -> &'a mut Vec<Point> {
    path.iter().fold(points, |children, (_, index)| &mut children[*index].children)
}

fn sections(rendered: &Rendered) -> Vec<Section> {
    let text = rendered.text.as_str();
    let mut sections = vec![Section { heading: None, candidates: Vec::new(), length: 0 }];
    let mut number = 0;
    for block in &rendered.blocks {
        if let Kind::Heading(level) = block.kind {
            if level == 6 && is_page_mark(&text[block.start..block.end]) {
                continue;
            }
            sections.push(Section { heading: Some((level, *block)), candidates: Vec::new(), length: 0 });
            continue;
        }
        let Some(section) = sections.last_mut() else {
            continue;
        };
        section.length += block.end - block.start;
        if !matches!(block.kind, Kind::Paragraph | Kind::Item) {
            continue;
        }
        let in_section = section.candidates.len();
        for (in_block, range) in sentences(&text[block.start..block.end]).into_iter().enumerate() {
            section.candidates.push(Candidate {
                start: block.start + range.start,
                end: block.start + range.end,
                in_section: in_section + in_block,
                in_block,
                item: block.kind == Kind::Item,
                number,
            });
            number += 1;
        }
    }
    sections
}

fn point(text: &str, scale: &Scale<'_>, start: usize, end: usize) -> Point {
    Point {
        text: crate::dom::collapse(&text[start..end]),
        anchor: Some(anchor(text, scale, start, end)),
        children: Vec::new(),
    }
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
mod tests {
    use super::*;
    use crate::text::render;

    fn of(html: &str) -> (String, Vec<Point>) {
        let text = render(html).text;
        let points = outline(&text, html);
        (text, points)
    }

    fn shape(points: &[Point], level: usize, out: &mut Vec<String>) {
        for point in points {
            out.push(format!("{}{}", "  ".repeat(level), point.text));
            shape(&point.children, level + 1, out);
        }
    }

    #[test]
    fn headings_nest_and_jumps_in_level_close_up() {
        let (_, points) = of("<p>Lead one two three four.</p><h2>A</h2><h4>B</h4>\
            <p>Under b there is text.</p><h3>C</h3><h2>D</h2>");
        let mut got = Vec::new();
        shape(&points, 0, &mut got);
        assert_eq!(got, ["Lead one two three four.", "A", "  B", "    Under b there is text.", "  C", "D"]);
    }

    #[test]
    fn every_anchor_quotes_the_text_exactly() {
        let (text, points) = of("<h2>Überschrift 漢字</h2><p>Ein  Satz über 🙂 Dinge hier.</p>\
            <ul><li>Punkt eins ist hier</li></ul><pre>code  x</pre>");
        let chars: Vec<char> = text.chars().collect();
        let mut open: Vec<&Point> = points.iter().collect();
        let mut count = 0;
        while let Some(point) = open.pop() {
            let anchor = point.anchor.as_ref().unwrap();
            let slice: String = chars[anchor.start as usize..anchor.end as usize].iter().collect();
            assert_eq!(slice, anchor.quote);
            assert!(anchor.prefix.chars().count() <= 32 && anchor.suffix.chars().count() <= 32);
            open.extend(&point.children);
            count += 1;
        }
        assert!(count >= 2);
    }

    #[test]
    fn a_text_that_is_not_the_documents_still_has_points() {
        let points = outline("One two three four five.\n\nSix seven eight nine ten.", "<p>other</p>");
        assert!(!points.is_empty());
    }

    #[test]
    fn nothing_comes_of_nothing() {
        assert!(outline("", "").is_empty());
    }
}
