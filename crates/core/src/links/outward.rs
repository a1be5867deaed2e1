//! Markdown that leaves the library: a link by title means nothing there.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag};

use super::read::options;

/// Makes each `[[link]]` of a text one that anybody can follow: `address` gives the address of what bears a title. Where it has none,
/// the words that are shown stay. All else stays as it is, byte for byte.
pub fn outward(markdown: &str, address: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
        let (dest, pothole, is_link) = match &event {
            Event::Start(Tag::Link { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. }) => {
                (dest_url, *has_pothole, true)
            }
            Event::Start(Tag::Image { link_type: LinkType::WikiLink { has_pothole }, dest_url, .. }) => {
                (dest_url, *has_pothole, false)
            }
            _ => continue,
        };
        // What stands in the words of another link went with them.
        if span.start < done {
            continue;
        }
        let words = words(&markdown[span.clone()], dest, pothole);
        let title = dest.split('#').next().unwrap_or_default().trim();
        let found = if is_link && !title.is_empty() { address(title) } else { None };
        out.push_str(&markdown[done..span.start]);
        match found {
            Some(address) => out.push_str(&format!("[{words}]({})", encoded(&address))),
            None => out.push_str(&words),
        }
        done = span.end;
    }
    out.push_str(&markdown[done..]);
    out
}

/// The words of a link: those behind its bar as they are written, else its title, or the heading of one within the text.
fn words(source: &str, dest: &str, pothole: bool) -> String {
    if pothole && let Some(Range { start, end }) = behind_bar(source) {
        return source[start..end].trim().to_owned();
    }
    let mut parts = dest.split('#').map(str::trim).filter(|part| !part.is_empty());
    escaped(parts.next().unwrap_or_default())
}

fn behind_bar(source: &str) -> Option<Range<usize>> {
    let start = source.find('|')? + 1;
    let end = source.len().checked_sub("]]".len())?;
    (start <= end && source.ends_with("]]")).then_some(start..end)
}

/// Words as Markdown that shows just them.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// An address as it may stand between round brackets.
fn encoded(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            c if c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(markdown: &str, wanted: &str) {
        let known = |title: &str| (title == "Small queues").then(|| "https://a.example/x_(1)".to_owned());
        assert_eq!(outward(markdown, known), wanted);
    }

    #[test]
    fn links_to_what_has_an_address_become_plain_links() {
        check("See [[Small queues]].", "See [Small queues](https://a.example/x_%281%29).");
        check("[[Small queues|the *essay*]]", "[the *essay*](https://a.example/x_%281%29)");
        check("- a [[Small queues#Batching]]\n", "- a [Small queues](https://a.example/x_%281%29)\n");
    }

    #[test]
    fn of_others_the_words_stay() {
        check("[[A note]] and [[A note|that *one*]], [[a_b]]", "A note and that *one*, a\\_b");
        check("[[#Heading]] ![[picture.png]] ![[picture.png|A *hill*]]", "Heading picture.png A *hill*");
    }

    #[test]
    fn all_else_stays() {
        for text in [
            "`[[Small queues]]`\n\n    [[Small queues]]\n\n```\n[[Small queues]]\n```\n",
            "[x](y) [z] \\[[Small queues]] [[]] [[\n",
            "<!-- [[Small queues]] -->\n",
            "---\nfrom: \"[[Small queues]]\"\n---\n",
        ] {
            check(text, text);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_link_by_title_is_left(markdown in "([\\[\\]|#!a-z`*<>()\\n -]|https://|é|漢){0,60}") {
            let after = outward(&markdown, |title| Some(format!("https://{}.example/", title.len())));
            let left = super::super::read(&after);
            let titles = left.iter().filter(|link| matches!(link.target, super::super::Target::Title(_)));
            proptest::prop_assert_eq!(titles.count(), 0, "{} became {}", markdown, after);
            if !markdown.contains("[[") {
                proptest::prop_assert_eq!(after, markdown);
            }
        }
    }
}
