//! What a page says about itself: JSON-LD, `meta`, and a few well-known marks in its text.

use dom_query::Document;
use url::Url;

use crate::dom::{attr, collapse};
use crate::jsonld::{self, JsonLd};
use crate::{credits, title};

/// A page's description of itself.
#[derive(Debug)]
pub(crate) struct Metadata {
    pub(crate) title: String,
    pub(crate) byline: Option<String>,
    pub(crate) site_name: Option<String>,
    pub(crate) lang: Option<String>,
    pub(crate) published_at: Option<String>,
    pub(crate) canonical_url: Option<Url>,
    pub(crate) description: Option<String>,
    /// Whether the page says that it can be read without paying.
    pub(crate) free: Option<bool>,
    /// What relative addresses are relative to.
    pub(crate) base: Url,
}

/// Reads what a page says about itself. `page` is its address.
pub(crate) fn read(document: &Document, page: &Url) -> Metadata {
    let ld = jsonld::read(document);
    let metas = Metas::read(document);
    let base = document
        .select_single("base[href]")
        .attr("href")
        .and_then(|href| page.join(href.trim()).ok())
        .filter(|base| matches!(base.scheme(), "http" | "https"))
        .unwrap_or_else(|| page.clone());
    let site_name = metas
        .first(&["og:site_name"])
        .or_else(|| ld.site_name.clone())
        .or_else(|| metas.first(&["application-name", "apple-mobile-web-app-title"]));
    let shared = metas.first(&["og:title", "twitter:title", "dc.title", "citation_title"]);
    let title = title::choose(
        document,
        &title::Offers {
            headline: ld.headline.as_deref().filter(|_| ld.article),
            shared: shared.as_deref(),
            site_name: site_name.as_deref(),
        },
    );
    Metadata {
        byline: credits::byline(document, &ld, &metas),
        lang: language(document, &ld, &metas),
        published_at: credits::published(document, &ld, &metas, page),
        canonical_url: canonical(document, &metas, &base),
        description: metas
            .first(&["og:description", "description", "twitter:description", "dc.description"])
            .or(ld.description),
        free: ld.free,
        title,
        site_name,
        base,
    }
}

/// The `meta` elements of a page: names in lower case, and contents.
pub(crate) struct Metas(Vec<(String, String)>);

impl Metas {
    fn read(document: &Document) -> Self {
        let mut found = Vec::new();
        for node in document.select("meta[content]").nodes() {
            let Some(content) = attr(node, "content").map(|content| collapse(&content)) else {
                continue;
            };
            for key in ["name", "property", "itemprop", "http-equiv"] {
                if let Some(name) = attr(node, key) {
                    found.push((name.to_ascii_lowercase(), content.clone()));
                }
            }
        }
        Self(found)
    }

    /// The contents under a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = move |(key, _): &&(String, String)| key == name;
        self.0.iter().filter(named).map(|(_, content)| content.as_str())
    }

    /// The first content under the first of the names that has one.
    pub(crate) fn first(&self, names: &[&str]) -> Option<String> {
        let content = names.iter().find_map(|name| self.all(name).next());
        content.filter(|content| !content.is_empty()).map(str::to_owned)
    }
}

fn language(document: &Document, ld: &JsonLd, metas: &Metas) -> Option<String> {
    let html = document.select_single("html");
    let own = html.attr("lang").or_else(|| html.attr("xml:lang"));
    own.and_then(|lang| clean_language(&lang)).or_else(|| ld.lang.as_deref().and_then(clean_language)).or_else(|| {
        metas.first(&["content-language", "og:locale", "language", "dc.language"]).as_deref().and_then(clean_language)
    })
}

/// A BCP 47 tag in its usual spelling.
fn clean_language(tag: &str) -> Option<String> {
    let tag = tag.split([',', ';']).next()?.trim().replace('_', "-");
    let mut parts = Vec::new();
    for (index, part) in tag.split('-').enumerate() {
        if part.is_empty() || part.len() > 8 || !part.bytes().all(|b| b.is_ascii_alphanumeric()) {
            return None;
        }
        let lower = part.to_ascii_lowercase();
        parts.push(match (index, part.len()) {
            (0, 2..=3) if part.bytes().all(|b| b.is_ascii_alphabetic()) => lower,
            (0, _) => return None,
            (_, 2) => lower.to_ascii_uppercase(),
            (_, 4) if part.bytes().all(|b| b.is_ascii_alphabetic()) => lower[..1].to_ascii_uppercase() + &lower[1..],
            _ => lower,
        });
    }
    Some(parts.join("-"))
}

fn canonical(document: &Document, metas: &Metas, base: &Url) -> Option<Url> {
    let links = document.select("link[rel][href]");
    let link = links.nodes().iter().find(|node| {
        attr(node, "rel")
            .is_some_and(|rel| rel.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case("canonical")))
    });
    let valid = |address: String| {
        let url = base.join(&address).ok()?;
        (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
    };
    link.and_then(|node| attr(node, "href")).and_then(valid).or_else(|| metas.first(&["og:url"]).and_then(valid))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Metadata {
        read(&Document::from(html), &Url::parse("https://a.example/x/y").unwrap())
    }

    #[test]
    fn json_ld_is_believed_before_meta() {
        let got = of("<meta property=article:published_time content=2020-01-01><meta name=author content='Bob'>\
            <script type=application/ld+json>{\"@type\":\"Article\",\"datePublished\":\"2021-02-03\",\"author\":\"By Ada\"}</script>");
        assert_eq!(got.published_at.as_deref(), Some("2021-02-03"));
        assert_eq!(got.byline.as_deref(), Some("Ada"));
    }

    #[test]
    fn a_time_near_the_headline_is_a_date_and_one_elsewhere_is_not() {
        let near = of("<article><header><h1>T</h1><time datetime=2020-05-06>x</time></header><p>x</p></article>");
        assert_eq!(near.published_at.as_deref(), Some("2020-05-06"));
        let far = of("<h1>T</h1><aside class=related><time datetime=2020-05-06></time></aside>");
        assert_eq!(far.published_at, None);
        assert_eq!(of("<h1>T</h1><p>On 5 May 2020 it rained.</p>").published_at, None);
    }

    #[test]
    fn the_canonical_address_is_absolute_and_http() {
        let canonical = |html| of(html).canonical_url.map(String::from);
        assert_eq!(canonical("<link rel=canonical href=z>").as_deref(), Some("https://a.example/x/z"));
        assert_eq!(
            canonical("<link rel=canonical href='javascript:x'><meta property=og:url content=https://b.example/>")
                .as_deref(),
            Some("https://b.example/")
        );
        assert_eq!(canonical("<p>"), None);
    }

    #[test]
    fn languages_are_tags() {
        assert_eq!(clean_language("en_us").as_deref(), Some("en-US"));
        assert_eq!(clean_language("zh-hans").as_deref(), Some("zh-Hans"));
        assert_eq!(clean_language("English"), None);
    }
}
