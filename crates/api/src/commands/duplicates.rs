use postil_core::tables::duplicates;
use postil_core::{DocumentId, Error, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Nothing, OneRequest};
use crate::wire::{DocumentRef, Duplicates, Merged};
use crate::{ApiError, App, convert};

/// The most pairs that one list holds.
const MOST: u32 = 1000;

/// Two articles to keep apart.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PairRequest {
    /// One of them.
    pub one: String,
    /// The other.
    pub other: String,
}

/// An article to merge into another.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MergeRequest {
    /// The article that gives way.
    pub id: String,
    /// The article that stays.
    pub into: String,
}

pub(super) fn duplicate_list(app: &App, _: Nothing) -> Result<Duplicates, ApiError> {
    let now = app.inner.library.now();
    app.read(|conn| {
        let pairs = duplicates::open(conn, MOST)?;
        let pairs = pairs.iter().map(|pair| convert::duplicate(conn, pair, now)).collect::<Result<_, _>>()?;
        Ok(Duplicates { pairs, comparing: verbs::passes_left(conn)? })
    })
}

pub(super) fn duplicate_keep(app: &App, request: PairRequest) -> Result<DocumentRef, ApiError> {
    let (one, other) = (app.document(&request.one)?, app.document(&request.other)?);
    app.write(|tx| verbs::keep_both(tx, one, other))?;
    app.read(|conn| postil_core::tables::documents::get(conn, one)).map(|one| convert::document_ref(&one))
}

pub(super) fn article_merge(app: &App, request: MergeRequest) -> Result<Merged, ApiError> {
    let (from, into) = (app.document(&request.id)?, app.document(&request.into)?);
    let kept = app.write(|tx| verbs::merge(tx, from, into))?;
    Ok(Merged { id: kept.id.to_string(), title: kept.title, merged: from.to_string() })
}

pub(super) fn article_unmerge(app: &App, request: OneRequest) -> Result<DocumentRef, ApiError> {
    // By its address and its title one finds the article that it was merged into.
    let id: DocumentId = request.id.trim().parse().map_err(|_| Error::NoDocument(request.id.clone()))?;
    let back = app.write(|tx| verbs::unmerge(tx, id))?;
    Ok(convert::document_ref(&back))
}
