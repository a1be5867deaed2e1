//! Drafting an outline anew, beside what a person wrote or edited.

use std::collections::{HashMap, HashSet};

use fractional_index::FractionalIndex;
use rusqlite::Connection;

use crate::tables::points::{self, NewPoint, PointRow};
use crate::{DocumentId, PointId, Result, SnapshotId, Tx};

/// Puts a drafted outline in the place of the drafted one that was there. What a person wrote, edited or moved stays, beneath the
/// same point if it was drafted again and after the same one; what a person deleted does not come back, and of a sentence that
/// a person's point speaks of no second point is made.
///
/// # Errors
/// When the database fails.
pub fn redraft(tx: &Tx<'_>, document: DocumentId, snapshot: SnapshotId, outline: &[NewPoint]) -> Result<()> {
    let conn = tx.conn();
    let before = points::rows(conn, document)?;
    let own: Vec<&PointRow> = before.iter().filter(|point| !point.drafted).collect();
    let mut taken = points::deleted_quotes(conn, document)?;
    let mut kept: HashMap<&str, PointId> = HashMap::new();
    for point in &own {
        if let Some(anchor) = &point.anchor {
            taken.insert(anchor.quote.clone());
            kept.entry(anchor.quote.as_str()).or_insert(point.id);
        }
    }
    let places: Vec<Place> = own.iter().map(|point| Place::of(point, &before)).collect();
    points::forget_draft(conn, document)?;
    let mut draft = Draft { tx, document, snapshot, taken, kept, children: HashMap::new(), by_text: HashMap::new() };
    draft.add(None, outline)?;
    let Draft { mut children, by_text, .. } = draft;
    if own.is_empty() {
        return Ok(());
    }
    for (point, place) in own.iter().zip(&places) {
        let parent = match (&place.parent, point.parent_id) {
            (Some(text), _) => by_text.get(text).copied(),
            (None, parent) => parent,
        };
        let siblings = children.entry(parent).or_default();
        // One whose parent is gone stands at the end.
        let at = if place.parent.is_some() && parent.is_none() { siblings.len() } else { place.among(siblings, point) };
        let row = PointRow { parent_id: parent, ..(*point).clone() };
        siblings.insert(at, row);
    }
    for rows in children.values() {
        rank(conn, rows)?;
    }
    Ok(())
}

/// Where a person's point stood.
struct Place {
    /// The text of the drafted point above it.
    parent: Option<String>,
    /// The point before it, and its text.
    after: Option<(PointId, String)>,
}

impl Place {
    fn of(point: &PointRow, all: &[PointRow]) -> Self {
        let parent = all.iter().find(|other| Some(other.id) == point.parent_id && other.drafted);
        let before = all.iter().filter(|other| other.parent_id == point.parent_id).take_while(|o| o.id != point.id);
        Self {
            parent: parent.map(|parent| parent.text.clone()),
            after: before.last().map(|other| (other.id, other.text.clone())),
        }
    }

    /// Its place among the points that are beneath the same one now.
    fn among(&self, siblings: &[PointRow], point: &PointRow) -> usize {
        let Some((id, text)) = &self.after else { return 0 };
        let same = siblings.iter().position(|other| other.id == *id || (other.drafted && other.text == *text));
        let start = |row: &PointRow| row.anchor.as_ref().map(|anchor| anchor.start);
        let by_text = || start(point).map(|at| siblings.partition_point(|other| start(other).is_none_or(|s| s < at)));
        same.map(|at| at + 1).or_else(by_text).unwrap_or(siblings.len())
    }
}

struct Draft<'a> {
    tx: &'a Tx<'a>,
    document: DocumentId,
    snapshot: SnapshotId,
    taken: HashSet<String>,
    /// A person's points by the sentence that they speak of: what is drafted beneath it goes beneath them.
    kept: HashMap<&'a str, PointId>,
    children: HashMap<Option<PointId>, Vec<PointRow>>,
    by_text: HashMap<String, PointId>,
}

impl Draft<'_> {
    fn add(&mut self, parent: Option<PointId>, outline: &[NewPoint]) -> Result<()> {
        let mut rank = FractionalIndex::default();
        for point in outline {
            let quote = point.anchor.as_ref().map(|anchor| anchor.quote.as_str());
            if let Some(quote) = quote.filter(|quote| self.taken.contains(*quote)) {
                let parent = self.kept.get(quote).copied().or(parent);
                self.add(parent, &point.children)?;
                continue;
            }
            let row = PointRow {
                id: PointId(self.tx.new_id()),
                document_id: self.document,
                snapshot_id: point.anchor.as_ref().map(|_| self.snapshot),
                parent_id: parent,
                rank: rank.to_string(),
                text: point.text.clone(),
                voice: point.voice,
                drafted: true,
                folded: false,
                deleted_at: None,
                anchor: point.anchor.clone(),
                guess: None,
                unsupported: point.unsupported,
            };
            rank = FractionalIndex::new_after(&rank);
            points::put(self.tx.conn(), &row)?;
            let id = row.id;
            self.by_text.entry(row.text.clone()).or_insert(id);
            self.children.entry(parent).or_default().push(row);
            self.add(Some(id), &point.children)?;
        }
        Ok(())
    }
}

/// Writes points in this order beneath the same one.
fn rank(conn: &Connection, rows: &[PointRow]) -> Result<()> {
    let mut rank = FractionalIndex::default();
    for row in rows {
        points::put(conn, &PointRow { rank: rank.to_string(), ..row.clone() })?;
        rank = FractionalIndex::new_after(&rank);
    }
    Ok(())
}
