//! In which order the pieces of a page are read: down each column, then the next.

/// A run of letters on one line, without a wide gap.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) foot: f32,
    pub(super) size: f32,
    /// How many letters it has.
    pub(super) letters: usize,
    /// Its number among the page's runs.
    pub(super) number: usize,
}

/// Fewer rows than this make no columns.
const ROWS: usize = 4;
/// The gap between columns is at least this many times the letters' size.
const GUTTER: f32 = 0.8;
/// Lines of columns have at least so many letters in the mean; cells of tables have fewer.
const LETTERS: usize = 16;
/// Most columns within columns.
const DEEPEST: u32 = 4;

/// Orders runs, and groups those that are to be one line.
pub(super) fn order(runs: Vec<Run>) -> Vec<Vec<Run>> {
    let mut ordered = Vec::new();
    region(runs, 0, &mut ordered);
    ordered
}

fn region(runs: Vec<Run>, depth: u32, ordered: &mut Vec<Vec<Run>>) {
    let rows = rows(runs);
    let Some(gutter) = gutter(&rows).filter(|_| depth < DEEPEST) else {
        ordered.extend(rows);
        return;
    };
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for row in rows {
        // What goes across all columns parts what is above it from what is below.
        if row.iter().any(|run| run.left < gutter && run.right > gutter) {
            columns(&mut left, &mut right, depth, ordered);
            ordered.push(row);
            continue;
        }
        for run in row {
            if run.right <= gutter { left.push(run) } else { right.push(run) }
        }
    }
    columns(&mut left, &mut right, depth, ordered);
}

fn columns(left: &mut Vec<Run>, right: &mut Vec<Run>, depth: u32, ordered: &mut Vec<Vec<Run>>) {
    for side in [left, right] {
        if !side.is_empty() {
            region(std::mem::take(side), depth + 1, ordered);
        }
    }
}

/// Rows from the top, each from the left.
fn rows(mut runs: Vec<Run>) -> Vec<Vec<Run>> {
    runs.sort_by(|a, b| b.foot.total_cmp(&a.foot));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        let level =
            |row: &Vec<Run>| row.first().is_some_and(|first| first.foot - run.foot < first.size.min(run.size) * 0.5);
        match rows.last_mut().filter(|row| level(row)) {
            Some(row) => row.push(run),
            None => rows.push(vec![run]),
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    rows
}

/// Where two columns are apart, if there are any.
fn gutter(rows: &[Vec<Run>]) -> Option<f32> {
    let mut gaps: Vec<(f32, f32)> = Vec::new();
    for row in rows {
        let wide = |pair: &&[Run]| pair[1].left - pair[0].right > pair[0].size.max(pair[1].size) * GUTTER;
        gaps.extend(row.windows(2).filter(wide).map(|pair| (pair[0].right, pair[1].left)));
    }
    // The gap that most rows share: as gaps end and begin at letters, only their ends need to be looked at.
    let shared = |at: f32| gaps.iter().filter(|(from, to)| *from <= at && at <= *to).count();
    let (count, from) = gaps
        .iter()
        .take(500)
        .map(|(from, _)| (shared(*from), *from))
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)))?;
    let to =
        gaps.iter().filter(|(begin, end)| *begin <= from && from <= *end).map(|(_, end)| *end).fold(f32::MAX, f32::min);
    let at = f32::midpoint(from, to);
    let across = rows.iter().flatten().filter(|run| run.left < at && run.right > at).count();
    let side = |left: bool| {
        let runs = || rows.iter().flatten().filter(move |run| if left { run.right <= at } else { run.left >= at });
        let letters: usize = runs().map(|run| run.letters).sum();
        letters >= LETTERS * runs().count().max(1)
    };
    (count >= ROWS && across < count && side(true) && side(false)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(number: usize, left: f32, right: f32, foot: f32) -> Run {
        Run { left, right, foot, size: 10.0, letters: ((right - left) / 5.0) as usize, number }
    }

    fn numbers(runs: Vec<Run>) -> Vec<usize> {
        order(runs).into_iter().flatten().map(|run| run.number).collect()
    }

    #[test]
    fn columns_are_read_one_after_the_other() {
        let mut runs = vec![run(0, 50.0, 500.0, 700.0)];
        for row in 0..6 {
            let foot = 660.0 - 12.0 * row as f32;
            runs.push(run(10 + row, 50.0, 270.0, foot));
            runs.push(run(20 + row, 290.0, 510.0, foot));
        }
        runs.push(run(30, 50.0, 505.0, 500.0));
        assert_eq!(numbers(runs), [0, 10, 11, 12, 13, 14, 15, 20, 21, 22, 23, 24, 25, 30]);
    }

    #[test]
    fn the_cells_of_a_table_are_read_row_by_row() {
        let runs = (0..6).flat_map(|row| {
            let foot = 660.0 - 12.0 * row as f32;
            [run(2 * row, 50.0, 90.0, foot), run(2 * row + 1, 200.0, 230.0, foot)]
        });
        assert_eq!(numbers(runs.collect()), (0..12).collect::<Vec<_>>());
    }
}
