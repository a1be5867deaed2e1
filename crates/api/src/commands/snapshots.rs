use postil_core::tables::snapshots::{self, SnapshotRow};
use postil_core::tables::{articles, documents, images};
use postil_core::{DocumentId, Error, SnapshotId, compare};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OneRequest;
use crate::wire::{Change, Comparison, Piece, Snapshot, SnapshotText, Stretch};
use crate::{ApiError, App, convert};

/// A snapshot to read.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct SnapshotRequest {
    /// The article.
    pub id: String,
    /// The snapshot: its id, or its number in the list, the oldest being 1.
    pub snapshot: String,
}

/// Two snapshots to compare.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CompareRequest {
    /// The article.
    pub id: String,
    /// The old one: its id or its number. Without it, the one before the new one.
    pub from: Option<String>,
    /// The new one. Without it, the one that is shown.
    pub to: Option<String>,
}

/// The snapshots of an article, and which one is shown.
struct Shelf {
    title: String,
    rows: Vec<SnapshotRow>,
    current: Option<SnapshotId>,
}

impl Shelf {
    fn of(conn: &Connection, id: DocumentId) -> Result<Self, Error> {
        let title = documents::get(conn, id)?.title;
        let article = articles::get(conn, id)?;
        let Some(article) = article else {
            return Err(Error::WrongKind { title, kind: "a note", wanted: "an article" });
        };
        Ok(Self { title, rows: snapshots::of(conn, id)?, current: article.snapshot_id })
    }

    /// The place of a snapshot that is called by its id or its number.
    fn find(&self, name: &str) -> Result<usize, Error> {
        let by_id = name.parse::<SnapshotId>().ok().and_then(|id| self.rows.iter().position(|row| row.id == id));
        let by_number = || name.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < self.rows.len());
        by_id.or_else(by_number).ok_or_else(|| Error::NoSnapshot { title: self.title.clone(), name: name.to_owned() })
    }

    fn wire(&self, at: usize) -> Snapshot {
        convert::snapshot(&self.rows[at], self.current)
    }

    fn read(&self, conn: &Connection, at: usize) -> Result<snapshots::Snapshot, Error> {
        let id = self.rows[at].id;
        let gone = || Error::NoSnapshot { title: self.title.clone(), name: id.to_string() };
        snapshots::get(conn, id)?.ok_or_else(gone)
    }
}

pub(super) fn snapshot_list(app: &App, request: OneRequest) -> Result<Vec<Snapshot>, ApiError> {
    let id = app.document(&request.id)?;
    app.read(|conn| {
        let shelf = Shelf::of(conn, id)?;
        Ok((0..shelf.rows.len()).map(|at| shelf.wire(at)).collect())
    })
}

pub(super) fn snapshot_show(app: &App, request: SnapshotRequest) -> Result<SnapshotText, ApiError> {
    let id = app.document(&request.id)?;
    app.read(|conn| {
        let shelf = Shelf::of(conn, id)?;
        let at = shelf.find(&request.snapshot)?;
        let found = shelf.read(conn, at)?;
        let images = images::of(conn, found.id)?;
        Ok(SnapshotText {
            snapshot: shelf.wire(at),
            text: found.text,
            html: found.html,
            markdown: found.markdown,
            images: images.into_iter().map(|(url, blob)| (url, blob.to_string())).collect(),
        })
    })
}

pub(super) fn snapshot_compare(app: &App, request: CompareRequest) -> Result<Comparison, ApiError> {
    let id = app.document(&request.id)?;
    let (from, to, old, new) = app.read(|conn| {
        let shelf = Shelf::of(conn, id)?;
        let none = || Error::NoSnapshot { title: shelf.title.clone(), name: "to compare with".into() };
        let current = || shelf.rows.iter().position(|row| Some(row.id) == shelf.current).ok_or_else(none);
        let (from, to) = match (&request.from, &request.to) {
            (Some(from), Some(to)) => (shelf.find(from)?, shelf.find(to)?),
            (Some(from), None) => (shelf.find(from)?, current()?),
            (None, to) => {
                let to = to.as_ref().map_or_else(current, |to| shelf.find(to))?;
                // With nothing before it, what came after is of interest.
                match (to.checked_sub(1), to + 1 < shelf.rows.len()) {
                    (Some(before), _) => (before, to),
                    (None, true) => (to, to + 1),
                    (None, false) => return Err(none()),
                }
            }
        };
        Ok((shelf.wire(from), shelf.wire(to), shelf.read(conn, from)?.text, shelf.read(conn, to)?.text))
    })?;
    let found = compare::compare(&old, &new);
    Ok(Comparison {
        from,
        to,
        same: found.is_empty(),
        words_added: found.counts.words_added,
        words_removed: found.counts.words_removed,
        paragraphs_added: found.counts.paragraphs_added,
        paragraphs_removed: found.counts.paragraphs_removed,
        paragraphs_changed: found.counts.paragraphs_changed,
        stretches: found.stretches.into_iter().map(stretch).collect(),
    })
}

pub(super) fn stretch(stretch: compare::Stretch) -> Stretch {
    match stretch {
        compare::Stretch::Same(paragraphs) => Stretch::Same { paragraphs },
        compare::Stretch::Added(text) => Stretch::Added { text },
        compare::Stretch::Removed(text) => Stretch::Removed { text },
        compare::Stretch::Changed(pieces) => Stretch::Changed { pieces: pieces.into_iter().map(piece).collect() },
    }
}

fn piece(piece: compare::Piece) -> Piece {
    let change = match piece.change {
        compare::Change::Same => Change::Same,
        compare::Change::Added => Change::Added,
        compare::Change::Removed => Change::Removed,
    };
    Piece { change, text: piece.text }
}
