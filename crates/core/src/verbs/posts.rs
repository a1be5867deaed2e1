//! Posts that were composed here.

use super::{documents, notes, versions};
use crate::tables::documents::Document;
use crate::{DocumentId, Error, Kind, Result, Tx, VersionReason, merge, tables, title};

/// A post as it was composed.
#[derive(Clone, Copy, Debug)]
pub struct NewPost<'a> {
    /// Its title.
    pub title: &'a str,
    /// All of it, as Markdown.
    pub markdown: &'a str,
    /// Its tags.
    pub tags: &'a [String],
}

/// Keeps a post. One whose title another of your documents bears gets a number behind its own.
///
/// # Errors
/// [`Error::NoTitle`].
pub fn create_post(tx: &Tx<'_>, post: NewPost<'_>) -> Result<Document> {
    let name = free_name(tx, post.title, None)?;
    let document = notes::create(tx, Kind::Post, name, post.markdown)?;
    add_tags(tx, document.id, post.tags)?;
    Ok(document)
}

/// Writes a post anew that was composed again. What it was becomes a version. With `base`, the text as it was composed before, what was
/// edited in the post since then stays; without, the new text takes the place of all. It gets another title only if
/// `renamed`. A post in the bin comes back.
///
/// # Errors
/// [`Error::NoDocument`]; [`Error::WrongKind`] for what is no post; [`Error::NoTitle`].
pub fn rewrite_post(
    tx: &Tx<'_>,
    id: DocumentId,
    base: Option<&str>,
    post: NewPost<'_>,
    renamed: bool,
) -> Result<Document> {
    let found = tables::documents::get(tx.conn(), id)?;
    if found.kind != Kind::Post {
        return Err(Error::WrongKind { title: found.title, kind: named(found.kind), wanted: "a post" });
    }
    let mut document = documents::restore(tx, found.id)?;
    if renamed {
        let name = free_name(tx, post.title, Some(document.id))?;
        document = super::rename(tx, document.id, &name, false)?;
    }
    let before = versions::written_in(&document, tables::notes::get(tx.conn(), document.id)?.unwrap_or_default());
    let base = base.unwrap_or(&before.markdown);
    let after = merge::three_way(base, post.markdown, &before.markdown);
    if after != before.markdown {
        let reason = if base == before.markdown { VersionReason::Session } else { VersionReason::Join };
        versions::keep(tx, document.id, &before, &after, Some(reason))?;
        notes::write(tx, &mut document, &after)?;
    }
    add_tags(tx, document.id, post.tags)?;
    tx.touch(document.id);
    Ok(document)
}

fn named(kind: Kind) -> &'static str {
    match kind {
        Kind::Article => "an article",
        Kind::Note => "a note",
        Kind::Journal => "a day of the journal",
        Kind::Post => "a post",
    }
}

/// A title that no other of your documents bears.
fn free_name(tx: &Tx<'_>, wanted: &str, but: Option<DocumentId>) -> Result<String> {
    let wanted = title::tidy(wanted);
    if wanted.is_empty() {
        return Err(Error::NoTitle);
    }
    let mut name = wanted.clone();
    let mut number = 2;
    while let Err(Error::TitleTaken(_)) = notes::free_title(tx, &name, but) {
        name = format!("{wanted} {number}");
        number += 1;
    }
    Ok(name)
}

fn add_tags(tx: &Tx<'_>, id: DocumentId, tags: &[String]) -> Result<()> {
    tags.iter().filter_map(|tag| tables::tags::tidy(tag)).try_for_each(|tag| tables::tags::add(tx.conn(), id, &tag))
}
