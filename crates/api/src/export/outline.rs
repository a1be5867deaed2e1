//! Edits of an article's outline, woven into what a post says of it.

use std::collections::{HashMap, HashSet, VecDeque};

use postil_core::tables::imported_parts::KeptPoint;
use postil_core::tables::points::PointRow;
use postil_core::{PointId, Voice};
use postil_posts::{OutlinePoint, Point};

use crate::import;

/// A line of the outline that is to be.
struct Node {
    point: OutlinePoint,
    /// The point that it became.
    id: Option<PointId>,
    parent: Option<usize>,
    children: Vec<usize>,
    gone: bool,
}

#[derive(Default)]
struct Tree {
    nodes: Vec<Node>,
    roots: Vec<usize>,
}

/// The outline of a part: the lines that the post has now, with what was changed, moved, deleted and added of the points that they
/// became. `own` are the points that were added. Where both the line and its point were changed, the line stands.
pub(super) fn woven(now: &[Point], kept: &[KeptPoint], rows: &[PointRow], own: &HashSet<PointId>) -> Vec<OutlinePoint> {
    let there: HashMap<PointId, &PointRow> = rows.iter().map(|row| (row.id, row)).collect();
    let mut tree = Tree::default();
    let mut moved = HashSet::new();
    tree.read(None, None, now, kept, &there, &mut moved);
    let mut places: HashMap<PointId, usize> = HashMap::new();
    for (at, node) in tree.nodes.iter().enumerate() {
        node.id.map(|id| places.entry(id).or_insert(at));
    }
    for at in moved.iter().filter_map(|id| places.get(id)).copied() {
        tree.detach(at);
    }
    tree.drop_gone();
    for row in in_order(rows).into_iter().filter(|row| moved.contains(&row.id) || own.contains(&row.id)) {
        let at = *places.entry(row.id).or_insert_with(|| tree.add(row));
        tree.place(at, row, rows, &places);
    }
    tree.whole(&tree.roots)
}

/// The points of an outline from above.
pub(super) fn in_order(rows: &[PointRow]) -> Vec<&PointRow> {
    let mut beneath: HashMap<Option<PointId>, Vec<&PointRow>> = HashMap::new();
    rows.iter().for_each(|row| beneath.entry(row.parent_id).or_default().push(row));
    let mut out = Vec::with_capacity(rows.len());
    let mut open: Vec<&PointRow> = beneath.remove(&None).unwrap_or_default().into_iter().rev().collect();
    while let Some(row) = open.pop() {
        out.push(row);
        open.extend(beneath.remove(&Some(row.id)).unwrap_or_default().into_iter().rev());
    }
    out
}

impl Tree {
    fn read(
        &mut self,
        parent: Option<usize>,
        parent_id: Option<PointId>,
        now: &[Point],
        kept: &[KeptPoint],
        there: &HashMap<PointId, &PointRow>,
        moved: &mut HashSet<PointId>,
    ) {
        for (point, pair) in now.iter().zip(pairs(now, kept)) {
            let kept = pair.map(|at| &kept[at]);
            let row = kept.and_then(|kept| there.get(&kept.id));
            let mut line = OutlinePoint { children: Vec::new(), ..shallow(point) };
            let same = kept.is_some_and(|kept| kept.text == line.text);
            if let (Some(kept), Some(row)) = (kept, row) {
                if same && row.text != kept.text {
                    line.text.clone_from(&row.text);
                    line.whole &= row.text.contains('\n') || row.text.starts_with('>');
                }
                if import::voice(line.voice) == kept.voice {
                    line.voice = voice(row.voice);
                }
                if row.parent_id != parent_id || row.rank != kept.rank {
                    moved.insert(row.id);
                }
            }
            let gone = same && row.is_none();
            let at = self.nodes.len();
            let id = kept.map(|kept| kept.id);
            self.nodes.push(Node { point: line, id, parent, children: Vec::new(), gone });
            self.siblings(parent).push(at);
            let beneath = kept.map_or(&[][..], |kept| &kept.children);
            self.read(Some(at), id, &point.children, beneath, there, moved);
        }
    }

    fn siblings(&mut self, parent: Option<usize>) -> &mut Vec<usize> {
        match parent {
            Some(parent) => &mut self.nodes[parent].children,
            None => &mut self.roots,
        }
    }

    fn detach(&mut self, at: usize) {
        let parent = self.nodes[at].parent.take();
        self.siblings(parent).retain(|other| *other != at);
    }

    /// Lines whose points were deleted go, unless something beneath them stays. Children come after their parents.
    fn drop_gone(&mut self) {
        for at in (0..self.nodes.len()).rev() {
            if self.nodes[at].gone && self.nodes[at].children.is_empty() {
                self.detach(at);
            }
        }
    }

    fn add(&mut self, row: &PointRow) -> usize {
        let point = OutlinePoint { text: row.text.clone(), voice: voice(row.voice), ..OutlinePoint::default() };
        self.nodes.push(Node { point, id: Some(row.id), parent: None, children: Vec::new(), gone: false });
        self.nodes.len() - 1
    }

    /// Puts a line where its point stands: behind the nearest that is here of those before it.
    fn place(&mut self, at: usize, row: &PointRow, rows: &[PointRow], places: &HashMap<PointId, usize>) {
        let parent = row.parent_id.and_then(|id| places.get(&id)).copied().filter(|parent| *parent != at);
        let known = parent.is_some() || row.parent_id.is_none();
        let before: Vec<usize> = rows
            .iter()
            .filter(|other| other.parent_id == row.parent_id)
            .take_while(|other| other.id != row.id)
            .filter_map(|other| places.get(&other.id))
            .copied()
            .collect();
        let siblings = self.siblings(parent);
        let after = before.iter().rev().find_map(|before| siblings.iter().position(|sibling| sibling == before));
        let index = match after {
            Some(after) => after + 1,
            None if known => 0,
            None => siblings.len(),
        };
        siblings.insert(index, at);
        self.nodes[at].parent = parent;
    }

    fn whole(&self, level: &[usize]) -> Vec<OutlinePoint> {
        let whole = |at: &usize| {
            let node = &self.nodes[*at];
            OutlinePoint { children: self.whole(&node.children), ..node.point.clone() }
        };
        level.iter().map(whole).collect()
    }
}

fn shallow(point: &Point) -> OutlinePoint {
    let whole = matches!(point.form, postil_posts::PointForm::Whole(_));
    OutlinePoint { text: point.text.text.clone(), voice: point.voice, whole, children: Vec::new() }
}

fn voice(voice: Voice) -> postil_posts::Voice {
    match voice {
        Voice::Author => postil_posts::Voice::Author,
        Voice::Me => postil_posts::Voice::Me,
    }
}

/// For each line the point that it became. Those that are the same belong together; of a gap of as many lines as points, so do those in
/// the same place.
fn pairs(now: &[Point], kept: &[KeptPoint]) -> Vec<Option<usize>> {
    let mut same: HashMap<(&str, Voice), VecDeque<usize>> = HashMap::new();
    for (at, point) in kept.iter().enumerate() {
        same.entry((point.text.as_str(), point.voice)).or_default().push_back(at);
    }
    let mut pairs: Vec<Option<usize>> = now
        .iter()
        .map(|point| same.get_mut(&(point.text.text.as_str(), import::voice(point.voice)))?.pop_front())
        .collect();
    let taken: HashSet<usize> = pairs.iter().flatten().copied().collect();
    let mut from = 0;
    while from < pairs.len() {
        let to = pairs[from..].iter().position(Option::is_some).map_or(pairs.len(), |step| from + step);
        let start = from.checked_sub(1).and_then(|at| pairs[at]).map_or(0, |at| at + 1);
        let end = pairs.get(to).copied().flatten().unwrap_or(kept.len());
        if to > from && start <= end && end - start == to - from && (start..end).all(|at| !taken.contains(&at)) {
            (from..to).zip(start..end).for_each(|(line, point)| pairs[line] = Some(point));
        }
        from = to + 1;
    }
    pairs
}
