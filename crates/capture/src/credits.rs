//! Who wrote a page and when it was published, where the page says so.

use dom_query::{Document, NodeRef, Selection};
use url::Url;

use crate::dates;
use crate::dom::{Step, attr, collapse, name_of, walk};
use crate::jsonld::JsonLd;
use crate::metadata::Metas;

/// Who wrote a page.
pub(crate) fn byline(document: &Document, ld: &JsonLd, metas: &Metas) -> Option<String> {
    if let Some(byline) = ld.byline.as_deref().and_then(clean_byline) {
        return Some(byline);
    }
    for name in [
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "sailthru.author",
        "citation_author",
        "byl",
    ] {
        let names: Vec<String> = metas.all(name).take(10).filter_map(clean_byline).collect();
        if !names.is_empty() {
            let mut unique: Vec<String> = Vec::new();
            for name in names {
                if !unique.contains(&name) {
                    unique.push(name);
                }
            }
            return Some(unique.join(", "));
        }
    }
    let marks = [
        "[itemprop='author'] [itemprop='name']",
        "[itemprop='author']",
        "a[rel='author']",
        ".byline .author",
        ".author-name",
        ".byline-name",
        ".post-author",
        ".entry-author",
        ".article-author",
        ".byline",
        ".p-author",
        ".author",
    ];
    let marked = marks.iter().find_map(|mark| {
        let selection = document.select_single(mark);
        let node = selection.nodes().first()?;
        if aside(node) {
            return None;
        }
        clean_byline(&collapse(&node.text())).filter(|name| name.split(' ').count() <= 6)
    });
    marked.or_else(|| before_text(document))
}

/// A name that stands between the headline and the text, in an element that is called an author's
/// or after "By".
fn before_text(document: &Document) -> Option<String> {
    let heading = document.select_single("h1").nodes().first().copied()?;
    let mut past = false;
    let mut steps = 0;
    for step in walk(&document.root()) {
        let Step::Enter(node) = step else { continue };
        past |= node.id == heading.id;
        if !past {
            continue;
        }
        steps += 1;
        if steps > 300 {
            return None;
        }
        if !node.is_element() {
            continue;
        }
        let text = collapse(&node.text());
        let length = text.chars().count();
        if name_of(&node) == "p" && length > 200 {
            return None;
        }
        if !(4..=60).contains(&length) || node.id == heading.id {
            continue;
        }
        let called = ["class", "rel", "itemprop", "href", "data-testid"].iter().filter_map(|key| attr(&node, key)).any(
            |value| {
                let value = value.to_lowercase();
                ["author", "byline", "/profile/", "/users/", "/user/"].iter().any(|word| value.contains(word))
            },
        );
        let lower = text.to_lowercase();
        let by = lower.starts_with("by ") || lower.starts_with("written by ");
        if (called || by)
            && !aside(&node)
            && let Some(name) = clean_byline(&text).filter(|name| is_name(name))
        {
            return Some(name);
        }
    }
    None
}

/// Whether a text may be a person's name: up to five words, no figures, none of the words that
/// stand beside names.
fn is_name(text: &str) -> bool {
    let lower = text.to_lowercase();
    let others = [
        "about",
        "author",
        "posts",
        "share",
        "read",
        "min",
        "view",
        "follow",
        "updated",
        "published",
        "reviewed",
        "comment",
        "the ",
        "this",
        "with",
        " on ",
        "all ",
        "home",
        "blog",
    ];
    text.split(' ').count() <= 5
        && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '|' | '/' | '?' | '!' | ':'))
        && !others.iter().any(|word| lower.contains(word))
}

/// A byline without "By", or `None` if it is no name.
fn clean_byline(text: &str) -> Option<String> {
    let mut name = text.trim();
    for _ in 0..2 {
        let lower = name.to_ascii_lowercase();
        for prefix in ["written by", "posted by", "authored by", "author:", "authors:", "by:", "by ", "von ", "par "] {
            if lower.starts_with(prefix) {
                name = name[prefix.len()..].trim_start_matches([':', ' ']);
                break;
            }
        }
    }
    let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '|' | '·' | '-' | '–' | '•'));
    let lower = name.to_ascii_lowercase();
    let nobody = [
        "admin",
        "administrator",
        "editor",
        "author",
        "unknown",
        "guest",
        "staff",
        "user",
        "null",
        "undefined",
        "by",
        "webmaster",
        "root",
    ];
    let wrong = name.chars().count() < 2
        || name.chars().count() > 120
        || lower.contains("://")
        || lower.contains("www.")
        || name.contains('@')
        || name.contains('{')
        || !name.contains(char::is_alphabetic)
        || nobody.contains(&lower.as_str());
    (!wrong).then(|| name.to_owned())
}

/// Whether a node stands in a part of the page that is about other things.
fn aside(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|ancestor| {
        matches!(name_of(&ancestor).as_str(), "aside" | "nav" | "footer")
            || ["class", "id"].iter().filter_map(|key| attr(&ancestor, key)).any(|value| {
                let value = value.to_ascii_lowercase();
                ["comment", "related", "sidebar", "widget", "footer", "recent", "popular"]
                    .iter()
                    .any(|word| value.contains(word))
                    && !matches!(name_of(&ancestor).as_str(), "body" | "html")
            })
    })
}

/// When a page was published, by RFC 3339.
pub(crate) fn published(document: &Document, ld: &JsonLd, metas: &Metas, page: &Url) -> Option<String> {
    if let Some(date) = ld.published.as_deref().and_then(dates::parse) {
        return Some(date);
    }
    let names = [
        "article:published_time",
        "og:article:published_time",
        "og:published_time",
        "datepublished",
        "article:published",
        "publishdate",
        "publish-date",
        "publish_date",
        "published_time",
        "pubdate",
        "parsely-pub-date",
        "sailthru.date",
        "citation_publication_date",
        "citation_date",
        "dc.date.issued",
        "dcterms.issued",
        "dcterms.created",
        "dc.date.created",
        "dc.date",
        "dcterms.date",
        "article.published",
        "date",
        "datecreated",
        "cxenseparse:recs:publishtime",
    ];
    names
        .iter()
        .find_map(|name| metas.all(name).find_map(dates::parse))
        .or_else(|| marked(document))
        .or_else(|| near_headline(document))
        .or_else(|| in_address(page))
}

/// The day in an address such as `/2024/05/17/`.
fn in_address(page: &Url) -> Option<String> {
    let parts: Vec<&str> = page.path().split('/').collect();
    parts.windows(3).find_map(|window| {
        let lengths = window[0].len() == 4 && window[1].len() == 2 && window[2].len() == 2;
        lengths.then(|| dates::parse(&window.join("-")))?
    })
}

/// A date that the page marks as its own.
fn marked(document: &Document) -> Option<String> {
    let marks =
        "[itemprop='datePublished'], time[pubdate], time.published, time.entry-date, .dt-published, abbr.published";
    let selection = document.select(marks);
    let mut nodes = selection.nodes().iter().filter(|node| !aside(node));
    nodes.find_map(date_of)
}

/// A `time` close to the headline.
fn near_headline(document: &Document) -> Option<String> {
    let headings = document.select("h1");
    for heading in headings.nodes().iter().take(3) {
        for scope in heading.ancestors_it(Some(5)) {
            if matches!(name_of(&scope).as_str(), "body" | "html") {
                break;
            }
            let times = Selection::from(scope).select("time");
            let times: Vec<&NodeRef<'_>> = times.nodes().iter().filter(|time| !aside(time)).collect();
            if times.len() > 3 {
                break;
            }
            if let Some(date) = times.into_iter().find_map(date_of) {
                return Some(date);
            }
            if let Some(date) = labelled(&scope) {
                return Some(date);
            }
        }
    }
    None
}

/// A date alone in an element whose class says that it is one.
fn labelled(scope: &NodeRef<'_>) -> Option<String> {
    let named = "[class*='date'], [class*='Date'], [class*='publish'], [class*='posted']";
    let found = Selection::from(*scope).select(named);
    let mut nodes = found.nodes().iter().take(30).filter(|node| !aside(node));
    nodes.find_map(|node| {
        let text = collapse(&node.text());
        let lower = text.to_lowercase();
        if text.len() > 60 || ["updat", "modif", "review"].iter().any(|word| lower.contains(word)) {
            return None;
        }
        let label = ["published on", "published:", "published", "posted on", "posted:", "posted", "on", "date:"];
        let bare =
            label.iter().find_map(|label| lower.strip_prefix(label).map(|rest| &text[text.len() - rest.len()..]));
        dates::parse(bare.unwrap_or(&text).trim())
    })
}

fn date_of(node: &NodeRef<'_>) -> Option<String> {
    ["datetime", "content", "title"]
        .iter()
        .filter_map(|name| attr(node, name))
        .find_map(|value| dates::parse(&value))
        .or_else(|| dates::parse(&collapse(&node.text())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_names() {
        assert_eq!(clean_byline("Written by: Ada L.").as_deref(), Some("Ada L."));
        assert_eq!(clean_byline("https://facebook.com/ada"), None);
        assert_eq!(clean_byline("admin"), None);
    }
}
