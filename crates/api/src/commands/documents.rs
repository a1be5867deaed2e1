use postil_core::tables::documents::{self, Filter};
use postil_core::{DocumentId, Error, Kind, Millis, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::OneRequest;
use crate::wire::{Alias, Document, DocumentPage, DocumentRef, Reading, ReadingState, Shelf, Tags};
use crate::{ApiError, App, convert};

/// The longest page of a list.
const LONGEST_PAGE: u32 = 500;

/// Which documents to list.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ListRequest {
    /// The shelf.
    pub shelf: Shelf,
    /// Only those with this tag or one nested below it.
    pub tag: Option<String>,
    /// Where the page before ended: its `cursor`.
    pub cursor: Option<String>,
    /// How many to answer, at most 500.
    pub limit: u32,
}

pub(super) fn document_list(app: &App, request: ListRequest) -> Result<DocumentPage, ApiError> {
    let mut filter = Filter { tag: request.tag, ..Filter::default() };
    match request.shelf {
        Shelf::Library => {}
        Shelf::Articles => filter.kind = Some(Kind::Article),
        Shelf::Notes => filter.kind = Some(Kind::Note),
        Shelf::Journal => filter.kind = Some(Kind::Journal),
        Shelf::Posts => filter.kind = Some(Kind::Post),
        Shelf::Clips => filter.clips = true,
        Shelf::Duplicates => filter.duplicates = true,
        Shelf::Bin => filter.bin = true,
    }
    let after = request.cursor.as_deref().map(read_cursor).transpose()?;
    let limit = request.limit.clamp(1, LONGEST_PAGE);
    let now = app.inner.library.now();
    app.read(|conn| {
        let page = documents::page(conn, &filter, after, limit)?;
        let full = u32::try_from(page.len()).is_ok_and(|length| length == limit);
        let cursor = page.last().filter(|_| full).map(|last| {
            let day = if filter.bin { last.deleted_at.unwrap_or_default() } else { last.saved_at };
            format!("{day}.{}", last.id)
        });
        Ok(DocumentPage {
            total: documents::count(conn, &filter)?,
            items: page.iter().map(|document| convert::row(conn, document, now)).collect::<Result<_, _>>()?,
            cursor,
        })
    })
}

fn read_cursor(cursor: &str) -> Result<(Millis, DocumentId), ApiError> {
    let parts = cursor.split_once('.').and_then(|(day, id)| Some((day.parse().ok()?, id.parse().ok()?)));
    parts.ok_or_else(|| Error::BadCursor(cursor.to_owned()).into())
}

pub(super) fn document_show(app: &App, request: OneRequest) -> Result<Document, ApiError> {
    let id = app.document(&request.id)?;
    let now = app.inner.library.now();
    app.read(|conn| convert::whole(conn, id, now))
}

/// How to name a document.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct RenameRequest {
    /// The document.
    pub id: String,
    /// Its new title.
    pub title: String,
    /// Whether the old title stays as an alias.
    #[serde(default)]
    pub keep_alias: bool,
}

pub(super) fn document_rename(app: &App, request: RenameRequest) -> Result<DocumentRef, ApiError> {
    let id = app.document(&request.id)?;
    let document = app.write(|tx| verbs::rename(tx, id, &request.title, request.keep_alias))?;
    Ok(convert::document_ref(&document))
}

pub(super) fn rename_undo(app: &App, request: OneRequest) -> Result<DocumentRef, ApiError> {
    let id = app.document(&request.id)?;
    let document = app.write(|tx| verbs::undo_rename(tx, id))?;
    Ok(convert::document_ref(&document))
}

/// What else a document is called.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct AliasRequest {
    /// The document.
    pub id: String,
    /// All the aliases that it is given.
    pub aliases: Vec<String>,
}

pub(super) fn document_alias(app: &App, request: AliasRequest) -> Result<Vec<Alias>, ApiError> {
    let id = app.document(&request.id)?;
    let aliases = app.write(|tx| verbs::set_aliases(tx, id, &request.aliases))?;
    Ok(aliases.into_iter().map(convert::alias).collect())
}

pub(super) fn document_delete(app: &App, request: OneRequest) -> Result<DocumentRef, ApiError> {
    let id = app.document(&request.id)?;
    let document = app.write(|tx| verbs::delete(tx, id))?;
    Ok(convert::document_ref(&document))
}

pub(super) fn document_restore(app: &App, request: OneRequest) -> Result<DocumentRef, ApiError> {
    let id = app.document(&request.id)?;
    let document = app.write(|tx| verbs::restore(tx, id))?;
    Ok(convert::document_ref(&document))
}

/// How far a person has come with an article; `null` leaves what is there.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ReadingRequest {
    /// The article.
    pub id: String,
    /// Whether it is read.
    pub state: Option<ReadingState>,
    /// Where the window stands in the text, in Unicode scalar values.
    pub position: Option<u32>,
}

pub(super) fn reading_set(app: &App, request: ReadingRequest) -> Result<Reading, ApiError> {
    let id = app.document(&request.id)?;
    let set = app.write(|tx| verbs::set_reading(tx, id, request.state.map(Into::into), request.position))?;
    Ok(convert::reading(set))
}

/// How to tag a document.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct TagRequest {
    /// The document.
    pub id: String,
    /// All its tags.
    pub tags: Vec<String>,
}

pub(super) fn document_tag(app: &App, request: TagRequest) -> Result<Tags, ApiError> {
    let id = app.document(&request.id)?;
    let tags = app.write(|tx| verbs::set_tags(tx, id, &request.tags))?;
    Ok(Tags { tags })
}
