//! Words that are written a little differently.

use super::lexicon::Lexicon;
use super::tokenize::PART;

/// Longer words are not compared.
const LONGEST: usize = 40;

/// The words that differ from `word` by at most `edits` (a letter more, less, other, or two in turn), with by how many. Of an
/// unfinished word, those that begin so.
pub(super) fn near(lexicon: &Lexicon, word: &str, edits: usize, unfinished: bool) -> Vec<(u32, usize)> {
    let letters: Vec<char> = word.chars().collect();
    let mut found: Vec<(u32, usize)> = Vec::new();
    if letters.len() > LONGEST {
        return found;
    }
    let mut try_one = |ord: u32| {
        let other = lexicon.term(ord);
        // A letter has up to four bytes, and as many bytes more or less may be one edit.
        let spare = if word.is_ascii() && other.is_ascii() { edits } else { 4 * edits };
        let fits = other.len() + spare >= word.len() && (unfinished || other.len() <= word.len() + spare);
        if fits && other != word && !other.starts_with(PART) {
            let far = distance(&letters, other, edits, unfinished);
            if far > 0 && far <= edits {
                found.push((ord, far));
            }
        }
    };
    // Each edit spoils one piece, so one piece more than edits leaves one that stands in the other word, about at its place.
    let pieces = edits + 1;
    for piece in 0..pieces {
        let (from, to) = (letters.len() * piece / pieces, letters.len() * (piece + 1) / pieces);
        let text: String = letters[from..to].iter().collect();
        if piece == 0 {
            lexicon.starting(&text).for_each(&mut try_one);
        } else {
            let place: usize = letters[..from].iter().map(|c| c.len_utf8()).sum();
            let near = place.saturating_sub(4 * edits)..=place + 4 * edits;
            lexicon.holding(&text).filter(|(_, at)| near.contains(at)).for_each(|(ord, _)| try_one(ord));
        }
    }
    // Two letters in turn may spoil two pieces.
    for at in 0..letters.len().saturating_sub(1) {
        let mut turned = letters.clone();
        turned.swap(at, at + 1);
        let turned: String = turned.into_iter().collect();
        if unfinished {
            lexicon.starting(&turned).for_each(&mut try_one);
        } else {
            lexicon.find(&turned).into_iter().for_each(&mut try_one);
        }
    }
    found.sort_unstable();
    found.dedup_by_key(|(ord, _)| *ord);
    found
}

/// How many edits lie between a word and another, or its beginning; more than `most` is any number above. Only the cells that
/// can come out at most so far are filled.
fn distance(word: &[char], other: &str, most: usize, unfinished: bool) -> usize {
    const FAR: u8 = u8::MAX / 2;
    let size = word.len();
    let mut rows = [[FAR; LONGEST + 2]; 3];
    for (at, cell) in (0u8..).zip(rows[1].iter_mut().take(size.min(most) + 1)) {
        *cell = at;
    }
    let (mut last, mut length) = (None, 0);
    let mut best = rows[1][size];
    for c in other.chars() {
        length += 1;
        if length > size + most {
            break;
        }
        let (from, to) = (length.saturating_sub(most), size.min(length + most));
        let [two, one, now] = &mut rows;
        now.fill(FAR);
        let mut least = FAR;
        for at in from..=to {
            let mut cell = u8::try_from(length).unwrap_or(FAR);
            if at > 0 {
                let same = u8::from(word[at - 1] != c);
                cell = (one[at - 1] + same).min(one[at] + 1).min(now[at - 1] + 1);
                if at > 1 && Some(word[at - 1]) == last && word[at - 2] == c {
                    cell = cell.min(two[at - 2] + 1);
                }
            }
            now[at] = cell.min(FAR);
            least = least.min(cell);
        }
        best = best.min(now[size]);
        if usize::from(least) > most && one.iter().all(|cell| usize::from(*cell) > most) {
            return if unfinished { usize::from(best) } else { most + 1 };
        }
        rows.rotate_left(1);
        last = Some(c);
    }
    match unfinished {
        true => usize::from(best),
        false if length > size + most => most + 1,
        false => usize::from(rows[1][size]),
    }
}

#[cfg(test)]
mod tests {
    use super::distance;

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
        let ends = rows.iter().map(|row| row[word.len()]);
        if unfinished { ends.min() } else { ends.last() }.unwrap_or(0)
    }

    #[test]
    fn edits_between_words() {
        let check = |word: &str, other: &str, unfinished: bool, wanted: usize| {
            let letters: Vec<char> = word.chars().collect();
            assert_eq!(distance(&letters, other, 2, unfinished).min(3), wanted, "{word} {other}");
        };
        check("kitten", "kitten", false, 0);
        check("kiten", "kitten", false, 1);
        check("kittne", "kitten", false, 1);
        check("sitten", "kitten", false, 1);
        check("kubernets", "kubernetes", false, 1);
        check("kubrn", "kubernetes", true, 1);
        check("kubrn", "kubernetes", false, 3);
        check("apple", "orange", false, 3);
    }

    proptest::proptest! {
        #[test]
        fn shortcuts_change_no_distance(word in "[ab\u{e9}]{1,9}", other in "[ab\u{e9}]{1,9}", unfinished in proptest::bool::ANY) {
            let (letters, others): (Vec<char>, Vec<char>) = (word.chars().collect(), other.chars().collect());
            for most in 1..=2 {
                let plain = plainly(&letters, &others, unfinished).min(most + 1);
                proptest::prop_assert_eq!(distance(&letters, &other, most, unfinished).min(most + 1), plain);
            }
        }
    }
}
