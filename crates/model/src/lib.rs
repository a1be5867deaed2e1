//! The client of an optional language model that drafts an outline of an article.
//!
//! Any endpoint that speaks the chat protocol of OpenAI will do, on this machine or elsewhere. The crate knows no
//! database, no settings and no keychain: it gets an [`Endpoint`] and an [`Article`], and answers [`Point`]s.
//!
//! Neither the article nor the model is believed. The article is shown to the model as data. What the model answers is
//! plain text and never anything that is run, and a point is tied to a sentence only if that [`support`]s it.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod answer;
mod article;
mod ask;
mod check;
mod client;
mod draft;
mod endpoint;
mod error;
mod exchange;
mod form;
mod forms;
mod limits;
mod numbers;
mod parts;
mod prompt;
mod read_json;
mod read_list;
mod reader;
mod refusal;
mod said;
mod sse;
mod support;
mod thoughts;
mod tidy;
mod words;

pub use article::{Article, Point, Progress, Section};
pub use check::Tested;
pub use client::Client;
pub use endpoint::{Endpoint, Secret};
pub use error::Error;
pub use form::Form;
pub use limits::{Limits, PART_BYTES};
pub use support::support;
