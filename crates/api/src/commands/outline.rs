use std::str::FromStr;

use postil_core::verbs::{self, Anchored};
use postil_core::{DocumentId, Error, PointId, Tx, tables};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OneRequest;
use crate::wire::{Margin, OutlineEdit};
use crate::{ApiError, App, capture, convert};

/// What to do to an outline.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct OutlineRequest {
    /// The article.
    pub id: String,
    /// What to do, in order; all of it or nothing.
    pub edits: Vec<OutlineEdit>,
    /// What goes together, such as typing in one point: edits of one gesture are undone at once.
    pub gesture: Option<String>,
}

pub(super) fn outline_edit(app: &App, request: OutlineRequest) -> Result<Margin, ApiError> {
    let id = app.document(&request.id)?;
    let edits = request.edits.into_iter().map(edit).collect::<Result<Vec<_>, _>>()?;
    write(app, id, |tx| verbs::edit_outline(tx, id, &edits, request.gesture.as_deref()))
}

/// Which point to fold.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct FoldRequest {
    /// The article.
    pub id: String,
    /// The point.
    pub point: String,
    /// Whether what is beneath it is folded away.
    pub folded: bool,
}

pub(super) fn outline_fold(app: &App, request: FoldRequest) -> Result<Margin, ApiError> {
    let id = app.document(&request.id)?;
    let of = point(&request.point)?;
    write(app, id, |tx| verbs::fold_point(tx, id, of, request.folded))
}

pub(super) fn outline_redraft(app: &App, request: OneRequest) -> Result<Margin, ApiError> {
    let id = app.document(&request.id)?;
    let shown = app.read(|conn| {
        let article = tables::articles::get(conn, id)?.and_then(|article| article.snapshot_id);
        article.map(|snapshot| tables::snapshots::get(conn, snapshot)).transpose()
    })?;
    let snapshot = shown.flatten().ok_or(Error::NoPlace)?;
    let drafted = postil_capture::outline(&snapshot.text, &snapshot.html);
    let points: Vec<_> = drafted.into_iter().map(capture::point).collect();
    write(app, id, |tx| {
        // Another process may have fetched the page anew meanwhile, and drafted that.
        let shown = tables::articles::get(tx.conn(), id)?.and_then(|article| article.snapshot_id);
        if shown == Some(snapshot.id) {
            verbs::redraft(tx, id, snapshot.id, &points)?;
            tx.touch(id);
        }
        Ok(())
    })
}

pub(super) fn edit_undo(app: &App, request: OneRequest) -> Result<Margin, ApiError> {
    let id = app.document(&request.id)?;
    write(app, id, |tx| verbs::undo_edit(tx, id).map(drop))
}

pub(super) fn edit_redo(app: &App, request: OneRequest) -> Result<Margin, ApiError> {
    let id = app.document(&request.id)?;
    write(app, id, |tx| verbs::redo_edit(tx, id).map(drop))
}

/// Where to place an anchor by hand.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PlaceRequest {
    /// The point or highlight whose anchor it is.
    pub of: AnchoredKind,
    /// Its identity.
    pub id: String,
    /// Where the passage begins in the text that is shown, in Unicode scalar values.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// What has an anchor.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnchoredKind {
    /// A point of an outline.
    Point,
    /// A highlight.
    Highlight,
}

pub(super) fn anchor_place(app: &App, request: PlaceRequest) -> Result<Margin, ApiError> {
    let of = match request.of {
        AnchoredKind::Point => Anchored::Point(point(&request.id)?),
        AnchoredKind::Highlight => Anchored::Highlight(super::highlights::highlight(&request.id)?),
    };
    app.write(|tx| {
        let id = verbs::place_anchor(tx, of, (request.start, request.end))?;
        convert::margin(tx.conn(), id)
    })
}

/// Writes, and answers what stands beside the article then.
pub(super) fn write(
    app: &App,
    id: DocumentId,
    write: impl FnOnce(&Tx<'_>) -> postil_core::Result<()>,
) -> Result<Margin, ApiError> {
    app.write(|tx| {
        write(tx)?;
        convert::margin(tx.conn(), id)
    })
}

fn point(id: &str) -> Result<PointId, ApiError> {
    PointId::from_str(id).map_err(|_| Error::NoPoint(id.to_owned()).into())
}

fn edit(edit: OutlineEdit) -> Result<verbs::OutlineEdit, ApiError> {
    let maybe = |id: Option<String>| id.as_deref().map(point).transpose();
    Ok(match edit {
        OutlineEdit::Add { point: id, parent, after, text, voice, place } => verbs::OutlineEdit::Add {
            id: point(&id)?,
            parent: maybe(parent)?,
            after: maybe(after)?,
            text,
            voice: voice.into(),
            place,
        },
        OutlineEdit::Text { point: id, text } => verbs::OutlineEdit::Text { id: point(&id)?, text },
        OutlineEdit::Move { point: id, parent, after } => {
            verbs::OutlineEdit::Move { id: point(&id)?, parent: maybe(parent)?, after: maybe(after)? }
        }
        OutlineEdit::Voice { point: id, voice } => verbs::OutlineEdit::Voice { id: point(&id)?, voice: voice.into() },
        OutlineEdit::Delete { point: id } => verbs::OutlineEdit::Delete { id: point(&id)? },
    })
}
