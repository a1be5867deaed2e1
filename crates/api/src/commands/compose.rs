use jiff::civil::Date;
use jiff::{ToSpan, Zoned};
use postil_core::search::language::refined;
use postil_core::tables::documents::{self, Document, Filter};
use postil_core::tables::{articles, commentary, points, tags};
use postil_core::{DocumentId, Kind, Result, verbs};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::journal::{date, no_date, span};
use crate::wire::{ComposedPost, KeptPost, PostBefore, PostCandidate, PostCandidates, PostToCompose};
use crate::{ApiError, App, compose, convert};

/// The most articles that are offered at once.
const MOST: u32 = 1000;

/// Which articles may go into a post: what is given must all hold.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CandidatesRequest {
    /// Only those with this tag or one nested below it.
    pub tag: Option<String>,
    /// Only those that this search finds.
    pub query: Option<String>,
    /// Only those that were saved in the week, from Monday to Sunday, of this day: `YYYY-MM-DD`, `today` or `yesterday`.
    pub week: Option<String>,
}

/// A post to keep in the library.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct KeepPostRequest {
    /// What it is made of.
    pub compose: PostToCompose,
    /// The post that it was before; `null` makes a new one.
    pub before: Option<PostBefore>,
}

pub(super) fn compose_preview(app: &App, request: PostToCompose) -> Result<ComposedPost, ApiError> {
    let day = day(&request)?;
    app.read(|conn| compose::composed(conn, &request, day))
}

pub(super) fn compose_save(app: &App, request: KeepPostRequest) -> Result<KeptPost, ApiError> {
    let KeepPostRequest { compose: wanted, before } = request;
    let day = day(&wanted)?;
    let id = before.as_ref().map(|before| app.document(&before.id)).transpose()?;
    app.write(|tx| {
        let ComposedPost { markdown, .. } = compose::composed(tx.conn(), &wanted, day)?;
        let post = verbs::NewPost { title: &wanted.title, markdown: &markdown, tags: &wanted.tags };
        let document = match (id, &before) {
            (Some(id), Some(before)) => {
                verbs::rewrite_post(tx, id, before.markdown.as_deref(), post, before.title != wanted.title)?
            }
            _ => verbs::create_post(tx, post)?,
        };
        Ok(KeptPost { post: convert::document_ref(&document), markdown })
    })
}

pub(super) fn compose_candidates(app: &App, request: CandidatesRequest) -> Result<PostCandidates, ApiError> {
    let now = Zoned::now();
    let week = request.week.as_deref().map(|day| week(day, &now)).transpose()?;
    let saved = week.map(|(from, to)| Ok::<_, ApiError>((span(from, &now)?.0, span(to, &now)?.1))).transpose()?;
    let query = request.query.filter(|query| !query.trim().is_empty());
    let found: Option<Vec<DocumentId>> = match &query {
        Some(query) => {
            let articles = refined(query, "kind:article").to_string();
            Some(app.found_by(&articles, MOST as usize)?)
        }
        None => None,
    };
    let filter =
        Filter { kind: Some(Kind::Article), tag: request.tag.as_deref().and_then(tags::tidy), ..Filter::default() };
    app.read(|conn| {
        let (total, all) = match (found, saved) {
            (Some(ids), _) => (None, ids.into_iter().map(|id| documents::get(conn, id)).collect::<Result<Vec<_>>>()?),
            (None, Some((from, to))) => (None, documents::articles_saved(conn, from, to, MOST)?),
            (None, None) => {
                let mut newest = documents::page(conn, &filter, None, MOST)?;
                newest.reverse();
                (Some(documents::count(conn, &filter)?), newest)
            }
        };
        let mut items = Vec::new();
        for document in &all {
            let in_week = saved.is_none_or(|(from, to)| (from..to).contains(&document.saved_at));
            if in_week && has_tag(conn, document.id, filter.tag.as_deref())? {
                items.push(candidate(conn, document)?);
            }
        }
        Ok(PostCandidates {
            total: total.unwrap_or_else(|| u32::try_from(items.len()).unwrap_or(u32::MAX)),
            items,
            from: week.map(|(from, _)| from.to_string()),
            to: week.map(|(_, to)| to.to_string()),
        })
    })
}

fn has_tag(conn: &Connection, id: DocumentId, wanted: Option<&str>) -> Result<bool> {
    let Some(wanted) = wanted else { return Ok(true) };
    let is_in = |tag: &String| tag.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    Ok(tags::of(conn, id)?.iter().any(is_in))
}

fn candidate(conn: &Connection, document: &Document) -> Result<PostCandidate> {
    Ok(PostCandidate {
        id: document.id.to_string(),
        title: document.title.clone(),
        url: articles::get(conn, document.id)?.map(|article| article.url).unwrap_or_default(),
        saved_at: convert::time(document.saved_at),
        points: points::count(conn, document.id)?,
        commented: !commentary::get(conn, document.id)?.trim().is_empty(),
    })
}

fn day(wanted: &PostToCompose) -> Result<Option<Date>, ApiError> {
    let typed = wanted.date.as_deref().filter(|date| !date.trim().is_empty());
    typed.map(|typed| date(Some(typed), &Zoned::now())).transpose()
}

/// The Monday and the Sunday around a day.
fn week(typed: &str, now: &Zoned) -> Result<(Date, Date), ApiError> {
    let day = date(Some(typed), now)?;
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days());
    monday.and_then(|monday| Ok((monday, monday.checked_add(6.days())?))).map_err(|_| no_date(typed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_goes_from_monday_to_sunday() {
        let now = Zoned::now();
        for day in ["2024-02-26", "2024-02-29", "2024-03-03"] {
            let (from, to) = week(day, &now).expect("a week");
            assert_eq!((from.to_string().as_str(), to.to_string().as_str()), ("2024-02-26", "2024-03-03"));
        }
        assert_eq!(week("2024-02-30", &now).map_err(|error| error.code), Err("no_date".to_owned()));
    }
}
