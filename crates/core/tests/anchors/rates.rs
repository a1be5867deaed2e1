//! How often anchors are placed right.

use std::ops::Range;

use postil_core::anchors::{Placement, Placer};

use crate::prose::{Edited, Fate};

/// Counts of right placements and of all.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rates {
    pub unchanged: (usize, usize),
    pub reworded: (usize, usize),
    /// Of what was deleted: how much was placed anywhere.
    pub deleted: (usize, usize),
}

pub fn share((part, whole): (usize, usize)) -> f64 {
    part as f64 / whole.max(1) as f64
}

impl Rates {
    /// Places the anchors of an edited text.
    pub fn count(&mut self, edited: &Edited) {
        let placer = Placer::new(&edited.before, &edited.text);
        for (anchor, (fate, place)) in edited.anchors.iter().zip(&edited.fates) {
            let placed = placer.place(anchor);
            match fate {
                Fate::Unchanged => {
                    self.unchanged.1 += 1;
                    let right = matches!(&placed, Placement::Exact(got) | Placement::Moved(got) if got == place);
                    self.unchanged.0 += usize::from(right);
                }
                Fate::Reworded => {
                    self.reworded.1 += 1;
                    let right = matches!(&placed, Placement::Approximate { place: got, .. } | Placement::Moved(got) | Placement::Exact(got) if overlap(got, place) >= 0.9);
                    self.reworded.0 += usize::from(right);
                }
                Fate::Deleted => {
                    self.deleted.1 += 1;
                    let still = edited.text.contains(&anchor.quote);
                    self.deleted.0 += usize::from(!still && placed != Placement::Orphan);
                    self.deleted.1 -= usize::from(still);
                }
            }
        }
    }
}

fn overlap(one: &Range<u32>, other: &Range<u32>) -> f64 {
    let both = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    let either = one.end.max(other.end) - one.start.min(other.start);
    f64::from(both) / f64::from(either.max(1))
}
