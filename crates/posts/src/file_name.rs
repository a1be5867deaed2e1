//! Names of files: safe on all systems, and what they say of a text.

use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use crate::dates::{Written, date_line};

/// The longest name, in bytes: some systems allow 255, and encrypted or synchronised folders fewer.
const LONGEST: usize = 120;

/// Names that Windows keeps for itself.
const RESERVED: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The name of a post's file, at most 120 bytes: `2024-06-05-what-rivers-do.md`.
///
/// Letters and figures of every script are kept, in lower case and composed; all else becomes a hyphen, so that no
/// system forbids the name. A title without any is named by the numbers of its first characters, as `1f600-1f680`, and
/// an empty one is `untitled`.
pub fn file_name(title: &str, date: Option<Date>) -> String {
    let head = date.map(|date| format!("{date}-")).unwrap_or_default();
    let room = LONGEST - head.len() - ".md".len();
    let mut slug = slug(title, room);
    if date.is_none() && RESERVED.contains(&slug.as_str()) {
        slug.push_str("-post");
    }
    format!("{head}{slug}.md")
}

/// The name of a note's file, at most 120 bytes: its title, in which only what some system forbids, or what would end a link to it,
/// becomes a space.
pub fn title_name(title: &str) -> String {
    let room = LONGEST - ".md".len();
    let forbidden = |c: char| c.is_control() || "/\\:*?\"<>|#^[]".contains(c) || ('\u{202a}'..='\u{202e}').contains(&c);
    let spaced: String = title.nfc().map(|c| if forbidden(c) { ' ' } else { c }).collect();
    let words = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut name = String::new();
    for grapheme in words.trim_matches(['.', ' ']).graphemes(true) {
        if name.len() + grapheme.len() > room {
            break;
        }
        name.push_str(grapheme);
    }
    let mut name = name.trim_matches(['.', ' ']).to_owned();
    if name.is_empty() {
        "untitled".clone_into(&mut name);
    } else if RESERVED.contains(&name.split('.').next().unwrap_or_default().to_lowercase().as_str()) {
        name.push_str(" note");
    }
    name + ".md"
}

fn slug(title: &str, room: usize) -> String {
    let lower: String = title.nfc().collect::<String>().to_lowercase().nfc().collect();
    let kept = |c: char| c.is_alphanumeric() || is_combining_mark(c) && !('\u{fe00}'..='\u{fe0f}').contains(&c);
    let mut slug = String::new();
    for grapheme in lower.graphemes(true) {
        // An apostrophe is no gap: *don't* is one word.
        if matches!(grapheme, "'" | "’") {
            continue;
        }
        let grapheme: String = grapheme.chars().filter(|&c| kept(c)).collect();
        let gap = !grapheme.starts_with(char::is_alphanumeric);
        let needed = if gap { 1 } else { grapheme.len() };
        if slug.len() + needed > room {
            break;
        }
        if !gap {
            slug.push_str(&grapheme);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-').to_owned();
    if !slug.is_empty() {
        return slug;
    }
    let codes: Vec<String> = title
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_ascii())
        .take(8)
        .map(|c| format!("{:x}", u32::from(c)))
        .collect();
    if codes.is_empty() { "untitled".to_owned() } else { codes.join("-") }
}

/// The day with which a file's name begins.
pub(crate) fn day_of(name: &str) -> Option<Date> {
    date_line(base(name).get(..10)?).and_then(Written::day)
}

/// The title that a file's name gives. One that begins with a day has hyphens for spaces.
pub(crate) fn title_of(name: &str) -> String {
    let base = base(name);
    let base = [".md", ".markdown", ".mdown", ".txt", ".text"]
        .iter()
        .find_map(|end| {
            base.len()
                .checked_sub(end.len())
                .filter(|&at| base.get(at..).is_some_and(|e| e.eq_ignore_ascii_case(end)))
                .map(|at| &base[..at])
        })
        .unwrap_or(base);
    match day_of(base) {
        Some(_) if base.len() > 11 => base[10..].trim_matches(['-', '_', ' ']).replace('-', " "),
        _ => base.to_owned(),
    }
}

fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[track_caller]
    fn check(title: &str, wanted: &str) {
        let name = file_name(title, Some(date(2024, 6, 5)));
        assert_eq!(name, format!("2024-06-05-{wanted}.md"));
        assert!(name.len() <= LONGEST);
    }

    #[test]
    fn names_are_safe_and_keep_their_script() {
        check("What Rivers Do", "what-rivers-do");
        check("a/b\\c: d? <e>*|\"f\"", "a-b-c-d-e-f");
        check("Don’t panic…", "dont-panic");
        check("../../etc/passwd", "etc-passwd");
        check("Cafe\u{301} ÄÖ", "café-äö");
        check("नमस्ते दुनिया", "नमस्ते-दुनिया");
        check("שלום \u{202e}עולם", "שלום-עולם");
        check("😀🚀", "1f600-1f680");
        check("CON", "con");
        check("   ", "untitled");
        check("?!", "untitled");
        assert_eq!(file_name("CON", None), "con-post.md");
    }

    #[test]
    fn a_long_name_is_cut_between_characters() {
        let name = file_name(&"漢字".repeat(5000), Some(date(2024, 6, 5)));
        assert!(name.len() <= LONGEST && name.ends_with(".md"), "{name}");
        assert!(file_name(&"a".repeat(10_000), None).len() <= LONGEST);
    }

    #[test]
    fn a_title_stays_as_it_is_where_it_may() {
        assert_eq!(title_name("On Rivers & Lakes, 2nd ed."), "On Rivers & Lakes, 2nd ed.md");
        assert_eq!(title_name("../../etc/passwd"), "etc passwd.md");
        assert_eq!(title_name("a/b: [c]#d\n"), "a b c d.md");
        assert_eq!(title_name("con"), "con note.md");
        assert_eq!(title_name("..."), "untitled.md");
        assert_eq!(title_name("שלום \u{202e}עולם 😀"), "שלום עולם 😀.md");
        assert!(title_name(&"漢字".repeat(5000)).len() <= LONGEST);
    }

    #[test]
    fn a_name_gives_day_and_title() {
        assert_eq!(
            (day_of("_posts/2024-06-05-on-rivers.md"), title_of("_posts/2024-06-05-on-rivers.md")),
            (Some(date(2024, 6, 5)), "on rivers".to_owned())
        );
        assert_eq!((day_of("On a-b.MD"), title_of("On a-b.MD")), (None, "On a-b".to_owned()));
        assert_eq!(title_of("2024-06-05.md"), "2024-06-05");
    }
}
