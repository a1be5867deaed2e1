//! What stands on every page and belongs to none: running heads, page numbers.

use std::collections::HashMap;

use super::lines::Line;

/// How much of a page's height, at the top and at the bottom, may hold what repeats.
const EDGE: f32 = 0.13;
/// How many lines from the top or bottom may repeat.
const DEEP: usize = 3;

/// A page's lines and its height, in points.
pub(super) struct Sheet {
    pub(super) lines: Vec<Line>,
    pub(super) low: f32,
    pub(super) height: f32,
}

/// Takes away what repeats from page to page, and page numbers.
pub(super) fn clear(sheets: &mut [Sheet]) {
    let mut seen: HashMap<(bool, String), usize> = HashMap::new();
    for sheet in sheets.iter() {
        let mut here: Vec<(bool, String)> =
            edges(sheet).into_iter().map(|(at, top)| (top, pattern(&sheet.lines[at].text))).collect();
        here.sort();
        here.dedup();
        for key in here {
            *seen.entry(key).or_default() += 1;
        }
    }
    // Left and right pages may have heads of their own, and the first of a chapter none.
    let often = (sheets.len() / 4).max(2);
    for sheet in sheets {
        let mut gone: Vec<usize> = edges(sheet)
            .into_iter()
            .filter(|(at, top)| {
                let text = &sheet.lines[*at].text;
                is_number(text) || seen.get(&(*top, pattern(text))).is_some_and(|count| *count >= often)
            })
            .map(|(at, _)| at)
            .collect();
        gone.sort_unstable();
        for at in gone.into_iter().rev() {
            sheet.lines.remove(at);
        }
    }
}

/// The outermost lines of a page, and whether each stands at the top.
fn edges(sheet: &Sheet) -> Vec<(usize, bool)> {
    let mut by_height: Vec<usize> = (0..sheet.lines.len()).collect();
    by_height.sort_by(|a, b| sheet.lines[*b].foot.total_cmp(&sheet.lines[*a].foot));
    let share = |at: usize| (sheet.lines[at].foot - sheet.low) / sheet.height.max(1.0);
    let top = by_height.iter().take(DEEP).filter(|at| share(**at) > 1.0 - EDGE).map(|at| (*at, true));
    let bottom = by_height.iter().rev().take(DEEP).filter(|at| share(**at) < EDGE).map(|at| (*at, false));
    top.chain(bottom).collect()
}

/// A line without its numbers, which count pages.
fn pattern(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_numeric() { '0' } else { c };
        if c != '0' || !out.ends_with('0') {
            out.push(c);
        }
    }
    out
}

/// Whether a line is a page number: `12`, `- 12 -`, `xii`, `Page 3 of 20`, `3/20`.
fn is_number(text: &str) -> bool {
    let words: Vec<String> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let number = |word: &String| word.len() <= 4 && word.chars().all(|c| c.is_ascii_digit());
    let roman = |word: &String| word.len() <= 7 && word.chars().all(|c| "ivxlc".contains(c));
    match words.as_slice() {
        [one] => number(one) || roman(one),
        [one, two] => {
            number(two) && (number(one) && text.contains('/') || matches!(one.as_str(), "page" | "p" | "seite"))
        }
        [page, one, of, all] => page == "page" && of == "of" && number(one) && number(all),
        [one, of, all] => of == "of" && number(one) && number(all),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_are_known() {
        for text in ["12", "– 12 –", "xii", "Page 3 of 20", "3 / 20", "p. 7"] {
            assert!(is_number(text), "{text}");
        }
        for text in ["", "In 1984", "Chapter 3", "3 of us went", "12345"] {
            assert!(!is_number(text), "{text}");
        }
    }
}
