use postil_core::{DocumentId, Result as CoreResult, Tx, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::wire::{ClipsChanged, DocumentRef};
use crate::{ApiError, App, convert};

/// Which clips are meant.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ClipsRequest {
    /// Their articles; `null` for all clips.
    pub ids: Option<Vec<String>>,
}

pub(super) fn clip_pause(app: &App, request: ClipsRequest) -> Result<ClipsChanged, ApiError> {
    change(app, request, |tx, ids| Ok((verbs::pause_clips(tx, ids)?, Vec::new())))
}

pub(super) fn clip_resume(app: &App, request: ClipsRequest) -> Result<ClipsChanged, ApiError> {
    change(app, request, |tx, ids| Ok((verbs::resume_clips(tx, ids)?, Vec::new())))
}

pub(super) fn clip_retry(app: &App, request: ClipsRequest) -> Result<ClipsChanged, ApiError> {
    change(app, request, |tx, ids| Ok((verbs::retry_clips(tx, ids)?, Vec::new())))
}

pub(super) fn clip_cancel(app: &App, request: ClipsRequest) -> Result<ClipsChanged, ApiError> {
    change(app, request, |tx, ids| {
        let cancelled = verbs::cancel_clips(tx, ids)?;
        let changed = u32::try_from(cancelled.len()).unwrap_or(u32::MAX);
        let binned = cancelled.iter().filter(|one| one.binned).map(|one| convert::document_ref(&one.document));
        Ok((changed, binned.collect()))
    })
}

type Change = fn(&Tx<'_>, Option<&[DocumentId]>) -> CoreResult<(u32, Vec<DocumentRef>)>;

fn change(app: &App, request: ClipsRequest, change: Change) -> Result<ClipsChanged, ApiError> {
    let ids =
        request.ids.map(|ids| ids.iter().map(|id| app.document(id)).collect::<Result<Vec<_>, _>>()).transpose()?;
    let (changed, binned) = app.write(|tx| change(tx, ids.as_deref()))?;
    let now = app.inner.library.now();
    let queue = app.read(|conn| convert::queue(conn, now))?;
    Ok(ClipsChanged { changed, binned, queue })
}
