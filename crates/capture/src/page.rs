//! A page as bytes, what it is, and what is read from it.

use serde::{Deserialize, Serialize};
use url::Url;

use crate::article::{Article, Fetched, Limits};
use crate::decode::decode;
use crate::extract::{blank, from_html, from_plain, from_words};
use crate::pdf::{self, is_pdf};
use crate::verdict::Verdict;

/// A page that is to be read.
#[derive(Clone, Debug)]
pub struct Page {
    /// Where it was found.
    pub url: Url,
    /// Its `Content-Type`, if it came over the network.
    pub content_type: Option<String>,
    /// Its bytes, not yet decoded.
    pub body: Vec<u8>,
    /// Whether what is neither known to be text nor a PDF is read as HTML, whatever it looks like.
    pub html: bool,
}

impl Page {
    /// A page as it came over the network.
    pub fn fetched(fetched: &Fetched) -> Self {
        let Fetched { url, content_type, body, .. } = fetched;
        Self { url: url.clone(), content_type: content_type.clone(), body: body.clone(), html: false }
    }

    /// A page that a person saved to a file.
    pub fn file(body: Vec<u8>, url: Url) -> Self {
        Self { url, content_type: None, body, html: true }
    }

    /// A page as a browser shows it.
    pub fn rendered(html: String, url: Url) -> Self {
        let content_type = Some("text/html; charset=utf-8".to_owned());
        Self { url, content_type, body: html.into_bytes(), html: true }
    }
}

/// What was read from a page.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reading {
    /// The character encoding of the body, by its standard name, such as `UTF-8`.
    pub encoding: String,
    /// What the page says.
    pub article: Article,
    /// What a person should know of it beyond the verdict.
    pub remark: Option<Remark>,
    /// Whether it is a PDF.
    pub pdf: bool,
}

/// What a person should know of a page beyond its verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// A PDF that holds pictures of pages and no text, or hardly any.
    PicturesOnly,
    /// A PDF that opens by a password only.
    LockedPdf,
    /// A PDF that cannot be read.
    DamagedPdf,
    /// A PDF of which only the first pages, or not all, could be read.
    CutPdf,
}

impl Reading {
    /// Nothing could be read.
    pub(crate) fn nothing(url: &Url, verdict: Verdict) -> Self {
        Self { encoding: "UTF-8".to_owned(), article: blank(url, verdict), remark: None, pdf: false }
    }
}

/// How thoroughly a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Care {
    /// As an article.
    Whole,
    /// Its words only, without building a tree: for a page on which everything else failed.
    Words,
}

/// Reads a page. On a hostile one this may take for ever, or bring the process down.
pub(crate) fn read(page: &Page, care: Care, limits: &Limits) -> Reading {
    let sort = sort(page);
    if sort == Sort::Pdf {
        let (article, remark) = match care {
            Care::Whole => pdf::read(&page.body, &page.url, limits),
            Care::Words => (blank(&page.url, Verdict::Empty), Some(Remark::DamagedPdf)),
        };
        return Reading { encoding: "UTF-8".to_owned(), article, remark, pdf: true };
    }
    if sort == Sort::Other {
        return Reading::nothing(&page.url, Verdict::NotAPage);
    }
    let decoded = decode(&page.body, page.content_type.as_deref());
    let article = match (sort, care) {
        (_, Care::Words) => from_words(&decoded.text, &page.url, limits),
        (Sort::Text, Care::Whole) => from_plain(&decoded.text, &page.url, limits),
        _ => from_html(&decoded.text, &page.url, limits),
    };
    Reading { encoding: decoded.encoding.to_owned(), article, remark: None, pdf: false }
}

/// What a body is, by its header and its first bytes.
#[derive(Debug, PartialEq, Eq)]
enum Sort {
    Html,
    Text,
    Pdf,
    Other,
}

/// Tells what a body is. The header is believed unless the bytes plainly say otherwise.
fn sort(page: &Page) -> Sort {
    if is_pdf(&page.body) {
        return Sort::Pdf;
    }
    if page.html {
        return Sort::Html;
    }
    let header = page.content_type.as_deref().unwrap_or_default();
    let kind = header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        _ if is_binary(&page.body) => Sort::Other,
        "text/html" | "application/xhtml+xml" => Sort::Html,
        "text/plain" | "text/markdown" | "text/x-markdown" => Sort::Text,
        "" | "application/octet-stream" | "application/xml" | "text/xml" | "unknown/unknown" => {
            if looks_like_html(&page.body) {
                Sort::Html
            } else if kind.is_empty() {
                Sort::Text
            } else {
                Sort::Other
            }
        }
        _ => Sort::Other,
    }
}

fn is_binary(body: &[u8]) -> bool {
    if encoding_rs::Encoding::for_bom(body).is_some() {
        return false;
    }
    if infer::get(body).is_some_and(|kind| !kind.mime_type().starts_with("text/")) {
        return true;
    }
    let head = &body[..body.len().min(1024)];
    let odd = |byte: &&u8| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f);
    // Pages in 16 bits without a mark have a zero in every other byte; they declare themselves.
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    head.iter().filter(odd).count() > head.len() / 10 && zeros * 3 < head.len()
}

fn looks_like_html(body: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&body[..body.len().min(2048)]).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<h1", "<p>", "<div", "<article"]
        .iter()
        .any(|mark| head.contains(mark))
}
