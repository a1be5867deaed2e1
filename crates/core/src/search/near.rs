//! Words that are written a little differently.

use super::lexicon::Lexicon;

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
/// unfinished word, those that begin so. Marked parts of words are left out.
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
    let mut others: Vec<char> = Vec::new();
    let plain = word.is_ascii();
    let first = lexicon.unmarked();
    for (ord, _) in (first..).zip(&lexicon.shapes()[first as usize..]).filter(|(_, other)| fits(**other)) {
        let other = lexicon.term(ord);
        let far = if plain && other.is_ascii() {
            distance(word.as_bytes(), other.as_bytes(), edits, unfinished)
        } else {
            others.clear();
            others.extend(other.chars());
            distance(&letters, &others, edits, unfinished)
        };
        if far <= edits && other != word {
            found.push((ord, far));
        }
    }
    // What an unfinished word begins is no other word.
    found.retain(|(_, far)| *far > 0);
    found
}

/// Whether no more than so many bits are set.
fn has_at_most(mut bits: u32, most: usize) -> bool {
    for _ in 0..most {
        bits &= bits.wrapping_sub(1);
    }
    bits == 0
}

/// How many edits lie between a word and another, or its beginning; `most + 1` is any number above `most`, which is small: what
/// they begin with alike is passed over, and then each edit is tried.
fn distance<T: PartialEq>(word: &[T], other: &[T], most: usize, unfinished: bool) -> usize {
    let same = word.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (word, other) = (&word[same..], &other[same..]);
    if word.is_empty() {
        return if unfinished { 0 } else { other.len().min(most + 1) };
    }
    let (size, length) = (word.len(), other.len());
    if size > length + most || !unfinished && length > size + most || most == 0 {
        return most + 1;
    }
    if length == 0 {
        return size;
    }
    let mut least = most + 1;
    let mut after = |word: &[T], other: &[T]| {
        if least > 1 {
            least = least.min(1 + distance(word, other, least - 2, unfinished));
        }
    };
    after(&word[1..], &other[1..]);
    after(&word[1..], other);
    after(word, &other[1..]);
    if size > 1 && length > 1 && word[0] == other[1] && word[1] == other[0] {
        after(&word[2..], &other[2..]);
    }
    least
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
            let others: Vec<char> = other.chars().collect();
            assert_eq!(distance(&letters, &others, 2, unfinished), wanted, "{word} {other}");
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
                proptest::prop_assert_eq!(distance(&letters, &others, most, unfinished), plain);
            }
        }
    }
}
