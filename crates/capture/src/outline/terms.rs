//! The words that tell what a sentence is about.

use unicode_segmentation::UnicodeSegmentation;

/// Characters that are kept of a word, so that its forms are one.
const STEM: usize = 6;

/// English words that tell nothing. Those of other languages are told by how often they stand.
const COMMON: &[&str] = &[
    "a", "about", "above", "after", "again", "against", "all", "also", "although", "am", "an", "and", "any", "are",
    "as", "at", "be", "because", "been", "before", "being", "below", "between", "both", "but", "by", "can", "could",
    "did", "do", "does", "doing", "down", "during", "each", "even", "ever", "few", "for", "from", "further", "get",
    "got", "had", "has", "have", "having", "he", "her", "here", "hers", "him", "his", "how", "however", "i", "if",
    "in", "into", "is", "it", "its", "just", "like", "made", "make", "many", "may", "me", "might", "more", "most",
    "mr", "mrs", "ms", "much", "must", "my", "new", "no", "nor", "not", "now", "of", "off", "on", "once", "one",
    "only", "or", "other", "our", "out", "over", "own", "said", "same", "say", "says", "she", "should", "since", "so",
    "some", "still", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those",
    "though", "through", "to", "too", "two", "under", "until", "up", "upon", "us", "very", "was", "we", "well", "were",
    "what", "when", "where", "which", "while", "who", "whom", "why", "will", "with", "within", "without", "would",
    "yet", "you", "your",
];

/// A word of a sentence.
pub(super) enum Word<'a> {
    /// One that tells nothing by itself.
    Common,
    /// What stands for it, and for its other forms.
    Term(std::borrow::Cow<'a, str>),
}

/// The words of a sentence, in order. Ideographs count in pairs, since few stand alone.
pub(super) fn words(sentence: &str) -> impl Iterator<Item = Word<'_>> {
    let mut before: Option<(usize, &str)> = None;
    sentence.unicode_word_indices().map(move |(at, word)| {
        let mut chars = word.chars();
        let first = chars.next().unwrap_or_default();
        if is_ideograph(first) && chars.next().is_none() {
            let pair =
                before.filter(|(from, last)| from + last.len() == at).map(|(from, _)| &sentence[from..at + word.len()]);
            before = Some((at, word));
            return pair.map_or(Word::Common, |pair| Word::Term(pair.into()));
        }
        before = None;
        if word.len() < 2 {
            return Word::Common;
        }
        let lower = word.to_lowercase();
        if COMMON.binary_search(&lower.as_str()).is_ok() {
            return Word::Common;
        }
        let end = lower.char_indices().nth(STEM).map_or(lower.len(), |(end, _)| end);
        Word::Term(lower[..end].to_owned().into())
    })
}

/// Han, Hiragana and Hangul characters, which Unicode's rules take for words of one letter or syllables.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{309f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(sentence: &str) -> Vec<String> {
        let term = |word| match word {
            Word::Common => None,
            Word::Term(term) => Some(term.into_owned()),
        };
        words(sentence).filter_map(term).collect()
    }

    #[test]
    fn common_words_are_in_order() {
        assert!(COMMON.is_sorted());
    }

    #[test]
    fn forms_of_a_word_are_one_term() {
        assert_eq!(terms("The harbours, and a harbour’s walls."), ["harbou", "harbou", "walls"]);
    }

    #[test]
    fn ideographs_count_in_pairs() {
        assert_eq!(terms("港の記録、水"), ["港の", "の記", "記録"]);
    }
}
