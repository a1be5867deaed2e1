//! Whether a sentence supports a point, told by its words alone.
//!
//! This is no proof. It finds what models get wrong most: numbers and names that are not in the text, denials added or
//! lost, and statements that no sentence makes. It misses what keeps the words and changes their sense, as when two things
//! compared change places. The thresholds were chosen on the pairs in `tests/support_pairs.txt`; on those in
//! `tests/support_unseen.txt`, which nothing was chosen on, 83 of 100 points that it supports are supported, and 94 of
//! 100 supported ones are found.

use std::collections::{HashMap, HashSet};

use crate::forms::alike;
use crate::said::Said;
use crate::words::OPPOSITES;

/// Least share of a point's content words in the sentence that was named and its neighbours.
const ENOUGH: f64 = 0.6;

/// Least share in the named sentence alone.
const OWN: f64 = 0.4;

/// Least share in a sentence alone that was not named.
const ELSEWHERE: f64 = 0.8;

/// How much more of the point that sentence must have than any other that is not its neighbour.
const MARGIN: f64 = 0.15;

/// As [`ENOUGH`] and [`ELSEWHERE`], for scripts that are compared by pairs of characters.
const ENOUGH_PAIRS: f64 = 0.45;

/// How many sentences before it a name may stand in, if a sentence says "he", "it" or "the firm".
const BACK: usize = 3;

/// How many sentences are looked at closely when none that was named will do.
const CLOSELY: usize = 12;

/// Share of words with capitals from which on a text is taken to give them to all nouns, as German does.
const NOUNS: f64 = 0.2;

/// Says which of an article's sentences supports a point, counted from 0.
///
/// That is one of those that are `claimed` for it, if enough of the point's content words are in that sentence or the
/// ones beside it, every number and every name of the point is there too, and neither denies what the other says.
/// Otherwise it is the sentence that has most of the point, if it passes a stricter test and is clearly better than the
/// next. `None` says that the point is unsupported. Claims that name no sentence are passed over.
///
/// In texts that write all nouns with capitals names cannot be told, and count as words only.
pub fn support(point: &str, claimed: &[usize], sentences: &[String]) -> Option<usize> {
    Evidence::new(sentences).support(point, claimed)
}

/// An article's sentences, prepared to be looked up.
pub(crate) struct Evidence {
    sentences: Vec<Said>,
    /// Sentences by the first letters of their content words.
    by_start: HashMap<String, Vec<usize>>,
    names: HashSet<String>,
    /// Whether all nouns have capitals.
    nouns: bool,
}

impl Evidence {
    pub(crate) fn new(sentences: &[String]) -> Evidence {
        let sentences: Vec<Said> = sentences.iter().map(|sentence| Said::of(sentence)).collect();
        let mut by_start: HashMap<String, Vec<usize>> = HashMap::new();
        let mut names = HashSet::new();
        let (mut inner, mut capitals) = (0, 0);
        for (at, said) in sentences.iter().enumerate() {
            for term in &said.terms {
                let list = by_start.entry(start_of(&term.text)).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
            names.extend(said.names.iter().cloned());
            inner += said.inner.0;
            capitals += said.inner.1;
        }
        let nouns = capitals as f64 > inner as f64 * NOUNS;
        Evidence { sentences, by_start, names, nouns }
    }

    /// As [`support`].
    pub(crate) fn support(&self, point: &str, claimed: &[usize]) -> Option<usize> {
        let point = Said::of(point);
        if point.terms.is_empty() {
            return None;
        }
        let claimed: Vec<usize> = claimed.iter().copied().filter(|at| *at < self.sentences.len()).collect();
        let best = claimed
            .iter()
            .filter(|at| self.supports(&point, **at, &claimed))
            .map(|at| (*at, self.share(&point, &[*at])))
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(at, _)| at).or_else(|| self.elsewhere(&point))
    }

    /// Whether a named sentence, with its neighbours and the others that were named, supports a point.
    fn supports(&self, point: &Said, at: usize, claimed: &[usize]) -> bool {
        let mut window: Vec<usize> = claimed.iter().copied().chain([at]).flat_map(|at| self.around(at, 1, 1)).collect();
        window.sort_unstable();
        window.dedup();
        let enough = if is_of_pairs(point) { ENOUGH_PAIRS } else { ENOUGH };
        self.share(point, &[at]) >= OWN && self.share(point, &window) >= enough && self.agrees(point, at, &window)
    }

    fn elsewhere(&self, point: &Said) -> Option<usize> {
        let mut hits: HashMap<usize, usize> = HashMap::new();
        for at in point.terms.iter().filter_map(|term| self.by_start.get(&start_of(&term.text))).flatten() {
            *hits.entry(*at).or_default() += 1;
        }
        let mut hits: Vec<(usize, usize)> = hits.into_iter().collect();
        hits.sort_unstable_by_key(|(at, hits)| (std::cmp::Reverse(*hits), *at));
        let mut shares: Vec<(usize, f64)> =
            hits.iter().take(CLOSELY).map(|(at, _)| (*at, self.share(point, &[*at]))).collect();
        shares.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let (best, share) = *shares.first()?;
        let next = shares.iter().find(|(at, _)| at.abs_diff(best) > 1).map_or(0.0, |(_, share)| *share);
        let enough = if is_of_pairs(point) { ENOUGH_PAIRS } else { ELSEWHERE };
        let window: Vec<usize> = self.around(best, 1, 1).collect();
        (share >= enough && share - next >= MARGIN && self.agrees(point, best, &window)).then_some(best)
    }

    fn around(&self, at: usize, before: usize, after: usize) -> std::ops::Range<usize> {
        at.saturating_sub(before)..(at + after + 1).min(self.sentences.len())
    }

    /// The share of a point's content words that are in these sentences. A noun with a capital that is in none of them
    /// counts twice.
    fn share(&self, point: &Said, window: &[usize]) -> f64 {
        let (mut found, mut all) = (0.0, 0.0);
        for term in &point.terms {
            let has = window.iter().any(|at| self.sentences[*at].has(&term.text));
            found += f64::from(u8::from(has));
            all += if !has && self.nouns && term.capital { 2.0 } else { 1.0 };
        }
        // A number that is there says as much as a word.
        let numbers = point.numbers.iter().filter(|n| window.iter().any(|at| self.sentences[*at].has_number(**n)));
        let numbers = numbers.count() as f64;
        (found + numbers) / (all + numbers)
    }

    /// Whether nothing in a point goes against the sentence or beyond it.
    fn agrees(&self, point: &Said, at: usize, window: &[usize]) -> bool {
        let sentence = &self.sentences[at];
        let near = || window.iter().map(|at| &self.sentences[*at]);
        let back = if sentence.refers_back { BACK } else { 0 };
        let named = |name: &String| near().chain(&self.sentences[self.around(at, back, 0)]).any(|said| said.has(name));
        point.numbers.iter().all(|number| near().any(|said| said.has_number(*number)))
            && point.exact.iter().all(|exact| near().any(|said| said.runs.contains(exact.as_str())))
            && (self.nouns || point.names.iter().all(named))
            && (self.nouns
                || point.lead.as_ref().is_none_or(|lead| named(lead) || self.may_lead(lead, point, sentence)))
            && (!point.denies || sentence.denies || doubts(sentence, point))
            && (point.denies
                || !point.doubts.is_empty()
                || !sentence.denied.iter().any(|denied| point.has_denied(denied)))
            && !opposed(point, sentence, near)
    }

    /// Whether a first word that the text does not have may be another word for something in it, rather than a name
    /// in the place of another.
    fn may_lead(&self, lead: &str, point: &Said, sentence: &Said) -> bool {
        let common = ["s", "ly", "ing", "ed"].iter().any(|end| lead.ends_with(end));
        let own = sentence.lead.iter().chain(&sentence.names);
        let swapped = own.into_iter().any(|own| !point.has(own));
        !self.names.contains(lead) && (common || !swapped)
    }
}

/// Whether a sentence doubts anything by other words than what the point denies.
fn doubts(sentence: &Said, point: &Said) -> bool {
    sentence.doubts.iter().any(|doubt| !point.denied.iter().any(|denied| alike(doubt, denied)))
}

/// Whether a point has a word that means the opposite of one in the sentence, and that the text does not have.
fn opposed<'a, I: Iterator<Item = &'a Said>>(point: &Said, sentence: &Said, near: impl Fn() -> I) -> bool {
    let has = |said: &Said, start: &str| said.words.iter().any(|word| begins(word, start));
    let against = |own: &str, other: &str| {
        has(point, own) && has(sentence, other) && !has(point, other) && !near().any(|said| has(said, own))
    };
    OPPOSITES.iter().any(|&(one, other)| against(one, other) || against(other, one))
}

/// Whether a word is a form of one that begins so.
fn begins(word: &str, start: &str) -> bool {
    word.strip_prefix(start).is_some_and(|rest| rest.len() <= if start.len() > 4 { 5 } else { 2 }) || alike(word, start)
}

fn is_of_pairs(point: &Said) -> bool {
    point.runs.chars().count() > point.words.iter().map(|word| word.chars().count()).sum()
}

fn start_of(term: &str) -> String {
    term.chars().take(3).collect()
}
