use std::time::Instant;

use postil_core::tables::{documents, names};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::wire::{Completion, Hit, SearchAnswer};
use crate::{ApiError, App, convert};

/// The most that one search answers.
const MOST: u32 = 1000;

/// What to look for.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct FindRequest {
    /// What was typed.
    pub query: String,
    /// How many to answer.
    pub limit: u32,
}

pub(super) fn search_run(app: &App, request: FindRequest) -> Result<SearchAnswer, ApiError> {
    let began = Instant::now();
    let found = app.search(&request.query, request.limit.clamp(1, MOST) as usize)?;
    let hits = found.hits.into_iter().map(|hit| Hit {
        id: hit.id.to_string(),
        kind: hit.kind.into(),
        part: hit.part.into(),
        title: hit.title,
        url: hit.url,
        snippet: hit.snippet,
    });
    Ok(SearchAnswer {
        hits: hits.collect(),
        total: u32::try_from(found.total).unwrap_or(u32::MAX),
        took_ms: (began.elapsed().as_secs_f64() * 1e6).round() / 1e3,
    })
}

pub(super) fn title_complete(app: &App, request: FindRequest) -> Result<Vec<Completion>, ApiError> {
    let limit = request.limit.clamp(1, MOST);
    app.read(|conn| {
        let titled = documents::complete(conn, &request.query, limit)?.into_iter().map(|document| (document, None));
        let aliased = names::complete(conn, &request.query, limit)?.into_iter();
        let all = titled.chain(aliased.map(|(document, alias)| (document, Some(alias)))).take(limit as usize);
        Ok(all.map(|(document, alias)| convert::completion(&document, alias)).collect())
    })
}
