//! Taking back an import, all of it at once. Words that were written since stay.

use std::collections::{HashMap, HashSet};

use super::{ids, state};
use crate::tables::documents::{self, Document};
use crate::tables::import_runs::{self, Change};
use crate::tables::imported_parts::{self, Kept};
use crate::tables::points::{self, PointRow};
use crate::tables::{imported_files, notes as texts};
use crate::verbs::{commentary, journal, notes, versions};
use crate::{Error, ImportId, Kind, PointId, Result, Tx, VersionReason};

/// What taking back an import did.
#[derive(Clone, Debug, Default)]
pub struct UndoneImport {
    /// The documents that went to the bin.
    pub binned: Vec<Document>,
    /// How many documents lost what it had written into them, and stay.
    pub reverted: u32,
    /// The documents that were changed since in such a way that some of it stays.
    pub left: Vec<Document>,
}

/// What the other imports say of a document.
#[derive(Default)]
struct Others {
    any: bool,
    points: HashSet<PointId>,
    commentary: Vec<String>,
    entries: Vec<String>,
}

/// Takes back an import: documents that it made go to the bin, if nobody changed them since; what it wrote into others goes. What
/// was changed since stays, and is told.
///
/// # Errors
/// [`Error::NoImport`]; [`Error::NothingToUndo`] when it was taken back before.
pub fn undo_import(tx: &Tx<'_>, import: ImportId) -> Result<UndoneImport> {
    let conn = tx.conn();
    let run = import_runs::get(conn, import)?.ok_or_else(|| Error::NoImport(import.to_string()))?;
    if run.undone_at.is_some() {
        return Err(Error::NothingToUndo);
    }
    let mut undone = UndoneImport::default();
    for (id, change) in import_runs::changes(conn, import)? {
        let document = documents::get(conn, id)?;
        if document.deleted_at.is_some() {
            continue;
        }
        let others = others(tx, &document, import)?;
        if change.added && !others.any && state(conn, document.id)? == change.state {
            undone.binned.push(crate::verbs::delete(tx, document.id)?);
            continue;
        }
        let heir = imported_parts::other_import(conn, document.id, import)?.filter(|_| change.added);
        let before = state(conn, document.id)?;
        let (gone, stayed) = revert(tx, &document, &change, &others)?;
        if let Some(heir) = heir {
            // Without this import the other would have made the document.
            let theirs = import_runs::change(conn, heir, document.id)?.unwrap_or_default();
            let as_left = before == change.state || before == theirs.state;
            let state = if as_left { state(conn, document.id)? } else { theirs.state };
            import_runs::put_change(conn, heir, document.id, &Change { added: true, state, ..theirs })?;
        }
        undone.reverted += u32::from(gone);
        if stayed || change.added && !others.any {
            undone.left.push(documents::get(conn, document.id)?);
        }
    }
    for file in imported_files::of(conn, import)? {
        imported_parts::forget(conn, file.id)?;
    }
    import_runs::set_undone(conn, import, tx.now())?;
    Ok(undone)
}

fn others(tx: &Tx<'_>, document: &Document, import: ImportId) -> Result<Others> {
    let mut others = Others::default();
    for part in imported_parts::of_others(tx.conn(), document.id, import)? {
        others.any = true;
        match part.kept {
            Kept::Article(article) => {
                others.points.extend(ids(&article.outline));
                others.commentary.push(article.commentary);
            }
            Kept::Day(day) => others.entries.extend(day.entries),
            Kept::Note(_) => {}
        }
    }
    Ok(others)
}

/// Takes out of a document what an import wrote into it. Answers whether anything went, and whether anything stayed.
fn revert(tx: &Tx<'_>, document: &Document, change: &Change, others: &Others) -> Result<(bool, bool)> {
    let (points_gone, points_stayed) = revert_points(tx, document, change, others)?;
    let (words_gone, words_stayed) = match document.kind {
        Kind::Article => revert_commentary(tx, document, change, others)?,
        _ => revert_items(tx, document, change, others)?,
    };
    if points_gone || words_gone {
        if document.kind == Kind::Article {
            crate::verbs::links::link_margin(tx, document.id)?;
        }
        tx.touch(document.id);
    }
    Ok((points_gone || words_gone, points_stayed || words_stayed))
}

fn revert_points(tx: &Tx<'_>, document: &Document, change: &Change, others: &Others) -> Result<(bool, bool)> {
    let (mut gone, mut stayed) = (false, false);
    let rows = points::rows(tx.conn(), document.id)?;
    let mut beneath: HashMap<PointId, u32> = HashMap::new();
    rows.iter().filter_map(|row| row.parent_id).for_each(|parent| *beneath.entry(parent).or_default() += 1);
    let rows: HashMap<PointId, PointRow> = rows.into_iter().map(|row| (row.id, row)).collect();
    // What is beneath was written later, and goes first.
    for added in change.points.iter().rev().filter(|added| !others.points.contains(&added.id)) {
        let Some(row) = rows.get(&added.id) else { continue };
        if row.text != added.text || row.voice != added.voice || beneath.get(&row.id).is_some_and(|count| *count > 0) {
            stayed = true;
            continue;
        }
        points::put(tx.conn(), &PointRow { deleted_at: Some(tx.now()), ..row.clone() })?;
        if let Some(count) = row.parent_id.and_then(|parent| beneath.get_mut(&parent)) {
            *count -= 1;
        }
        gone = true;
    }
    Ok((gone, stayed))
}

fn revert_commentary(tx: &Tx<'_>, document: &Document, change: &Change, others: &Others) -> Result<(bool, bool)> {
    let current = versions::written_about(tx.conn(), document.id)?;
    let mut text = current.markdown.clone();
    let mut stayed = false;
    for piece in change.commentary.iter().rev().filter(|piece| !others.commentary.contains(piece)) {
        match text.rfind(piece.as_str()) {
            Some(at) => {
                let (before, after) = (text[..at].trim_end(), text[at + piece.len()..].trim());
                let gap = if before.is_empty() || after.is_empty() { "" } else { "\n\n" };
                let end = if before.is_empty() && after.is_empty() { "" } else { "\n" };
                text = format!("{before}{gap}{after}{end}");
            }
            None => stayed = true,
        }
    }
    let gone = text != current.markdown;
    if gone {
        versions::keep(tx, document.id, &current, &text, Some(VersionReason::Cut))?;
        commentary::write(tx, document.clone(), &text)?;
    }
    Ok((gone, stayed))
}

fn revert_items(tx: &Tx<'_>, document: &Document, change: &Change, others: &Others) -> Result<(bool, bool)> {
    let before = texts::get(tx.conn(), document.id)?.unwrap_or_default();
    let mut text = before.clone();
    let mut stayed = change.items.is_empty();
    for item in change.items.iter().rev() {
        let words = journal::day_items(item).pop().unwrap_or_default();
        if others.entries.iter().any(|entry| journal::is_item_of(&words, entry)) {
            continue;
        }
        match journal::without_item(&text, item) {
            Some(without) => text = without,
            None => stayed = true,
        }
    }
    let gone = text != before;
    if gone {
        let mut day = document.clone();
        versions::keep(tx, day.id, &versions::written_in(&day, before), &text, Some(VersionReason::Cut))?;
        notes::write(tx, &mut day, &text)?;
    }
    Ok((gone, stayed))
}
