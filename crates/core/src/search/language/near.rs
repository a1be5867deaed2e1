//! What a person may have meant.

use strsim::osa_distance;

use super::names::Name;

/// Nobody meant a filter by a word longer than this.
const LONGEST: usize = 16;

/// Names that others give to filters.
const ALSO: [(&str, Name); 6] = [
    ("type", Name::Kind),
    ("domain", Name::Site),
    ("since", Name::After),
    ("until", Name::Before),
    ("language", Name::Lang),
    ("links", Name::LinksTo),
];

/// The filter that was meant by a name that is none.
pub(super) fn name(typed: &str) -> Option<Name> {
    let typed = short(typed)?;
    let also = ALSO.iter().find(|(other, _)| *other == typed).map(|(_, name)| *name);
    also.or_else(|| Name::ALL.into_iter().find(|name| is_slip(&typed, *name)))
}

/// The word of a list that was meant.
pub(super) fn value(typed: &str, of: &[&'static str]) -> Option<&'static str> {
    let typed = short(typed)?;
    let begun = of.iter().find(|word| typed.len() >= 3 && word.starts_with(&typed));
    let allowed = if typed.chars().count() < 5 { 1 } else { 2 };
    let nearest = || of.iter().min_by_key(|word| osa_distance(&typed, word));
    begun.or_else(nearest).copied().filter(|word| word.starts_with(&typed) || osa_distance(&typed, word) <= allowed)
}

fn short(typed: &str) -> Option<String> {
    (1..=LONGEST).contains(&typed.len()).then(|| typed.to_lowercase())
}

/// Whether a word is one slip of the finger away: a letter too few, too many, another, or two that changed places.
fn is_slip(typed: &str, name: Name) -> bool {
    let named = name.as_str();
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    // Any word may stand behind these two, and too many words are one letter away from them.
    let is_other_word =
        || matches!(name, Name::Tag | Name::Lang) && typed.len() == named.len() && sorted(typed) != sorted(named);
    named.len() >= 3 && named.len().abs_diff(typed.len()) <= 1 && osa_distance(typed, named) == 1 && !is_other_word()
}
