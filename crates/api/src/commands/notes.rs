use postil_core::{Error, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SaveRequest;
use crate::wire::{DocumentRef, Saved};
use crate::{ApiError, App, convert};

/// What a nameless note is called; further ones get a number.
const UNTITLED: &str = "Untitled";

/// A note to create.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CreateRequest {
    /// Its title. Empty: Untitled, with a number if need be.
    pub title: String,
    /// Its first text.
    pub markdown: String,
}

pub(super) fn note_create(app: &App, request: CreateRequest) -> Result<DocumentRef, ApiError> {
    let nameless = request.title.trim().is_empty() || request.title.trim() == UNTITLED;
    let note = app.write(|tx| {
        if !nameless {
            return verbs::create_note(tx, &request.title, &request.markdown);
        }
        let mut title = UNTITLED.to_owned();
        let mut number = 2;
        loop {
            match verbs::create_note(tx, &title, &request.markdown) {
                Err(Error::TitleTaken(_)) => title = format!("{UNTITLED} {number}"),
                created => return created,
            }
            number += 1;
        }
    })?;
    Ok(convert::document_ref(&note))
}

pub(super) fn note_save(app: &App, request: SaveRequest) -> Result<Saved, ApiError> {
    let id = app.document(&request.id)?;
    let markdown = app.write(|tx| verbs::save_note(tx, id, &request.base, &request.markdown))?;
    Ok(Saved { id: id.to_string(), markdown, saved_at: convert::time(app.inner.library.now()) })
}
