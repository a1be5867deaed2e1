//! Titles: words without marks, and how they are written so that they mean the same.

use pulldown_cmark::{Event, Parser};

/// The words of a line of Markdown, without marks, escapes and character references.
pub(crate) fn plain(markdown: &str) -> String {
    if !markdown.contains(['\\', '*', '_', '`', '[', ']', '<', '&', '!', '\n', '\r', '\t']) {
        return markdown.trim().to_owned();
    }
    let one_line = markdown.split_whitespace().collect::<Vec<_>>().join(" ");
    // The word before it keeps the line from being a heading, a list or anything else than words.
    let mut text = String::new();
    for event in Parser::new(&format!("x {one_line}")) {
        match event {
            Event::Text(words) | Event::Code(words) | Event::InlineHtml(words) | Event::Html(words) => {
                text.push_str(&words)
            }
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.strip_prefix("x").unwrap_or(&text).trim().to_owned()
}

/// A title of one line: no line ends, no controls, single spaces.
pub(crate) fn one_line(text: &str) -> String {
    let space = |c: char| c.is_ascii_whitespace() || matches!(c, '\u{b}' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let words: Vec<&str> = text.split(space).filter(|word| !word.is_empty()).collect();
    words.join(" ").chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

/// A title as Markdown that shows just these words, also within the brackets of a link.
pub(crate) fn escaped(title: &str) -> String {
    let title = one_line(title);
    let chars: Vec<char> = title.chars().collect();
    let mut out = String::with_capacity(title.len());
    for (at, &c) in chars.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| chars.get(at));
        let after = chars.get(at + 1);
        let within_word = |c: Option<&char>| c.is_some_and(|c| c.is_alphanumeric());
        let escape = match c {
            '\\' | '*' | '`' | '[' | ']' | '<' => true,
            '_' => !(within_word(before) && within_word(after)),
            '&' => after.is_some_and(|c| c.is_ascii_alphanumeric() || *c == '#'),
            '#' => after.is_none() || before.is_none(),
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_without_marks() {
        assert_eq!(plain("*A* `b_c` &amp; [d](e) \\[f\\] 1 < 2"), "A b_c & d [f] 1 < 2");
        assert_eq!(plain("1. Not a list"), "1. Not a list");
    }

    #[test]
    fn an_escaped_title_reads_back() {
        for title in [
            "a *b* [c] `d` _e_ f_g <h> &amp; C# \\ \\[",
            "# x",
            "&c.",
            "1 & 2",
            "[x](y)",
            "AT&T",
            "!",
            "![a](b)",
            "עברית _x_",
        ] {
            assert_eq!(plain(&escaped(title)), title);
        }
    }

    proptest::proptest! {
        #[test]
        fn any_escaped_title_reads_back(title in "[ -~äß漢😀א]{0,40}") {
            proptest::prop_assert_eq!(plain(&escaped(&title)), one_line(&title));
        }
    }
}
