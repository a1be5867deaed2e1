//! Plain text: as a page of its own, and as what is left of a page that could not be parsed.

use std::borrow::Cow;

use dom_query::Document;

use crate::article::Limits;
use crate::guard::guard;

/// Elements whose content is not read.
const SILENT: &[&str] = &["script", "style", "title", "textarea", "noscript", "template", "iframe", "svg"];
/// Elements that stand apart.
const BLOCKS: &[&str] = &["p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"];

/// Paragraphs of plain text as HTML.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 64);
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    for paragraph in unified.split("\n\n") {
        let lines: Vec<&str> = paragraph.lines().filter(|line| !line.trim().is_empty()).collect();
        if lines.is_empty() {
            continue;
        }
        // Indented lines are laid out by hand.
        let laid_out = lines.iter().all(|line| line.starts_with([' ', '\t']));
        html.push_str(if laid_out { "<pre>" } else { "<p>" });
        escape(&lines.join("\n"), &mut html);
        html.push_str(if laid_out { "</pre>" } else { "</p>" });
    }
    html
}

/// A text that a page's script holds, as HTML. Some pages write it plainly, with a paragraph on each line, some as markup.
pub(crate) fn markup(text: &str, limits: &Limits) -> String {
    let is_markup = ["<p", "<br", "</", "&lt;p"].iter().any(|sign| text.contains(sign));
    if !is_markup {
        return paragraphs(&text.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n\n"));
    }
    let text =
        if text.contains('<') { Cow::Borrowed(text) } else { Cow::Owned(Document::fragment(text).text().into()) };
    guard(&text, limits.depth, limits.nodes).html.into_owned()
}

/// The text of a page without a tree, up to about `most` bytes: tags are skipped, block tags break
/// lines. It is rough, and quick on any input.
pub(crate) fn strip_tags(html: &str, most: usize) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if text.len() > most {
            break;
        }
        if rest.starts_with("<!--") {
            rest = after(rest, "-->");
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            let end = rest.find(|c: char| c == '>' || c.is_whitespace()).unwrap_or(rest.len());
            let name = rest[1..end].trim_end_matches('/').to_ascii_lowercase();
            rest = after(rest, ">");
            if SILENT.contains(&name.as_str()) {
                rest = from_end_tag(rest, &name);
            }
            let block = BLOCKS.contains(&name.trim_start_matches('/'));
            if block && !text.is_empty() && !text.ends_with("\n\n") {
                text.push_str("\n\n");
            }
        } else {
            text.push_str("&lt;");
            rest = &rest[1..];
        }
    }
    if !rest.starts_with('<') {
        text.push_str(rest);
    }
    let text = &text[..text.floor_char_boundary(most)];
    Document::fragment(text).text().trim().to_owned()
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.find(mark).map_or("", |at| &text[at + mark.len()..])
}

/// What follows the content of an element without markup.
fn from_end_tag<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = &rest[at..];
        let found = rest.get(2..2 + name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return rest;
        }
        rest = &rest[2..];
    }
    ""
}

/// Writes a text so that it is one in HTML too.
pub(crate) fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_apart_by_empty_lines() {
        assert_eq!(
            paragraphs("a <b>\r\nc\r\n\r\n\r\nd\n\n  x\n  y"),
            "<p>a &lt;b&gt;\nc</p><p>d</p><pre>  x\n  y</pre>"
        );
    }

    #[test]
    fn tags_are_stripped() {
        let html = "<title>t</title><p class='a'>a<b>b</b> &amp; 1 < 2<script>if (a</b) x</SCRIPT><!-- <p> --><p>c</p>";
        assert_eq!(strip_tags(html, 1000), "ab & 1 < 2\n\nc");
        assert_eq!(strip_tags("<p>漢字漢字", 7), "漢字");
    }
}
