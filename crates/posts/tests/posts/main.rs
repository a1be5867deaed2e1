//! Files as people keep them: what is read in them, and what is written back.

mod bad;
mod compose;
mod edits;
mod files;
mod properties;
mod show;
mod wrong;
