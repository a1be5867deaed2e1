//! What is left of a page when no article stands out: the fullest of its parts, without its frame.

use dom_query::{Document, NodeRef};

use crate::dom::{Step, attr, name_of, walk};

/// Parts of a page that frame its content.
const FRAME: &str = "script, style, noscript, template, nav, footer, aside, form, button, input, select, textarea, \
    dialog, iframe, svg, canvas, [role='navigation'], [role='banner'], [role='contentinfo'], [role='search'], \
    [role='complementary'], [role='dialog'], [aria-hidden='true'], [hidden], [aria-modal='true']";

/// Words in a class or id that tell of a frame.
const FRAME_WORDS: &[&str] = &[
    "cookie",
    "consent",
    "breadcrumb",
    "newsletter",
    "subscribe",
    "sidebar",
    "share",
    "social",
    "footer",
    "navbar",
    "menu",
    "popup",
    "modal",
    "banner",
    "promo",
    "related",
    "skip-link",
];

/// Removes a page's frame.
pub(crate) fn strip_frame(document: &Document) {
    document.select(FRAME).remove();
    for header in document.select("header").nodes() {
        let inside = header
            .ancestors_it(None)
            .any(|ancestor| matches!(name_of(&ancestor).as_str(), "article" | "main" | "section"));
        if !inside {
            header.remove_from_parent();
        }
    }
    let total = weight(&document.root());
    for node in document.select("div, section, ul, p, span").nodes() {
        let named = ["class", "id"].iter().filter_map(|key| attr(node, key)).any(|value| {
            let value = value.to_ascii_lowercase();
            FRAME_WORDS.iter().any(|word| value.contains(word))
        });
        // What holds a good share of the page is no frame, whatever it is called.
        if named && weight(node) * 3 < total {
            node.remove_from_parent();
        }
    }
}

/// The HTML of the fullest part of a page whose frame was removed.
pub(crate) fn fullest(document: &Document) -> String {
    let body = document.select_single("body");
    let total = body.nodes().first().map_or(0, weight);
    let mut best: Option<(usize, NodeRef<'_>)> = None;
    for node in document.select("main, [role='main'], article, #content, #main").nodes() {
        let weight = weight(node);
        if best.as_ref().is_none_or(|(most, _)| weight > *most) {
            best = Some((weight, *node));
        }
    }
    match best {
        Some((weight, node)) if weight * 2 > total => node.inner_html().to_string(),
        _ => body.inner_html().to_string(),
    }
}

/// How much text a part has, links counted little.
pub(crate) fn weight(node: &NodeRef<'_>) -> usize {
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
