//! The main content of a page, before it is sanitised.

use dom_query::Document;
use dom_smoothie::{Config, Readability};
use url::Url;

use crate::{code, embeds, fallback, images, math, quotes, tables};

/// Below this share of what the fallback finds, the article finder is taken to have failed.
const TOO_LITTLE: f32 = 0.55;

/// Least text of a hidden part that may be the page itself, in bytes.
const BULK: usize = 400;

/// Finds the main content and gives its HTML. The document is changed on the way.
pub(crate) fn find(document: &Document, page: &Url, base: &Url) -> String {
    prepare(document, base);
    let article = article(document.clone(), page);
    fallback::strip_frame(document);
    let rest = fallback::fullest(document);
    match article {
        Some(article) => {
            let found = length(&article);
            let left = length(&rest);
            if (found as f32) < left as f32 * TOO_LITTLE { rest } else { article }
        }
        None => rest,
    }
}

/// Settles what must be read before the page is taken apart.
fn prepare(document: &Document, base: &Url) {
    reveal_bulk(document);
    code::settle(document);
    math::settle(document);
    tables::settle(document);
    quotes::settle(document);
    images::settle(document, base);
    embeds::link(document, base);
}

/// Shows the greater part of a page where it is kept in something that is usually no content: a
/// `noscript` for readers without scripts, a form around everything, a part that a script reveals.
fn reveal_bulk(document: &Document) {
    let body = document.select_single("body");
    let Some(whole) = body.nodes().first().map(fallback::weight) else {
        return;
    };
    for node in document.select("body noscript, body form, body [hidden], body [aria-hidden='true']").nodes() {
        let weight = fallback::weight(node);
        if weight > BULK && weight * 2 > whole {
            node.remove_attrs(&["hidden", "aria-hidden"]);
            if node.has_name("noscript") || node.has_name("form") {
                node.rename("div");
            }
        }
    }
}

fn article(document: Document, page: &Url) -> Option<String> {
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let mut finder = Readability::with_document(document, Some(page.as_str()), Some(config)).ok()?;
    let found = finder.parse().ok()?;
    Some(found.content.to_string())
}

fn length(html: &str) -> usize {
    let document = Document::fragment(html);
    fallback::weight(&document.root())
}
