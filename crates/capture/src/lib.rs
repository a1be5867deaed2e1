//! From a URL to an article: fetch, decode, extract, sanitise, describe, outline.
//!
//! The crate knows no database and no interface. Whatever comes in from the network is taken to be
//! hostile: `fetch` decides what may be reached, `guard` what may be parsed and `sanitise` what may
//! be kept.
//!
//! Two promises tie its answers together. An [`Article`]'s `text` and the text content of its `html`
//! are equal once white space is removed, so that a place in one can be found in the other by
//! counting. And every [`Anchor`] of an outline quotes `text` exactly.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod address;
mod archive;
mod article;
mod capture;
mod code;
mod content;
mod cookies;
mod credit_line;
mod credits;
mod dates;
mod days;
mod decode;
mod dom;
mod embeds;
mod error;
mod extract;
mod fetch;
mod finder;
mod footnotes;
mod guard;
mod headings;
mod images;
mod isolate;
mod jsonld;
mod judge;
mod links;
mod markdown;
mod math;
mod metadata;
mod names;
mod outline;
mod page;
mod patience;
mod pdf;
mod plain;
mod quotes;
mod refresh;
mod resolve;
mod roles;
mod sanitise;
mod sentences;
mod survey;
mod svg;
mod tables;
mod text;
mod title;
mod verdict;

pub use address::parse_address;
pub use archive::{Archive, ArchivedCopy, capture_archived};
pub use article::{Anchor, Article, Captured, Fetched, Image, Limits, OutLink, Point};
pub use capture::{capture, capture_if_changed, rendered};
pub use content::study;
pub use decode::{Decoded, decode};
pub use error::FetchError;
pub use extract::extract;
pub use fetch::{Fetcher, Validators};
pub use images::recognise;
pub use isolate::{Extractor, ReaderCommand, serve_if_asked};
pub use outline::{PassageSection, outline, passages};
pub use page::{Page, Reading, Remark};
pub use pdf::is_pdf;
pub use verdict::{UnknownVerdict, Verdict};
