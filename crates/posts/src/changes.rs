//! What has to be edited so that a part becomes what is wanted.

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::commentary::Part;
use crate::compose::Article;
use crate::edit::{Edit, OutlinePoint, Place};
use crate::outline::Point;
use crate::title::one_line;

/// Longer lists, in points, are compared only at their ends.
const LONGEST: usize = 2000;

/// The edits that make a part what is wanted: as few as can be found, so that all other lines stay. None, if the part is
/// that already.
pub fn changes(part: &Part, wanted: &Article) -> Vec<Edit> {
    let mut edits = Vec::new();
    let at = part.span.start;
    let now = Article::from(part);
    if one_line(&now.title) != one_line(&wanted.title) && part.heading.is_some() {
        edits.push(Edit::ArticleTitle { part: at, title: wanted.title.clone() });
    }
    if now.url != wanted.url.trim() && part.heading.as_ref().is_some_and(|heading| heading.link.is_some()) {
        edits.push(Edit::ArticleUrl { part: at, url: wanted.url.clone() });
    }
    points(&part.points, &wanted.outline, at, &mut edits);
    if now.commentary.trim() != wanted.commentary.trim() {
        edits.push(Edit::Commentary { part: at, text: wanted.commentary.clone() });
    }
    edits
}

/// What is compared of a point: its words and whose they are.
fn key(point: &OutlinePoint) -> OutlinePoint {
    let text = if point.whole { point.text.trim_end().to_owned() } else { one_line(&point.text) };
    OutlinePoint { text, children: Vec::new(), ..*point }
}

fn points(now: &[Point], wanted: &[OutlinePoint], parent: usize, edits: &mut Vec<Edit>) {
    let before: Vec<OutlinePoint> = now.iter().map(|point| key(&shallow(point))).collect();
    let after: Vec<OutlinePoint> = wanted.iter().map(key).collect();
    let mut last = Place::FirstIn(parent);
    for (old, new) in pairs(&before, &after) {
        let both = old.len().min(new.len());
        for (point, wanted) in now[old.start..].iter().zip(&wanted[new.start..]).take(both) {
            // What stays whole has nothing beneath, so it is never made of a line, nor a line of it.
            if before_is_whole(point) != wanted.whole {
                edits.push(Edit::RemovePoint { point: point.at() });
                edits.push(Edit::AddPoints { place: last, points: vec![wanted.clone()] });
                continue;
            }
            change(point, wanted, edits);
            last = Place::After(point.at());
        }
        edits.extend(now[old.start + both..old.end].iter().map(|point| Edit::RemovePoint { point: point.at() }));
        if new.len() > both {
            edits.push(Edit::AddPoints { place: last, points: wanted[new.start + both..new.end].to_vec() });
        }
    }
}

fn change(point: &Point, wanted: &OutlinePoint, edits: &mut Vec<Edit>) {
    let (now, then) = (key(&shallow(point)), key(wanted));
    if now.text != then.text {
        edits.push(Edit::PointText { point: point.at(), text: wanted.text.clone() });
    }
    if now.voice != then.voice {
        edits.push(Edit::PointVoice { point: point.at(), voice: wanted.voice });
    }
    points(&point.children, &wanted.children, point.at(), edits);
}

fn shallow(point: &Point) -> OutlinePoint {
    OutlinePoint {
        text: point.text.text.clone(),
        voice: point.voice,
        whole: before_is_whole(point),
        children: Vec::new(),
    }
}

fn before_is_whole(point: &Point) -> bool {
    matches!(point.form, crate::outline::PointForm::Whole(_))
}

type Stretch = (std::ops::Range<usize>, std::ops::Range<usize>);

/// Stretches of two lists that are the same, or of which one takes the place of the other.
fn pairs(before: &[OutlinePoint], after: &[OutlinePoint]) -> Vec<Stretch> {
    if before.len().max(after.len()) > LONGEST {
        let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
        let rest = before.len().min(after.len()) - head;
        let tail = before.iter().rev().zip(after.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
        let (old, new) = (before.len() - tail, after.len() - tail);
        return vec![(0..head, 0..head), (head..old, head..new), (old..before.len(), new..after.len())];
    }
    let ops = capture_diff_slices(Algorithm::Myers, before, after);
    let ranges = ops.iter().map(|op| match *op {
        DiffOp::Equal { old_index, new_index, len } => (old_index..old_index + len, new_index..new_index + len),
        DiffOp::Delete { old_index, old_len, new_index } => (old_index..old_index + old_len, new_index..new_index),
        DiffOp::Insert { old_index, new_index, new_len } => (old_index..old_index, new_index..new_index + new_len),
        DiffOp::Replace { old_index, old_len, new_index, new_len } => {
            (old_index..old_index + old_len, new_index..new_index + new_len)
        }
    });
    ranges.collect()
}
