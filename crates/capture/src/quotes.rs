//! Who is quoted: the footer of a quotation is no frame of the page.

use dom_query::Document;

use crate::dom::{Step, local, walk};

/// Keeps the footers of quotations and the headers of figures from being taken for those of the page.
pub(crate) fn settle(document: &Document) {
    let mut parts = Vec::new();
    for step in walk(&document.root()) {
        if let Step::Enter(node) = step
            && matches!(local(&node).as_deref(), Some("footer" | "header"))
            && node.ancestors_it(Some(3)).any(|above| above.has_name("blockquote") || above.has_name("figure"))
        {
            parts.push(node);
        }
    }
    for part in parts {
        let blocks =
            part.descendants_it().any(|inner| ["p", "div", "ul", "blockquote"].iter().any(|name| inner.has_name(name)));
        part.remove_all_attrs();
        part.rename(if blocks { "div" } else { "p" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_footer_of_a_quotation_stays() {
        let document = Document::fragment("<blockquote>a<footer class=x>b</footer></blockquote><footer>c</footer>");
        settle(&document);
        assert_eq!(
            document.select("html").inner_html().to_string(),
            "<blockquote>a<p>b</p></blockquote><footer>c</footer>"
        );
    }
}
