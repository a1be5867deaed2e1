//! What changed between two texts: by paragraphs, and within a changed paragraph by words.

use std::collections::HashMap;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Two paragraphs that share at least this much of their words are one that changed.
const SAME_PARAGRAPH: f64 = 0.5;

/// Above this many pairs, removed and added paragraphs are matched by their order alone.
const MOST_PAIRS: usize = 10_000;

/// The difference of two texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// The whole new text with what the old one had beside it, in order.
    pub stretches: Vec<Stretch>,
    /// How much changed.
    pub counts: Counts,
}

/// How much changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Words that only the new text has.
    pub words_added: u32,
    /// Words that only the old text has.
    pub words_removed: u32,
    /// Paragraphs that only the new text has.
    pub paragraphs_added: u32,
    /// Paragraphs that only the old text has.
    pub paragraphs_removed: u32,
    /// Paragraphs of which some words changed.
    pub paragraphs_changed: u32,
}

/// A part of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stretch {
    /// Paragraphs that both texts have.
    Same(Vec<String>),
    /// A paragraph that only the new text has.
    Added(String),
    /// A paragraph that only the old text has.
    Removed(String),
    /// A paragraph of which some words changed.
    Changed(Vec<Piece>),
}

/// A piece of a changed paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Which text has it.
    pub change: Change,
    /// Its words, with the spaces between them.
    pub text: String,
}

/// Which of two texts has something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Both.
    Same,
    /// The new one.
    Added,
    /// The old one.
    Removed,
}

/// A text as it is compared: its paragraphs (list items and table rows are some too), white space collapsed, characters
/// composed.
pub fn paragraphs(text: &str) -> Vec<String> {
    let settle = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>();
    text.lines().map(settle).filter(|line| !line.is_empty()).collect()
}

/// Whether two texts are the same but for white space and the composition of characters.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || {
        let settle = |text: &str| text.split_whitespace().flat_map(|word| word.nfc().chain([' '])).collect::<String>();
        settle(one) == settle(other)
    }
}

/// Compares two texts.
pub fn compare(old: &str, new: &str) -> Comparison {
    let (old, new) = (paragraphs(old), paragraphs(new));
    let mut comparison = Comparison::default();
    let (mut removed, mut added) = (0..0, 0..0);
    for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            comparison.hunk(&old[removed], &new[added]);
            comparison.stretches.push(Stretch::Same(new[new_index..new_index + len].to_vec()));
            (removed, added) = (old_index + len..old_index + len, new_index + len..new_index + len);
        } else {
            removed.end = op.old_range().end;
            added.end = op.new_range().end;
        }
    }
    comparison.hunk(&old[removed], &new[added]);
    comparison
}

impl Comparison {
    /// Whether the texts are the same.
    pub fn is_empty(&self) -> bool {
        self.counts == Counts::default()
    }

    /// Writes paragraphs that were replaced by others: those that are alike beside each other.
    fn hunk(&mut self, removed: &[String], added: &[String]) {
        let (mut i, mut j) = (0, 0);
        for (old, new) in pairs(removed, added).into_iter().chain([(removed.len(), added.len())]) {
            for paragraph in &removed[i..old] {
                self.counts.paragraphs_removed += 1;
                self.counts.words_removed += count_words(paragraph);
                self.stretches.push(Stretch::Removed(paragraph.clone()));
            }
            for paragraph in &added[j..new] {
                self.counts.paragraphs_added += 1;
                self.counts.words_added += count_words(paragraph);
                self.stretches.push(Stretch::Added(paragraph.clone()));
            }
            if let (Some(before), Some(after)) = (removed.get(old), added.get(new)) {
                let pieces = words(before, after);
                for piece in &pieces {
                    match piece.change {
                        Change::Same => {}
                        Change::Added => self.counts.words_added += count_words(&piece.text),
                        Change::Removed => self.counts.words_removed += count_words(&piece.text),
                    }
                }
                self.counts.paragraphs_changed += 1;
                self.stretches.push(Stretch::Changed(pieces));
            }
            (i, j) = (old + 1, new + 1);
        }
    }
}

/// How many words a text has, by Unicode word boundaries.
pub fn count_words(text: &str) -> u32 {
    u32::try_from(text.unicode_words().count()).unwrap_or(u32::MAX)
}

/// Which removed paragraph became which added one: the pairing, in order, that keeps the most words.
fn pairs(removed: &[String], added: &[String]) -> Vec<(usize, usize)> {
    let (rows, columns) = (removed.len(), added.len());
    if rows * columns > MOST_PAIRS {
        let pairs = (0..rows.min(columns)).filter(|i| alike(&bag(&removed[*i]), &bag(&added[*i])) >= SAME_PARAGRAPH);
        return pairs.map(|i| (i, i)).collect();
    }
    let bags: (Vec<_>, Vec<_>) = (removed.iter().map(|p| bag(p)).collect(), added.iter().map(|p| bag(p)).collect());
    let worth = |i: usize, j: usize| Some(alike(&bags.0[i], &bags.1[j])).filter(|worth| *worth >= SAME_PARAGRAPH);
    // The best pairing of what is left of both, from each place on.
    let mut best = vec![vec![0.0_f64; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let paired = worth(i, j).map_or(0.0, |worth| worth + best[i + 1][j + 1]);
            best[i][j] = best[i + 1][j].max(best[i][j + 1]).max(paired);
        }
    }
    let mut found = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < rows && j < columns {
        match worth(i, j) {
            Some(worth) if worth + best[i + 1][j + 1] >= best[i][j] => {
                found.push((i, j));
                (i, j) = (i + 1, j + 1);
            }
            _ if best[i + 1][j] >= best[i][j + 1] => i += 1,
            _ => j += 1,
        }
    }
    found
}

fn bag(text: &str) -> HashMap<&str, u32> {
    let mut bag = HashMap::new();
    for word in text.unicode_words() {
        *bag.entry(word).or_default() += 1;
    }
    bag
}

/// How many words two texts share, of those that they have on average; 0 to 1.
fn alike(one: &HashMap<&str, u32>, other: &HashMap<&str, u32>) -> f64 {
    let all: u32 = one.values().chain(other.values()).sum();
    let shared: u32 = one.iter().map(|(word, count)| other.get(word).map_or(0, |there| *count.min(there))).sum();
    if all == 0 { 0.0 } else { 2.0 * f64::from(shared) / f64::from(all) }
}

/// Compares two paragraphs by words. A space between two changes is part of them, so that a phrase is marked whole.
fn words(old: &str, new: &str) -> Vec<Piece> {
    let (old, new): (Vec<&str>, Vec<&str>) = (old.split_word_bounds().collect(), new.split_word_bounds().collect());
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut removed, mut added) = (String::new(), String::new());
    let flush = |pieces: &mut Vec<Piece>, removed: &mut String, added: &mut String| {
        for (change, text) in [(Change::Removed, removed), (Change::Added, added)] {
            if !text.is_empty() {
                pieces.push(Piece { change, text: std::mem::take(text) });
            }
        }
    };
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    for (at, op) in ops.iter().enumerate() {
        match op {
            DiffOp::Equal { new_index, len, .. } => {
                let text = new[*new_index..new_index + len].concat();
                let between = at > 0 && at + 1 < ops.len();
                if between && text.trim().is_empty() {
                    removed.push_str(&text);
                    added.push_str(&text);
                } else {
                    flush(&mut pieces, &mut removed, &mut added);
                    pieces.push(Piece { change: Change::Same, text });
                }
            }
            op => {
                removed.push_str(&old[op.old_range()].concat());
                added.push_str(&new[op.new_range()].concat());
            }
        }
    }
    flush(&mut pieces, &mut removed, &mut added);
    pieces
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A comparison in one line: `=` same, `+` added, `-` removed, `~` changed with `[-…-]` and `{+…+}`.
    fn written(old: &str, new: &str) -> String {
        let stretch = |stretch: &Stretch| match stretch {
            Stretch::Same(paragraphs) => format!("={}", paragraphs.join("|")),
            Stretch::Added(text) => format!("+{text}"),
            Stretch::Removed(text) => format!("-{text}"),
            Stretch::Changed(pieces) => {
                let piece = |piece: &Piece| match piece.change {
                    Change::Same => piece.text.clone(),
                    Change::Added => format!("{{+{}+}}", piece.text),
                    Change::Removed => format!("[-{}-]", piece.text),
                };
                format!("~{}", pieces.iter().map(piece).collect::<String>())
            }
        };
        compare(old, new).stretches.iter().map(stretch).collect::<Vec<_>>().join(" / ")
    }

    #[test]
    fn changes_are_told_by_paragraph_and_by_word() {
        for (old, new, wanted) in [
            ("", "", ""),
            ("a b\n\nc", "a  b\nc\n", "=a b|c"),
            ("a", "", "-a"),
            ("", "a", "+a"),
            ("one\n\ntwo\n\nthree", "one\n\nthree", "=one / -two / =three"),
            ("The tide is high.", "The tide is low.", "~The tide is [-high-]{+low+}."),
            (
                "We met at the old pier today.",
                "We met at a new pier today.",
                "~We met at [-the old-]{+a new+} pier today.",
            ),
            (
                "Ink dries fast here.\n\nx",
                "Wholly other words.\n\nx",
                "-Ink dries fast here. / +Wholly other words. / =x",
            ),
            (
                "a1 b c d\n\nq r s t",
                "new one\n\na2 b c d\n\nq r s u",
                "+new one / ~[-a1-]{+a2+} b c d / ~q r s [-t-]{+u+}",
            ),
            ("余白に書く", "余白に読む", "~余白に[-書く-]{+読む+}"),
            ("e\u{301}tude", "\u{e9}tude", "=\u{e9}tude"),
        ] {
            assert_eq!(written(old, new), wanted, "{old:?} to {new:?}");
        }
    }

    #[test]
    fn what_changed_is_counted() {
        let counts = compare("Same.\n\nThe tide is high.\n\nGone now.", "Same.\n\nThe tide is very low.\n\nX").counts;
        let wanted = Counts {
            words_added: 3,
            words_removed: 3,
            paragraphs_added: 1,
            paragraphs_removed: 1,
            paragraphs_changed: 1,
        };
        assert_eq!(counts, wanted);
    }

    #[test]
    fn a_long_text_that_is_wholly_another_is_compared_all_the_same() {
        let text = |word: &str| (0..3000).map(|i| format!("{word} {i} of many\n\n")).collect::<String>();
        let counts = compare(&text("ink"), &text("quill")).counts;
        assert_eq!(counts.paragraphs_changed + counts.paragraphs_added, 3000);
    }

    fn text() -> impl Strategy<Value = String> {
        let word = prop::sample::select(&["a", "b", "c", "d", "e", "é", "e\u{301}", "字", "\n\n", "\n", " ", "."][..]);
        prop::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
    }

    proptest! {
        /// Both texts can be read back from their comparison: nothing is lost and nothing made up.
        #[test]
        fn a_comparison_holds_both_texts(old in text(), new in text()) {
            let (mut before, mut after) = (Vec::new(), Vec::new());
            let comparison = compare(&old, &new);
            for stretch in &comparison.stretches {
                match stretch {
                    Stretch::Same(same) => {
                        before.extend(same.clone());
                        after.extend(same.clone());
                    }
                    Stretch::Added(text) => after.push(text.clone()),
                    Stretch::Removed(text) => before.push(text.clone()),
                    Stretch::Changed(pieces) => {
                        let side = |left_out| {
                            pieces.iter().filter(|p| p.change != left_out).map(|p| p.text.as_str()).collect::<String>()
                        };
                        before.push(side(Change::Added));
                        after.push(side(Change::Removed));
                    }
                }
            }
            prop_assert_eq!(&before, &paragraphs(&old));
            prop_assert_eq!(&after, &paragraphs(&new));
            prop_assert_eq!(comparison.is_empty(), before == after);
        }
    }
}
