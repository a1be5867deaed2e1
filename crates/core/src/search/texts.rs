//! The texts of a document that are searched.

use rusqlite::Connection;

use crate::{DocumentId, Kind, Part, Result, links, tables};

/// The texts of a document that is not in the bin.
pub(super) struct Texts {
    pub kind: Kind,
    pub title: String,
    pub url: Option<String>,
    pub body: String,
    pub outline: String,
    pub commentary: String,
    pub highlight: String,
}

impl Texts {
    /// Each part with its text.
    pub fn parts(&self) -> [(Part, &str); 5] {
        [
            (Part::Title, &self.title),
            (Part::Commentary, &self.commentary),
            (Part::Outline, &self.outline),
            (Part::Highlight, &self.highlight),
            (Part::Body, &self.body),
        ]
    }
}

/// Reads the texts of a document, or `None` when it is gone.
pub(super) fn texts(conn: &Connection, id: DocumentId) -> Result<Option<Texts>> {
    let Some(document) = tables::documents::find(conn, id)? else { return Ok(None) };
    if document.deleted_at.is_some() || document.merged_into.is_some() {
        return Ok(None);
    }
    let article = tables::articles::get(conn, id)?;
    let snapshot = match article.as_ref().and_then(|a| a.snapshot_id) {
        Some(snapshot) => tables::snapshots::get(conn, snapshot)?,
        None => None,
    };
    let note = tables::notes::get(conn, id)?;
    let body = snapshot.map(|s| s.text).or_else(|| note.map(|markdown| links::plain(&markdown)));
    Ok(Some(Texts {
        kind: document.kind,
        title: document.title,
        url: article.map(|a| a.url),
        body: body.unwrap_or_default(),
        outline: tables::points::text_of(conn, id)?,
        commentary: links::plain(&tables::commentary::get(conn, id)?),
        highlight: tables::highlights::text_of(conn, id)?,
    }))
}
