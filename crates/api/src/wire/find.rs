use serde::Serialize;
use ts_rs::TS;

use super::{Kind, Part, QueryReading, QuerySpan};

/// A document that a search found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Hit {
    /// The document.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Where in it the best match stands; where no words were looked for, what is shown of it.
    pub part: Part,
    /// Its title.
    pub title: String,
    /// Its address, of an article.
    pub url: Option<String>,
    /// The passage, escaped for HTML, matches in `<mark>`.
    pub snippet: String,
    /// Whether it was found only by words that are written a little differently.
    pub near: bool,
}

/// What a search found.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SearchAnswer {
    /// How many documents match.
    pub total: u32,
    /// How long it took, in milliseconds.
    pub took_ms: f64,
    /// The best of them, best first, or as the search sorts them.
    pub hits: Vec<Hit>,
    /// How many there are of each sort.
    pub counts: SearchCounts,
    /// How the search was read.
    pub reading: QueryReading,
}

/// How many of the found documents there are of each sort, most first; years newest first.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct SearchCounts {
    /// By kind.
    pub kinds: Vec<Tally>,
    /// By tag; what is nested below a tag counts for it too.
    pub tags: Vec<Tally>,
    /// By host.
    pub sites: Vec<Tally>,
    /// By the year in which they came into the library.
    pub years: Vec<Tally>,
}

/// How many of the found documents have something.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Tally {
    /// What it is called.
    pub name: String,
    /// How many have it.
    pub count: u32,
    /// The filter that finds only these.
    pub filter: String,
    /// Whether the search has this filter.
    pub chosen: bool,
}

/// Where the words of a search stand in a document. Places count Unicode scalar values.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct Matches {
    /// In its title.
    pub title: Vec<QuerySpan>,
    /// In the text of an article's snapshot, or in the Markdown of what is your own.
    pub body: Vec<QuerySpan>,
    /// In the Markdown of your commentary.
    pub commentary: Vec<QuerySpan>,
    /// In the texts of outline points.
    pub points: Vec<MatchesIn>,
    /// In the comments of highlights.
    pub highlights: Vec<MatchesIn>,
}

/// Where words stand in a point or in the comment of a highlight.
#[derive(Clone, Debug, Serialize, TS)]
pub struct MatchesIn {
    /// The point or highlight.
    pub id: String,
    /// The places.
    pub spans: Vec<QuerySpan>,
}

/// A document that is opened by its title.
#[derive(Clone, Debug, Serialize, TS)]
pub struct QuickHit {
    /// The document.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The alias that matches, where that is not the title.
    pub alias: Option<String>,
    /// The site of an article.
    pub site: Option<String>,
    /// The characters of the alias or title that match: Unicode scalar values.
    pub places: Vec<u32>,
}

/// A document that is related to another.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Related {
    /// The document.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its address, of an article.
    pub url: Option<String>,
    /// Why, in a few words each, the strongest first.
    pub reasons: Vec<String>,
}

/// A search that is kept.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SavedSearch {
    /// Its identity.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// The search, as it is typed.
    pub query: String,
    /// How many documents it finds; nothing when it cannot be answered.
    pub total: Option<u32>,
}

/// A search that was made.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PastSearch {
    /// The search, as it was typed.
    pub query: String,
    /// When it was made last, RFC 3339.
    pub searched_at: String,
}
