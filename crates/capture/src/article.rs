//! What the crate takes and gives: limits, fetched bytes, articles and their parts.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::page::Remark;
use crate::pdf::is_pdf;
use crate::verdict::Verdict;

/// How much a page may cost before it is given up.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Largest page body, in bytes after decompression.
    pub page_bytes: u64,
    /// Largest PDF, in bytes after decompression.
    pub pdf_bytes: u64,
    /// Most pages of a PDF that are read.
    pub pdf_pages: usize,
    /// Largest image, in bytes after decompression.
    pub image_bytes: u64,
    /// Most images that an article names.
    pub images: usize,
    /// Most redirects that one request follows.
    pub redirects: usize,
    /// Longest wait for a connection.
    pub connect: Duration,
    /// Longest wait for a whole answer, redirects included.
    pub total: Duration,
    /// Longest time spent on reading one page.
    pub extract: Duration,
    /// Deepest nesting of elements that is parsed; deeper tags are dropped, their text stays.
    pub depth: usize,
    /// Most nodes that are parsed; the rest of the page is dropped.
    pub nodes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page_bytes: 16 << 20,
            pdf_bytes: 32 << 20,
            pdf_pages: 2000,
            image_bytes: 8 << 20,
            images: 100,
            redirects: 10,
            connect: Duration::from_secs(10),
            total: Duration::from_secs(45),
            extract: Duration::from_secs(10),
            depth: 256,
            nodes: 300_000,
        }
    }
}

/// An answer from the network, after redirects and decompression.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The address that answered, after redirects.
    pub url: Url,
    /// HTTP status code.
    pub status: u16,
    /// The `Content-Type` header.
    pub content_type: Option<String>,
    /// The `ETag` header.
    pub etag: Option<String>,
    /// The `Last-Modified` header.
    pub last_modified: Option<String>,
    /// How long the server asks to be left alone (`Retry-After`), a day at most.
    pub retry_after: Option<Duration>,
    /// The body, decompressed, not yet decoded.
    pub body: Vec<u8>,
}

/// An image whose kind was read from its bytes, not from what the server claims.
#[derive(Clone, Debug)]
pub struct Image {
    /// The file. An SVG is stored sanitised.
    pub bytes: Vec<u8>,
    /// `image/png`, `image/jpeg`, `image/gif`, `image/webp`, `image/avif` or `image/svg+xml`.
    pub media_type: String,
}

/// A fetched page together with the article found in it.
#[derive(Clone, Debug)]
pub struct Captured {
    /// What came over the network.
    pub fetched: Fetched,
    /// The character encoding of the body, by its standard name, such as `UTF-8`.
    pub encoding: String,
    /// What the page says.
    pub article: Article,
    /// What a person should know of it beyond the verdict.
    pub remark: Option<Remark>,
}

impl Captured {
    /// Whether the page is a PDF.
    pub fn is_pdf(&self) -> bool {
        is_pdf(&self.fetched.body)
    }
}

/// A page reduced to what a reader wants of it. All of it is safe to store and to show.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Article {
    /// The headline; the host's name if the page has none. Never empty.
    pub title: String,
    /// Who wrote it, without "By".
    pub byline: Option<String>,
    /// The publication's name.
    pub site_name: Option<String>,
    /// Language of the text, a BCP 47 tag.
    pub lang: Option<String>,
    /// When it was published, by the page's own word: an RFC 3339 date or date-time.
    pub published_at: Option<String>,
    /// The address that the page claims for itself, absolute, http or https. Not to be believed
    /// across sites.
    pub canonical_url: Option<Url>,
    /// The page's description or its first sentences; at most 300 characters.
    pub excerpt: String,
    /// What the capture turned out to be.
    pub verdict: Verdict,
    /// The content, sanitised. Images carry their address in `data-src` and have no `src`.
    pub html: String,
    /// The text of `html`: blocks apart by an empty line, list items and table rows by a line break.
    pub text: String,
    /// `html` as Markdown.
    pub markdown: String,
    /// A drafted outline of `text`.
    pub outline: Vec<Point>,
    /// The addresses of the images in `html`, in order, each once.
    pub images: Vec<Url>,
    /// The links of `html` that lead to other pages, in order.
    pub links: Vec<OutLink>,
    /// Number of words, by Unicode word boundaries.
    pub word_count: u32,
}

/// One line of an outline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// The line, white space collapsed.
    pub text: String,
    /// Where it comes from.
    pub anchor: Option<Anchor>,
    /// The points under it.
    pub children: Vec<Point>,
}

/// A place in an article's text, by position and by the words around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The passage itself, exactly as it stands in the text.
    pub quote: String,
    /// Up to 32 characters before it.
    pub prefix: String,
    /// Up to 32 characters after it.
    pub suffix: String,
    /// Where it starts, in Unicode scalar values.
    pub start: u32,
    /// Where it ends, in Unicode scalar values, exclusive.
    pub end: u32,
}

/// A link from an article to another page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutLink {
    /// Where it leads; http or https.
    pub url: Url,
    /// The linked words, white space collapsed.
    pub text: String,
    /// The sentence around the link, white space collapsed.
    pub context: String,
    /// Where the linked words start in `context`, in Unicode scalar values.
    pub start: u32,
    /// Where the linked words end in `context`, in Unicode scalar values, exclusive.
    pub end: u32,
}
