use std::ops::Range;
use std::time::Instant;

use jiff::Zoned;
use postil_core::search::language::{self, Query, value};
use postil_core::search::{Counts, Search};
use postil_core::tables::{articles, changes, commentary, documents, highlights, notes, points, snapshots};
use postil_core::{DocumentId, Kind, Part};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::query::{Places, reading};
use crate::app::finished;
use crate::wire::{Hit, Matches, MatchesIn, QuerySpan, QuickHit, SearchAnswer, SearchCounts, Tally};
use crate::{ApiError, App};

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

/// A search to be answered.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct SearchRequest {
    /// What was typed.
    pub query: String,
    /// How many of the first are left out.
    #[serde(default)]
    #[ts(optional, as = "Option<u32>")]
    pub offset: u32,
    /// How many to answer.
    pub limit: u32,
    /// Whether nobody types on: a filter that is not finished is told of then.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub finished: bool,
}

/// A document, and a search whose words are looked for in it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MatchesRequest {
    /// The document.
    pub id: String,
    /// What was typed.
    pub query: String,
}

pub(super) fn search_run(app: &App, request: SearchRequest) -> Result<SearchAnswer, ApiError> {
    let began = Instant::now();
    let text = request.query.as_str();
    let query = if request.finished { finished(text) } else { language::parse_typing(text) };
    let read = reading(text, &query);
    let (offset, limit) = (request.offset as usize, request.limit.min(MOST) as usize);
    let search = Search { query, now: Zoned::now(), offset, limit };
    let found = app.index()?.search(&app.inner.library, &search)?;
    let hits = found.hits.into_iter().map(|hit| Hit {
        id: hit.id.to_string(),
        kind: hit.kind.into(),
        part: hit.part.into(),
        title: hit.title,
        url: hit.url,
        snippet: hit.snippet,
        near: hit.near,
    });
    Ok(SearchAnswer {
        hits: hits.collect(),
        total: u32::try_from(found.total).unwrap_or(u32::MAX),
        counts: counts(found.counts, &search.query),
        reading: read,
        took_ms: (began.elapsed().as_secs_f64() * 1e6).round() / 1e3,
    })
}

fn counts(found: Counts, query: &Query) -> SearchCounts {
    let tally = |name: String, count: usize, filter: String| {
        let chosen = language::has(query, &filter);
        Tally { name, count: u32::try_from(count).unwrap_or(u32::MAX), filter, chosen }
    };
    let named = |all: Vec<(String, usize)>, filter: &str| -> Vec<Tally> {
        all.into_iter().map(|(name, count)| tally(name.clone(), count, format!("{filter}:{}", value(&name)))).collect()
    };
    let kinds = found.kinds.into_iter().map(|(kind, count)| (kind.as_str().to_owned(), count)).collect();
    let years = found.years.into_iter().map(|(year, count)| (year.to_string(), count)).collect();
    SearchCounts {
        kinds: named(kinds, "kind"),
        tags: named(found.tags, "tag"),
        sites: named(found.sites, "site"),
        years: named(years, "saved"),
    }
}

pub(super) fn search_matches(app: &App, request: MatchesRequest) -> Result<Matches, ApiError> {
    let id = app.document(&request.id)?;
    let texts = app.read(|conn| {
        let document = documents::get(conn, id)?;
        let mut texts = vec![(Part::Title, None, document.title)];
        if document.kind == Kind::Article {
            let shown = articles::get(conn, id)?.and_then(|article| article.snapshot_id);
            let shown = shown.map(|shown| snapshots::get(conn, shown)).transpose()?.flatten();
            texts.extend(shown.map(|snapshot| (Part::Body, None, snapshot.text)));
            texts.push((Part::Commentary, None, commentary::get(conn, id)?));
        } else {
            texts.extend(notes::get(conn, id)?.map(|markdown| (Part::Body, None, markdown)));
        }
        let living = points::rows(conn, id)?.into_iter().filter(|point| point.deleted_at.is_none());
        texts.extend(living.map(|point| (Part::Outline, Some(point.id.to_string()), point.text)));
        let commented = highlights::of(conn, id)?.into_iter();
        texts.extend(commented.map(|one| (Part::Highlight, Some(one.id.to_string()), one.comment)));
        Ok(texts)
    })?;
    let search = Search { query: finished(&request.query), now: Zoned::now(), offset: 0, limit: 0 };
    let plain: Vec<(Part, &str)> = texts.iter().map(|(part, _, text)| (*part, text.as_str())).collect();
    let found = app.index()?.places(&app.inner.library, &search, id, &plain)?;
    let mut matches = Matches::default();
    for ((part, line, text), places) in texts.into_iter().zip(found) {
        let spans = spans(&text, &places);
        match (part, line) {
            (Part::Title, _) => matches.title = spans,
            (Part::Commentary, _) => matches.commentary = spans,
            (Part::Outline, Some(id)) if !spans.is_empty() => matches.points.push(MatchesIn { id, spans }),
            (Part::Highlight, Some(id)) if !spans.is_empty() => matches.highlights.push(MatchesIn { id, spans }),
            (Part::Body, _) => matches.body = spans,
            (Part::Outline | Part::Highlight, _) => {}
        }
    }
    Ok(matches)
}

/// Places in bytes, in Unicode scalar values.
fn spans(text: &str, places: &[Range<usize>]) -> Vec<QuerySpan> {
    if places.is_empty() {
        return Vec::new();
    }
    let characters = Places::new(text);
    places.iter().map(|place| characters.span(place)).collect()
}

pub(super) fn quick_open(app: &App, request: FindRequest) -> Result<Vec<QuickHit>, ApiError> {
    quick(app, &request.query, request.limit.min(MOST) as usize)
}

/// The documents whose titles or aliases have what was typed; those that changed last when nothing was.
pub(super) fn quick(app: &App, typed: &str, limit: usize) -> Result<Vec<QuickHit>, ApiError> {
    let found: Vec<(DocumentId, Option<String>, Vec<u32>)> = if typed.trim().is_empty() {
        let last = app.read(|conn| changes::last(conn, limit))?;
        last.into_iter().map(|id| (id, None, Vec::new())).collect()
    } else {
        app.inner.titles.follow(&app.inner.library)?;
        app.inner.titles.find(typed, limit).into_iter().map(|one| (one.id, one.alias, one.places)).collect()
    };
    app.read(|conn| {
        let mut hits = Vec::new();
        for (id, alias, places) in found {
            let document = documents::get(conn, id)?;
            if document.deleted_at.is_some() || document.merged_into.is_some() {
                continue;
            }
            let site = articles::get(conn, id)?.and_then(|article| postil_core::url::site(&article.canonical_url));
            let kind = document.kind.into();
            hits.push(QuickHit { id: id.to_string(), kind, title: document.title, alias, site, places });
        }
        Ok(hits)
    })
}
