//! Doing, undoing and redoing what is done to outlines and highlights.

use crate::tables::edits::{self, Edit, EditedRow};
use crate::tables::highlights::{self, Highlight};
use crate::tables::points::{self, PointRow};
use crate::{DocumentId, Error, Millis, Result, Tx};

/// Edits of one gesture that follow each other within this time are one.
const TOGETHER: Millis = 60_000;

/// An edit that is being made: each row is written as it is entered.
pub(super) struct Ledger<'a> {
    tx: &'a Tx<'a>,
    document: DocumentId,
    label: &'a str,
    gesture: Option<&'a str>,
    rows: Vec<EditedRow>,
}

impl<'a> Ledger<'a> {
    pub(super) fn new(tx: &'a Tx<'a>, document: DocumentId, label: &'a str, gesture: Option<&'a str>) -> Self {
        Self { tx, document, label, gesture, rows: Vec::new() }
    }

    /// Writes a point, and notes what it was.
    pub(super) fn point(&mut self, before: Option<PointRow>, after: PointRow) -> Result<()> {
        points::put(self.tx.conn(), &after)?;
        enter(&mut self.rows, EditedRow::Point { before, after });
        Ok(())
    }

    /// Writes a highlight, and notes what it was.
    pub(super) fn highlight(&mut self, before: Option<Highlight>, after: Highlight) -> Result<()> {
        highlights::put(self.tx.conn(), &after)?;
        enter(&mut self.rows, EditedRow::Highlight { before, after });
        Ok(())
    }

    /// Writes the edit down, joined with the one before it when both belong to one gesture.
    pub(super) fn close(self) -> Result<()> {
        let Self { tx, document, label, gesture, rows } = self;
        if rows.is_empty() {
            return Ok(());
        }
        let conn = tx.conn();
        let last = edits::last(conn, document)?.filter(|last| {
            gesture.is_some() && last.gesture.as_deref() == gesture && tx.now() - last.made_at <= TOGETHER
        });
        match last {
            Some(last) if edits::undone(conn, document)?.is_none() => {
                let mut joined = last.rows;
                rows.into_iter().for_each(|row| enter(&mut joined, row));
                edits::set_rows(conn, last.id, &joined)?;
            }
            _ => edits::add(conn, document, tx.now(), label, gesture, &rows)?,
        }
        super::links::link_margin(tx, document)?;
        tx.touch(document);
        Ok(())
    }
}

/// Enters a row: of one that is there already, what it was before stays.
fn enter(rows: &mut Vec<EditedRow>, row: EditedRow) {
    for there in rows.iter_mut() {
        match (there, &row) {
            (EditedRow::Point { after, .. }, EditedRow::Point { after: new, .. }) if after.id == new.id => {
                *after = new.clone();
                return;
            }
            (EditedRow::Highlight { after, .. }, EditedRow::Highlight { after: new, .. }) if after.id == new.id => {
                *after = new.clone();
                return;
            }
            _ => {}
        }
    }
    rows.push(row);
}

/// Undoes the last edit of an article's outline or highlights. Rows that were changed since by something else are left as they
/// are. Answers what was undone.
///
/// # Errors
/// [`Error::NoDocument`]; [`Error::NothingToUndo`].
pub fn undo_edit(tx: &Tx<'_>, document: DocumentId) -> Result<String> {
    let document = super::article(tx, document)?.id;
    while let Some(edit) = edits::last(tx.conn(), document)? {
        edits::set_undone(tx.conn(), edit.id, true)?;
        if turn(tx, &edit, true)? {
            super::links::link_margin(tx, document)?;
            tx.touch(document);
            return Ok(edit.label);
        }
    }
    Err(Error::NothingToUndo)
}

/// Does again what was undone last. Answers what.
///
/// # Errors
/// [`Error::NoDocument`]; [`Error::NothingToRedo`].
pub fn redo_edit(tx: &Tx<'_>, document: DocumentId) -> Result<String> {
    let document = super::article(tx, document)?.id;
    while let Some(edit) = edits::undone(tx.conn(), document)? {
        edits::set_undone(tx.conn(), edit.id, false)?;
        if turn(tx, &edit, false)? {
            super::links::link_margin(tx, document)?;
            tx.touch(document);
            return Ok(edit.label);
        }
    }
    Err(Error::NothingToRedo)
}

/// Turns the rows of an edit back, or forth again. Answers whether any was turned.
fn turn(tx: &Tx<'_>, edit: &Edit, back: bool) -> Result<bool> {
    let mut turned = false;
    for row in &edit.rows {
        turned |= match row {
            EditedRow::Point { before, after } => {
                let gone = PointRow { deleted_at: Some(tx.now()), ..after.clone() };
                let before = before.as_ref().unwrap_or(&gone);
                let (from, to) = if back { (after, before) } else { (before, after) };
                turn_point(tx, from, to)?
            }
            EditedRow::Highlight { before, after } => {
                let gone = Highlight { deleted_at: Some(tx.now()), ..after.clone() };
                let before = before.as_ref().unwrap_or(&gone);
                let (from, to) = if back { (after, before) } else { (before, after) };
                turn_highlight(tx, from, to)?
            }
        };
    }
    Ok(turned)
}

/// A point's anchor may have been placed in another snapshot meanwhile, and stays there.
fn turn_point(tx: &Tx<'_>, from: &PointRow, to: &PointRow) -> Result<bool> {
    let Some(now) = points::get(tx.conn(), from.id)? else { return Ok(false) };
    let says = |row: &PointRow| (row.text.clone(), row.voice, row.deleted_at.is_some());
    if now.document_id != from.document_id || says(&now) != says(from) {
        return Ok(false);
    }
    let parent = match to.parent_id {
        Some(id) => points::get(tx.conn(), id)?.map(|parent| parent.id),
        None => None,
    };
    let row = PointRow {
        text: to.text.clone(),
        voice: to.voice,
        drafted: to.drafted,
        deleted_at: to.deleted_at,
        parent_id: parent,
        rank: to.rank.clone(),
        ..now
    };
    points::put(tx.conn(), &row)?;
    Ok(true)
}

fn turn_highlight(tx: &Tx<'_>, from: &Highlight, to: &Highlight) -> Result<bool> {
    let Some(now) = highlights::get(tx.conn(), from.id)? else { return Ok(false) };
    let says = |row: &Highlight| (row.colour, row.comment.clone(), row.deleted_at.is_some());
    if now.document_id != from.document_id || says(&now) != says(from) {
        return Ok(false);
    }
    let row = Highlight {
        colour: to.colour,
        comment: to.comment.clone(),
        deleted_at: to.deleted_at,
        updated_at: tx.now(),
        ..now
    };
    highlights::put(tx.conn(), &row)?;
    Ok(true)
}
