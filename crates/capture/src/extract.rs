//! From a page's HTML to its article. The parsers that are called here were not written for hostile
//! pages: `isolate` sees to it that they can be stopped.

use dom_query::Document;
use unicode_segmentation::UnicodeSegmentation;
use url::Url;

use crate::article::{Article, Limits};
use crate::dom::{collapse, exceeds, shorten};
use crate::guard::guard;
use crate::isolate::Extractor;
use crate::judge::{self, Signs};
use crate::metadata::{self, Metadata};
use crate::page::Page;
use crate::text::{Block, Kind, Rendered, render_document};
use crate::verdict::Verdict;
use crate::{content, footnotes, links, markdown, outline, plain, sanitise};

/// Longest excerpt, in characters.
const EXCERPT: usize = 300;
/// Most text that is kept of a page that could not be parsed, in bytes.
const PLAIN: usize = 2 << 20;
/// Most text that is kept of a page on which everything else failed, in bytes. It is little enough for whatever was too
/// slow on the page to get through.
const WORDS: usize = 128 << 10;
/// Fewer words than this give way to a longer text that a page gives in its JSON-LD.
const HARDLY: usize = 60;
/// How much deeper and larger than the guard's caps the tree itself may be: elements that a parser
/// adds by itself.
const SLACK: usize = 128;

/// Extracts the article of a page within the default [`Limits`] and within this process. It never
/// panics and always answers: what takes too long or breaks is answered by the page's plain text.
pub fn extract(html: &str, url: &Url) -> Article {
    let page = Page::rendered(html.to_owned(), url.clone());
    let read = Extractor::in_process(Limits::default()).read(page);
    read.map_or_else(|_| blank(url, Verdict::Empty), |reading| reading.article)
}

/// The first words of a page on which everything else failed.
pub(crate) fn from_words(html: &str, url: &Url, limits: &Limits) -> Article {
    from_tags(html, url, limits, WORDS)
}

/// The words of a page, without a tree being built of it.
fn from_tags(html: &str, url: &Url, limits: &Limits, most: usize) -> Article {
    let mut article = from_plain(&plain::strip_tags(html, most), url, limits);
    if article.verdict == Verdict::Ok {
        article.verdict = Verdict::Partial;
    }
    article
}

/// An article without content.
pub(crate) fn blank(url: &Url, verdict: Verdict) -> Article {
    let metadata = bare(url);
    assemble(String::new(), metadata, url, &Limits::default(), |_, _| verdict)
}

/// The article of a page.
pub(crate) fn from_html(html: &str, url: &Url, limits: &Limits) -> Article {
    let guarded = guard(html, limits.depth, limits.nodes);
    let document = Document::from(guarded.html.as_ref());
    if exceeds(&document, limits.depth + SLACK, limits.nodes * 2 + SLACK) {
        return from_tags(&guarded.html, url, limits, PLAIN);
    }
    let metadata = metadata::read(&document, url);
    let signs = Signs::read(&document, &metadata, guarded.truncated);
    let notes = footnotes::mark(&document, url);
    let found = content::find(&document, url, &metadata.base);
    let clean =
        |html: &str| sanitise::sanitise(html, url, &metadata.base, &metadata.title, metadata.byline.as_deref(), &notes);
    let mut html = clean(&found);
    let words = |html: &str| plain::strip_tags(html, PLAIN).unicode_words().count();
    if let Some(body) = metadata.body.as_ref().filter(|_| words(&html) < HARDLY) {
        let told = clean(&plain::markup(body, limits));
        if words(&told) > 2 * HARDLY {
            html = told;
        }
    }
    assemble(html, metadata, url, limits, |rendered, images| judge::judge(&signs, &rendered.text, images))
}

/// The article of a plain text.
pub(crate) fn from_plain(text: &str, url: &Url, limits: &Limits) -> Article {
    let html = sanitise::sanitise(&plain::paragraphs(text), url, url, "", None, &[]);
    let mut metadata = bare(url);
    let first = text.lines().map(collapse).find(|line| !line.is_empty());
    if let Some(line) = first.filter(|line| line.chars().count() <= 120) {
        metadata.title = line;
    }
    assemble(
        html,
        metadata,
        url,
        limits,
        |rendered, _| {
            if rendered.text.is_empty() { Verdict::Empty } else { Verdict::Ok }
        },
    )
}

/// What is known of a page that says nothing of itself.
pub(crate) fn bare(url: &Url) -> Metadata {
    Metadata {
        title: String::new(),
        byline: None,
        site_name: None,
        lang: None,
        published_at: None,
        canonical_url: None,
        description: None,
        body: None,
        free: None,
        base: url.clone(),
    }
}

/// An article of what was found and sanitised.
pub(crate) fn assemble(
    html: String,
    metadata: Metadata,
    url: &Url,
    limits: &Limits,
    judge: impl FnOnce(&Rendered, usize) -> Verdict,
) -> Article {
    let document = Document::fragment(html.as_str());
    let rendered = render_document(&document);
    let mut images: Vec<Url> = Vec::new();
    for image in document.select("img").nodes() {
        let address = image.attr("data-src").and_then(|address| Url::parse(&address).ok());
        if let Some(address) = address.filter(|address| !images.contains(address)) {
            images.push(address);
        }
        if images.len() >= limits.images {
            break;
        }
    }
    let verdict = judge(&rendered, images.len());
    let title = match metadata.title.is_empty() {
        true => url.host_str().map_or_else(|| url.to_string(), str::to_owned),
        false => metadata.title,
    };
    let excerpt = match metadata.description {
        Some(description) => shorten(&collapse(&description), EXCERPT),
        None => shorten(&opening(&rendered), EXCERPT),
    };
    Article {
        title,
        byline: metadata.byline,
        site_name: metadata.site_name,
        lang: metadata.lang,
        published_at: metadata.published_at,
        canonical_url: metadata.canonical_url,
        excerpt,
        verdict,
        markdown: markdown::markdown(&document),
        outline: outline::draft(&rendered),
        links: links::out_links(&rendered, url),
        word_count: u32::try_from(rendered.text.unicode_words().count()).unwrap_or(u32::MAX),
        images,
        text: rendered.text,
        html,
    }
}

/// The first paragraphs of a text, enough for an excerpt.
fn opening(rendered: &Rendered) -> String {
    let paragraph = |block: &&Block| block.kind == Kind::Paragraph && block.end - block.start > 60;
    let of = |block: &Block| &rendered.text[block.start..block.end];
    let mut words = String::new();
    for block in rendered.blocks.iter().filter(paragraph) {
        words.push_str(of(block));
        words.push(' ');
        if words.chars().count() > EXCERPT {
            break;
        }
    }
    if words.is_empty() {
        words.push_str(&rendered.text[..rendered.text.floor_char_boundary(EXCERPT * 8)]);
    }
    collapse(&words)
}
