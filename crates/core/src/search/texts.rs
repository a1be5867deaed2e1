//! What the index holds of a document: its texts, and what it is filtered and counted by.

use rusqlite::{Connection, OptionalExtension, Row};

use super::fields::PARTS;
use super::fold::fold;
use crate::tables::articles::Article;
use crate::tables::documents::Document;
use crate::{ClipState, DocumentId, Kind, Millis, Part, Result, SnapshotId, links, tables, url};

/// What is indexed of a document.
pub(super) struct Texts {
    /// What it is.
    pub kind: Kind,
    /// When it came into the library.
    pub saved_at: Millis,
    /// Its texts, in the order of [`PARTS`].
    pub parts: [String; 5],
    /// Its tags, as they are written.
    pub tags: Vec<String>,
    /// Its host.
    pub host: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// What it is.
    pub flags: Vec<&'static str>,
    /// Its title, to sort by.
    pub title_key: String,
}

/// Reads what is indexed of a document, or `None` when it is gone.
pub(super) fn texts(conn: &Connection, id: DocumentId) -> Result<Option<Texts>> {
    let Some(document) = present(conn, id)? else { return Ok(None) };
    let article = tables::articles::get(conn, id)?;
    let stored = Stored {
        kind: document.kind,
        title: document.title.clone(),
        url: None,
        id,
        snapshot_id: article.as_ref().and_then(|article| article.snapshot_id),
    };
    let mut parts: [String; 5] = Default::default();
    for (text, (part, _)) in parts.iter_mut().zip(PARTS) {
        *text = stored.text(conn, part)?;
    }
    let tags = tables::tags::of(conn, id)?;
    let flags = flags(conn, &document, article.as_ref(), &tags)?;
    let host = article.as_ref().and_then(|a| url::site(&a.canonical_url));
    Ok(Some(Texts {
        kind: document.kind,
        saved_at: document.saved_at,
        title_key: sort_key(&document.title),
        parts,
        tags,
        host,
        author: article.as_ref().and_then(|a| a.byline.clone()),
        lang: article.as_ref().and_then(|a| a.lang.clone()),
        published: article.and_then(|a| a.published_at),
        flags,
    }))
}

/// A title as it is sorted by: folded, from its first letter or digit on.
fn sort_key(title: &str) -> String {
    fold(title.trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// A document that can be found: neither in the bin nor merged into another.
pub(super) fn present(conn: &Connection, id: DocumentId) -> Result<Option<Document>> {
    let found = tables::documents::find(conn, id)?;
    Ok(found.filter(|document| document.deleted_at.is_none() && document.merged_into.is_none()))
}

/// A document that can be found, whose texts are read when they are asked for.
pub(super) struct Stored {
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its address, of an article.
    pub url: Option<String>,
    id: DocumentId,
    snapshot_id: Option<SnapshotId>,
}

impl Stored {
    /// Reads a document, unless it is in the bin or merged into another.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn read(conn: &Connection, id: DocumentId) -> Result<Option<Self>> {
        let mut statement = conn.prepare_cached(
            "SELECT kind, title, url, snapshot_id FROM documents LEFT JOIN articles ON document_id = documents.id
             WHERE documents.id = ?1 AND deleted_at IS NULL AND merged_into IS NULL",
        )?;
        let read = |row: &Row<'_>| {
            let (kind, title, url) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Self { kind, title, url, id, snapshot_id: row.get(3)? })
        };
        Ok(statement.query_row([id], read).optional()?)
    }

    /// The text of one part.
    ///
    /// # Errors
    /// When the database fails.
    pub(super) fn text(&self, conn: &Connection, part: Part) -> Result<String> {
        match part {
            Part::Title => Ok(self.title.clone()),
            Part::Body => match (self.kind, self.snapshot_id) {
                (Kind::Article, None) => Ok(String::new()),
                (Kind::Article, Some(snapshot)) => {
                    let mut statement = conn.prepare_cached("SELECT text FROM snapshots WHERE id = ?1")?;
                    Ok(statement.query_row([snapshot], |row| row.get(0))?)
                }
                _ => Ok(tables::notes::get(conn, self.id)?.map(|own| links::plain(&own)).unwrap_or_default()),
            },
            Part::Commentary => Ok(links::plain(&tables::commentary::get(conn, self.id)?)),
            Part::Outline => tables::points::text_of(conn, self.id),
            Part::Highlight => tables::highlights::text_of(conn, self.id),
        }
    }
}

fn flags(
    conn: &Connection,
    document: &Document,
    article: Option<&Article>,
    tags: &[String],
) -> Result<Vec<&'static str>> {
    let mut flags = Vec::new();
    if tags.is_empty() {
        flags.push("untagged");
    }
    if let Some(article) = article {
        flags.push(tables::readings::of(conn, document.id)?.state.as_str());
        if tables::clips::of(conn, document.id)?.is_some_and(|clip| clip.state == ClipState::Failed) {
            flags.push("failed");
        }
        if is_orphaned(conn, document.id, article)? {
            flags.push("orphaned");
        }
    }
    Ok(flags)
}

/// Whether an article has a highlight, or a point of its outline, whose passage is not in the text that is shown.
fn is_orphaned(conn: &Connection, id: DocumentId, article: &Article) -> Result<bool> {
    let mut statement = conn.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM highlights WHERE document_id = ?1 AND deleted_at IS NULL AND snapshot_id IS NOT ?2)
             OR EXISTS (SELECT 1 FROM points WHERE document_id = ?1 AND deleted_at IS NULL AND quote IS NOT NULL
                 AND snapshot_id IS NOT ?2)",
    )?;
    Ok(statement.query_row((id, article.snapshot_id), |row| row.get(0))?)
}
