use serde::Serialize;
use ts_rs::TS;

use super::{DocumentRef, Verdict};
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

/// What is happening to a clip at this moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClipStage {
    /// It waits for its turn, for the next try, or for a network.
    Waiting,
    /// It waits until a person resumes it, or the whole queue.
    Paused,
    /// The page is fetched and read.
    Fetching,
    /// Its images are fetched.
    Images,
    /// All is written.
    Saving,
    /// It waits for a person.
    Failed,
    /// The page is there.
    Done,
}

/// How far the work on a clip has come, while a worker is at it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ClipProgress {
    /// The article.
    pub id: String,
    /// What is being done.
    pub stage: ClipStage,
    /// How many images are there, or were given up.
    pub images_done: u32,
    /// How many images the page has.
    pub images_total: u32,
}

/// The clips that are not done, in numbers.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ClipQueue {
    /// How many wait: for their turn, for the next try, or to be resumed.
    pub waiting: u32,
    /// How many are being fetched.
    pub running: u32,
    /// How many wait for a person.
    pub failed: u32,
    /// Whether the whole queue is paused.
    pub paused: bool,
}

/// What a command on clips did.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ClipsChanged {
    /// How many clips it changed.
    pub changed: u32,
    /// The articles that went to the bin, since they never had a page. Restoring them takes it back.
    pub binned: Vec<DocumentRef>,
    /// The queue as it is now.
    pub queue: ClipQueue,
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
    /// What is happening to it at this moment.
    pub stage: ClipStage,
    /// How many images are there, or were given up.
    pub images_done: u32,
    /// How many images the page has; 0 until that is known.
    pub images_total: u32,
    /// Whether it is paused by itself, whatever the queue does.
    pub paused: bool,
    /// Whether its last try found no network. It is tried soon after there is one.
    pub waits_for_network: bool,
    /// Whether the Wayback Machine's copy is fetched, not the page itself.
    pub from_archive: bool,
}
