//! `points`: the outline of an article, a tree.

use std::collections::HashMap;

use fractional_index::FractionalIndex;
use rusqlite::Connection;

use crate::tables::merges::MovedPoint;
use crate::{Anchor, DocumentId, PointId, Result, SnapshotId, Voice};

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

/// Writes a drafted outline in the place of the drafted one that was there. Points that are not drafted stay; those that
/// stood beneath a drafted one stand at the top then.
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
    conn.prepare_cached(
        "UPDATE points SET parent_id = NULL WHERE document_id = ?1 AND drafted = 0
             AND parent_id IN (SELECT id FROM points WHERE document_id = ?1 AND drafted = 1)",
    )?
    .execute([document])?;
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
