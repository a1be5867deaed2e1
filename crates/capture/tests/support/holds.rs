//! What holds for every article, whatever its page was.

use dom_query::Document;
use postil_capture::{Article, Point};

/// Elements that no article holds.
const ACTIVE: &[&str] = &[
    "script", "style", "iframe", "object", "embed", "form", "input", "button", "svg", "base", "meta", "link",
    "template", "textarea", "video", "audio", "noscript",
];

/// Says what of it does not hold.
pub fn broken(article: &Article) -> Option<String> {
    inert(&article.html).or_else(|| agreed(article)).or_else(|| anchored(article)).or_else(|| {
        let well = !article.title.is_empty() && article.excerpt.chars().count() <= 300;
        (!well).then(|| "the title is empty or the excerpt long".to_owned())
    })
}

fn inert(html: &str) -> Option<String> {
    for node in Document::fragment(html).select("*").nodes() {
        let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
        if ACTIVE.contains(&name.as_str()) {
            return Some(format!("an element {name}"));
        }
        for attr in node.attrs() {
            let key = attr.name.local.to_string();
            if key.starts_with("on") || ["style", "src", "srcset"].contains(&key.as_str()) {
                return Some(format!("an attribute {key} of {name}"));
            }
            let value: String = attr.value.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect();
            if key == "href" && ["javascript:", "data:", "vbscript:", "file:"].iter().any(|bad| value.starts_with(bad))
            {
                return Some(format!("a link to {value}"));
            }
        }
    }
    None
}

fn agreed(article: &Article) -> Option<String> {
    let bare = |text: &str| -> String { text.chars().filter(|c| !c.is_whitespace()).collect() };
    let content = Document::fragment(article.html.as_str()).select("html").text().to_string();
    (bare(&content) != bare(&article.text)).then(|| "text and HTML differ".to_owned())
}

fn anchored(article: &Article) -> Option<String> {
    let chars: Vec<char> = article.text.chars().collect();
    let mut open: Vec<&Point> = article.outline.iter().collect();
    while let Some(point) = open.pop() {
        if let Some(anchor) = &point.anchor {
            let slice = chars.get(anchor.start as usize..anchor.end as usize);
            if slice.map(|slice| slice.iter().collect::<String>()).as_ref() != Some(&anchor.quote) {
                return Some(format!("an anchor that does not quote: {:?}", anchor.quote));
            }
        }
        open.extend(&point.children);
    }
    None
}
