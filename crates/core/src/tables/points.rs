//! `points`: the outline of an article, a tree.

use std::collections::{HashMap, HashSet};

use fractional_index::FractionalIndex;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::tables::merges::MovedPoint;
use crate::{Anchor, DocumentId, Millis, PointId, Result, SnapshotId, Voice};

/// A point to be written: a line of an outline with those beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPoint {
    /// The line.
    pub text: String,
    /// Whose words it is.
    pub voice: Voice,
    /// The passage that it speaks of.
    pub anchor: Option<Anchor>,
    /// Whether a passage that says the same was looked for and not found.
    pub unsupported: bool,
    /// The points beneath it.
    pub children: Vec<NewPoint>,
}

/// A line of an outline with those beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The line itself.
    pub row: PointRow,
    /// The points beneath it.
    pub children: Vec<Point>,
}

/// A line of an outline, as its row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PointRow {
    /// Its identity.
    pub id: PointId,
    /// The article.
    pub document_id: DocumentId,
    /// The snapshot that its anchor is a place of.
    pub snapshot_id: Option<SnapshotId>,
    /// The point above it.
    pub parent_id: Option<PointId>,
    /// Its place among the points beneath the same one: a fractional index.
    pub rank: String,
    /// The line.
    pub text: String,
    /// Whose words it is.
    pub voice: Voice,
    /// Whether it was drafted, and no person has touched it since.
    pub drafted: bool,
    /// Whether what is beneath it is folded away.
    pub folded: bool,
    /// When it was deleted.
    pub deleted_at: Option<Millis>,
    /// The passage that it speaks of.
    pub anchor: Option<Anchor>,
    /// Where something like the passage stands in the snapshot that is shown, when the passage itself does not.
    pub guess: Option<(u32, u32)>,
    /// Whether it was drafted, and no passage was found that says the same.
    #[serde(default)]
    pub unsupported: bool,
}

const COLUMNS: &str = "id, document_id, snapshot_id, parent_id, rank, text, voice, drafted, folded, deleted_at,
    quote, prefix, suffix, start, \"end\", guess_start, guess_end, unsupported";

fn read(row: &Row<'_>) -> rusqlite::Result<PointRow> {
    let quote: Option<String> = row.get(10)?;
    let anchor = match quote {
        Some(quote) => {
            Some(Anchor { quote, prefix: row.get(11)?, suffix: row.get(12)?, start: row.get(13)?, end: row.get(14)? })
        }
        None => None,
    };
    let guess: (Option<u32>, Option<u32>) = (row.get(15)?, row.get(16)?);
    Ok(PointRow {
        id: row.get(0)?,
        document_id: row.get(1)?,
        snapshot_id: row.get(2)?,
        parent_id: row.get(3)?,
        rank: row.get(4)?,
        text: row.get(5)?,
        voice: row.get(6)?,
        drafted: row.get(7)?,
        folded: row.get(8)?,
        deleted_at: row.get(9)?,
        anchor,
        guess: guess.0.zip(guess.1),
        unsupported: row.get(17)?,
    })
}

/// A point, deleted or not.
///
/// # Errors
/// When the database fails.
pub fn get(conn: &Connection, id: PointId) -> Result<Option<PointRow>> {
    let mut statement = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM points WHERE id = ?1"))?;
    Ok(statement.query_row([id], read).optional()?)
}

/// Writes a point.
///
/// # Errors
/// When the database fails.
pub fn put(conn: &Connection, point: &PointRow) -> Result<()> {
    let anchor = point.anchor.as_ref();
    conn.prepare_cached(&format!(
        "INSERT OR REPLACE INTO points ({COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"
    ))?
    .execute(rusqlite::params![
        point.id,
        point.document_id,
        point.snapshot_id,
        point.parent_id,
        point.rank,
        point.text,
        point.voice,
        point.drafted,
        point.folded,
        point.deleted_at,
        anchor.map(|a| &a.quote),
        anchor.map(|a| &a.prefix),
        anchor.map(|a| &a.suffix),
        anchor.map(|a| a.start),
        anchor.map(|a| a.end),
        point.guess.map(|guess| guess.0),
        point.guess.map(|guess| guess.1),
        point.unsupported,
    ])?;
    Ok(())
}

/// The points of an article that are not deleted; those beneath the same point stand in order.
///
/// # Errors
/// When the database fails.
pub fn rows(conn: &Connection, id: DocumentId) -> Result<Vec<PointRow>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM points WHERE document_id = ?1 AND deleted_at IS NULL ORDER BY rank, id"
    ))?;
    let rows = statement.query_map([id], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The outline of an article.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: DocumentId) -> Result<Vec<Point>> {
    let mut children: HashMap<Option<PointId>, Vec<Point>> = HashMap::new();
    for row in rows(conn, id)? {
        children.entry(row.parent_id).or_default().push(Point { row, children: Vec::new() });
    }
    Ok(gather(&mut children, None))
}

fn gather(children: &mut HashMap<Option<PointId>, Vec<Point>>, parent: Option<PointId>) -> Vec<Point> {
    let mut points = children.remove(&parent).unwrap_or_default();
    for point in &mut points {
        point.children = gather(children, Some(point.row.id));
    }
    points
}

/// Forgets the points that were drafted and that nobody has touched, and lets those beneath them stand at the top.
///
/// # Errors
/// When the database fails.
pub fn forget_draft(conn: &Connection, id: DocumentId) -> Result<()> {
    conn.prepare_cached(
        "UPDATE points SET parent_id = NULL WHERE document_id = ?1 AND drafted = 0
             AND parent_id IN (SELECT id FROM points WHERE document_id = ?1 AND drafted = 1)",
    )?
    .execute([id])?;
    conn.prepare_cached("DELETE FROM points WHERE document_id = ?1 AND drafted = 1")?.execute([id])?;
    Ok(())
}

/// The quotes of the points that a person deleted: what a new draft does not bring back.
///
/// # Errors
/// When the database fails.
pub fn deleted_quotes(conn: &Connection, id: DocumentId) -> Result<HashSet<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT quote FROM points WHERE document_id = ?1 AND deleted_at IS NOT NULL AND quote IS NOT NULL",
    )?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The lines of an outline, in order, as one text, set apart by " · ".
///
/// # Errors
/// When the database fails.
pub fn text_of(conn: &Connection, id: DocumentId) -> Result<String> {
    let mut statement =
        conn.prepare_cached("SELECT text FROM points WHERE document_id = ?1 AND deleted_at IS NULL ORDER BY rank")?;
    let rows = statement.query_map([id], |row| row.get::<_, String>(0))?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?.join(" · "))
}

/// How many points the outline of an article has.
///
/// # Errors
/// When the database fails.
pub fn count(conn: &Connection, id: DocumentId) -> Result<u32> {
    Ok(conn
        .prepare_cached("SELECT count(*) FROM points WHERE document_id = ?1 AND deleted_at IS NULL")?
        .query_row([id], |row| row.get(0))?)
}

/// Moves the points that a person wrote from one article to the end of another's. `place` finds an anchor's quote in the
/// other's text; where it does not, the anchor stays as it is. Answers the points as they stood.
///
/// # Errors
/// When the database fails.
pub fn move_own(
    conn: &Connection,
    from: DocumentId,
    to: DocumentId,
    snapshot: Option<SnapshotId>,
    place: impl Fn(&str, u32) -> Option<(u32, u32)>,
) -> Result<Vec<MovedPoint>> {
    let mut own = conn.prepare_cached(
        "SELECT id, parent_id, rank, snapshot_id, start, \"end\", quote,
             parent_id IN (SELECT id FROM points WHERE document_id = ?1 AND drafted = 1)
         FROM points WHERE document_id = ?1 AND drafted = 0 ORDER BY rank",
    )?;
    let rows = own.query_map([from], |row| {
        let moved = MovedPoint {
            id: row.get(0)?,
            parent_id: row.get(1)?,
            rank: row.get(2)?,
            snapshot_id: row.get(3)?,
            start: row.get(4)?,
            end: row.get(5)?,
        };
        Ok((moved, row.get::<_, Option<String>>(6)?, row.get::<_, Option<bool>>(7)?.unwrap_or(false)))
    })?;
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let last: Option<String> = conn
        .prepare_cached("SELECT max(rank) FROM points WHERE document_id = ?1")?
        .query_row([to], |row| row.get(0))?;
    let mut rank = last.and_then(|rank| FractionalIndex::from_string(&rank).ok()).unwrap_or_default();
    let mut moved = Vec::with_capacity(rows.len());
    for (point, quote, parent_stays) in rows {
        rank = FractionalIndex::new_after(&rank);
        let found = quote.zip(point.start).and_then(|(quote, start)| place(&quote, start));
        let (start, end) = found.map_or((point.start, point.end), |(start, end)| (Some(start), Some(end)));
        let anchored_in = if found.is_some() { snapshot } else { point.snapshot_id };
        let parent = if parent_stays { None } else { point.parent_id };
        write_place(
            conn,
            to,
            &MovedPoint {
                parent_id: parent,
                rank: rank.to_string(),
                snapshot_id: anchored_in,
                start,
                end,
                ..point.clone()
            },
        )?;
        moved.push(point);
    }
    Ok(moved)
}

/// Moves points back to the article that they came from, as they stood there. One that is gone stays gone; of one that was
/// written anew meanwhile the words stay as they are.
///
/// # Errors
/// When the database fails.
pub fn move_back(conn: &Connection, to: DocumentId, points: &[MovedPoint]) -> Result<()> {
    // First all to the top: a parent may come after its child.
    for point in points {
        write_place(conn, to, &MovedPoint { parent_id: None, ..point.clone() })?;
    }
    for point in points {
        conn.prepare_cached(
            "UPDATE points SET parent_id = ?2 WHERE id = ?1 AND EXISTS (SELECT 1 FROM points WHERE id = ?2)",
        )?
        .execute((point.id, point.parent_id))?;
    }
    Ok(())
}

fn write_place(conn: &Connection, document: DocumentId, point: &MovedPoint) -> Result<()> {
    conn.prepare_cached(
        "UPDATE points SET document_id = ?2, parent_id = ?3, rank = ?4, snapshot_id = ?5, start = ?6, \"end\" = ?7
         WHERE id = ?1",
    )?
    .execute((point.id, document, point.parent_id, &point.rank, point.snapshot_id, point.start, point.end))?;
    Ok(())
}
