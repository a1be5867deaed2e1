//! What a page says of itself in JSON-LD, by schema.org.

use dom_query::Document;
use serde_json::{Map, Value};

use crate::dom::collapse;

/// Types of things that are articles.
const ARTICLES: &[&str] = &[
    "Article",
    "NewsArticle",
    "BlogPosting",
    "Report",
    "TechArticle",
    "ScholarlyArticle",
    "AnalysisNewsArticle",
    "OpinionNewsArticle",
    "ReportageNewsArticle",
    "ReviewNewsArticle",
    "BackgroundNewsArticle",
    "AskPublicNewsArticle",
    "AdvertiserContentArticle",
    "LiveBlogPosting",
    "SocialMediaPosting",
    "DiscussionForumPosting",
    "SatiricalArticle",
    "MedicalWebPage",
    "Review",
    "QAPage",
    "Recipe",
    "HowTo",
    "Question",
    "MedicalScholarlyArticle",
];
/// Types that stand for the page as a whole.
const PAGES: &[&str] = &["WebPage", "ItemPage", "AboutPage", "FAQPage", "VideoObject", "PodcastEpisode", "Event"];
/// Types of pages that list other things.
const LISTS: &[&str] = &["CollectionPage", "SearchResultsPage", "Blog", "ProfilePage"];
/// Most objects looked at.
const MOST: usize = 2000;

/// What was found; blank values are `None`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct JsonLd {
    pub(crate) headline: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) site_name: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) description: Option<String>,
    /// The text of the article, with its line breaks, as plain text or as HTML.
    pub(crate) body: Option<String>,
    pub(crate) lang: Option<String>,
    /// Whether the page says that it can be read without paying.
    pub(crate) free: Option<bool>,
    /// Whether the byline names an organisation.
    pub(crate) by_organisation: bool,
    /// The day that the page as a whole, not an article, claims. Often that of its template.
    pub(crate) page_published: Option<String>,
    /// Whether an article, and not only a page, was found.
    pub(crate) article: bool,
    /// Whether a product was found.
    pub(crate) product: bool,
    /// Whether the page says that it lists other things.
    pub(crate) list: bool,
}

/// Reads all JSON-LD of a page, given the text of its scripts.
pub(crate) fn read(scripts: &[String]) -> JsonLd {
    let roots: Vec<Value> = scripts.iter().filter_map(|script| parse(script)).collect();
    let mut objects = Vec::new();
    for root in &roots {
        gather(root, &mut objects);
    }
    let any = |types: &[&str]| objects.iter().find(|object| is_any(object, types));
    // Of several articles the first that says most is the page's own.
    let says = |object: &Map<String, Value>| {
        let keys = [&["headline", "name"][..], &["datePublished", "dateCreated"], &["author", "creator"]];
        keys.iter().filter(|keys| keys.iter().any(|key| object.contains_key(*key))).count()
    };
    let mut article: Option<&Map<String, Value>> = None;
    for object in objects.iter().filter(|object| is_any(object, ARTICLES)) {
        if article.is_none_or(|best| says(object) > says(best)) {
            article = Some(object);
        }
    }
    let page = any(PAGES).copied();
    let body = article.and_then(|article| article.get("articleBody")).and_then(Value::as_str);
    let mut found = JsonLd {
        article: article.is_some(),
        product: any(&["Product", "ProductGroup"]).is_some(),
        list: article.is_none() && any(LISTS).is_some(),
        body: body.map(str::trim).filter(|body| !body.is_empty()).map(str::to_owned),
        ..JsonLd::default()
    };
    found.page_published = page.and_then(|page| text(page.get("datePublished")));
    for object in [article, page].into_iter().flatten() {
        fill(&mut found, object, &objects);
    }
    if found.site_name.is_none() {
        found.site_name = any(&["WebSite"]).and_then(|site| text(site.get("name")));
    }
    found
}

/// Pages wrap their JSON in comments, and leave line breaks in strings.
fn parse(script: &str) -> Option<Value> {
    let trimmed = script
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_start_matches("<![CDATA[")
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim_end_matches("]]>")
        .trim()
        .trim_end_matches(';');
    serde_json::from_str(trimmed)
        .or_else(|_| {
            let spaced: String = trimmed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            serde_json::from_str(&spaced)
        })
        .or_else(|_| serde_json::from_str(&without_stray_commas(trimmed)))
        .ok()
}

/// Leaves out the commas that stand before a closing bracket.
fn without_stray_commas(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in json.chars() {
        if !quoted && matches!(c, '}' | ']') {
            let kept = out.trim_end().trim_end_matches(',').len();
            out.truncate(kept);
        }
        match c {
            '"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = quoted && c == '\\' && !escaped;
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

/// Collects the objects of a document in order, graphs and main entities included.
fn gather<'a>(value: &'a Value, objects: &mut Vec<&'a Map<String, Value>>) {
    match value {
        _ if objects.len() >= MOST => {}
        Value::Array(items) => items.iter().for_each(|item| gather(item, objects)),
        Value::Object(object) => {
            objects.push(object);
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(key) {
                    gather(inner, objects);
                }
            }
        }
        _ => {}
    }
}

fn is_any(object: &Map<String, Value>, types: &[&str]) -> bool {
    let matches = |value: &Value| {
        value.as_str().is_some_and(|name| {
            let name = name.rsplit(['/', ':']).next().unwrap_or(name);
            types.contains(&name)
        })
    };
    match object.get("@type") {
        Some(Value::Array(names)) => names.iter().any(matches),
        Some(name) => matches(name),
        None => false,
    }
}

fn fill(found: &mut JsonLd, object: &Map<String, Value>, all: &[&Map<String, Value>]) {
    let first = |keys: &[&str]| keys.iter().find_map(|key| text(object.get(*key)));
    let set = |slot: &mut Option<String>, value: Option<String>| {
        if slot.is_none() {
            *slot = value;
        }
    };
    set(&mut found.headline, first(&["headline", "name"]));
    // A page that is no article often has the day of its template.
    if found.article {
        set(&mut found.published, first(&["datePublished", "dateCreated", "uploadDate"]));
    }
    set(&mut found.description, first(&["description"]));
    set(&mut found.lang, first(&["inLanguage"]));
    let author = object.get("author").or_else(|| object.get("creator"));
    if found.byline.is_none() {
        found.byline = author.and_then(|author| names(author, all));
        let single = author.map(|author| if let Value::Array(items) = author { items.first() } else { Some(author) });
        let kind = single.flatten().and_then(Value::as_object);
        found.by_organisation = kind.is_some_and(|object| is_any(object, &["Organization", "NewsMediaOrganization"]));
    }
    set(&mut found.site_name, object.get("publisher").and_then(|publisher| names(publisher, all)));
    if found.free.is_none() {
        found.free = match object.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => Some(*free),
            Some(Value::String(word)) => match word.to_ascii_lowercase().as_str() {
                "false" | "no" => Some(false),
                "true" | "yes" => Some(true),
                _ => None,
            },
            _ => None,
        };
    }
}

/// The names of people or organisations, which may be given by reference.
fn names(value: &Value, all: &[&Map<String, Value>]) -> Option<String> {
    let list = match value {
        Value::Array(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    let mut found: Vec<String> = Vec::new();
    for item in list.iter().take(20) {
        let name = match item {
            Value::Object(object) => text(object.get("name")).or_else(|| {
                let id = object.get("@id")?;
                let target = all.iter().find(|other| other.get("@id") == Some(id))?;
                text(target.get("name"))
            }),
            other => text(Some(other)),
        };
        if let Some(name) = name.filter(|name| !found.contains(name)) {
            found.push(name);
        }
    }
    (!found.is_empty()).then(|| found.join(", "))
}

fn text(value: Option<&Value>) -> Option<String> {
    let raw = match value? {
        Value::String(text) => text.as_str(),
        Value::Array(items) => items.first()?.as_str()?,
        Value::Object(object) => object.get("@value").or_else(|| object.get("name"))?.as_str()?,
        _ => return None,
    };
    // Values are often escaped as if they were HTML.
    let plain = if raw.contains(['&', '<']) {
        collapse(&Document::fragment(raw.replace('<', " <")).text())
    } else {
        collapse(raw)
    };
    (!plain.is_empty()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> JsonLd {
        read(&[json.to_owned()])
    }

    #[test]
    fn an_article_is_found_in_a_graph_with_its_author_by_reference() {
        let got = of(r##"{"@graph":[{"@type":"WebSite","name":"Site"},
            {"@type":["Article","X"],"headline":"A &amp; B","datePublished":"2024-01-02",
             "author":{"@id":"#p"},"isAccessibleForFree":"False"},
            {"@type":"Person","@id":"#p","name":"Ada"}]}"##);
        assert_eq!(got.headline.as_deref(), Some("A & B"));
        assert_eq!(got.byline.as_deref(), Some("Ada"));
        assert_eq!(got.site_name.as_deref(), Some("Site"));
        assert_eq!(got.free, Some(false));
    }

    #[test]
    fn several_authors_are_listed() {
        let got = of(r#"[{"@type":"NewsArticle","author":[{"name":"Ada"},"Bob",{"name":"Ada"}]}]"#);
        assert_eq!(got.byline.as_deref(), Some("Ada, Bob"));
    }

    #[test]
    fn of_several_articles_the_one_that_says_most_is_the_pages() {
        let got = of(r#"[{"@type":"Article","name":"Teaser"},
            {"@type":"Article","headline":"Whole","datePublished":"2024-01-02","author":"Ada"},
            {"@type":"Article","headline":"Other","datePublished":"2024-01-03","author":"Bob"}]"#);
        assert_eq!((got.headline.as_deref(), got.published.as_deref()), (Some("Whole"), Some("2024-01-02")));
    }

    #[test]
    fn a_question_is_found_within_its_page() {
        let got = of(r#"{"@type":"QAPage","mainEntity":{"@type":"Question","name":"Why?","author":{"name":"wick"}}}"#);
        assert_eq!((got.headline.as_deref(), got.byline.as_deref()), (Some("Why?"), Some("wick")));
    }

    #[test]
    fn lists_and_organisations_are_told_apart() {
        let got = of(r#"{"@type":"CollectionPage","datePublished":"2024-01-02"}"#);
        assert!(got.list && !got.article && got.published.is_none());
        let got = of(r#"{"@type":"Article","author":{"@type":"Organization","name":"Site"}}"#);
        assert!(got.by_organisation && !got.list);
    }

    #[test]
    fn a_comma_too_many_is_forgiven() {
        assert_eq!(of(r#"{"@type":"Article","headline":"a,]","author":["Ada",],}"#).headline.as_deref(), Some("a,]"));
    }

    #[test]
    fn broken_and_deep_json_is_passed_over() {
        assert_eq!(of("{\"@type\":"), JsonLd::default());
        assert_eq!(of(&"[".repeat(100_000)), JsonLd::default());
        assert!(of("{\"@type\":\"Article\",\"headline\":\"a\nb\"}").headline.is_some());
    }
}
