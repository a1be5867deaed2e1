//! The line above a text that says who wrote it and when: an article knows both already, so its text does not begin with it.

use dom_query::Document;

use crate::dom::collapse;

/// How many words such a line may have besides the author's name: "by", a date, a reading time.
const OTHER_WORDS: usize = 9;

/// Drops a first block that names the author and says nothing else but when.
pub(crate) fn drop_credit_line(content: &Document, byline: Option<&str>) {
    let Some(byline) = byline.filter(|byline| !byline.is_empty()) else { return };
    let blocks = content.select("p, address, div, ul, blockquote, pre, table, h2, h3");
    let nodes = blocks.nodes();
    let first = nodes.iter().find(|node| {
        let inner =
            dom_query::Selection::from(**node).select("p, address, div, ul, blockquote, pre, table, h2, h3, img");
        inner.is_empty() && !node.text().trim().is_empty()
    });
    let Some(first) = first.filter(|node| ["p", "address", "div"].iter().any(|name| node.has_name(name))) else {
        return;
    };
    if is_credit(&collapse(&first.text()), byline) {
        first.remove_from_parent();
    }
}

fn is_credit(line: &str, byline: &str) -> bool {
    let Some((before, after)) = line.split_once(byline) else { return false };
    let others =
        before.split_whitespace().chain(after.split_whitespace()).filter(|w| w.chars().any(char::is_alphanumeric));
    let sentence = line.ends_with(['.', '!', '?', '。', '！', '？', ':']);
    !sentence && others.count() <= OTHER_WORDS && before.split_whitespace().count() <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(html: &str, kept: bool) {
        let document = Document::fragment(html);
        drop_credit_line(&document, Some("Maren Oduya"));
        assert_eq!(document.html().contains("Oduya"), kept, "{html}");
    }

    #[test]
    fn a_line_of_credit_goes_and_a_sentence_stays() {
        check("<p>By <a href='/m'>Maren Oduya</a> · 2 March 2026</p><p>Text.</p>", false);
        check("<div><div>Maren Oduya, 12 min read</div><p>Text.</p></div>", false);
        check("<p>Maren Oduya writes about queues.</p>", true);
        check("<p>Text.</p><p>By Maren Oduya</p>", true);
        check("<p>A long line of words that comes before the name of Maren Oduya</p>", true);
    }
}
