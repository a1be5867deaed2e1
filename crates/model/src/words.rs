//! Small lists of words of the languages that are read most, in `words/`. All are folded: lower-case and without accents.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

type Words = LazyLock<HashSet<&'static str>>;
type Values = LazyLock<HashMap<&'static str, f64>>;

/// Words that say nothing by themselves, of three letters or more; shorter ones never count.
pub(crate) static EMPTY: Words = LazyLock::new(|| words(include_str!("words/empty.txt")).collect());

/// Words that deny what stands beside them.
pub(crate) static DENIALS: Words = LazyLock::new(|| words(include_str!("words/denials.txt")).collect());

/// Words that stand for somebody or something named before.
pub(crate) static BACK: Words = LazyLock::new(|| words(include_str!("words/back.txt")).collect());

/// Beginnings of words that deny in a softer way, so that a denial may be said by them.
pub(crate) static DOUBTS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| words(include_str!("words/doubts.txt")).collect());

/// Beginnings of words that mean the opposite of each other.
pub(crate) static OPPOSITES: LazyLock<Vec<(&'static str, &'static str)>> =
    LazyLock::new(|| words(include_str!("words/opposites.txt")).filter_map(|pair| pair.split_once('/')).collect());

/// Names of numbers. One is left out: it is an article in most languages. So are words that mean something else in
/// another language.
pub(crate) static NUMBERS: Values = LazyLock::new(|| values(include_str!("words/numbers.txt")));

/// Words that multiply the number before them.
pub(crate) static SCALES: Values = LazyLock::new(|| values(include_str!("words/scales.txt")));

/// After a denial these turn it into something else, as in "not only".
pub(crate) const ONLY: &[&str] = &["only", "just", "merely", "simply", "nur", "seulement", "solo", "somente", "alleen"];

/// Denials that stand behind a verb as often as before what they deny.
pub(crate) const AFTER_VERB: &[&str] = &["pas", "jamais", "nicht", "niet"];

/// Beginnings of words that deny what follows them with "to".
pub(crate) const SOFT: &[&str] = &["refus", "unable", "fail", "declin"];

/// Signs of a denial in scripts without spaces, before what they deny.
pub(crate) const BEFORE_SIGN: &[&str] = &["没有", "沒有", "不", "没", "沒", "無", "无", "未", "非", "ไม่"];

/// The same, behind it.
pub(crate) const AFTER_SIGN: &[&str] = &["ない", "ません", "なかっ", "ずに", "않", "없", "못"];

fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace)
}

fn values(list: &'static str) -> HashMap<&'static str, f64> {
    words(list)
        .filter_map(|pair| pair.split_once('='))
        .filter_map(|(word, value)| Some((word, value.parse().ok()?)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forms::fold;

    #[test]
    fn all_words_are_folded_and_all_values_read() {
        let all = EMPTY.iter().chain(DENIALS.iter()).chain(BACK.iter()).chain(DOUBTS.iter());
        let named = NUMBERS.keys().chain(SCALES.keys());
        let pairs = OPPOSITES.iter().flat_map(|(one, other)| [one, other]);
        for word in all.chain(named).chain(pairs) {
            assert_eq!(*word, fold(word));
        }
        assert_eq!(NUMBERS.len(), words(include_str!("words/numbers.txt")).count());
        assert_eq!(SCALES.len(), words(include_str!("words/scales.txt")).count());
        assert_eq!(OPPOSITES.len(), words(include_str!("words/opposites.txt")).count());
    }
}
