//! Words that are written a little differently.

use super::lexicon::Lexicon;

/// Longer words are not compared.
const LONGEST: usize = 40;
/// How many edits are looked for at most.
const MOST: usize = 2;
/// More than any wanted number of edits.
const FAR: u8 = u8::MAX / 2;

/// How many edits lie between the beginnings of a word and one beginning of others: only such beginnings of the word are looked at
/// whose length differs by at most [`MOST`] letters, the shortest first.
struct Row {
    cells: [u8; 2 * MOST + 1],
    /// The fewest edits between the whole word and this beginning, or a shorter one.
    best: u8,
    /// How many bytes the beginning has.
    end: usize,
    last: char,
}

/// The words that differ from `word` by at most `edits` (a letter more, less, other, or two in turn), with by how many. Of an
/// unfinished word, those that begin so. Marked parts of words are left out.
///
/// What a word shares with the one before it is not looked at again, and words whose beginning is too far off are passed over
/// together: few beginnings of words are near.
pub(super) fn near(lexicon: &Lexicon, word: &str, edits: usize, unfinished: bool) -> Vec<(u32, usize)> {
    let letters: Vec<char> = word.chars().collect();
    let mut found: Vec<(u32, usize)> = Vec::new();
    if letters.len() > LONGEST || edits > MOST {
        return found;
    }
    let (size, most) = (letters.len(), edits as u8);
    let wanted = |far: u8| (1..=most).contains(&far);
    let mut rows = vec![first(size)];
    let shared = lexicon.shared();
    let mut ord = lexicon.unmarked() as usize;
    while ord < shared.len() {
        while rows.len() > 1 && rows.last().is_some_and(|row| row.end > usize::from(shared[ord])) {
            rows.pop();
        }
        let end = rows.last().map_or(0, |row| row.end);
        let mut rest = lexicon.term(ord as u32)[end..].chars();
        let hopeless = rest.by_ref().any(|c| {
            rows.push(next(&letters, &rows, c));
            // Two letters in turn are told from the row before the last.
            let least = |row: &Row| row.cells.iter().min().copied().unwrap_or(FAR);
            matches!(&rows[..], [.., before, row] if least(row) > most && least(before) >= most)
        });
        let Some(row) = rows.last() else { break };
        let from = ord;
        ord += 1;
        if hopeless {
            while ord < shared.len() && usize::from(shared[ord]) >= row.end {
                ord += 1;
            }
        }
        let far = match (unfinished, hopeless) {
            (true, _) => row.best,
            (false, true) => FAR,
            (false, false) => whole(row, rows.len() - 1, size),
        };
        if wanted(far) {
            found.extend((from..ord).map(|ord| (ord as u32, usize::from(far))));
        }
    }
    found
}

/// The row of no letter.
fn first(size: usize) -> Row {
    let mut cells = [FAR; 2 * MOST + 1];
    for (cell, at) in cells[MOST..].iter_mut().zip(0..=size) {
        *cell = at as u8;
    }
    let best = if size <= MOST { size as u8 } else { FAR };
    Row { cells, best, end: 0, last: '\0' }
}

/// The row of one letter more.
fn next(word: &[char], rows: &[Row], c: char) -> Row {
    let (length, one) = (rows.len(), &rows[rows.len() - 1]);
    let two = rows.len().checked_sub(2).map(|at| &rows[at]);
    let mut cells = [FAR; 2 * MOST + 1];
    for place in 0..cells.len() {
        // How many letters of the word this cell is about.
        let Some(at) = (length + place).checked_sub(MOST).filter(|at| *at <= word.len()) else { continue };
        let mut cell = one.cells.get(place + 1).map_or(FAR, |cell| cell + 1);
        if at > 0 {
            cell = cell.min(one.cells[place] + u8::from(word[at - 1] != c));
            cell = cell.min(place.checked_sub(1).map_or(FAR, |before| cells[before] + 1));
        }
        if let (true, Some(two)) = (at > 1 && word[at - 1] == one.last && word[at - 2] == c, two) {
            cell = cell.min(two.cells[place] + 1);
        }
        cells[place] = cell.min(FAR);
    }
    let mut row = Row { cells, best: one.best, end: one.end + c.len_utf8(), last: c };
    row.best = row.best.min(whole(&row, length, word.len()));
    row
}

/// How many edits lie between the whole word and a beginning of a length.
fn whole(row: &Row, length: usize, size: usize) -> u8 {
    (size + MOST).checked_sub(length).and_then(|place| row.cells.get(place)).copied().unwrap_or(FAR)
}

#[cfg(test)]
mod tests {
    use super::near;
    use crate::search::lexicon::Lexicon;

    /// As above, without any shortcut.
    fn plainly(word: &[char], other: &[char], unfinished: bool) -> usize {
        let mut rows = vec![(0..=word.len()).collect::<Vec<usize>>()];
        for (row, c) in other.iter().enumerate() {
            let mut now = vec![row + 1];
            for at in 1..=word.len() {
                let same = usize::from(word[at - 1] != *c);
                let mut cell = (rows[row][at - 1] + same).min(rows[row][at] + 1).min(now[at - 1] + 1);
                if at > 1 && row > 0 && word[at - 1] == other[row - 1] && word[at - 2] == *c {
                    cell = cell.min(rows[row - 1][at - 2] + 1);
                }
                now.push(cell);
            }
            rows.push(now);
        }
        let mut ends = rows.iter().map(|row| row[word.len()]);
        if unfinished { ends.min() } else { ends.next_back() }.unwrap_or(0)
    }

    /// How many edits lie between two words; 0 also for more than wanted, as for words that are the same.
    fn edits(word: &str, other: &str, most: usize, unfinished: bool) -> usize {
        near(&Lexicon::of(&[other]), word, most, unfinished).first().map_or(0, |found| found.1)
    }

    #[test]
    fn edits_between_words() {
        let check = |word: &str, other: &str, unfinished: bool, wanted: usize| {
            assert_eq!(edits(word, other, 2, unfinished), wanted, "{word} {other}");
        };
        check("kitten", "kitten", false, 0);
        check("kiten", "kitten", false, 1);
        check("kittne", "kitten", false, 1);
        check("sitten", "kitten", false, 1);
        check("kubernets", "kubernetes", false, 1);
        check("kubrn", "kubernetes", true, 1);
        check("kubrn", "kubernetes", false, 0);
        check("apple", "orange", false, 0);
    }

    proptest::proptest! {
        #[test]
        fn shortcuts_change_no_distance(
            word in "[ab\u{e9}]{1,9}",
            others in proptest::collection::btree_set("[abc\u{e8}\u{e9}\u{4e00}]{1,9}", 1..40),
            unfinished in proptest::bool::ANY,
        ) {
            let letters: Vec<char> = word.chars().collect();
            let others: Vec<&str> = others.iter().map(String::as_str).collect();
            let lexicon = Lexicon::of(&others);
            for most in 1..=2 {
                let far = |other: &str| plainly(&letters, &other.chars().collect::<Vec<_>>(), unfinished);
                let all = (0..).zip(&others).map(|(ord, other)| (ord, far(other)));
                let plain: Vec<(u32, usize)> = all.filter(|(_, far)| (1..=most).contains(far)).collect();
                proptest::prop_assert_eq!(near(&lexicon, &word, most, unfinished), plain);
            }
        }
    }
}
