use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::DocumentRef;

/// For whom a post is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PostFlavour {
    /// A Jekyll site: with front matter.
    Jekyll,
    /// Plain Markdown: title and date are lines.
    Plain,
}

/// What a post about articles is to be made of.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PostToCompose {
    /// Its title.
    pub title: String,
    /// Its date: `YYYY-MM-DD`, `today` or `yesterday`; `null` for none.
    pub date: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
    /// What stands before the articles, as Markdown.
    pub introduction: String,
    /// The articles, in order: ids, addresses or exact titles.
    pub articles: Vec<String>,
    /// For whom it is written.
    pub flavour: PostFlavour,
    /// Whether points that were drafted go in. Those with something of yours beneath them always do.
    pub drafted: bool,
}

/// A post that was composed.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ComposedPost {
    /// All of it, as Markdown.
    pub markdown: String,
    /// It with its title and date as HTML that is safe to show.
    pub html: String,
    /// A name for its file; for Jekyll beneath `_posts`.
    pub file_name: String,
    /// The articles in it, in order.
    pub articles: Vec<DocumentRef>,
    /// What should be looked at before it is published.
    pub problems: Vec<PostProblem>,
}

/// Something about a post that should be looked at.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PostProblem {
    /// The article, as it was asked for; `null` when it is about the post.
    pub article: Option<String>,
    /// What it is.
    pub reason: String,
}

/// A post of the library that was composed before.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PostBefore {
    /// The post.
    pub id: String,
    /// Its title as it was composed then.
    pub title: String,
    /// Its text as it was composed then, so that what was edited in it since stays; `null` puts the new text in the place of all.
    pub markdown: Option<String>,
}

/// A post that was kept in the library.
#[derive(Clone, Debug, Serialize, TS)]
pub struct KeptPost {
    /// The post.
    pub post: DocumentRef,
    /// The text as it was composed: what to give as the text before when it is composed again.
    pub markdown: String,
}

/// An article that may go into a post.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PostCandidate {
    /// Its identity.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
    /// When it came into the library.
    pub saved_at: String,
    /// How many points its outline has.
    pub points: u32,
    /// Whether you wrote about it.
    pub commented: bool,
}

/// The articles that may go into a post.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PostCandidates {
    /// How many there are.
    pub total: u32,
    /// The first thousand of them: those of a search best first, others in the order in which they were saved.
    pub items: Vec<PostCandidate>,
    /// The first day of the week that was asked for.
    pub from: Option<String>,
    /// Its last day.
    pub to: Option<String>,
}
