use serde::Serialize;
use ts_rs::TS;

use super::Verdict;
use crate::ApiError;

/// What became of a clip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClipState {
    /// The page is in the library.
    Saved,
    /// The page was in the library before.
    Known,
    /// It waits: for its turn, or for the next try.
    Queued,
    /// It was given up; a person can ask for another try.
    Failed,
}

/// The work of saving one page.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Clip {
    /// The article.
    pub id: String,
    /// The address that is fetched.
    pub url: String,
    /// The article's title; until the page is there, its address.
    pub title: String,
    /// What became of it.
    pub state: ClipState,
    /// Whether the page is being fetched at this moment.
    pub fetching: bool,
    /// What the last capture turned out to be.
    pub verdict: Option<Verdict>,
    /// What went wrong at the last try.
    pub error: Option<ApiError>,
    /// How often it was tried.
    pub attempts: u32,
    /// When it will be tried next.
    pub next_attempt_at: Option<String>,
}
