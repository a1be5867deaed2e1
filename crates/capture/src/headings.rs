//! Headings of an article's body: the title is not said twice, and no body has a first level.

use dom_query::Document;

use crate::dom::collapse;

/// Drops a first heading that repeats the title, and turns `h1` into `h2`.
pub(crate) fn settle(content: &Document, title: &str) {
    let headings = content.select("h1, h2, h3");
    for (index, heading) in headings.nodes().iter().take(3).enumerate() {
        let text = collapse(&heading.text());
        let repeats = same(&text, title);
        if repeats && (index == 0 || heading.has_name("h1")) {
            heading.remove_from_parent();
            break;
        }
    }
    for heading in content.select("h1").nodes() {
        heading.rename("h2");
    }
    for heading in content.select("h1, h2, h3, h4, h5, h6").nodes() {
        let pictures = dom_query::Selection::from(*heading).select("img");
        if heading.text().trim().is_empty() && pictures.is_empty() {
            heading.remove_from_parent();
        }
    }
}

/// Whether two headlines are the same but for marks, space and case.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let (a, b) = (bare(a), bare(b));
    !a.is_empty() && a == b
}

/// The letters and figures of a text, in lower case.
pub(crate) fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        let document = Document::fragment(html);
        settle(&document, "The Title!");
        assert_eq!(document.select("html").inner_html().to_string(), expected);
    }

    #[test]
    fn the_title_is_not_repeated() {
        check("<h1>The  title</h1><h1>Part</h1><p>x</p>", "<h2>Part</h2><p>x</p>");
        check("<h2>Other</h2><h2>The title</h2>", "<h2>Other</h2><h2>The title</h2>");
    }

    #[test]
    fn empty_headings_go() {
        check("<h2> </h2><p>x</p>", "<p>x</p>");
    }
}
