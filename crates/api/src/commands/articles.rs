use postil_core::tables::documents::Document;
use postil_core::{DocumentId, Tx, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OneRequest;
use crate::wire::{Clip, ClipStage, ClipState};
use crate::{ApiError, App};

/// What to clip.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ClipRequest {
    /// The address, as a person types it.
    pub url: String,
    /// Tags for the article.
    pub tags: Vec<String>,
    /// A first commentary, as Markdown.
    pub comment: Option<String>,
}

pub(super) fn article_clip(app: &App, request: ClipRequest) -> Result<Clip, ApiError> {
    let typed = postil_capture::parse_address(&request.url)?;
    let begun = app.write(|tx| verbs::begin_clip(tx, &typed, &request.tags, request.comment.as_deref()))?;
    let mut clip = app.clip(begun.document.id)?.unwrap_or_else(|| never_clipped(&begun.document));
    if begun.known {
        clip.state = ClipState::Known;
        clip.url = typed.to_string();
        clip.error = None;
    }
    Ok(clip)
}

/// The clip of an article that came into the library by another way.
fn never_clipped(document: &Document) -> Clip {
    Clip {
        id: document.id.to_string(),
        url: String::new(),
        title: document.title.clone(),
        state: ClipState::Known,
        fetching: false,
        verdict: None,
        error: None,
        attempts: 0,
        next_attempt_at: None,
        stage: ClipStage::Done,
        images_done: 0,
        images_total: 0,
        paused: false,
        waits_for_network: false,
        from_archive: false,
    }
}

pub(super) fn article_fetch(app: &App, request: OneRequest) -> Result<Clip, ApiError> {
    ask(app, &request, verbs::fetch_again)
}

pub(super) fn article_fetch_archived(app: &App, request: OneRequest) -> Result<Clip, ApiError> {
    ask(app, &request, verbs::fetch_archived)
}

type Ask = fn(&Tx<'_>, DocumentId) -> postil_core::Result<Document>;

fn ask(app: &App, request: &OneRequest, ask: Ask) -> Result<Clip, ApiError> {
    let id = app.document(&request.id)?;
    let document = app.write(|tx| ask(tx, id))?;
    app.clip(document.id)?.ok_or_else(|| ApiError::bad_request("The clip is gone"))
}
