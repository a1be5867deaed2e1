//! `highlights`: passages that a person marked.

use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::{Anchor, Colour, DocumentId, HighlightId, Millis, Result, SnapshotId};

/// A marked passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// Its identity.
    pub id: HighlightId,
    /// The article.
    pub document_id: DocumentId,
    /// The snapshot that its anchor is a place of.
    pub snapshot_id: SnapshotId,
    /// Its colour.
    pub colour: Colour,
    /// What the person wrote of it, as Markdown; empty when nothing.
    pub comment: String,
    /// The passage.
    pub anchor: Anchor,
    /// Where something like the passage stands in the snapshot that is shown, when the passage itself does not.
    pub guess: Option<(u32, u32)>,
    /// When it was marked.
    pub created_at: Millis,
    /// When it last changed.
    pub updated_at: Millis,
    /// When it was deleted.
    pub deleted_at: Option<Millis>,
}

const COLUMNS: &str = "id, document_id, snapshot_id, colour, comment, quote, prefix, suffix, start, \"end\",
    guess_start, guess_end, created_at, updated_at, deleted_at";

fn read(row: &Row<'_>) -> rusqlite::Result<Highlight> {
    let guess: (Option<u32>, Option<u32>) = (row.get(10)?, row.get(11)?);
    Ok(Highlight {
        id: row.get(0)?,
        document_id: row.get(1)?,
        snapshot_id: row.get(2)?,
        colour: row.get(3)?,
        comment: row.get(4)?,
        anchor: Anchor {
            quote: row.get(5)?,
            prefix: row.get(6)?,
            suffix: row.get(7)?,
            start: row.get(8)?,
            end: row.get(9)?,
        },
        guess: guess.0.zip(guess.1),
        created_at: row.get(12)?,
        updated_at: row.get(13)?,
        deleted_at: row.get(14)?,
    })
}

/// A highlight, deleted or not.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, id: HighlightId) -> Result<Option<Highlight>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM highlights WHERE id = ?1"))?;
    Ok(statement.query_row([id], read).optional()?)
}

/// Writes a highlight.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, highlight: &Highlight) -> Result<()> {
    let Anchor { quote, prefix, suffix, start, end } = &highlight.anchor;
    conn.prepare_cached(&format!(
        "INSERT OR REPLACE INTO highlights ({COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
    ))?
    .execute(rusqlite::params![
        highlight.id,
        highlight.document_id,
        highlight.snapshot_id,
        highlight.colour,
        highlight.comment,
        quote,
        prefix,
        suffix,
        start,
        end,
        highlight.guess.map(|guess| guess.0),
        highlight.guess.map(|guess| guess.1),
        highlight.created_at,
        highlight.updated_at,
        highlight.deleted_at,
    ])?;
    Ok(())
}

/// The highlights of an article, in the order of the text.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: DocumentId) -> Result<Vec<Highlight>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM highlights WHERE document_id = ?1 AND deleted_at IS NULL ORDER BY start, id"
    ))?;
    let rows = statement.query_map([id], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The passages of an article with what was written of them, in the order of the text, as one text, set apart by " · ".
///
/// # Errors
/// When the database fails.
pub fn text_of(conn: &Connection, id: DocumentId) -> Result<String> {
    let mut words = Vec::new();
    for highlight in of(conn, id)? {
        words.push(highlight.anchor.quote);
        words.extend(Some(crate::links::plain(&highlight.comment)).filter(|comment| !comment.is_empty()));
    }
    Ok(words.join(" · "))
}

/// Which highlights are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Of this colour only.
    pub colour: Option<Colour>,
    /// Those with a comment only.
    pub commented: bool,
    /// Those only whose passage is not in the text that is shown.
    pub lost: bool,
    /// Those only whose passage, comment or article's title hold all of these words, in lower case.
    pub words: Vec<String>,
}

/// A highlight in the list of all of them, with the title of its article, and whether its passage is in the text that is shown.
pub type Listed = (Highlight, String, bool);

/// Highlights of all articles that are not in the bin, newest first, after the one that is named.
///
/// # Errors
/// When the database fails.
pub fn page(
    conn: &Connection,
    wanted: &Wanted,
    after: Option<(Millis, HighlightId)>,
    limit: usize,
) -> Result<Vec<Listed>> {
    let columns = COLUMNS.split(',').map(|column| format!("h.{}", column.trim())).collect::<Vec<_>>().join(", ");
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {columns}, d.title, a.snapshot_id = h.snapshot_id
         FROM highlights h JOIN documents d ON d.id = h.document_id JOIN articles a ON a.document_id = h.document_id
         WHERE h.deleted_at IS NULL AND d.deleted_at IS NULL AND d.merged_into IS NULL
             AND (?1 IS NULL OR (h.created_at, h.id) < (?1, ?2)) AND (?3 IS NULL OR h.colour = ?3)
             AND (NOT ?4 OR h.comment <> '') AND (NOT ?5 OR a.snapshot_id <> h.snapshot_id)
         ORDER BY h.created_at DESC, h.id DESC"
    ))?;
    let (moment, id) = after.unzip();
    let mut rows = statement.query((moment, id, wanted.colour, wanted.commented, wanted.lost))?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let (highlight, title): (Highlight, String) = (read(row)?, row.get(15)?);
        let text = || format!("{}\n{}\n{title}", highlight.anchor.quote, highlight.comment).to_lowercase();
        if wanted.words.is_empty()
            || Some(text()).is_some_and(|text| wanted.words.iter().all(|word| text.contains(word)))
        {
            found.push((highlight, title, row.get::<_, Option<bool>>(16)?.unwrap_or(false)));
        }
        if found.len() == limit {
            break;
        }
    }
    Ok(found)
}

/// How many highlights there are.
///
/// # Errors
/// When the database fails.
pub fn count(conn: &Connection) -> Result<u32> {
    let mut statement = conn.prepare_cached(
        "SELECT count(*) FROM highlights h JOIN documents d ON d.id = h.document_id
         WHERE h.deleted_at IS NULL AND d.deleted_at IS NULL AND d.merged_into IS NULL",
    )?;
    Ok(statement.query_row([], |row| row.get(0))?)
}
