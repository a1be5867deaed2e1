use postil_core::verbs;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OneRequest;
use crate::wire::{Clip, ClipState};
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
    if begun.known {
        return Ok(Clip {
            id: begun.document.id.to_string(),
            url: typed.to_string(),
            title: begun.document.title,
            state: ClipState::Known,
            fetching: false,
            verdict: app.clip(begun.document.id)?.and_then(|clip| clip.verdict),
            error: None,
            attempts: 0,
            next_attempt_at: None,
        });
    }
    app.clip(begun.document.id)?.ok_or_else(|| ApiError::bad_request("The clip is gone"))
}

pub(super) fn article_fetch(app: &App, request: OneRequest) -> Result<Clip, ApiError> {
    let id = app.document(&request.id)?;
    let document = app.write(|tx| verbs::fetch_again(tx, id))?;
    app.clip(document.id)?.ok_or_else(|| ApiError::bad_request("The clip is gone"))
}
