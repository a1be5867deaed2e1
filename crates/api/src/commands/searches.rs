use postil_core::search::{Reason, Search};
use postil_core::tables::{articles, past_searches, saved_searches};
use postil_core::{SearchId, verbs};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Nothing, OneRequest};
use crate::app::finished;
use crate::wire::{PastSearch, Related, SavedSearch};
use crate::{ApiError, App, convert};

/// The most that one list answers.
const MOST: u32 = 200;

/// A search to be kept.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct SaveSearchRequest {
    /// What to call it; as it is typed, when this is empty.
    pub name: String,
    /// The search.
    pub query: String,
}

/// A kept search to be changed.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct EditSearchRequest {
    /// The search: its id or its name.
    pub id: String,
    /// What to call it; nothing for as before.
    pub name: Option<String>,
    /// What it looks for; nothing for as before.
    pub query: Option<String>,
}

/// How many to answer.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct LimitRequest {
    /// How many.
    pub limit: u32,
}

/// A search that was made.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MadeRequest {
    /// What was typed.
    pub query: String,
}

/// A search to be forgotten.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ForgetRequest {
    /// What was typed; nothing for all.
    pub query: Option<String>,
}

/// A document whose relations are asked for.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct RelatedRequest {
    /// The document.
    pub id: String,
    /// How many to answer.
    pub limit: u32,
}

pub(super) fn search_list(app: &App, _: Nothing) -> Result<Vec<SavedSearch>, ApiError> {
    let all = app.read(saved_searches::all)?;
    Ok(all.into_iter().map(|search| counted(app, search)).collect())
}

pub(super) fn search_save(app: &App, request: SaveSearchRequest) -> Result<SavedSearch, ApiError> {
    let saved = app.write(|tx| verbs::save_search(tx, &request.name, &request.query))?;
    Ok(counted(app, saved))
}

pub(super) fn search_edit(app: &App, request: EditSearchRequest) -> Result<SavedSearch, ApiError> {
    let id = id(app, &request.id)?;
    let saved = app.write(|tx| verbs::edit_search(tx, id, request.name.as_deref(), request.query.as_deref()))?;
    Ok(counted(app, saved))
}

pub(super) fn search_forget(app: &App, request: OneRequest) -> Result<SavedSearch, ApiError> {
    let id = id(app, &request.id)?;
    let saved = app.write(|tx| verbs::forget_search(tx, id, true))?;
    Ok(counted(app, saved))
}

pub(super) fn search_restore(app: &App, request: OneRequest) -> Result<SavedSearch, ApiError> {
    let id = id(app, &request.id)?;
    let saved = app.write(|tx| verbs::forget_search(tx, id, false))?;
    Ok(counted(app, saved))
}

pub(super) fn search_history(app: &App, request: LimitRequest) -> Result<Vec<PastSearch>, ApiError> {
    let past = app.read(|conn| past_searches::newest(conn, request.limit.min(MOST)))?;
    let convert = |past: past_searches::PastSearch| PastSearch {
        query: past.query,
        searched_at: convert::time(past.searched_at),
    };
    Ok(past.into_iter().map(convert).collect())
}

pub(super) fn search_remember(app: &App, request: MadeRequest) -> Result<(), ApiError> {
    app.write(|tx| verbs::remember_search(tx, &request.query))
}

pub(super) fn search_forget_history(app: &App, request: ForgetRequest) -> Result<(), ApiError> {
    app.write(|tx| past_searches::forget(tx.conn(), request.query.as_deref()))
}

pub(super) fn related_list(app: &App, request: RelatedRequest) -> Result<Vec<Related>, ApiError> {
    let id = app.document(&request.id)?;
    let found = app.index()?.related(&app.inner.library, id, request.limit.min(MOST) as usize)?;
    app.read(|conn| {
        let related = found.into_iter().map(|related| {
            let document = related.document;
            Ok(Related {
                url: articles::get(conn, document.id)?.map(|article| article.url),
                id: document.id.to_string(),
                kind: document.kind.into(),
                title: document.title,
                reasons: related.reasons.into_iter().map(said).collect(),
            })
        });
        related.collect()
    })
}

fn said(reason: Reason) -> String {
    match reason {
        Reason::Linked => "linked".into(),
        Reason::SameLink => "same links".into(),
        Reason::Tag(tag) => format!("#{tag}"),
        Reason::Alike => "similar words".into(),
    }
}

/// A kept search, with how many documents it finds.
fn counted(app: &App, search: saved_searches::SavedSearch) -> SavedSearch {
    let asked = Search { query: finished(&search.query), now: jiff::Zoned::now(), offset: 0, limit: 0 };
    let total = app.index().and_then(|index| Ok(index.count(&app.inner.library, &asked)?));
    SavedSearch {
        id: search.id.to_string(),
        name: search.name,
        query: search.query,
        total: total.ok().map(|total| u32::try_from(total).unwrap_or(u32::MAX)),
    }
}

/// A kept search, by its id or its name.
fn id(app: &App, typed: &str) -> Result<SearchId, ApiError> {
    if let Ok(id) = typed.parse() {
        return Ok(id);
    }
    let named = app.read(saved_searches::all)?.into_iter().find(|search| search.name == typed);
    Ok(named.map(|search| search.id).ok_or_else(|| postil_core::Error::NoSearch(typed.to_owned()))?)
}
