//! The sentence around a place in a text.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

/// The longest context, in bytes on each side of the link.
const REACH: usize = 200;

/// Cuts out the sentence of `block` around `place` (bytes). Answers it with white space collapsed, and where the place
/// stands in it, in Unicode scalar values. A very long sentence is cut at words and marked with "…".
pub fn sentence_around(block: &str, place: Range<usize>) -> (String, Range<u32>) {
    let mut start = 0;
    let mut end = block.len();
    for (at, _) in block.split_sentence_bound_indices() {
        if at <= place.start && !ends_in_abbreviation(&block[..at]) {
            start = at;
        } else if at >= place.end && at > place.start && !ends_in_abbreviation(&block[..at]) {
            end = at;
            break;
        }
    }
    let mut before = collapse(&block[start..place.start]);
    let link = collapse(&block[place.clone()]);
    let mut after = collapse(&block[place.end..end]);
    before = before.trim_start().to_owned();
    after = after.trim_end().to_owned();
    if before.len() > REACH {
        let mut cut = before.len() - REACH;
        while !before.is_char_boundary(cut) {
            cut += 1;
        }
        let cut = before[cut..].find(' ').map_or(cut, |space| cut + space + 1);
        before = format!("…{}", &before[cut..]);
    }
    if after.len() > REACH {
        let mut cut = REACH;
        while !after.is_char_boundary(cut) {
            cut -= 1;
        }
        let cut = after[..cut].rfind(' ').unwrap_or(cut);
        after = format!("{}…", &after[..cut]);
    }
    let link = link.trim().to_owned();
    let from = scalars(&before);
    let to = from + scalars(&link);
    (format!("{before}{link}{after}"), from..to)
}

fn scalars(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Collapses white space to single spaces, and keeps one at either end where there was any.
fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out
}

/// "e.g. this" and "Dr. Who" go on where a rule of letters alone would end the sentence.
fn ends_in_abbreviation(text: &str) -> bool {
    const ABBREVIATIONS: &[&str] = &[
        "e.g.", "i.e.", "etc.", "mr.", "mrs.", "ms.", "dr.", "prof.", "vs.", "cf.", "fig.", "no.", "st.", "p.", "pp.",
    ];
    let text = text.trim_end();
    let word = text.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default().to_lowercase();
    let initial = word.chars().count() == 2 && word.ends_with('.') && word.starts_with(char::is_alphabetic);
    ABBREVIATIONS.contains(&word.as_str()) || initial
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: &str, link: &str, wanted: &str) {
        let start = block.find(link).expect("the link stands in the block");
        let (context, at) = sentence_around(block, start..start + link.len());
        assert_eq!(context, wanted);
        let shown: String = context.chars().skip(at.start as usize).take((at.end - at.start) as usize).collect();
        assert_eq!(shown, link);
    }

    #[test]
    fn the_sentence_and_no_more() {
        check("First one. See Queues for more. Last one.", "Queues", "See Queues for more.");
        check("See Queues", "Queues", "See Queues");
        check("Read, e.g. Dr. Ink, on Queues. Then stop.", "Queues", "Read, e.g. Dr. Ink, on Queues.");
        check("これは一つ。列を見よ。終わり。", "列", "列を見よ。");
    }

    #[test]
    fn a_link_with_full_stops_in_it_is_not_cut() {
        check("A. See https://a.example/x. Next. More.", "https://a.example/x", "A. See https://a.example/x.");
    }

    #[test]
    fn an_endless_sentence_is_cut_at_words() {
        let long = "word ".repeat(200);
        let block = format!("{long}Queues {long}");
        let start = block.find("Queues").expect("the link");
        let (context, _) = sentence_around(&block, start..start + 6);
        assert!(context.starts_with("…word") && context.ends_with("word…") && context.len() < 450, "{context}");
    }
}
