//! Many words looked for in a text at once.

use aho_corasick::{AhoCorasick, MatchKind};

/// Tells of which groups of words, 64 at most, a text holds one. Letters of ASCII count the same in either case.
pub(crate) struct Finder {
    automaton: Option<AhoCorasick>,
    group: Vec<u8>,
}

impl Finder {
    /// A finder of these words.
    pub(crate) fn new(groups: &[&[&str]]) -> Self {
        let group = groups.iter().enumerate().flat_map(|(at, words)| vec![at as u8; words.len()]).collect();
        let automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(groups.concat())
            .ok();
        Self { automaton, group }
    }

    /// The groups of which a word stands in a text, a bit for each.
    pub(crate) fn bits(&self, text: &str) -> u64 {
        let Some(automaton) = &self.automaton else { return 0 };
        let mut bits = 0;
        for found in automaton.find_overlapping_iter(text) {
            bits |= 1 << self.group[found.pattern().as_usize()];
        }
        bits
    }
}
