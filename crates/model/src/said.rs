//! What a sentence says, as far as it can be compared: its content words, names, numbers and denials.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use crate::forms::{alike, bare, fold, is_dense, without_gaps};
use crate::numbers::{Number, number};
use crate::words::{AFTER_SIGN, AFTER_VERB, BACK, BEFORE_SIGN, DENIALS, DOUBTS, EMPTY, ONLY, SOFT};

/// Figures of East Asian scripts that are rarely part of another word.
const FIGURES: &str = "二三四五六七八九百千万億亿";

/// A sentence or point, taken apart.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// Content words, folded, or pairs of characters where a script has no spaces.
    pub(crate) terms: Vec<Term>,
    /// All words, folded.
    pub(crate) words: Vec<String>,
    /// The values of its numbers.
    pub(crate) numbers: Vec<f64>,
    /// Names, folded.
    pub(crate) names: Vec<String>,
    /// A first word that may be a name, or be written with a capital because it is the first.
    pub(crate) lead: Option<String>,
    /// Stretches that stand for themselves: words in katakana, and East Asian figures.
    pub(crate) exact: Vec<String>,
    /// Runs of scripts without spaces, in which `exact` is looked for.
    pub(crate) runs: String,
    /// Whether something is denied.
    pub(crate) denies: bool,
    /// Words that deny more softly, such as "refused".
    pub(crate) doubts: Vec<String>,
    /// What is denied: the content word that each denial belongs to.
    pub(crate) denied: Vec<String>,
    /// Whether it may speak of somebody named before.
    pub(crate) refers_back: bool,
    /// Words within a sentence, and those of them with a capital.
    pub(crate) inner: (usize, usize),
}

/// A content word.
#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) text: String,
    /// Whether it has a capital within a sentence.
    pub(crate) capital: bool,
}

impl Said {
    pub(crate) fn of(text: &str) -> Said {
        let text: String = without_gaps(text).nfkc().collect();
        let mut said = Said::default();
        let mut rest = text.as_str();
        let mut initial = true;
        while let Some(c) = rest.chars().next() {
            let dense = is_dense(c);
            let end = rest.find(|c| is_dense(c) != dense).unwrap_or(rest.len());
            let run = &rest[..end];
            if dense {
                said.run(run);
                initial = false;
            } else {
                said.spaced(run, &mut initial);
            }
            rest = &rest[end..];
        }
        said.signs();
        let doubts = said.words.iter().filter(|word| DOUBTS.iter().any(|start| word.starts_with(start)));
        said.doubts = doubts.cloned().collect();
        said.refers_back = said.words.iter().any(|word| BACK.contains(word.as_str()));
        said
    }

    /// A stretch of a script without spaces.
    fn run(&mut self, run: &str) {
        let chars: Vec<char> = run.chars().collect();
        for pair in chars.windows(2).filter(|pair| !pair.iter().all(is_kana)) {
            self.terms.push(Term { text: pair.iter().collect(), capital: false });
        }
        let katakana = run.split(|c| !('\u{30a0}'..='\u{30ff}').contains(&c));
        let figures = run.split(|c| !FIGURES.contains(c));
        let long = katakana.filter(|word| word.chars().count() > 1);
        self.exact.extend(long.chain(figures.filter(|figures| !figures.is_empty())).map(str::to_owned));
        self.runs.push_str(run);
        self.runs.push(' ');
    }

    /// Finds denials in scripts without spaces, and the characters that they belong to.
    fn signs(&mut self) {
        let dense = |c: &char| is_dense(*c);
        for (sign, before) in
            BEFORE_SIGN.iter().map(|sign| (sign, false)).chain(AFTER_SIGN.iter().map(|sign| (sign, true)))
        {
            for (at, _) in self.runs.match_indices(sign) {
                self.denies = true;
                let denied: String = if before {
                    // What is denied is the verb, of which the ending is in kana.
                    let mut back = self.runs[..at].chars().rev().take(6).take_while(dense);
                    back.find(|c| !is_kana(c)).into_iter().collect()
                } else {
                    self.runs[at + sign.len()..].chars().take(2).take_while(dense).collect()
                };
                self.denied.extend(Some(denied).filter(|denied| !denied.is_empty()));
            }
        }
    }

    /// A stretch of a script with spaces. `initial` says whether a sentence begins.
    fn spaced(&mut self, run: &str, initial: &mut bool) {
        let mut denying = false;
        let mut tens = None;
        let mut last_end = 0;
        // The word before, if it is a content word without a capital.
        let mut before: Option<String> = None;
        let words: Vec<(usize, &str)> = run.unicode_word_indices().collect();
        for (place, (at, word)) in words.iter().enumerate() {
            let between = &run[last_end..*at];
            *initial |= between.contains(['.', '!', '?', ':', ';', '“', '"', '„', '«', '—', '|']);
            last_end = at + word.len();
            let first = std::mem::take(initial);
            let next = words.get(place + 1).map(|(_, next)| *next);
            let folded = fold(word);
            let bare = bare(&folded);
            self.words.push(bare.to_owned());
            let verb = before.take();
            if is_denial(&folded, next) {
                self.denies = true;
                self.denied.extend(verb.filter(|_| AFTER_VERB.contains(&bare)));
                denying = true;
                // French ties its denial to the verb itself.
                if !folded.starts_with("n'") {
                    continue;
                }
            }
            let one = (bare == "one" && tens == Some(true)).then_some(Number::Value(1.0, false));
            let found = one.or_else(|| number(bare)).filter(|found| match found {
                Number::Scale(_) => tens.is_some() && bare.len() > 1,
                Number::Value(..) => true,
            });
            if let Some(found) = found {
                self.number(found, &mut tens);
                continue;
            }
            tens = None;
            let capital = word.starts_with(char::is_uppercase);
            if !first && bare.chars().count() > 1 {
                self.inner.0 += 1;
                self.inner.1 += usize::from(capital);
            }
            let acronym = is_acronym(word);
            if !acronym && !counts(bare) {
                continue;
            }
            if std::mem::take(&mut denying) {
                self.denied.push(bare.to_owned());
            }
            denying = next == Some("to") && SOFT.iter().any(|start| bare.starts_with(start));
            let followed = next.is_some_and(|next| next.starts_with(char::is_uppercase));
            if acronym || (capital && (!first || followed || folded.ends_with("'s"))) {
                self.names.push(bare.to_owned());
            } else if capital && self.words.len() == 1 {
                self.lead = Some(bare.to_owned());
            }
            before = (!capital).then(|| bare.to_owned());
            self.terms.push(Term { text: bare.to_owned(), capital: capital && !first });
        }
    }

    fn number(&mut self, found: Number, tens: &mut Option<bool>) {
        match (found, *tens, self.numbers.last_mut()) {
            (Number::Scale(scale), _, Some(last)) => *last *= scale,
            (Number::Value(value, false), Some(true), Some(last)) if value < 10.0 => *last += value,
            (Number::Value(value, _), ..) => self.numbers.push(value),
            (Number::Scale(_), ..) => {}
        }
        *tens = Some(matches!(found, Number::Value(_, true)));
    }

    /// Whether it has a word like this one.
    pub(crate) fn has(&self, term: &str) -> bool {
        self.terms.iter().any(|own| alike(&own.text, term))
    }

    /// Whether what another denies is in it.
    pub(crate) fn has_denied(&self, denied: &str) -> bool {
        self.has(denied) || (denied.starts_with(is_dense) && self.runs.contains(denied))
    }

    /// Whether it has this number.
    pub(crate) fn has_number(&self, number: f64) -> bool {
        self.numbers.iter().any(|own| (own - number).abs() <= own.abs() * 1e-9)
    }
}

fn is_kana(c: &char) -> bool {
    ('\u{3040}'..='\u{309f}').contains(c)
}

fn is_denial(folded: &str, next: Option<&str>) -> bool {
    let denies = folded.ends_with("n't") || folded.starts_with("n'") || DENIALS.contains(folded);
    denies && !next.is_some_and(|next| ONLY.contains(&fold(next).as_str()))
}

/// Whether a word is written as names of things are, such as NATO, 5G or iPhone.
fn is_acronym(word: &str) -> bool {
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    upper > 1 || (upper == 1 && word.chars().any(char::is_numeric))
}

fn counts(bare: &str) -> bool {
    let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
    (letters > 2 && !EMPTY.contains(bare)) || bare.chars().any(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_are_found() {
        let said =
            Said::of("In 2019 Anna Berg's firm AXA sold twenty-one ships for 3 million crowns, 1\u{a0}200 of them.");
        assert_eq!(said.names, ["anna", "berg", "axa"]);
        assert_eq!(said.numbers, [2019.0, 21.0, 3e6, 1200.0]);
        assert_eq!(Said::of("Volvo sold ships.").lead.as_deref(), Some("volvo"));
    }

    #[test]
    fn denials_are_found_with_what_they_deny() {
        let said = Said::of("She did not resign, but the firm won't pay.");
        assert_eq!(said.denied, ["resign", "pay"]);
        assert!(!Said::of("Not only ships sank.").denies && Said::of("They refused.").doubts == ["refused"]);
        assert_eq!(Said::of("They refused to publish it.").denied, ["publish"]);
        assert_eq!(Said::of("Les loyers n'augmenteront pas.").denied[0], "augmenteront");
        assert_eq!(Said::of("Die Fähre fährt nicht.").denied, ["fahrt"]);
        assert_eq!(Said::of("県は決めていない。").denied, ["決"]);
        assert_eq!(Said::of("县政府尚未决定。").denied, ["决定"]);
    }
}
