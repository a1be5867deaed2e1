//! The best passage of a text, with what matched in it marked.

use std::ops::Range;

use super::marks::{Marks, Match};

/// About how many bytes a passage has.
const LENGTH: usize = 180;

/// A passage and how well it fits.
pub(super) struct Passage {
    /// How many of the words looked for stand in the text.
    pub matched: u32,
    /// The passage, escaped for HTML, matches in `<mark>`.
    pub html: String,
}

/// Finds the best passage of `text`, or `None` when nothing matches.
pub(super) fn passage(text: &str, marks: &Marks, whole: bool) -> Option<Passage> {
    let matches = marks.matches(text);
    let first = matches.first()?;
    let matched = distinct(&matches);
    let window = if whole {
        0..text.len()
    } else {
        let mut best = (0, 0, first.1.start);
        let mut to = 0;
        for (from, (_, place)) in matches.iter().enumerate() {
            while to < matches.len() && matches[to].1.end <= place.start + LENGTH {
                to += 1;
            }
            let inside = &matches[from..to.max(from + 1)];
            if inside.len() > best.1 || best.0 < matched {
                let score = (distinct(inside), inside.len());
                if score > (best.0, best.1) {
                    best = (score.0, score.1, place.start);
                }
            }
        }
        around(text, best.2)
    };
    Some(Passage { matched, html: mark(text, window, &matches) })
}

/// The beginning of a text, escaped for HTML.
pub(super) fn opening(text: &str) -> String {
    mark(text, around(text, 0), &[])
}

/// How many different words there are among some matches, of the first 64.
fn distinct(matches: &[Match]) -> u32 {
    matches.iter().fold(0u64, |words, (word, _)| words | 1 << (word % 64)).count_ones()
}

/// The bounds of a passage about a match: whole words, a little before it, the rest after.
fn around(text: &str, at: usize) -> Range<usize> {
    let boundary = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let early = boundary(at.saturating_sub(LENGTH / 3));
    let line = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let from =
        if early <= line { line } else { text[early..at].find(char::is_whitespace).map_or(early, |i| early + i) };
    let late = boundary((from + LENGTH).min(text.len()));
    let to = if late == text.len() {
        late
    } else {
        text[at..late].rfind(char::is_whitespace).filter(|i| *i > 0).map_or(late, |i| at + i)
    };
    from..to.max(at)
}

fn mark(text: &str, window: Range<usize>, matches: &[Match]) -> String {
    let mut html = String::new();
    let mut at = window.end - text[window.clone()].trim_start().len();
    if window.start > 0 && !text[..at].ends_with('\n') {
        html.push('…');
    }
    for place in joined(matches, at..window.end) {
        escape(&text[at..place.start], &mut html);
        html.push_str("<mark>");
        escape(&text[place.clone()], &mut html);
        html.push_str("</mark>");
        at = place.end;
    }
    escape(text[at..window.end].trim_end(), &mut html);
    if window.end < text.trim_end().len() {
        html.push('…');
    }
    html
}

/// The places within a window, those that meet (pairs of an unspaced script do) as one.
fn joined(matches: &[Match], window: Range<usize>) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    for (_, place) in matches.iter().filter(|(_, p)| p.start >= window.start && p.end <= window.end) {
        match places.last_mut() {
            Some(last) if place.start <= last.end => last.end = last.end.max(place.end),
            _ => places.push(place.clone()),
        }
    }
    places
}

/// Escapes text for HTML; line breaks become spaces.
fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            '\n' | '\t' => html.push(' '),
            c => html.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::marks::marks;

    fn check(text: &str, words: &[&str], start: Option<&str>, wanted: &str) {
        let html = passage(text, &marks(words, start), false).map(|p| p.html);
        assert_eq!(html.as_deref().unwrap_or("nothing"), wanted);
    }

    #[test]
    fn matches_are_marked_and_the_rest_is_escaped() {
        check(
            "A <b>small</b> queue & more",
            &["small"],
            Some("que"),
            "A &lt;b&gt;<mark>small</mark>&lt;/b&gt; <mark>que</mark>ue &amp; more",
        );
        check("Caf\u{e9}s", &[], Some("cafe"), "<mark>Caf\u{e9}</mark>s");
        check("cafe\u{301}s", &[], Some("cafe"), "<mark>cafe\u{301}</mark>s");
        check("東京都に行く", &["東京", "京都"], None, "<mark>東京都</mark>に行く");
        check("nothing of it", &["queue"], None, "nothing");
    }

    #[test]
    fn the_passage_with_the_most_words_wins() {
        let text = format!("A queue here. {} At last a small queue there.", "Filler words. ".repeat(40));
        let html = passage(&text, &marks(&["small", "queue"], None), false).map(|p| p.html).unwrap_or_default();
        assert!(html.contains("<mark>small</mark> <mark>queue</mark>") && html.starts_with('…'), "{html}");
    }

    proptest::proptest! {
        #[test]
        fn a_passage_of_any_text_is_safe(text in "([a-c<&\"]|é|漢|字|\n| ){0,300}") {
            if let Some(found) = passage(&text, &marks(&["a", "漢字", "e"], Some("b")), false) {
                let bare = found.html.replace("<mark>", "").replace("</mark>", "");
                proptest::prop_assert!(!bare.contains('<'));
                proptest::prop_assert_eq!(found.html.matches("<mark>").count(), found.html.matches("</mark>").count());
            }
        }
    }
}
