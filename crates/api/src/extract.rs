//! Reading a page from a file: no library, no network.

use postil_capture::{Extractor, FetchError, Limits, Page, Point, ReaderCommand};
use serde::Serialize;
use url::Url;

use crate::wire::{Anchor, DraftPoint, Verdict, Voice};
use crate::{ApiError, capture};

/// What a page says.
#[derive(Clone, Debug, Serialize)]
pub struct Extracted {
    /// The title.
    pub title: String,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The name of the site.
    pub site_name: Option<String>,
    /// When it was published.
    pub published_at: Option<String>,
    /// Its language, BCP 47.
    pub lang: Option<String>,
    /// What the page turned out to be.
    pub verdict: Verdict,
    /// Its plain text.
    pub text: String,
    /// It as sanitised HTML.
    pub html: String,
    /// It as Markdown.
    pub markdown: String,
    /// The drafted outline.
    pub outline: Vec<DraftPoint>,
}

/// Reads pages in processes of their own, for which the running program is started anew: its `main` must begin with
/// [`serve_if_asked`](postil_capture::serve_if_asked).
///
/// # Errors
/// `no_reader` when the system does not tell where the program is.
pub fn isolated() -> Result<Extractor, ApiError> {
    let command = ReaderCommand::this_program().map_err(|error| FetchError::NoReader { cause: error.to_string() })?;
    Ok(Extractor::isolated(command, Limits::default()))
}

/// Reads the bytes of a page that was found at `url`.
///
/// # Errors
/// `invalid_address` when `url` is no web address; `no_reader`.
pub fn extract_file(extractor: &Extractor, bytes: Vec<u8>, url: &str) -> Result<Extracted, ApiError> {
    let url: Url = postil_capture::parse_address(url)?;
    let article = extractor.read(Page::file(bytes, url))?.article;
    Ok(Extracted {
        title: article.title,
        byline: article.byline,
        site_name: article.site_name,
        published_at: article.published_at,
        lang: article.lang,
        verdict: capture::verdict(article.verdict).into(),
        text: article.text,
        html: article.html,
        markdown: article.markdown,
        outline: article.outline.into_iter().map(|point| draft(point, 1)).collect(),
    })
}

fn draft(point: Point, level: u32) -> DraftPoint {
    DraftPoint {
        text: point.text,
        voice: Voice::Author,
        level,
        anchor: point.anchor.map(|a| Anchor {
            quote: a.quote,
            prefix: a.prefix,
            suffix: a.suffix,
            start: a.start,
            end: a.end,
        }),
        children: point.children.into_iter().map(|p| draft(p, level + 1)).collect(),
    }
}
