//! Files as people keep them: what is read in them, and what is written back.

#![allow(clippy::unwrap_used)]

mod bad;
mod compose;
mod edits;
mod files;
mod properties;
mod show;
mod wrong;
