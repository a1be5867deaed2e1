//! The stretch of a text that is most like a quote, by edit distance.

use std::ops::Range;

/// A stretch of a text that is like a quote.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) place: Range<usize>,
    /// One less the share of the quote's characters that must be changed.
    pub(super) likeness: f32,
}

/// Finds the stretch within a window of the text that takes the fewest edits to become the quote (Sellers 1980: a row of the
/// table for each character of the text, with the place at which each way began).
pub(super) fn align(quote: &[char], text: &[char], window: Range<usize>) -> Option<Found> {
    let mut row: Vec<(u32, usize)> = (0u32..).take(quote.len() + 1).map(|cost| (cost, window.start)).collect();
    let mut best = (u32::MAX, 0..0);
    for (at, c) in (window.start..).zip(text.get(window.clone())?) {
        let mut diagonal = row[0];
        row[0] = (0, at + 1);
        for (below, wanted) in quote.iter().enumerate() {
            let (up, left) = (row[below + 1], row[below]);
            let same = (diagonal.0 + u32::from(c != wanted), diagonal.1);
            diagonal = up;
            row[below + 1] =
                [same, (up.0 + 1, up.1), (left.0 + 1, left.1)].into_iter().min_by_key(|(cost, _)| *cost)?;
        }
        let (cost, began) = row[quote.len()];
        if cost < best.0 {
            best = (cost, began..at + 1);
        }
    }
    let (cost, place) = best;
    if cost == u32::MAX || place.is_empty() {
        return None;
    }
    Some(Found { place, likeness: 1.0 - cost as f32 / quote.len() as f32 })
}
