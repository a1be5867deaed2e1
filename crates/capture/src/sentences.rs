//! Sentence boundaries: Unicode's rules, mended where abbreviations end in a full stop.

use std::borrow::Cow;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::dom::is_space;

/// After these a sentence goes on.
const ALWAYS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "st", "gen", "col", "capt", "lt", "sgt", "rev", "hon", "sen", "rep", "gov",
    "pres", "messrs", "mme", "mlle", "e.g", "i.e", "cf", "vs", "viz", "fig", "figs", "eq", "eqs", "ch", "sec", "vol",
    "pp", "ed", "eds", "approx", "ca", "resp", "bzw", "z.b", "d.h", "u.a", "ph.d",
];

/// After these a sentence goes on if a number follows.
const BEFORE_NUMBER: &[&str] = &[
    "no", "nos", "nr", "p", "art", "par", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec",
];

/// After these a sentence goes on unless a usual beginning follows.
const PERHAPS: &[&str] = &["inc", "co", "corp", "ltd", "jr", "sr", "bros", "etc", "al", "a.m", "p.m"];

/// Words that rarely stand in the middle of a sentence with a capital.
const BEGINNINGS: &[&str] = &[
    "The", "A", "An", "It", "He", "She", "They", "We", "I", "You", "But", "And", "So", "In", "On", "At", "This",
    "That", "These", "Those", "There", "When", "While", "If", "As", "For", "After", "Before", "However", "What", "Why",
    "How", "Who", "Its", "His", "Her", "Their", "Our", "My",
];

/// Months that a German day stands before, as in `3. Oktober`.
const MONTHS: &[&str] = &[
    "Januar",
    "Jänner",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

/// What goes on after a Japanese quotation.
const AFTER_QUOTATION: &[&str] = &["と", "って", "という", "などと", "の", "は", "が", "を", "に", "で", "も", "や"];

/// Length of a stretch that is certain to be more than a sentence, in bytes.
const LONG: usize = 4096;

/// Splits a block of text into sentences. The ranges are bytes, trimmed, in order, never empty.
pub(crate) fn sentences(block: &str) -> Vec<Range<usize>> {
    let masked = mask_notes(block);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (start, piece) in stretches(&masked)
        .flat_map(|(from, stretch)| stretch.split_sentence_bound_indices().map(move |(at, piece)| (from + at, piece)))
    {
        let range = trim(block, start..start + piece.len());
        if range.is_empty() {
            continue;
        }
        let next = &block[range.clone()];
        match found.last_mut() {
            Some(last) if continues(&block[last.clone()], next) => last.end = range.end,
            _ => found.push(range),
        }
    }
    found
}

/// Cuts a text into stretches that are not much longer than [`LONG`], behind a full stop or at least at white space: after each full
/// stop Unicode's rules may look ahead to the end.
fn stretches(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let least = rest.ceil_char_boundary(LONG);
        let most = rest.ceil_char_boundary(LONG * 2);
        let room = &rest[least..most];
        let stop = room.match_indices(is_space).find(|(at, _)| room[..*at].ends_with(['.', '!', '?']));
        let end = stop.map(|(at, _)| at).or_else(|| room.find(is_space)).map_or(most, |space| least + space);
        let start = at;
        at += end;
        Some((start, &rest[..end]))
    })
}

fn trim(block: &str, range: Range<usize>) -> Range<usize> {
    let slice = &block[range.clone()];
    let front = slice.len() - slice.trim_start_matches(is_space).len();
    let kept = slice.trim_matches(is_space).len();
    range.start + front..range.start + front + kept
}

/// Moves a full stop behind the notes that follow it, as in `end.[1][2] Next`, where Unicode's
/// rules would miss the end. The length stays the same.
fn mask_notes(block: &str) -> Cow<'_, str> {
    if ![".[", "![", "?["].iter().any(|mark| block.contains(mark)) {
        return Cow::Borrowed(block);
    }
    let mut masked = String::with_capacity(block.len());
    let mut rest = block;
    while let Some(at) = rest.find('[') {
        let (front, notes) = rest.split_at(at);
        let length = notes_length(notes);
        if length > 0 && front.ends_with(['.', '!', '?']) {
            masked.push_str(&front[..at - 1]);
            masked.extend(std::iter::repeat_n('x', length));
            masked.push('.');
            rest = &notes[length..];
        } else {
            masked.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
        }
    }
    masked.push_str(rest);
    Cow::Owned(masked)
}

/// The length in bytes of the notes such as `[1][b]` that a text starts with.
fn notes_length(text: &str) -> usize {
    let mut length = 0;
    while let Some(inner) = text[length..].strip_prefix('[') {
        let Some(end) = inner.find(']').filter(|end| (1..=20).contains(end)) else {
            break;
        };
        if !inner.as_bytes()[..end].iter().all(|b| b.is_ascii_alphanumeric() || *b == b' ') {
            break;
        }
        length += end + 2;
    }
    length
}

/// Whether what looks like a sentence's end is none.
fn continues(last: &str, next: &str) -> bool {
    let first = next.trim_start_matches(|c: char| !c.is_alphanumeric());
    let Some(initial) = first.chars().next() else {
        // Nothing but marks, such as a closing bracket, belongs to what came before.
        return true;
    };
    if initial.is_lowercase() && next.starts_with(initial) {
        return true;
    }
    if last.ends_with(['」', '』']) && AFTER_QUOTATION.iter().any(|particle| next.starts_with(particle)) {
        return true;
    }
    let Some(body) = last.strip_suffix('.') else {
        return false;
    };
    let word = body.rsplit(|c: char| is_space(c) || matches!(c, '(' | '[' | '“' | '"' | '—' | '–')).next();
    let word = word.unwrap_or_default();
    let lower = word.to_lowercase();
    if ALWAYS.contains(&lower.as_str()) {
        return true;
    }
    if BEFORE_NUMBER.contains(&lower.as_str()) {
        return initial.is_numeric();
    }
    if !word.is_empty() && word.len() < 3 && word.bytes().all(|byte| byte.is_ascii_digit()) {
        // The number of a line, or a day.
        return body.len() == word.len() || MONTHS.iter().any(|month| first.starts_with(month));
    }
    let beginning = first.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let usual = BEGINNINGS.contains(&beginning);
    let letters = word.chars().count();
    let single = letters == 1 && word.chars().all(|c| c.is_uppercase() && c != 'I');
    // Acronyms with dots, such as U.S.
    let dotted =
        letters >= 3 && word.chars().enumerate().all(|(n, c)| if n % 2 == 1 { c == '.' } else { c.is_alphabetic() });
    (single || dotted || PERHAPS.contains(&lower.as_str())) && !usual
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(block: &str, expected: &[&str]) {
        let got: Vec<_> = sentences(block).into_iter().map(|range| &block[range]).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn full_stops_of_abbreviations_end_nothing() {
        check(
            "Dr. Smith met Mr. J. K. Lee, e.g. Monday. They spoke.",
            &["Dr. Smith met Mr. J. K. Lee, e.g. Monday.", "They spoke."],
        );
        check("See Fig. 3 and No. 7. Then rest.", &["See Fig. 3 and No. 7.", "Then rest."]);
        check(
            "The U.S. Army left. It is in the U.S. The end.",
            &["The U.S. Army left.", "It is in the U.S.", "The end."],
        );
    }

    #[test]
    fn numbers_stay_whole() {
        check("It grew 3.5 percent. Good.", &["It grew 3.5 percent.", "Good."]);
        check("1. Boil the water. Wait.", &["1. Boil the water.", "Wait."]);
        check("Am 3. Oktober kam er. Sie ging.", &["Am 3. Oktober kam er.", "Sie ging."]);
        check("It was 1945. The war ended.", &["It was 1945.", "The war ended."]);
    }

    #[test]
    fn quotations_go_on() {
        check("“Why?” she asked. “No!” He left.", &["“Why?” she asked.", "“No!”", "He left."]);
    }

    #[test]
    fn notes_belong_to_the_sentence_before() {
        check("It rained.[1][2] Then it did not.[3]", &["It rained.[1][2]", "Then it did not.[3]"]);
    }

    #[test]
    fn east_asian_marks_end_sentences() {
        check("今日は晴れです。明日は？雨です！", &["今日は晴れです。", "明日は？", "雨です！"]);
        check("彼は「行く。」と言った。終わり。", &["彼は「行く。」と言った。", "終わり。"]);
        check("他说：“好。”然后走了。", &["他说：“好。”", "然后走了。"]);
    }

    #[test]
    fn a_long_block_is_split_as_a_short_one_is() {
        let sentence = "The keeper wrote down the hour, and what each ship carried. ";
        assert_eq!(sentences(&sentence.repeat(2000)).len(), 2000);
        let dots = ". ".repeat(200_000);
        assert!(sentences(&dots).len() <= 1);
        let endless = "x".repeat(50_000);
        assert!(sentences(&endless).iter().map(|range| range.len()).sum::<usize>() == 50_000);
    }

    #[test]
    fn blank_blocks_have_no_sentences() {
        check("  \n ", &[]);
    }
}
