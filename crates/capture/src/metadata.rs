//! What a page says about itself: JSON-LD, `meta`, and a few well-known marks in its text.

use std::ops::Range;

use dom_query::Document;
use url::Url;

use crate::headings::bare;
use crate::jsonld::{self, JsonLd};
use crate::survey::Survey;
use crate::title::Site;
use crate::{credits, days, title};

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
    /// The text of the article as its JSON-LD gives it, plain or as HTML.
    pub(crate) body: Option<String>,
    /// Whether the page says that it can be read without paying.
    pub(crate) free: Option<bool>,
    /// What relative addresses are relative to.
    pub(crate) base: Url,
}

/// Reads what a page says about itself. `page` is its address.
pub(crate) fn read(document: &Document, page: &Url) -> Metadata {
    let mut survey = Survey::of(document);
    let ld = jsonld::read(&survey.scripts);
    let metas = Metas(std::mem::take(&mut survey.metas));
    let base = survey
        .base
        .as_deref()
        .and_then(|href| page.join(href).ok())
        .filter(|base| matches!(base.scheme(), "http" | "https"))
        .unwrap_or_else(|| page.clone());
    let site_name = metas
        .first(&["og:site_name"])
        .or_else(|| ld.site_name.clone())
        .or_else(|| metas.first(&["application-name", "apple-mobile-web-app-title"]));
    let site = site(page, &[site_name.as_deref(), ld.site_name.as_deref()]);
    let shared = metas.first(&["og:title", "dc.title", "citation_title"]);
    let card = metas.first(&["twitter:title"]);
    let lang = language(survey.lang.as_deref(), &ld, &metas);
    let credit = |place: &Range<usize>| {
        let byline = credits::byline(&survey, &ld, &metas, place, &site);
        let published = days::published(&survey, &ld, &metas, page, place, lang.as_deref());
        (byline, published)
    };
    let first = title::first_heading(&survey, &site);
    let (mut byline, mut published_at) = credit(&first);
    // What has a day or an author of its own is one article, whose heading is its headline.
    let single =
        !ld.list && (ld.article || ld.product || published_at.is_some() || byline.is_some() || days::is_post(page));
    let offers = title::Offers {
        headline: ld.headline.as_deref().filter(|_| ld.article),
        shared: shared.as_deref(),
        card: card.as_deref(),
        single,
        site: &site,
    };
    let title = title::choose(&survey, &offers);
    if title.place != first {
        (byline, published_at) = credit(&title.place);
    }
    Metadata {
        byline,
        published_at,
        canonical_url: canonical(survey.canonical.as_deref(), &metas, &base),
        description: metas
            .first(&["og:description", "description", "twitter:description", "dc.description"])
            .or(ld.description),
        body: ld.body,
        free: ld.free,
        title: title.text,
        lang,
        site_name,
        base,
    }
}

/// The names that the site of a page goes by.
fn site(page: &Url, names: &[Option<&str>]) -> Site {
    let host = page.host_str().unwrap_or_default().to_ascii_lowercase();
    let mut labels: Vec<String> = host.split('.').map(bare).collect();
    let whole = bare(host.trim_start_matches("www."));
    labels.pop();
    labels.retain(|label| label.len() >= 3 && label != "www");
    labels.push(whole);
    let path: Vec<&str> = page.path().split('/').filter(|part| !part.is_empty()).collect();
    Site {
        names: names.iter().flatten().map(|name| (*name).to_owned()).collect(),
        labels,
        folders: path[..path.len().saturating_sub(1)].iter().map(|part| bare(part)).collect(),
    }
}

/// The `meta` elements of a page: names in lower case, and contents.
pub(crate) struct Metas(Vec<(String, String)>);

impl Metas {
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

fn language(own: Option<&str>, ld: &JsonLd, metas: &Metas) -> Option<String> {
    own.and_then(clean_language).or_else(|| ld.lang.as_deref().and_then(clean_language)).or_else(|| {
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

fn canonical(link: Option<&str>, metas: &Metas, base: &Url) -> Option<Url> {
    let valid = |address: &str| {
        let url = base.join(address).ok()?;
        (matches!(url.scheme(), "http" | "https") && url.has_host()).then_some(url)
    };
    link.and_then(valid).or_else(|| metas.first(&["og:url"]).as_deref().and_then(valid))
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
