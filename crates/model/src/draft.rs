//! From what a model wrote to points: nested soundly, each said once, each tied to its sentence.

use std::collections::HashSet;

use crate::article::Point;
use crate::reader::Raw;
use crate::support::Evidence;

/// Most points that say what an article claims as a whole.
const THESES: usize = 3;

/// Deepest nesting of points; 0 is the top.
const DEEPEST: u8 = 3;

/// Most points of one answer. A model that runs in circles writes more.
const MOST: usize = 200;

/// What an answer is about.
#[derive(Clone, Copy)]
pub(crate) enum About<'a> {
    /// A whole article.
    Whole,
    /// A part, which has no thesis.
    Part,
    /// The thesis of several parts. The numbers are those of points, which stand on these sentences.
    Thesis(&'a [Option<usize>]),
}

/// The points of one answer.
pub(crate) struct Draft<'a> {
    evidence: &'a Evidence,
    about: About<'a>,
    pub(crate) points: Vec<Point>,
    seen: HashSet<String>,
    theses: usize,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(evidence: &'a Evidence, about: About<'a>) -> Draft<'a> {
        Draft { evidence, about, points: Vec::new(), seen: HashSet::new(), theses: 0 }
    }

    /// The same without points.
    pub(crate) fn fresh(&self) -> Draft<'a> {
        Draft::new(self.evidence, self.about)
    }

    /// Adds what a model wrote, in order; gives the points that this came to.
    pub(crate) fn add(&mut self, raws: &[Raw]) -> &[Point] {
        let before = self.points.len();
        for raw in raws {
            if self.points.len() < MOST && self.seen.insert(raw.text.to_lowercase()) {
                let point = self.point(raw);
                self.points.extend(point);
            }
        }
        &self.points[before..]
    }

    fn point(&mut self, raw: &Raw) -> Option<Point> {
        let leading = self.theses == self.points.len() && self.theses < THESES;
        let thesis = match self.about {
            About::Whole => raw.level == 0 && leading,
            About::Part => false,
            About::Thesis(_) if leading => true,
            About::Thesis(_) => return None,
        };
        self.theses += usize::from(thesis);
        let floor = self.points.last().filter(|last| !last.thesis).map_or(0, |last| last.level + 1);
        let level = if thesis { 0 } else { raw.level.saturating_sub(1).min(floor).min(DEEPEST) };
        // Sentences are numbered from 1 where a model sees them.
        let numbers = raw.claimed.iter().filter_map(|number| number.checked_sub(1));
        let claimed: Vec<usize> = match self.about {
            About::Thesis(sentences) => numbers.filter_map(|number| *sentences.get(number)?).collect(),
            _ => numbers.collect(),
        };
        let sentence = self.evidence.support(&raw.text, &claimed);
        Some(Point { level, thesis, text: raw.text.clone(), sentence })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(about: About<'_>, raws: &[u8]) -> Vec<(u8, bool)> {
        let evidence = Evidence::new(&[]);
        let mut draft = Draft::new(&evidence, about);
        for (number, level) in raws.iter().enumerate() {
            draft.add(&[Raw { level: *level, text: number.to_string(), claimed: Vec::new() }]);
        }
        draft.points.into_iter().map(|point| (point.level, point.thesis)).collect()
    }

    #[test]
    fn nesting_has_no_gaps_and_theses_come_first() {
        let (top, thesis) = ((0, false), (0, true));
        assert_eq!(levels(About::Whole, &[0, 1, 2, 1]), [thesis, top, (1, false), top]);
        assert_eq!(
            levels(About::Whole, &[0, 2, 3, 9, 9, 9]),
            [thesis, top, (1, false), (2, false), (3, false), (3, false)]
        );
        assert_eq!(levels(About::Whole, &[0, 0, 0, 0, 1, 0]), [thesis, thesis, thesis, top, top, top]);
        assert_eq!(levels(About::Whole, &[2, 1, 0]), [top, top, top]);
        assert_eq!(levels(About::Part, &[0, 1, 3]), [top, top, (1, false)]);
        assert_eq!(levels(About::Thesis(&[]), &[1, 2, 0, 1]), [thesis, thesis, thesis]);
    }

    #[test]
    fn nothing_is_said_twice_and_not_without_end() {
        let evidence = Evidence::new(&[]);
        let mut draft = Draft::new(&evidence, About::Whole);
        let raw = |text: String| Raw { level: 1, text, claimed: vec![0, 1, usize::MAX] };
        assert_eq!(draft.add(&[raw("Ships left".into()), raw("ships left".into())]).len(), 1);
        let many: Vec<Raw> = (0..1000).map(|number| raw(number.to_string())).collect();
        draft.add(&many);
        assert_eq!(draft.points.len(), MOST);
    }
}
