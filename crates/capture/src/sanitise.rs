//! The last gate: what of a page's HTML may be stored and shown.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};
use dom_query::{Document, NodeRef};
use url::Url;

use crate::credit_line::drop_credit_line;
use crate::dom::{Step, attr, collapse, local, walk};
use crate::footnotes::Note;
use crate::{footnotes, headings, images, tables};

const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
];

const MATH: &[&str] = &[
    "math",
    "mrow",
    "mi",
    "mo",
    "mn",
    "ms",
    "mtext",
    "mspace",
    "msup",
    "msub",
    "msubsup",
    "mfrac",
    "msqrt",
    "mroot",
    "mover",
    "munder",
    "munderover",
    "mtable",
    "mtr",
    "mtd",
    "mstyle",
    "mpadded",
    "mphantom",
    "menclose",
    "mmultiscripts",
    "mprescripts",
    "semantics",
];

/// Elements that go together with all that is in them.
const GONE: &[&str] = &[
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "embed",
    "form",
    "input",
    "button",
    "select",
    "textarea",
    "svg",
    "canvas",
    "video",
    "audio",
    "annotation",
    "annotation-xml",
    "title",
    "head",
    "dialog",
    "nav",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let own = |names: &[&'static str]| names.iter().copied().collect::<HashSet<_>>();
    let mut builder = Builder::empty();
    builder
        .tags(TAGS.iter().chain(MATH).copied().collect())
        .clean_content_tags(own(GONE))
        .generic_attributes(own(&["lang", "dir", "id"]))
        .tag_attributes(HashMap::from([
            ("a", own(&["href", "title"])),
            ("abbr", own(&["title"])),
            ("code", own(&["class"])),
            ("img", own(&["alt", "width", "height", "data-src"])),
            ("ol", own(&["start", "reversed", "type"])),
            ("li", own(&["value"])),
            ("td", own(&["colspan", "rowspan", "align"])),
            ("th", own(&["colspan", "rowspan", "align", "scope"])),
            ("col", own(&["span"])),
            ("colgroup", own(&["span"])),
            ("time", own(&["datetime"])),
            ("math", own(&["display", "alttext"])),
            ("mo", own(&["stretchy", "fence", "separator", "form", "lspace", "rspace", "movablelimits", "largeop"])),
            ("mi", own(&["mathvariant"])),
            ("mn", own(&["mathvariant"])),
            ("mtext", own(&["mathvariant"])),
            ("mspace", own(&["width"])),
            ("mfrac", own(&["linethickness"])),
            ("mover", own(&["accent"])),
            ("munder", own(&["accentunder"])),
            ("munderover", own(&["accent", "accentunder"])),
            ("mrow", own(&["displaystyle", "scriptlevel"])),
            ("mstyle", own(&["displaystyle", "scriptlevel", "mathvariant"])),
            ("mtable", own(&["displaystyle", "columnalign"])),
            ("mtr", own(&["columnalign"])),
            ("mtd", own(&["columnalign", "columnspan", "rowspan"])),
            ("menclose", own(&["notation"])),
        ]))
        .url_schemes(own(&["http", "https", "mailto"]))
        .url_relative(UrlRelative::Custom(Box::new(own_fragment)))
        .link_rel(Some("noopener noreferrer"))
        .attribute_filter(attribute);
    builder
});

fn own_fragment(address: &str) -> Option<Cow<'_, str>> {
    address.starts_with("#p-").then_some(Cow::Borrowed(address))
}

/// What becomes of an attribute that is allowed by name.
fn attribute<'u>(_element: &str, name: &str, value: &'u str) -> Option<Cow<'u, str>> {
    let number = |value: &'u str| {
        let digits = value.trim().trim_end_matches("px");
        let fits = (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        fits.then_some(Cow::Borrowed(digits))
    };
    match name {
        "id" => value.starts_with("p-").then_some(Cow::Borrowed(value)),
        "class" => value.split_ascii_whitespace().find(|class| class.starts_with("language-")).map(Cow::Borrowed),
        "data-src" => images::may_keep(value).then_some(Cow::Borrowed(value)),
        "width" | "height" | "colspan" | "rowspan" | "span" | "start" | "value" => number(value),
        "href" | "title" | "alt" | "alttext" => Some(Cow::Borrowed(value)),
        _ => (value.len() <= 40).then_some(Cow::Borrowed(value)),
    }
}

/// Makes an article's content safe: `base` is what its addresses are relative to, `page` the
/// address by which its own fragments are told.
pub(crate) fn sanitise(
    content: &str,
    page: &Url,
    base: &Url,
    title: &str,
    byline: Option<&str>,
    notes: &[Note],
) -> String {
    let document = Document::fragment(content);
    strip_characters(&document);
    let own = footnotes::settle(&document, notes);
    settle_parts(&document);
    headings::settle(&document, title);
    drop_credit_line(&document, byline);
    drop_labels(&document);
    for image in document.select("img").nodes() {
        let address = attr(image, "src").or_else(|| attr(image, "data-src"));
        image.remove_attrs(&["src", "data-src", "srcset"]);
        match address.filter(|address| images::may_keep(address)) {
            Some(address) => image.set_attr("data-src", &address),
            None => image.remove_from_parent(),
        }
    }
    settle_links(&document, page, base, &own);
    drop_hollow(&document);
    let mut root = document.html_root();
    while let Some(only) = only_wrapper(&root) {
        root = only;
    }
    let html = root.inner_html();
    CLEANER.clean(&html).to_string().trim().to_owned()
}

/// The `div` that holds all there is.
fn only_wrapper<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut children = node.children_it(false).filter(|child| child.is_element() || !child.text().trim().is_empty());
    let first = children.next()?;
    let wraps = ["div", "article", "section", "main", "body"].iter().any(|name| first.has_name(name));
    (wraps && children.next().is_none()).then_some(first)
}

/// Makes links absolute, and keeps those ids that a link of the article leads to.
fn settle_links(document: &Document, page: &Url, base: &Url, notes: &HashSet<String>) {
    let mut targets = HashSet::new();
    let ids: HashSet<String> = document.select("[id]").nodes().iter().filter_map(|node| attr(node, "id")).collect();
    let mut own = page.clone();
    own.set_fragment(None);
    for link in document.select("a").nodes() {
        let Some(href) = attr(link, "href") else {
            link.remove_attrs(&["href"]);
            continue;
        };
        let fragment = href.strip_prefix('#');
        if fragment.is_some_and(|fragment| notes.contains(fragment)) {
            continue;
        }
        let resolved = match fragment {
            Some(_) => page.join(&href),
            None => base.join(&href),
        };
        let Ok(url) = resolved else {
            link.remove_attr("href");
            continue;
        };
        let mut bare = url.clone();
        bare.set_fragment(None);
        let fragment = url.fragment().filter(|_| bare == own).map(percent);
        match fragment.filter(|fragment| ids.contains(fragment)) {
            Some(id) => {
                link.set_attr("href", &format!("#p-{id}"));
                targets.insert(id);
            }
            None if matches!(url.scheme(), "http" | "https" | "mailto") => {
                link.set_attr("href", url.as_str());
            }
            None => link.remove_attr("href"),
        }
    }
    for node in document.select("[id]").nodes() {
        match attr(node, "id") {
            Some(id) if notes.contains(&id) => {}
            Some(id) if targets.contains(&id) => node.set_attr("id", &format!("p-{id}")),
            _ => node.remove_attr("id"),
        }
    }
}

/// Settles what the last gate would drop though it says something.
fn settle_parts(document: &Document) {
    let mut parts = Vec::new();
    for node in document.root().descendants_it() {
        if matches!(local(&node).as_deref(), Some("annotation" | "annotation-xml" | "td" | "th" | "q")) {
            parts.push(node);
        }
    }
    for node in parts {
        match local(&node).as_deref() {
            Some("td" | "th") => tables::restore(&node),
            // Browsers draw these marks, and no text has them.
            Some("q") => {
                node.prepend_child(&node.tree.new_text("“"));
                node.append_child(&node.tree.new_text("”"));
            }
            _ => node.remove_from_parent(),
        }
    }
}

pub(crate) fn percent(fragment: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", fragment.replace('+', "%2B").replace('&', "%26")).as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// Removes characters that no reader sees and that make texts differ: controls, byte order marks,
/// soft hyphens. Line and paragraph separators, which break lines of JSON, become spaces.
fn strip_characters(document: &Document) {
    let unseen =
        |c: char| matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{feff}');
    let separator = |c: char| matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}');
    for step in walk(&document.root()) {
        if let Step::Enter(node) = step
            && node.is_text()
        {
            let text = node.text();
            if text.contains(|c| unseen(c) || separator(c)) {
                let spaced = text.chars().map(|c| if separator(c) { ' ' } else { c });
                let kept: String = spaced.filter(|c| !unseen(*c)).collect();
                node.set_text(kept);
            }
        }
    }
}

/// Removes the labels of advertisements that are themselves gone.
fn drop_labels(document: &Document) {
    let labels = [
        "advertisement",
        "advertising",
        "ad",
        "anzeige",
        "werbung",
        "publicidad",
        "publicité",
        "story continues below advertisement",
        "advertisement - continue reading below",
        "article continues below",
    ];
    for node in document.select("p, div, span, small, h6").nodes().iter().rev() {
        let text = node.text();
        if text.len() < 80 && labels.contains(&collapse(&text).to_lowercase().trim_end_matches(':')) {
            node.remove_from_parent();
        }
    }
}

/// Removes elements that hold nothing, innermost first.
fn drop_hollow(document: &Document) {
    let hollow = "p, div, span, a, li, ul, ol, figure, figcaption, section, b, i, em, strong, blockquote";
    let nodes = document.select(hollow);
    for node in nodes.nodes().iter().rev() {
        let kept = dom_query::Selection::from(*node).select("img, br, hr, math, table, pre, [id]").exists();
        if !kept && node.attr("id").is_none() && node.text().trim().is_empty() {
            // White space between words stays.
            if node.text().is_empty() {
                node.remove_from_parent();
            } else {
                node.replace_with(&node.tree.new_text(" "));
            }
        }
    }
}
