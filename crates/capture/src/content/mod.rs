//! The main content of a page, before it is sanitised.

mod blocks;
mod features;
mod model;
mod prune;
mod talk;
mod words;

use dom_query::{Document, NodeId, NodeRef};
use url::Url;

use self::blocks::Page;
use self::features::Whole;
use crate::dom::{Step, name_of, walk};
use crate::{code, embeds, images, math, quotes, tables};

/// Least text of a hidden part that may be the page itself, in bytes.
const BULK: usize = 400;

/// Finds the main content and gives its HTML. The document is changed on the way.
pub(crate) fn find(document: &Document, page: &Url, base: &Url) -> String {
    let (blocks, rows) = read(document, page, base);
    let likely = model::probabilities(&rows);
    let words: Vec<usize> = blocks.blocks.iter().map(|block| block.words).collect();
    let mut keep = model::choose(&likely, &words);
    prune::together(&blocks, &mut keep);
    prune::prune(document, &blocks, &keep);
    document.select_single("body").inner_html().to_string()
}

/// A page's blocks, with the numbers by which each is judged.
fn read(document: &Document, page: &Url, base: &Url) -> (Page, Vec<Vec<f32>>) {
    let whole = Whole::read(document, page);
    let embeds = prepare(document, base);
    let blocks = blocks::read(document, &embeds);
    let rows = features::rows(&blocks, &whole);
    (blocks, rows)
}

/// Settles what must be read before the page is taken apart. Answers the links made of embedded pages.
fn prepare(document: &Document, base: &Url) -> Vec<NodeId> {
    reveal_bulk(document);
    code::settle(document);
    math::settle(document);
    tables::settle(document);
    quotes::settle(document);
    images::settle(document, base);
    embeds::link(document, base)
}

/// Shows the greater part of a page where it is kept in something that is usually no content: a
/// `noscript` for readers without scripts, a form around everything, a part that a script reveals.
fn reveal_bulk(document: &Document) {
    let body = document.select_single("body");
    let Some(whole) = body.nodes().first().map(weight) else {
        return;
    };
    for node in document.select("body noscript, body form, body [hidden], body [aria-hidden='true']").nodes() {
        let weight = weight(node);
        if weight > BULK && weight * 2 > whole {
            node.remove_attrs(&["hidden", "aria-hidden"]);
            if node.has_name("noscript") || node.has_name("form") {
                node.rename("div");
            }
        }
    }
}

/// How much text a part has, links counted little.
fn weight(node: &NodeRef<'_>) -> usize {
    let mut total = 0;
    let mut links = 0usize;
    let mut steps = walk(node);
    while let Some(step) = steps.next() {
        match step {
            Step::Enter(node) if node.is_text() => {
                let length = node.text().split_ascii_whitespace().map(str::len).sum::<usize>();
                total += if links > 0 { length / 4 } else { length };
            }
            Step::Enter(node) if node.is_element() => match name_of(&node).as_str() {
                "a" => links += 1,
                "script" | "style" => steps.skip_children(),
                _ => {}
            },
            Step::Leave(node) if node.has_name("a") => links -= 1,
            _ => {}
        }
    }
    total
}

/// The text of a page's blocks and the numbers by which each is judged: what the model is fitted to.
#[doc(hidden)]
pub fn study(html: &str, url: &Url) -> Vec<(String, Vec<f32>)> {
    let (page, rows) = read(&Document::from(html), url, url);
    page.blocks.into_iter().map(|block| block.text).zip(rows).collect()
}
