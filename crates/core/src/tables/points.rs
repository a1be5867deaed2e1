//! `points`: the outline of an article, a tree.

use std::collections::HashMap;

use fractional_index::FractionalIndex;
use rusqlite::Connection;

use crate::{DocumentId, PointId, Result, SnapshotId, Voice};

/// A place in a snapshot's text (W3C TextQuoteSelector and TextPositionSelector).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The text of the place.
    pub quote: String,
    /// Up to 32 characters before it.
    pub prefix: String,
    /// Up to 32 characters after it.
    pub suffix: String,
    /// Where it begins, in Unicode scalar values.
    pub start: u32,
    /// Where it ends, in Unicode scalar values.
    pub end: u32,
}

/// A point to be written: a line of an outline with those beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPoint {
    /// The line.
    pub text: String,
    /// Whose words it is.
    pub voice: Voice,
    /// The passage that it speaks of.
    pub anchor: Option<Anchor>,
    /// The points beneath it.
    pub children: Vec<NewPoint>,
}

/// A line of an outline with those beneath it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its identity.
    pub id: PointId,
    /// The line.
    pub text: String,
    /// Whose words it is.
    pub voice: Voice,
    /// The passage that it speaks of.
    pub anchor: Option<Anchor>,
    /// The points beneath it.
    pub children: Vec<Point>,
}

/// Writes a drafted outline in the place of the drafted one that was there.
///
/// # Errors
/// When the database fails.
pub fn replace_draft(
    conn: &Connection,
    new_id: &dyn Fn() -> uuid::Uuid,
    document: DocumentId,
    snapshot: SnapshotId,
    outline: &[NewPoint],
) -> Result<()> {
    conn.execute("DELETE FROM points WHERE document_id = ?1 AND drafted = 1", [document])?;
    let mut draft = Draft { conn, new_id, document, snapshot, rank: FractionalIndex::default() };
    draft.add(None, outline)
}

struct Draft<'a> {
    conn: &'a Connection,
    new_id: &'a dyn Fn() -> uuid::Uuid,
    document: DocumentId,
    snapshot: SnapshotId,
    rank: FractionalIndex,
}

impl Draft<'_> {
    fn add(&mut self, parent: Option<PointId>, points: &[NewPoint]) -> Result<()> {
        for point in points {
            let id = PointId((self.new_id)());
            let anchor = point.anchor.as_ref();
            self.conn
                .prepare_cached(
                    "INSERT INTO points (id, document_id, snapshot_id, parent_id, rank, text, voice, drafted,
                         quote, prefix, suffix, start, \"end\")
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8, ?9, ?10, ?11, ?12)",
                )?
                .execute(rusqlite::params![
                    id,
                    self.document,
                    self.snapshot,
                    parent,
                    self.rank.to_string(),
                    point.text,
                    point.voice,
                    anchor.map(|a| &a.quote),
                    anchor.map(|a| &a.prefix),
                    anchor.map(|a| &a.suffix),
                    anchor.map(|a| a.start),
                    anchor.map(|a| a.end),
                ])?;
            self.rank = FractionalIndex::new_after(&self.rank);
            self.add(Some(id), &point.children)?;
        }
        Ok(())
    }
}

/// The outline of an article.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: DocumentId) -> Result<Vec<Point>> {
    let mut statement = conn.prepare_cached(
        "SELECT id, parent_id, text, voice, quote, prefix, suffix, start, \"end\"
         FROM points WHERE document_id = ?1 ORDER BY rank",
    )?;
    let rows = statement.query_map([id], |row| {
        let quote: Option<String> = row.get(4)?;
        let anchor = match quote {
            Some(quote) => {
                Some(Anchor { quote, prefix: row.get(5)?, suffix: row.get(6)?, start: row.get(7)?, end: row.get(8)? })
            }
            None => None,
        };
        let point = Point { id: row.get(0)?, text: row.get(2)?, voice: row.get(3)?, anchor, children: Vec::new() };
        Ok((row.get::<_, Option<PointId>>(1)?, point))
    })?;
    let mut children: HashMap<Option<PointId>, Vec<Point>> = HashMap::new();
    for row in rows {
        let (parent, point) = row?;
        children.entry(parent).or_default().push(point);
    }
    Ok(gather(&mut children, None))
}

fn gather(children: &mut HashMap<Option<PointId>, Vec<Point>>, parent: Option<PointId>) -> Vec<Point> {
    let mut points = children.remove(&parent).unwrap_or_default();
    for point in &mut points {
        point.children = gather(children, Some(point.id));
    }
    points
}

/// The lines of an outline, in order, as one text, set apart by " · ".
///
/// # Errors
/// When the database fails.
pub fn text_of(conn: &Connection, id: DocumentId) -> Result<String> {
    let mut statement = conn.prepare_cached("SELECT text FROM points WHERE document_id = ?1 ORDER BY rank")?;
    let rows = statement.query_map([id], |row| row.get::<_, String>(0))?;
    Ok(rows.collect::<Result<Vec<_>, _>>()?.join(" · "))
}

/// How many points the outline of an article has.
///
/// # Errors
/// When the database fails.
pub fn count(conn: &Connection, id: DocumentId) -> Result<u32> {
    Ok(conn.prepare_cached("SELECT count(*) FROM points WHERE document_id = ?1")?.query_row([id], |row| row.get(0))?)
}
