use postil_core::{tables, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SaveRequest;
use crate::wire::{DocumentRef, Saved};
use crate::{ApiError, App, convert};

pub(super) fn commentary_save(app: &App, request: SaveRequest) -> Result<Saved, ApiError> {
    let id = app.document(&request.id)?;
    let markdown = app.write(|tx| verbs::save_commentary(tx, id, &request.base, &request.markdown))?;
    Ok(Saved { id: id.to_string(), markdown, saved_at: convert::time(app.inner.library.now()) })
}

/// What to add to a commentary.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct AppendRequest {
    /// The article.
    pub id: String,
    /// Markdown.
    pub markdown: String,
}

pub(super) fn commentary_append(app: &App, request: AppendRequest) -> Result<DocumentRef, ApiError> {
    let id = app.document(&request.id)?;
    let document = app.write(|tx| {
        verbs::append_commentary(tx, id, &request.markdown)?;
        tables::documents::get(tx.conn(), id)
    })?;
    Ok(convert::document_ref(&document))
}
