//! What is searched for, as a tree.

use tantivy::tokenizer::TextAnalyzer;

use super::tokenize::{query_analyzer, tokens};
use crate::Part;

/// What a document must have, or must not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "`Or` and `In` are for the search language")]
pub(super) enum Clause {
    /// A word.
    Word(Word),
    /// Words that stand one after the other; the last may be the beginning of one.
    Phrase {
        /// The words, folded.
        words: Vec<String>,
        /// Whether the last may go on.
        unfinished: bool,
    },
    /// All of these.
    And(Vec<Clause>),
    /// Any of these.
    Or(Vec<Clause>),
    /// Not this.
    Not(Box<Clause>),
    /// This, in one of these parts.
    In(Vec<Part>, Box<Clause>),
}

/// A word that is searched for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Word {
    /// The word, folded.
    pub text: String,
    /// Whether it may go on.
    pub unfinished: bool,
    /// Whether only this very word will do, not its other forms.
    pub exact: bool,
}

impl Clause {
    /// What a piece of text stands for: a word, or several in a row (`node.js`). `None` when it has no words.
    pub(super) fn of(analyzer: &mut TextAnalyzer, text: &str, exact: bool, unfinished: bool) -> Option<Self> {
        let mut words: Vec<String> = tokens(analyzer, text).into_iter().map(|token| token.text).collect();
        words.truncate(MOST);
        match words.len() {
            0 => None,
            1 => words.pop().map(|text| Self::Word(Word { text, unfinished, exact })),
            _ => Some(Self::Phrase { words, unfinished }),
        }
    }

    /// What of the tree a document is to have: everything but what it must not.
    pub(super) fn each_wanted(&self, see: &mut impl FnMut(&Self)) {
        match self {
            Self::Word(_) | Self::Phrase { .. } => see(self),
            Self::And(all) | Self::Or(all) => all.iter().for_each(|one| one.each_wanted(see)),
            Self::In(_, inner) => inner.each_wanted(see),
            Self::Not(_) => {}
        }
    }
}

/// Reads what was typed: words (all must match), `"phrases"`, `-not`; the last word may be unfinished. `None` when it says nothing.
pub(super) fn read(typed: &str) -> Option<Clause> {
    let mut analyzer = query_analyzer();
    let mut all = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let not = rest.starts_with('-') && rest[1..].starts_with(|c: char| c.is_alphanumeric() || c == '"');
        rest = if not { &rest[1..] } else { rest };
        let (text, after, closed, exact) = match rest.strip_prefix('"') {
            Some(quoted) => match quoted.split_once('"') {
                Some((text, after)) => (text, after, true, true),
                None => (quoted, "", false, true),
            },
            None => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
                (&rest[..end], &rest[end..], false, false)
            }
        };
        let unfinished = after.is_empty() && !closed && !not && text.ends_with(char::is_alphanumeric);
        if let Some(clause) = Clause::of(&mut analyzer, text, exact, unfinished) {
            all.push(if not { Clause::Not(Box::new(clause)) } else { clause });
        }
        rest = after.trim_start();
    }
    // The same word twice is one, so that a long text that repeats itself is no long query.
    let mut seen = std::collections::HashSet::new();
    all.retain(|clause| seen.insert(format!("{clause:?}")));
    all.truncate(MOST);
    (!all.is_empty()).then_some(Clause::And(all))
}

/// How many words and phrases are searched for at once, and how many words a phrase has at most: the rest is not looked at.
const MOST: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(clause: &Clause) -> String {
        let star = |unfinished: &bool| if *unfinished { "*" } else { "" };
        match clause {
            Clause::Word(word) => format!("{}{}", word.text, star(&word.unfinished)),
            Clause::Phrase { words, unfinished } => format!("{}{}", words.join("+"), star(unfinished)),
            Clause::Not(inner) => format!("-{}", shown(inner)),
            Clause::And(all) | Clause::Or(all) => all.iter().map(shown).collect::<Vec<_>>().join(" "),
            Clause::In(parts, inner) => format!("{parts:?}:{}", shown(inner)),
        }
    }

    fn check(typed: &str, wanted: &str) {
        assert_eq!(read(typed).as_ref().map(shown).unwrap_or_default(), wanted, "{typed}");
    }

    #[test]
    fn what_was_typed_in_pieces() {
        check("small que", "small que*");
        check("small queues ", "small queues");
        check("\"small queues\" -late", "small+queues -late");
        check("\"small que", "small+que*");
        check("std::sync::Arc", "std+sync+arc*");
        check("C++ ", "c++");
        check("a -b c", "a -b c*");
        check("a a b ", "a b");
        check("- -- \"\" …", "");
        check("say\"this thing\"", "say this+thing");
    }
}
