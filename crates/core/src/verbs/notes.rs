//! Notes: creating and writing them.

use unicode_segmentation::UnicodeSegmentation;

use super::links::link_note;
use super::versions;
use crate::tables::documents::Document;
use crate::{DocumentId, Error, Kind, Result, Tx, VersionReason, links, merge, tables, title};

/// Creates a note.
///
/// # Errors
/// [`Error::NoTitle`]; [`Error::TitleTaken`] when another note bears the title.
pub fn create_note(tx: &Tx<'_>, title: &str, markdown: &str) -> Result<Document> {
    let title = title::tidy(title);
    if title.is_empty() {
        return Err(Error::NoTitle);
    }
    free_title(tx, &title, None)?;
    create(tx, Kind::Note, title, markdown)
}

/// Creates a document of your own, under a title that is free.
pub(super) fn create(tx: &Tx<'_>, kind: Kind, title: String, markdown: &str) -> Result<Document> {
    let mut note = Document {
        id: DocumentId(tx.new_id()),
        kind,
        title,
        named_by_me: true,
        excerpt: String::new(),
        word_count: 0,
        saved_at: tx.now(),
        updated_at: tx.now(),
        deleted_at: None,
        merged_into: None,
    };
    tables::documents::put(tx.conn(), &note)?;
    write(tx, &mut note, markdown)?;
    Ok(note)
}

/// Refuses a title that another of your documents bears: a link to it could not be told apart.
pub(super) fn free_title(tx: &Tx<'_>, title: &str, but: Option<DocumentId>) -> Result<()> {
    let taken = tables::documents::by_title(tx.conn(), title)?
        .iter()
        .any(|other| other.kind != Kind::Article && Some(other.id) != but);
    if taken { Err(Error::TitleTaken(title.to_owned())) } else { Ok(()) }
}

/// Saves a note that was edited from `base`. Should the note have changed since, both edits are joined, and no words are
/// lost. Answers what the note now is.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::WrongKind`].
pub fn save_note(tx: &Tx<'_>, id: DocumentId, base: &str, markdown: &str) -> Result<String> {
    let mut note = tables::documents::get(tx.conn(), id)?;
    let Some(current) = tables::notes::get(tx.conn(), note.id)? else {
        return Err(Error::WrongKind { title: note.title, kind: "an article", wanted: "a note" });
    };
    let current = versions::written_in(&note, current);
    let merged = merge::three_way(base, markdown, &current.markdown);
    if merged != current.markdown {
        let joined = (base != current.markdown).then_some(VersionReason::Join);
        versions::keep(tx, note.id, &current, &merged, joined)?;
        write(tx, &mut note, &merged)?;
    }
    Ok(merged)
}

/// Writes a note's text and everything that is read from it.
pub(super) fn write(tx: &Tx<'_>, note: &mut Document, markdown: &str) -> Result<()> {
    let text = links::shown(markdown);
    note.excerpt = text.split_whitespace().take(50).collect::<Vec<_>>().join(" ").chars().take(300).collect();
    note.word_count = u32::try_from(text.unicode_words().count()).unwrap_or(u32::MAX);
    note.updated_at = tx.now();
    tables::documents::put(tx.conn(), note)?;
    tables::notes::put(tx.conn(), note.id, markdown)?;
    link_note(tx, note.id, markdown)?;
    tx.touch(note.id);
    Ok(())
}
