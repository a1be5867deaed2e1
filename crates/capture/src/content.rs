//! The main content of a page, before it is sanitised.

use dom_query::Document;
use dom_smoothie::{Config, Readability};
use url::Url;

use crate::dom::{attr, name_of};
use crate::{embeds, fallback, images};

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
    images::settle(document, base);
    embeds::link(document, base);
    name_languages(document);
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

/// Writes the language of code where it is looked for: as a class of the `code` within the `pre`.
fn name_languages(document: &Document) {
    document.select(".lineno, .linenos, .line-numbers-rows, .hljs-ln-numbers, td.gutter").remove();
    for pre in document.select("pre").nodes() {
        let code = dom_query::Selection::from(*pre).select("code");
        let code = match code.nodes() {
            [] => {
                let code = pre.tree.new_element("code");
                for child in pre.children() {
                    code.append_child(&child);
                }
                pre.append_child(&code);
                code
            }
            [code] => *code,
            _ => continue,
        };
        let around = std::iter::once(code).chain([*pre]).chain(pre.ancestors_it(Some(2)));
        let language =
            around.filter(|node| name_of(node) != "body").find_map(|node| language_of(&attr(&node, "class")?));
        let class = language.map(|language| format!("language-{language}"));
        code.set_attr("class", &class.unwrap_or_default());
    }
}

fn language_of(class: &str) -> Option<String> {
    let prefixes = ["language-", "lang-", "highlight-source-", "brush:", "sourceCode "];
    let found = prefixes.iter().find_map(|prefix| {
        let rest = class[class.find(prefix)? + prefix.len()..].trim_start();
        rest.split([' ', ';']).next()
    })?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '-' | '_' | '.');
    let valid = !found.is_empty() && found.len() <= 30 && found.chars().all(plain);
    (valid && !matches!(found, "none" | "plaintext" | "text")).then(|| found.to_ascii_lowercase())
}
