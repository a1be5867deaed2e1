//! Marking passages.

use super::edits::Ledger;
use super::outline::anchor_in_shown;
use crate::anchors::{Anchor, Placement, Placer};
use crate::tables::highlights::{self, Highlight};
use crate::tables::points::{self, PointRow};
use crate::tables::snapshots;
use crate::{Colour, DocumentId, Error, HighlightId, PointId, Result, SnapshotId, Tx};

/// Marks a passage of the text that is shown.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::WrongKind`]; [`Error::NoPlace`] when nothing stands there.
pub fn add_highlight(
    tx: &Tx<'_>,
    document: DocumentId,
    place: (u32, u32),
    colour: Colour,
    comment: &str,
) -> Result<Highlight> {
    let document = super::article(tx, document)?.id;
    let (snapshot_id, anchor) = anchor_in_shown(tx, document, place)?;
    let highlight = Highlight {
        id: HighlightId(tx.new_id()),
        document_id: document,
        snapshot_id,
        colour,
        comment: comment.trim().to_owned(),
        anchor,
        guess: None,
        created_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
    };
    let mut ledger = Ledger::new(tx, document, "Highlight", None);
    ledger.highlight(None, highlight.clone())?;
    ledger.close()?;
    Ok(highlight)
}

/// Gives a highlight another colour or comment; `None` leaves it.
///
/// # Errors
/// [`Error::NoHighlight`].
pub fn edit_highlight(
    tx: &Tx<'_>,
    id: HighlightId,
    colour: Option<Colour>,
    comment: Option<&str>,
    gesture: Option<&str>,
) -> Result<Highlight> {
    let before = live(tx, id)?;
    let after = Highlight {
        colour: colour.unwrap_or(before.colour),
        comment: comment.map_or_else(|| before.comment.clone(), |comment| comment.trim().to_owned()),
        updated_at: tx.now(),
        ..before.clone()
    };
    if (after.colour, &after.comment) != (before.colour, &before.comment) {
        let mut ledger = Ledger::new(tx, before.document_id, "Edit a highlight", gesture);
        ledger.highlight(Some(before), after.clone())?;
        ledger.close()?;
    }
    Ok(after)
}

/// Takes a highlight away.
///
/// # Errors
/// [`Error::NoHighlight`].
pub fn delete_highlight(tx: &Tx<'_>, id: HighlightId) -> Result<Highlight> {
    let before = live(tx, id)?;
    let after = Highlight { deleted_at: Some(tx.now()), ..before.clone() };
    let mut ledger = Ledger::new(tx, before.document_id, "Delete a highlight", None);
    ledger.highlight(Some(before), after.clone())?;
    ledger.close()?;
    Ok(after)
}

fn live(tx: &Tx<'_>, id: HighlightId) -> Result<Highlight> {
    let found = highlights::get(tx.conn(), id)?.filter(|highlight| highlight.deleted_at.is_none());
    found.ok_or_else(|| Error::NoHighlight(id.to_string()))
}

/// What has an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchored {
    /// A point of an outline.
    Point(PointId),
    /// A highlight.
    Highlight(HighlightId),
}

/// Places an anchor by hand, in the text that is shown.
///
/// # Errors
/// [`Error::NoPoint`], [`Error::NoHighlight`], [`Error::NoPlace`].
pub fn place_anchor(tx: &Tx<'_>, of: Anchored, place: (u32, u32)) -> Result<DocumentId> {
    let document = match of {
        Anchored::Point(id) => {
            let found = points::get(tx.conn(), id)?.filter(|point| point.deleted_at.is_none());
            let point = found.ok_or_else(|| Error::NoPoint(id.to_string()))?;
            let (snapshot, anchor) = anchor_in_shown(tx, point.document_id, place)?;
            let placed = PointRow {
                snapshot_id: Some(snapshot),
                anchor: Some(anchor),
                guess: None,
                unsupported: false,
                ..point
            };
            points::put(tx.conn(), &placed)?;
            placed.document_id
        }
        Anchored::Highlight(id) => {
            let highlight = live(tx, id)?;
            let (snapshot_id, anchor) = anchor_in_shown(tx, highlight.document_id, place)?;
            let placed = Highlight { snapshot_id, anchor, guess: None, updated_at: tx.now(), ..highlight };
            highlights::put(tx.conn(), &placed)?;
            placed.document_id
        }
    };
    tx.touch(document);
    Ok(document)
}

/// An anchor of the snapshot that is to be shown, or else the guess at its place there.
type Placed = (Option<Anchor>, Option<(u32, u32)>);

/// Places the anchors of an article's highlights, and of the points that a person wrote or edited, in a snapshot that is to be shown.
/// One that stands there as it was written is of that snapshot from now on; of another the guess is kept, if there is one, and
/// it stays a place of the snapshot that it was of.
///
/// # Errors
/// When the database fails.
pub fn place_anchors(tx: &Tx<'_>, document: DocumentId, snapshot: SnapshotId, text: &str) -> Result<()> {
    let conn = tx.conn();
    let mut placers: Vec<(SnapshotId, Placer)> = Vec::new();
    let mut place = |from: SnapshotId, anchor: &Anchor| -> Result<Placed> {
        let at = match placers.iter().position(|(id, _)| *id == from) {
            Some(at) => at,
            None => {
                let before = snapshots::get(conn, from)?.map(|snapshot| snapshot.text).unwrap_or_default();
                placers.push((from, Placer::new(&before, text)));
                placers.len() - 1
            }
        };
        let placer = &placers[at].1;
        Ok(match placer.place(anchor) {
            Placement::Exact(place) | Placement::Moved(place) => (Anchor::at(placer.chars(), place), None),
            Placement::Approximate { place, .. } => (None, Some((place.start, place.end))),
            Placement::Orphan => (None, None),
        })
    };
    for highlight in highlights::of(conn, document)? {
        if highlight.snapshot_id != snapshot {
            let placed = match place(highlight.snapshot_id, &highlight.anchor)? {
                (Some(anchor), _) => Highlight { snapshot_id: snapshot, anchor, guess: None, ..highlight },
                (None, guess) => Highlight { guess, ..highlight },
            };
            highlights::put(conn, &placed)?;
        }
    }
    for point in points::rows(conn, document)?.into_iter().filter(|point| !point.drafted) {
        let Some((from, anchor)) = point.snapshot_id.zip(point.anchor.as_ref()) else { continue };
        if from != snapshot {
            let placed = match place(from, anchor)? {
                (Some(anchor), _) => {
                    PointRow { snapshot_id: Some(snapshot), anchor: Some(anchor), guess: None, ..point }
                }
                (None, guess) => PointRow { guess, ..point },
            };
            points::put(conn, &placed)?;
        }
    }
    Ok(())
}
