//! Readers' comments: where they stand on a page, and how much of it they are.

use super::blocks::{Block, Page};
use super::features::Sums;
use super::words;

/// Where readers have their say.
pub(super) struct Talk {
    /// For each element, the outermost one around it that is named for comments.
    within: Vec<Option<usize>>,
    /// Blocks that may stand above comments.
    openings: Vec<usize>,
}

impl Talk {
    pub(super) fn read(page: &Page) -> Self {
        let mut within: Vec<Option<usize>> = Vec::with_capacity(page.around.len());
        for (place, around) in page.around.iter().enumerate() {
            let outer = within.get(around.parent).copied().flatten();
            within.push(outer.or((around.marks[words::COMMENT] == 0).then_some(place)));
        }
        let opens = |block: &Block| block.words <= 10 && words::opens_comments(&block.text.to_lowercase());
        let openings = (0..page.blocks.len()).filter(|at| opens(&page.blocks[*at])).collect();
        Self { within, openings }
    }

    /// How much of the page's prose readers wrote, and how much stands before they begin.
    pub(super) fn tell(&self, row: &mut Vec<f32>, page: &Page, sums: &Sums, at: usize, prose: f32) {
        match self.within[page.blocks[at].around] {
            None => row.extend([-1.0; 3]),
            Some(place) => {
                let (from, to) = page.around[place].blocks;
                let outside = prose - sums.prose((from, to));
                row.extend([sums.prose((from, to)) / prose, sums.prose((0, from)) / prose, outside]);
            }
        }
        let before = self.openings.partition_point(|other| *other <= at);
        match before.checked_sub(1).map(|place| self.openings[place]) {
            None => row.extend([-1.0; 4]),
            Some(last) => {
                let first = self.openings[0];
                row.extend([
                    before as f32,
                    sums.prose((0, first)) / prose,
                    sums.prose((0, last)),
                    sums.words((last, at)),
                ]);
            }
        }
    }
}
