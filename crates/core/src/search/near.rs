//! Words that are written a little differently.

use super::lexicon::Lexicon;
use super::tokenize::PART;

/// Longer words are not compared.
const LONGEST: usize = 40;

/// What a word looks like at a glance: in the low five bits how many letters it has, above them a bit for each letter.
pub(super) fn shape(word: &str) -> u32 {
    let (mut length, mut letters) = (0, 0);
    for c in word.chars() {
        length += 1;
        letters |= 1 << (u32::from(c) % 27);
    }
    letters << 5 | length.min(31)
}

/// The words that differ from `word` by at most `edits` (a letter more, less, other, or two in turn), with by how many. Of an
/// unfinished word, those that begin so.
pub(super) fn near(lexicon: &Lexicon, word: &str, edits: usize, unfinished: bool) -> Vec<(u32, usize)> {
    let letters: Vec<char> = word.chars().collect();
    let mut found: Vec<(u32, usize)> = Vec::new();
    if letters.len() > LONGEST {
        return found;
    }
    let wanted = shape(word);
    let most = edits as u32;
    // Each edit takes one letter away at most, and brings one at most.
    let fits = |other: u32| {
        let (long, short) = (other & 31, wanted & 31);
        let (missing, more) = ((wanted & !other) >> 5, (other & !wanted) >> 5);
        long + most >= short
            && has_at_most(missing, edits)
            && (unfinished || long <= short + most && has_at_most(more, edits))
    };
    for (ord, _) in (0u32..).zip(lexicon.shapes()).filter(|(_, other)| fits(**other)) {
        let other = lexicon.term(ord);
        if other != word && !other.starts_with(PART) {
            let far = distance(&letters, other, edits, unfinished);
            if far > 0 && far <= edits {
                found.push((ord, far));
            }
        }
    }
    found
}

/// Whether no more than so many bits are set.
fn has_at_most(mut bits: u32, most: usize) -> bool {
    for _ in 0..most {
        bits &= bits.wrapping_sub(1);
    }
    bits == 0
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
        let mut ends = rows.iter().map(|row| row[word.len()]);
        if unfinished { ends.min() } else { ends.next_back() }.unwrap_or(0)
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
