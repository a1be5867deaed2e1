//! The judge of blocks: an ensemble of decision trees, fitted to pages whose content was marked by hand.
//!
//! `blocks.model` is written by `model/fit.py`; `model/README.md` says how. A line is a tree: its inner nodes as
//! `feature:threshold:left:right`, then `|`, then its leaves. A child below zero is the leaf `-1 - child`.

use std::sync::LazyLock;

#[derive(Clone, Copy)]
struct Node {
    /// Of a leaf, its value.
    threshold: f32,
    feature: u16,
    /// Where to go for a value up to the threshold, and for one above it; a leaf leads to itself.
    next: [u16; 2],
}

struct Tree {
    nodes: Vec<Node>,
    /// The most steps from the root to a leaf.
    depth: usize,
}

impl Tree {
    fn read(line: &str) -> Option<Self> {
        let (inner, leaves) = line.split_once('|')?;
        let inner: Vec<&str> = inner.split(' ').filter(|text| !text.is_empty()).collect();
        // The leaves stand behind the inner nodes.
        let place = |child: i16| {
            let leaf = inner.len() + usize::from((-1 - child).unsigned_abs());
            u16::try_from(usize::try_from(child).unwrap_or(leaf)).ok()
        };
        let node = |text: &&str| {
            let mut parts = text.split(':');
            let (feature, threshold) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
            let next = [place(parts.next()?.parse().ok()?)?, place(parts.next()?.parse().ok()?)?];
            Some(Node { threshold, feature, next })
        };
        let mut nodes: Vec<Node> = inner.iter().map(node).collect::<Option<_>>()?;
        for leaf in leaves.split(' ') {
            let itself = u16::try_from(nodes.len()).ok()?;
            nodes.push(Node { threshold: leaf.parse().ok()?, feature: 0, next: [itself; 2] });
        }
        let mut depths = vec![0; nodes.len()];
        for (at, node) in nodes.iter().enumerate().take(inner.len()) {
            for next in node.next {
                *depths.get_mut(usize::from(next))? = depths[at] + 1;
            }
        }
        Some(Self { nodes, depth: depths.into_iter().max()? })
    }

    /// Adds the tree's values of several rows, which are gone through together: one waits while another is read.
    fn add(&self, rows: &[Vec<f32>], sums: &mut [f32]) {
        let mut at = [0u16; TOGETHER];
        for _ in 0..self.depth {
            for (at, row) in at.iter_mut().zip(rows) {
                let node = &self.nodes[usize::from(*at)];
                *at = node.next[usize::from(row[usize::from(node.feature)] > node.threshold)];
            }
        }
        for (at, sum) in at.iter().zip(sums) {
            *sum += self.nodes[usize::from(*at)].threshold;
        }
    }
}

/// Rows that are gone through together.
const TOGETHER: usize = 16;

static TREES: LazyLock<Vec<Tree>> =
    LazyLock::new(|| include_str!("../../model/blocks.model").lines().filter_map(Tree::read).collect());

/// How likely it is that the block of each row belongs to the page's content: from 0 to 1.
pub(super) fn probabilities(rows: &[Vec<f32>]) -> Vec<f32> {
    let mut sums = vec![0.0; rows.len()];
    for (rows, sums) in rows.chunks(TOGETHER).zip(sums.chunks_mut(TOGETHER)) {
        for tree in TREES.iter() {
            tree.add(rows, sums);
        }
    }
    sums.into_iter().map(|sum| 1.0 / (1.0 + (-sum).exp())).collect()
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
            assert_eq!(tree.nodes.len() % 2, 1);
            assert!(tree.nodes.iter().flat_map(|node| node.next).all(|next| usize::from(next) < tree.nodes.len()));
            assert!((1..tree.nodes.len()).contains(&tree.depth));
        }
    }

    #[test]
    fn rows_are_judged_alike_alone_and_together() {
        let row = |seed: usize| (0..300).map(|at| ((at * 31 + seed * 17) % 23) as f32 - 3.0).collect::<Vec<f32>>();
        let rows: Vec<Vec<f32>> = (0..TOGETHER + 3).map(row).collect();
        let together = probabilities(&rows);
        let alone: Vec<f32> = rows.iter().map(|row| probabilities(std::slice::from_ref(row))[0]).collect();
        assert_eq!(together, alone);
        assert!(together.iter().any(|one| *one != together[0]));
    }

    #[test]
    fn doubtful_blocks_are_kept_when_little_is_sure() {
        assert_eq!(choose(&[0.95, 0.9, 0.4, 0.02], &[100, 100, 100, 100]), [true, true, false, false]);
        assert_eq!(choose(&[0.4, 0.35, 0.02], &[100, 100, 100]), [true, true, false]);
        assert!(choose(&[], &[]).is_empty());
    }
}
