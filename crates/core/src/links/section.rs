//! A part of a Markdown text: what stands under a heading, or a block with a name.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::read::options;
use crate::title_key;

/// Where the part of a text stands that a link's fragment names, in bytes: for a heading, it and what is beneath it; for headings
/// (`A#B`), the last of them beneath the others; for `^id`, the block that ends in ` ^id`, or before a line of only that.
pub fn section(markdown: &str, fragment: &str) -> Option<Range<usize>> {
    match fragment.trim().strip_prefix('^') {
        Some(id) => block(markdown, id),
        None => under_headings(markdown, fragment),
    }
}

/// A block's text without the name at its end.
pub(super) fn without_block_id(block: &str) -> &str {
    let text = block.trim_end();
    let Some((before, id)) = text.rsplit_once('^') else { return block };
    let is_id = !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let apart = before.is_empty() || before.ends_with(char::is_whitespace);
    if is_id && apart { before.trim_end() } else { block }
}

fn under_headings(markdown: &str, fragment: &str) -> Option<Range<usize>> {
    let mut wanted = fragment.split('#').map(title_key).filter(|key| !key.is_empty()).peekable();
    wanted.peek()?;
    let mut wanted: Vec<String> = wanted.rev().collect();
    let mut found: Option<(HeadingLevel, usize)> = None;
    let mut heading: Option<(HeadingLevel, usize, String)> = None;
    for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level, span.start, String::new())),
            Event::Text(text) | Event::Code(text) => {
                if let Some((.., words)) = &mut heading {
                    words.push_str(&text);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                let Some((level, start, words)) = heading.take() else { continue };
                match found {
                    Some((of, from)) if level <= of => return wanted.is_empty().then_some(from..start),
                    _ => {}
                }
                if wanted.last().is_some_and(|key| *key == title_key(without_block_id(&words))) {
                    wanted.pop();
                    found = Some((level, start));
                }
            }
            _ => {}
        }
    }
    let (_, from) = found?;
    wanted.is_empty().then_some(from..markdown.len())
}

fn block(markdown: &str, id: &str) -> Option<Range<usize>> {
    let mut last: Option<Range<usize>> = None;
    let mut top = 0..0;
    let mut depth = 0;
    let mut open: Vec<Range<usize>> = Vec::new();
    for (event, span) in Parser::new_ext(markdown, options()).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    top = span.clone();
                }
                depth += 1;
                if matches!(tag, Tag::Paragraph | Tag::Item | Tag::Heading { .. }) {
                    open.push(span);
                }
            }
            Event::End(tag) => {
                depth -= 1;
                if matches!(tag, TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) {
                    open.pop();
                }
                if depth == 0 {
                    last = Some(top.clone());
                }
            }
            Event::Text(_) => {
                let line = markdown[span.clone()].trim_end();
                let Some(before) = line.strip_suffix(id).and_then(|text| text.strip_suffix('^')) else { continue };
                let here = open.last().cloned().unwrap_or(span.clone());
                if before.is_empty() && here.start == span.start && depth == 1 {
                    return last;
                }
                // A paragraph of an item is the item.
                let item = open.iter().rev().nth(1).filter(|item| markdown[item.start..].starts_with(is_bullet));
                return Some(item.cloned().unwrap_or(here));
            }
            _ => {}
        }
    }
    None
}

fn is_bullet(c: char) -> bool {
    matches!(c, '-' | '*' | '+') || c.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, fragment: &str, wanted: Option<&str>) {
        assert_eq!(section(markdown, fragment).map(|at| &markdown[at]), wanted, "{fragment} of {markdown}");
    }

    #[test]
    fn a_heading_and_what_is_beneath_it() {
        let text = "# One\n\na\n\n## *Two*\n\nb\n\n### Deep\n\nc\n\n## Three\n\nd\n\n# Two\n\ne\n";
        check(text, "two", Some("## *Two*\n\nb\n\n### Deep\n\nc\n\n"));
        check(text, "One#Three", Some("## Three\n\nd\n\n"));
        check(text, "Two", Some("## *Two*\n\nb\n\n### Deep\n\nc\n\n"));
        check(text, "Nothing", None);
        check(text, "Three#Deep", None);
        check(text, "#", None);
        check("```\n# No\n```\n", "No", None);
    }

    #[test]
    fn a_block_by_its_name() {
        check("a\n\nA claim\nof two lines. ^id\n\nb", "^id", Some("A claim\nof two lines. ^id\n"));
        check("- one\n- two ^id\n  - three\n- four\n", "^id", Some("- two ^id\n  - three\n"));
        check("> said\n\n^id\n\nb", "^id", Some("> said\n"));
        check("| a |\n|---|\n| b |\n\n^t-1\n", "^t-1", Some("| a |\n|---|\n| b |\n"));
        check("`^id` and 2^id", "^other", None);
        check("# Head ^h\n\ntext", "^h", Some("# Head ^h\n"));
    }
}
