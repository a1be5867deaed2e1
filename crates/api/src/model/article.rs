//! An article as a model is shown it, and what it wrote as an outline.

use std::iter::Peekable;
use std::vec::IntoIter;

use postil_capture::PassageSection;
use postil_core::Voice;
use postil_core::tables::points::NewPoint;
use postil_model::{Article, Point, Section};

use crate::capture;

/// Deeper than every heading, and deeper than every point.
const POINTS: usize = 100;
const THESIS: usize = 200;

/// What a model is shown.
pub(super) fn article(title: &str, lang: Option<&str>, sections: &[PassageSection]) -> Article {
    let mut sentences = Vec::new();
    let mut shown = Vec::new();
    for section in sections {
        let start = sentences.len();
        sentences.extend(section.sentences.iter().map(|anchor| anchor.quote.clone()));
        let (level, heading) = match &section.heading {
            Some((level, heading)) => (*level, Some(heading.text.clone())),
            None => (1, None),
        };
        shown.push(Section { heading, level, sentences: start..sentences.len() });
    }
    Article { title: title.to_owned(), lang: lang.map(str::to_owned), sections: shown, sentences }
}

/// The outline of what a model wrote: its thesis, then the article's headings, and under each the points that speak of its
/// sentences, with an anchor to that sentence.
pub(super) fn outline(points: Vec<Point>, sections: &[PassageSection]) -> Vec<NewPoint> {
    let mut rows: Vec<(usize, NewPoint)> = Vec::new();
    let mut beneath: Vec<Vec<(usize, NewPoint)>> = sections.iter().map(|_| Vec::new()).collect();
    let mut section = 0;
    for at in 0..points.len() {
        let level = usize::from(points[at].level);
        if points[at].thesis {
            rows.push((THESIS, new(&points[at], sections)));
            continue;
        }
        if level == 0 {
            // What hangs together stays together: under the heading of the first sentence that it speaks of.
            let group = points[at..].iter().enumerate().take_while(|(after, point)| *after == 0 || point.level > 0);
            let found =
                group.filter_map(|(_, point)| point.sentence).find_map(|sentence| section_of(sentence, sections));
            section = found.unwrap_or(section);
        }
        if let Some(rows) = beneath.get_mut(section) {
            rows.push((POINTS + level, new(&points[at], sections)));
        }
    }
    for (section, points) in sections.iter().zip(beneath) {
        if let Some((level, heading)) = &section.heading {
            rows.push((usize::from(*level), capture::point(heading.clone())));
        }
        rows.extend(points);
    }
    nest(&mut rows.into_iter().peekable(), None)
}

fn section_of(sentence: usize, sections: &[PassageSection]) -> Option<usize> {
    let mut end = 0;
    sections.iter().position(|section| {
        end += section.sentences.len();
        sentence < end
    })
}

fn new(point: &Point, sections: &[PassageSection]) -> NewPoint {
    let mut sentences = sections.iter().flat_map(|section| &section.sentences);
    let anchor = point.sentence.and_then(|sentence| sentences.nth(sentence)).cloned();
    NewPoint {
        text: point.text.clone(),
        voice: Voice::Author,
        unsupported: anchor.is_none(),
        anchor: anchor.map(capture::anchor),
        children: Vec::new(),
    }
}

fn nest(rows: &mut Peekable<IntoIter<(usize, NewPoint)>>, above: Option<usize>) -> Vec<NewPoint> {
    let mut points = Vec::new();
    while let Some((level, mut point)) = rows.next_if(|(level, _)| above.is_none_or(|above| *level > above)) {
        point.children = nest(rows, Some(level));
        points.push(point);
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections() -> Vec<PassageSection> {
        let html = "<p>The harbour froze.</p><h2>Causes</h2><p>The winter was long. The quay had sunk.</p>\
            <h3>Ice</h3><p>Ice broke the piles.</p><h2>What next</h2><p>A quay is planned.</p>";
        let text = "The harbour froze.\n\nCauses\n\nThe winter was long. The quay had sunk.\n\nIce\n\nIce broke the piles.\n\n\
            What next\n\nA quay is planned.";
        postil_capture::passages(text, html)
    }

    fn point(level: u8, thesis: bool, text: &str, sentence: Option<usize>) -> Point {
        Point { level, thesis, text: text.to_owned(), sentence }
    }

    fn lines(points: &[NewPoint], depth: usize, out: &mut Vec<String>) {
        for point in points {
            let quote = point.anchor.as_ref().map_or("", |anchor| anchor.quote.as_str());
            let mark = if point.unsupported { "?" } else { "" };
            out.push(format!("{}{}{mark} <{quote}>", "  ".repeat(depth), point.text));
            lines(&point.children, depth + 1, out);
        }
    }

    #[test]
    fn points_stand_under_the_headings_of_their_sentences() {
        let points = vec![
            point(0, true, "All froze", Some(0)),
            point(0, false, "It was cold", None),
            point(1, false, "Long winter", Some(1)),
            point(0, false, "Piles broke", Some(3)),
            point(0, false, "Nobody says this", None),
            point(0, false, "New quay", Some(4)),
        ];
        let mut got = Vec::new();
        lines(&outline(points, &sections()), 0, &mut got);
        assert_eq!(
            got,
            [
                "All froze <The harbour froze.>",
                "Causes <Causes>",
                "  It was cold? <>",
                "    Long winter <The winter was long.>",
                "  Ice <Ice>",
                "    Piles broke <Ice broke the piles.>",
                "    Nobody says this? <>",
                "What next <What next>",
                "  New quay <A quay is planned.>",
            ]
        );
    }

    #[test]
    fn a_model_is_shown_every_sentence_under_its_heading() {
        let article = article("A harbour", Some("en"), &sections());
        assert_eq!(article.sentences.len(), 5);
        let headings: Vec<_> = article.sections.iter().map(|s| (s.heading.as_deref(), s.sentences.clone())).collect();
        assert_eq!(headings, [(None, 0..1), (Some("Causes"), 1..3), (Some("Ice"), 3..4), (Some("What next"), 4..5)]);
    }
}
