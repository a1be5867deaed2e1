//! The client of an optional language model that drafts an outline of an article.

#![cfg_attr(test, allow(clippy::unwrap_used))]

mod forms;
mod numbers;
mod said;
mod support;
mod words;

pub use support::support;
