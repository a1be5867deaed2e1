//! Editing an outline.

use fractional_index::FractionalIndex;

use super::edits::Ledger;
use crate::anchors::Anchor;
use crate::tables::points::{self, PointRow};
use crate::tables::{articles, snapshots};
use crate::{DocumentId, Error, PointId, Result, Tx, Voice};

/// Most levels of an outline.
const DEEPEST: usize = 32;
/// What marks a reader's point in plain text.
const ME: &str = "(Me)";

/// One thing done to an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutlineEdit {
    /// Adds a point beneath another, after one of those there; first when after none.
    Add {
        /// Its identity, which nothing else has.
        id: PointId,
        /// The point above it.
        parent: Option<PointId>,
        /// The point before it.
        after: Option<PointId>,
        /// The line.
        text: String,
        /// Whose words it is.
        voice: Voice,
        /// The place in the shown snapshot's text that it speaks of.
        place: Option<(u32, u32)>,
    },
    /// Gives a point another text. Its anchor stays.
    Text {
        /// The point.
        id: PointId,
        /// The line.
        text: String,
    },
    /// Moves a point, with all beneath it.
    Move {
        /// The point.
        id: PointId,
        /// The point that is to be above it.
        parent: Option<PointId>,
        /// The point that is to be before it.
        after: Option<PointId>,
    },
    /// Says whose words a point is.
    Voice {
        /// The point.
        id: PointId,
        /// Whose.
        voice: Voice,
    },
    /// Deletes a point, with all beneath it.
    Delete {
        /// The point.
        id: PointId,
    },
}

impl OutlineEdit {
    /// What a person reads beside "Undo".
    fn label(&self) -> &'static str {
        match self {
            Self::Add { .. } => "Add a point",
            Self::Text { .. } => "Edit a point",
            Self::Move { .. } => "Move a point",
            Self::Voice { .. } => "Change a voice",
            Self::Delete { .. } => "Delete a point",
        }
    }
}

/// Edits the outline of an article, all at once. Edits of one `gesture`, such as typing in a point, are undone together.
///
/// # Errors
/// [`Error::NoDocument`]; [`Error::NoPoint`] when an edit names a point that the outline does not have; [`Error::BadOutline`] when
/// a point would stand beneath itself, or too deep, or its id is taken.
pub fn edit_outline(tx: &Tx<'_>, document: DocumentId, edits: &[OutlineEdit], gesture: Option<&str>) -> Result<()> {
    let article = super::article(tx, document)?;
    let Some(first) = edits.first() else { return Ok(()) };
    let mut ledger = Ledger::new(tx, article.id, first.label(), gesture);
    for edit in edits {
        apply(tx, article.id, edit, &mut ledger)?;
    }
    ledger.close()
}

/// Folds away what is beneath a point, or shows it. This is no edit, and is not undone.
///
/// # Errors
/// [`Error::NoPoint`].
pub fn fold_point(tx: &Tx<'_>, document: DocumentId, id: PointId, folded: bool) -> Result<()> {
    let article = super::article(tx, document)?;
    let point = live(tx, article.id, id)?;
    points::put(tx.conn(), &PointRow { folded, ..point })
}

fn apply(tx: &Tx<'_>, document: DocumentId, edit: &OutlineEdit, ledger: &mut Ledger<'_>) -> Result<()> {
    match edit {
        OutlineEdit::Add { id, parent, after, text, voice, place } => {
            if points::get(tx.conn(), *id)?.is_some() {
                return Err(Error::BadOutline("a point with this id is there already"));
            }
            let anchored = match place {
                Some(place) => Some(anchor_in_shown(tx, document, *place)?),
                None => None,
            };
            let (text, voice) = voiced(text, *voice);
            let mut point = PointRow {
                id: *id,
                document_id: document,
                snapshot_id: anchored.as_ref().map(|(snapshot, _)| *snapshot),
                parent_id: None,
                rank: String::new(),
                text,
                voice,
                drafted: false,
                folded: false,
                deleted_at: None,
                anchor: anchored.map(|(_, anchor)| anchor),
                guess: None,
                unsupported: false,
            };
            settle(tx, &mut point, *parent, *after)?;
            ledger.point(None, point)
        }
        OutlineEdit::Text { id, text } => {
            let before = live(tx, document, *id)?;
            let (text, voice) = voiced(text, before.voice);
            if text == before.text && voice == before.voice {
                return Ok(());
            }
            ledger.point(Some(before.clone()), PointRow { text, voice, drafted: false, unsupported: false, ..before })
        }
        OutlineEdit::Move { id, parent, after } => {
            let before = live(tx, document, *id)?;
            let mut point = PointRow { drafted: false, ..before.clone() };
            settle(tx, &mut point, *parent, *after)?;
            ledger.point(Some(before), point)
        }
        OutlineEdit::Voice { id, voice } => {
            let before = live(tx, document, *id)?;
            ledger.point(Some(before.clone()), PointRow { voice: *voice, drafted: false, ..before })
        }
        OutlineEdit::Delete { id } => {
            let all = points::rows(tx.conn(), document)?;
            let mut gone = vec![live(tx, document, *id)?];
            let mut at = 0;
            while let Some(above) = gone.get(at).map(|point| point.id) {
                gone.extend(all.iter().filter(|point| point.parent_id == Some(above)).cloned());
                at += 1;
            }
            for before in gone {
                let after = PointRow { deleted_at: Some(tx.now()), drafted: false, ..before.clone() };
                ledger.point(Some(before), after)?;
            }
            Ok(())
        }
    }
}

/// A line that begins with `(Me)` is the reader's, without the mark.
fn voiced(text: &str, voice: Voice) -> (String, Voice) {
    let line = text.replace(['\n', '\r'], " ");
    match line.trim_start().strip_prefix(ME) {
        Some(rest) => (rest.trim_start().to_owned(), Voice::Me),
        None => (line, voice),
    }
}

/// A point of this outline that is not deleted.
fn live(tx: &Tx<'_>, document: DocumentId, id: PointId) -> Result<PointRow> {
    points::get(tx.conn(), id)?
        .filter(|point| point.document_id == document && point.deleted_at.is_none())
        .ok_or_else(|| Error::NoPoint(id.to_string()))
}

/// Gives a point its place: the one above it, and its rank among those there.
fn settle(tx: &Tx<'_>, point: &mut PointRow, parent: Option<PointId>, after: Option<PointId>) -> Result<()> {
    let mut above = parent;
    for depth in 0.. {
        let Some(id) = above else { break };
        if id == point.id {
            return Err(Error::BadOutline("a point cannot stand beneath itself"));
        }
        if depth + 1 == DEEPEST {
            return Err(Error::BadOutline("an outline has 32 levels at most"));
        }
        above = live(tx, point.document_id, id)?.parent_id;
    }
    let siblings: Vec<PointRow> = points::rows(tx.conn(), point.document_id)?
        .into_iter()
        .filter(|other| other.parent_id == parent && other.id != point.id)
        .collect();
    let at = match after {
        None => 0,
        Some(after) => {
            let before = siblings.iter().position(|other| other.id == after);
            1 + before.ok_or_else(|| Error::NoPoint(after.to_string()))?
        }
    };
    let index = |row: &PointRow| FractionalIndex::from_string(&row.rank).ok();
    let left = at.checked_sub(1).and_then(|at| siblings.get(at)).and_then(index);
    let right = siblings.get(at).and_then(index);
    let rank = match (left, right) {
        (Some(left), Some(right)) => FractionalIndex::new_between(&left, &right),
        (Some(left), None) => Some(FractionalIndex::new_after(&left)),
        (None, Some(right)) => Some(FractionalIndex::new_before(&right)),
        (None, None) => Some(FractionalIndex::default()),
    };
    point.parent_id = parent;
    point.rank = rank.ok_or(Error::BadOutline("two points have the same place"))?.to_string();
    Ok(())
}

/// The anchor of a place in the text that is shown, and the snapshot of that text.
pub(super) fn anchor_in_shown(
    tx: &Tx<'_>,
    document: DocumentId,
    (start, end): (u32, u32),
) -> Result<(crate::SnapshotId, Anchor)> {
    let shown = match articles::get(tx.conn(), document)?.and_then(|article| article.snapshot_id) {
        Some(id) => snapshots::get(tx.conn(), id)?,
        None => None,
    };
    let shown = shown.ok_or(Error::NoPlace)?;
    let chars: Vec<char> = shown.text.chars().collect();
    Anchor::at(&chars, start..end).map(|anchor| (shown.id, anchor)).ok_or(Error::NoPlace)
}
