//! Articles that have the same text, found when it is stored.

use crate::tables::{articles, documents, duplicates, fingerprints, snapshots};
use crate::{DocumentId, Error, Kind, Result, Tx, likeness};

/// Fingerprints the text of an article that is shown, and finds those that have the same one. What a person said about a
/// pair stays.
///
/// # Errors
/// When the database fails.
pub fn look_for_duplicates(tx: &Tx<'_>, id: DocumentId) -> Result<()> {
    let conn = tx.conn();
    let shown = articles::get(conn, id)?.and_then(|article| article.snapshot_id);
    let snapshot = match shown {
        Some(shown) => snapshots::get(conn, shown)?.filter(|snapshot| snapshot.verdict.is_good()),
        None => None,
    };
    let before = duplicates::forget(conn, id)?;
    let Some((snapshot, (fingerprint, runs))) = snapshot.and_then(|s| Some((s.id, likeness::read(&s.text)?))) else {
        before.iter().for_each(|other| tx.touch(*other));
        return fingerprints::clear(conn, id);
    };
    fingerprints::put(conn, id, snapshot, &fingerprint)?;
    let mut found = Vec::new();
    for other in fingerprints::like(conn, id, &fingerprint)? {
        let text = articles::get(conn, other)?.and_then(|article| article.snapshot_id);
        let text = match text {
            Some(shown) => snapshots::get(conn, shown)?.map(|snapshot| snapshot.text),
            None => None,
        };
        let Some((_, others)) = text.and_then(|text| likeness::read(&text)) else { continue };
        let alike = runs.likeness(&others);
        if alike >= likeness::ALIKE {
            duplicates::put(conn, id, other, alike, tx.now())?;
            found.push(other);
        }
    }
    for other in before.iter().chain(&found).filter(|other| !(before.contains(other) && found.contains(other))) {
        tx.touch(*other);
        tx.touch(id);
    }
    Ok(())
}

/// Says that two articles are to be kept apart, whatever their texts.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::WrongKind`], [`Error::SameArticle`].
pub fn keep_both(tx: &Tx<'_>, one: DocumentId, other: DocumentId) -> Result<()> {
    let [one, other] = [one, other].map(|id| documents::get(tx.conn(), id));
    let (one, other) = (one?, other?);
    if one.id == other.id {
        return Err(Error::SameArticle(one.title));
    }
    if let Some(note) = [&one, &other].into_iter().find(|document| document.kind != Kind::Article) {
        return Err(Error::WrongKind { title: note.title.clone(), kind: "a note", wanted: "an article" });
    }
    duplicates::decline(tx.conn(), one.id, other.id, tx.now())?;
    tx.touch(one.id);
    tx.touch(other.id);
    Ok(())
}
