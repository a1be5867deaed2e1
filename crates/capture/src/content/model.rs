//! The judge of blocks: an ensemble of decision trees, fitted to pages whose content was marked by hand.
//!
//! `blocks.model` is written by `model/fit.py`; `model/README.md` says how. A line is a tree: its inner nodes as
//! `feature:threshold:left:right`, then `|`, then its leaves. A child below zero is the leaf `-1 - child`.

use std::sync::LazyLock;

struct Node {
    feature: u16,
    threshold: f32,
    /// Where to go for a value up to the threshold, and for one above it.
    next: [i16; 2],
}

struct Tree {
    nodes: Vec<Node>,
    leaves: Vec<f32>,
}

impl Tree {
    fn read(line: &str) -> Option<Self> {
        let (nodes, leaves) = line.split_once('|')?;
        let node = |text: &str| {
            let mut parts = text.split(':');
            let node = Node {
                feature: parts.next()?.parse().ok()?,
                threshold: parts.next()?.parse().ok()?,
                next: [parts.next()?.parse().ok()?, parts.next()?.parse().ok()?],
            };
            Some(node)
        };
        Some(Self {
            nodes: nodes.split(' ').filter(|text| !text.is_empty()).map(node).collect::<Option<_>>()?,
            leaves: leaves.split(' ').map(|leaf| leaf.parse().ok()).collect::<Option<_>>()?,
        })
    }

    fn value(&self, row: &[f32]) -> f32 {
        let mut at = if self.nodes.is_empty() { -1 } else { 0 };
        while let Ok(place) = usize::try_from(at) {
            let node = &self.nodes[place];
            let above = row[usize::from(node.feature)] > node.threshold;
            at = node.next[usize::from(above)];
        }
        self.leaves[usize::from((-1 - at).unsigned_abs())]
    }
}

static TREES: LazyLock<Vec<Tree>> =
    LazyLock::new(|| include_str!("../../model/blocks.model").lines().filter_map(Tree::read).collect());

/// How likely it is that the block of this row belongs to the page's content: from 0 to 1.
pub(super) fn probability(row: &[f32]) -> f32 {
    let sum: f32 = TREES.iter().map(|tree| tree.value(row)).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// Which blocks to keep, given how likely each is to belong and how long it is: those that give the best F1 that can be
/// expected.
pub(super) fn choose(likely: &[f32], words: &[usize]) -> Vec<bool> {
    let weight = |at: usize| words[at].max(1) as f32;
    let mut order: Vec<usize> = (0..likely.len()).collect();
    order.sort_by(|a, b| likely[*b].total_cmp(&likely[*a]));
    let wanted: f32 = order.iter().map(|at| likely[*at] * weight(*at)).sum();
    let (mut size, mut right) = (0.0, 0.0);
    let (mut best, mut count) = (0.0, 0);
    for (place, at) in order.iter().enumerate() {
        size += weight(*at);
        right += likely[*at] * weight(*at);
        let expected = right / (size + wanted);
        if expected > best {
            (best, count) = (expected, place + 1);
        }
    }
    let mut keep = vec![false; likely.len()];
    for at in &order[..count] {
        keep[*at] = true;
    }
    keep
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tree_is_read_and_whole() {
        let lines = include_str!("../../model/blocks.model").lines().count();
        assert!(lines > 50);
        assert_eq!(TREES.len(), lines);
        for tree in TREES.iter() {
            assert_eq!(tree.leaves.len(), tree.nodes.len() + 1);
            for next in tree.nodes.iter().flat_map(|node| node.next) {
                let leaf = usize::from((-1 - next).unsigned_abs());
                let inside = usize::try_from(next).map_or(leaf < tree.leaves.len(), |node| node < tree.nodes.len());
                assert!(inside);
            }
        }
    }

    #[test]
    fn doubtful_blocks_are_kept_when_little_is_sure() {
        assert_eq!(choose(&[0.95, 0.9, 0.4, 0.02], &[100, 100, 100, 100]), [true, true, false, false]);
        assert_eq!(choose(&[0.4, 0.35, 0.02], &[100, 100, 100]), [true, true, false]);
        assert!(choose(&[], &[]).is_empty());
    }
}
