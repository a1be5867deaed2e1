//! What is marked in a passage, and finding it in a text quickly.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Span, packed};

use super::clause::{Clause, Word};
use super::fields::{PARTS, place_of};
use super::fold::{changes, fold};
use super::run::{EVERYWHERE, Run};
use super::tokenize::{PART, is_seam, is_unspaced, is_word};
use super::words::{Likeness, Reach};
use crate::{Part, Result};

/// More matches than this in one text are not looked at.
const MOST: usize = 2000;

/// Words of a phrase do not stand further apart than this, in bytes.
const FAR: usize = 40;

/// Where in a word a mark may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Whole,
    Start,
    Anywhere,
}

/// What is to be marked in a passage.
pub(super) struct Marks {
    /// How many different words there are.
    pub words: usize,
    /// Each text, folded, with the number of the word for which it stands.
    wanted: Vec<(usize, String, Place)>,
    /// In which spellings each may stand in a text, with ASCII letters made small.
    patterns: Vec<(usize, String)>,
    finder: Option<Finder>,
    /// The numbers of words that only count in a row.
    phrases: Vec<Range<usize>>,
}

/// Finds where the next of some patterns stands.
enum Finder {
    /// A few of them, at many bytes a step.
    Packed(packed::Searcher),
    Many(AhoCorasick),
}

impl Finder {
    fn new(patterns: &[(usize, String)]) -> Option<Self> {
        let texts = || patterns.iter().map(|(_, text)| text);
        if let Some(searcher) = packed::Searcher::new(texts()) {
            return Some(Self::Packed(searcher));
        }
        // Built anew for each search: what takes less to build is better than what is a little faster.
        let finder = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(texts());
        finder.ok().map(Self::Many)
    }

    /// The places where one or more patterns begin, in order; some may come twice.
    fn each_start(&self, text: &str, mut see: impl FnMut(usize) -> bool) {
        match self {
            Self::Packed(searcher) => {
                let mut span = Span::from(0..text.len());
                while let Some(hit) = searcher.find_in(text, span) {
                    span.start = hit.start() + 1;
                    if !see(hit.start()) {
                        break;
                    }
                }
            }
            Self::Many(finder) => {
                let _ = finder.find_overlapping_iter(text).all(|hit| see(hit.start()));
            }
        }
    }
}

/// A place that matches: the number of the word, and the bytes.
pub(super) type Match = (usize, Range<usize>);

/// The marks of a search in each part: the same in all, unless the search says where its words are looked for.
pub(super) struct PartMarks(Vec<Marks>);

impl PartMarks {
    /// The marks of a search in what it found by reaching so far.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn of(clause: &Clause, run: &Run<'_>, reach: Reach) -> Result<Self> {
        let mut everywhere = true;
        clause.each_wanted(EVERYWHERE, &mut |_, parts| everywhere &= parts == EVERYWHERE);
        let places = if everywhere { 0..1 } else { 0..PARTS.len() };
        Ok(Self(places.map(|place| Marks::of(clause, run, reach, 1 << place)).collect::<Result<_>>()?))
    }

    /// The marks in a part.
    pub(super) fn in_part(&self, part: Part) -> &Marks {
        self.0.get(place_of(part)).unwrap_or(&self.0[0])
    }
}

impl Marks {
    fn of(clause: &Clause, run: &Run<'_>, reach: Reach, part: u8) -> Result<Self> {
        let mut words: Vec<Word> = Vec::new();
        let mut phrases: Vec<Range<usize>> = Vec::new();
        clause.each_wanted(EVERYWHERE, &mut |wanted, parts| match wanted {
            _ if parts & part == 0 => {}
            Clause::Word(word) => words.push(word.clone()),
            Clause::Phrase { words: all, unfinished } => {
                phrases.push(words.len()..words.len() + all.len());
                words.extend(all.iter().enumerate().map(|(at, text)| Word {
                    text: text.clone(),
                    unfinished: *unfinished && at + 1 == all.len(),
                    exact: true,
                }));
            }
            _ => {}
        });
        let mut wanted = BTreeSet::new();
        for (number, word) in words.iter().enumerate() {
            wanted.insert((number, word.text.clone(), if word.unfinished { Place::Start } else { Place::Whole }));
            if reach >= Reach::Within && !word.exact && word.text.chars().count() >= 3 {
                wanted.insert((number, word.text.clone(), Place::Anywhere));
            }
        }
        run.stood_for(&mut |word, text, likeness| {
            let is_marked = match likeness {
                Likeness::Stem(_) => true,
                Likeness::Near(_) => reach == Reach::Near,
                _ => false,
            };
            if let (true, Some(number)) = (is_marked, words.iter().position(|w| w == word)) {
                wanted.insert((number, text.trim_start_matches(PART).to_owned(), Place::Whole));
            }
        })?;
        Ok(Self { phrases, ..Self::new(words.len(), wanted.into_iter().collect()) })
    }

    fn new(words: usize, wanted: Vec<(usize, String, Place)>) -> Self {
        let mut patterns = Vec::new();
        for (at, (_, text, _)) in wanted.iter().enumerate() {
            let mut spellings = BTreeSet::from([text.clone()]);
            if !text.is_ascii() {
                let mut letters = text.chars();
                let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
                spellings.extend([first + letters.as_str(), text.to_uppercase()]);
            }
            let spellings: BTreeSet<String> = spellings.iter().map(|text| text.to_ascii_lowercase()).collect();
            patterns.extend(spellings.into_iter().filter(|text| !text.is_empty()).map(|text| (at, text)));
        }
        let finder = Finder::new(&patterns);
        Self { words, wanted, patterns, finder, phrases: Vec::new() }
    }

    /// Every place of a text that matches, in order.
    pub(super) fn matches(&self, text: &str) -> Vec<Match> {
        let mut found: Vec<Match> = Vec::new();
        let small = text.to_ascii_lowercase();
        let mut seen = None;
        let mut see = |start: usize| {
            if seen.replace(start) != Some(start) {
                for (at, pattern) in &self.patterns {
                    let (word, _, place) = &self.wanted[*at];
                    let range = start..start + pattern.len();
                    if small.as_bytes()[start..].starts_with(pattern.as_bytes()) && fits(text, range.clone(), *place) {
                        found.push((*word, range));
                    }
                }
            }
            found.len() < MOST
        };
        if let Some(finder) = &self.finder {
            finder.each_start(&small, &mut see);
        }
        self.decorated(text, &mut found);
        found.sort_by_key(|(word, place)| (place.start, std::cmp::Reverse(place.end), *word));
        found.dedup();
        for phrase in &self.phrases {
            let whole = in_a_row(text, &found, phrase);
            found.retain(|one| !phrase.contains(&one.0) || whole.contains(one));
        }
        found
    }

    /// Every place of a text that is to be marked, in order; those that meet are one.
    pub(super) fn places(&self, text: &str) -> Vec<Range<usize>> {
        let mut places: Vec<Range<usize>> = Vec::new();
        for (_, place) in self.matches(text) {
            match places.last_mut() {
                Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
                _ => places.push(place),
            }
        }
        places
    }

    /// The matches in words with letters that folding changes: these are looked at one by one.
    fn decorated(&self, text: &str, found: &mut Vec<Match>) {
        let (mut at, mut looked) = (0, 0);
        while let Some(next) = beyond_ascii(&text.as_bytes()[at..]) {
            at += next;
            let Some(c) = text[at..].chars().next() else { break };
            if !changes(c) {
                at += c.len_utf8();
                continue;
            }
            let from = text[looked..at]
                .rfind(|c| !is_word(c))
                .map_or(looked, |i| looked + i + text[looked + i..].chars().next().map_or(1, char::len_utf8));
            let to = text[at..].find(|c| !is_word(c)).map_or(text.len(), |i| at + i);
            self.in_word(text, from..to, found);
            looked = to.max(at + c.len_utf8());
            at = looked;
            if found.len() >= MOST {
                break;
            }
        }
    }

    fn in_word(&self, text: &str, place: Range<usize>, found: &mut Vec<Match>) {
        let word = &text[place.clone()];
        let folded = fold(word);
        for (number, wanted, how) in &self.wanted {
            let at = match how {
                Place::Whole => (folded == *wanted).then_some(0),
                Place::Start => folded.starts_with(wanted.as_str()).then_some(0),
                Place::Anywhere => folded.find(wanted.as_str()),
            };
            let Some(at) = at else { continue };
            let ends = [at, at + wanted.len()].map(|folded| place.start + unfolded(word, folded));
            if ends[0] < ends[1] {
                found.push((*number, ends[0]..ends[1]));
            }
        }
    }
}

/// Of the matches of a phrase's words, those that stand in its order with nothing but signs between them.
fn in_a_row(text: &str, found: &[Match], phrase: &Range<usize>) -> HashSet<Match> {
    let follows = |last: &Range<usize>, next: &Range<usize>| {
        // Pairs of a script without spaces share a character.
        next.start > last.start
            && (next.start < last.end
                || !text.get(last.end..next.start).is_none_or(|between| between.contains(is_word)))
    };
    let mut rows: Vec<Vec<&Match>> = Vec::new();
    let mut whole = HashSet::new();
    for one in found.iter().filter(|(number, _)| phrase.contains(number)) {
        let (number, place) = one;
        rows.retain(|row| row.last().is_some_and(|last| place.start < last.1.end + FAR));
        let mut longer = Vec::new();
        for row in
            rows.iter().filter(|row| row.last().is_some_and(|last| last.0 + 1 == *number && follows(&last.1, place)))
        {
            longer.push(row.iter().copied().chain([one]).collect::<Vec<_>>());
        }
        if *number == phrase.start {
            longer.push(vec![one]);
        }
        for row in longer {
            if row.len() == phrase.len() {
                whole.extend(row.into_iter().cloned());
            } else {
                rows.push(row);
            }
        }
    }
    whole
}

/// Where the first byte beyond ASCII is.
fn beyond_ascii(bytes: &[u8]) -> Option<usize> {
    let plain = 64 * bytes.chunks(64).take_while(|chunk| chunk.is_ascii()).count();
    bytes.get(plain..)?.iter().position(|byte| !byte.is_ascii()).map(|at| plain + at)
}

/// Where in a word the place lies that is `at` when it is folded.
fn unfolded(word: &str, at: usize) -> usize {
    let mut length = 0;
    for (start, c) in word.char_indices() {
        if length >= at && !matches!(c, '\u{300}'..='\u{36f}') {
            return start;
        }
        length += fold(c.encode_utf8(&mut [0; 4])).len();
    }
    word.len()
}

/// Whether what stands at a place of a text is a word, or the part of one that is wanted.
fn fits(text: &str, place: Range<usize>, how: Place) -> bool {
    let mut inside = text[place.clone()].chars();
    let (Some(first), before) = (inside.next(), text[..place.start].chars().next_back()) else { return false };
    let last = inside.next_back().unwrap_or(first);
    let mut rest = text[place.end..].chars();
    let (after, second) = (rest.next(), rest.next());
    let next = text[place.start + first.len_utf8()..].chars().next();
    let begins = before.is_none_or(|before| !is_word(before) || is_unspaced(before) || is_seam(before, first, next));
    let ends = after.is_none_or(|after| !is_word(after) || is_unspaced(after) || is_seam(last, after, second));
    match how {
        Place::Whole => (begins || is_unspaced(first)) && (ends || is_unspaced(last)),
        Place::Start => begins || is_unspaced(first),
        Place::Anywhere => true,
    }
}

#[cfg(test)]
pub(super) fn marks(whole: &[&str], start: Option<&str>) -> Marks {
    let mut wanted: Vec<(usize, String, Place)> =
        whole.iter().enumerate().map(|(number, text)| (number, (*text).to_owned(), Place::Whole)).collect();
    wanted.extend(start.map(|text| (whole.len(), text.to_owned(), Place::Start)));
    Marks::new(whole.len() + usize::from(start.is_some()), wanted)
}

#[cfg(test)]
mod tests {
    use super::marks;

    #[test]
    fn matches_in_any_spelling() {
        let check = |text: &str, whole: &[&str], start: Option<&str>, wanted: &[&str]| {
            let found: Vec<&str> =
                marks(whole, start).matches(text).into_iter().map(|(_, place)| &text[place]).collect();
            assert_eq!(found, wanted, "{text}");
        };
        check("Queue queues QUEUE", &["queue"], None, &["Queue", "QUEUE"]);
        check("A caf\u{e9} and Caf\u{e9}s", &["cafe"], None, &["caf\u{e9}"]);
        check("Die Straße", &["strasse"], None, &["Straße"]);
        check("Москва и москва", &["москва"], None, &["Москва", "москва"]);
        check("東京都に行く", &["東京", "京都"], None, &["東京", "京都"]);
        check("JavaScript, manuscript", &["script"], None, &["Script"]);
        check("C++ and C", &["c++"], None, &["C++"]);
    }

    #[test]
    fn words_of_a_phrase_count_in_a_row_only() {
        let check = |text: &str, phrase: &[&str], wanted: &[&str]| {
            let phrases = std::iter::once(0..phrase.len()).collect();
            let marks = super::Marks { phrases, ..marks(phrase, None) };
            let found: Vec<&str> = marks.places(text).into_iter().map(|place| &text[place]).collect();
            assert_eq!(found, wanted, "{text}");
        };
        check("Small, small queues; queues", &["small", "queues"], &["small", "queues"]);
        check("node.js and node or js", &["node", "js"], &["node", "js"]);
        check("東京都と京都", &["東京", "京都"], &["東京都"]);
        check("a a b a", &["a", "a", "a"], &[]);
        check("one two three", &["one", "three"], &[]);
    }
}
