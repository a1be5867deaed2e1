use std::ops::Range;

use postil_core::links::Target;
use postil_core::search::language::{self, Completing, Filter, Name, Query, value};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::wire::{QueryChoice, QueryCompleting, QueryProblem, QueryReading, QuerySpan};
use crate::{ApiError, App};

/// How many values of the library are offered.
const OFFERED: usize = 12;

/// A search to be read.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct QueryRequest {
    /// What was typed.
    pub query: String,
    /// Where the cursor stands, in Unicode scalar values; nothing when nobody is typing.
    pub cursor: Option<u32>,
}

/// A search to which a filter is added, or from which it is taken.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct RefineRequest {
    /// What was typed.
    pub query: String,
    /// The filter.
    pub filter: String,
}

pub(super) fn query_read(app: &App, request: QueryRequest) -> Result<QueryReading, ApiError> {
    let (mut reading, completing) = read(&request);
    reading.completing = completing.map(|completing| complete(app, completing, &request.query)).transpose()?;
    Ok(reading)
}

/// How a search is read, and what is completed at the cursor.
fn read(request: &QueryRequest) -> (QueryReading, Option<Completing>) {
    let text = request.query.as_str();
    let cursor = request.cursor.map(|at| text.char_indices().nth(at as usize).map_or(text.len(), |(byte, _)| byte));
    let query = if cursor == Some(text.len()) { language::parse_typing(text) } else { language::parse(text) };
    (reading(text, &query), cursor.and_then(|cursor| language::completing(text, cursor)))
}

pub(super) fn query_refine(_: &App, request: RefineRequest) -> Result<QueryReading, ApiError> {
    let refined = language::refined(&request.query, &request.filter).to_string();
    let query = language::parse(&refined);
    Ok(reading(&refined, &query))
}

/// How a search was read, for the wire.
pub(super) fn reading(text: &str, query: &Query) -> QueryReading {
    let places = Places::new(text);
    let problems = query.problems.iter().map(|problem| {
        let QuerySpan { start, end } = places.span(&problem.span);
        let (message, suggestion) = (problem.message.to_string(), problem.suggestion.clone());
        QueryProblem { start, end, message, suggestion, as_words: problem.as_words }
    });
    QueryReading {
        canonical: query.to_string(),
        problems: problems.collect(),
        pending: query.pending.as_ref().map(|span| places.span(span)),
        completing: None,
    }
}

fn complete(app: &App, completing: Completing, text: &str) -> Result<QueryCompleting, ApiError> {
    let fixed = completing.choices();
    let (filter, typed, range) = match completing {
        Completing::Filter { typed, range } => (None, typed, range),
        Completing::Value { filter, typed, range } => (Some(filter), typed, range),
    };
    let choices = match filter {
        None => fixed.into_iter().filter_map(Name::read).map(name).collect(),
        Some(Name::LinksTo) => titles(app, &typed)?,
        Some(filter) if fixed.is_empty() => values(app, filter, &typed)?,
        Some(_) => fixed.into_iter().map(|word| choice(word.to_owned(), word.to_owned(), None)).collect(),
    };
    let QuerySpan { start, end } = Places::new(text).span(&range);
    Ok(QueryCompleting { filter: filter.map(|filter| filter.as_str().to_owned()), typed, start, end, choices })
}

fn name(name: Name) -> QueryChoice {
    let label = format!("{}:", name.as_str());
    QueryChoice { text: label.clone(), label, count: None, about: Some(name.about().to_owned()) }
}

fn values(app: &App, filter: Name, typed: &str) -> Result<Vec<QueryChoice>, ApiError> {
    let found = app.index()?.values(filter, typed, OFFERED)?;
    Ok(found.into_iter().map(|(text, count)| choice(value(&text), text, Some(count))).collect())
}

fn titles(app: &App, typed: &str) -> Result<Vec<QueryChoice>, ApiError> {
    let found = super::search::quick(app, typed, OFFERED)?.into_iter();
    let choices = found.map(|hit| {
        let filter = Filter::LinksTo(Target::Title(hit.title.clone())).to_string();
        let text = filter.split_once(':').map_or_else(String::new, |(_, value)| value.to_owned());
        choice(text, hit.title, None)
    });
    Ok(choices.collect())
}

fn choice(text: String, label: String, count: Option<usize>) -> QueryChoice {
    let count = count.map(|count| u32::try_from(count).unwrap_or(u32::MAX));
    QueryChoice { text, label, count, about: None }
}

/// Where each character of a text begins, in bytes.
pub(super) struct Places(Vec<usize>);

impl Places {
    pub(super) fn new(text: &str) -> Self {
        Self(text.char_indices().map(|(byte, _)| byte).collect())
    }

    /// A place in bytes, in Unicode scalar values.
    pub(super) fn span(&self, bytes: &Range<usize>) -> QuerySpan {
        let before = |byte: usize| u32::try_from(self.0.partition_point(|at| *at < byte)).unwrap_or(u32::MAX);
        QuerySpan { start: before(bytes.start), end: before(bytes.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, cursor: Option<u32>) -> (QueryReading, Option<Completing>) {
        read(&QueryRequest { query: query.into(), cursor })
    }

    #[test]
    fn places_count_unicode_scalar_values() {
        let (reading, completing) = check("日本 is:unred “é” is:re", Some(21));
        assert_eq!(reading.canonical, "日本 \"is:unred\" \"é\"");
        let [problem] = reading.problems.as_slice() else { panic!("{:?}", reading.problems) };
        assert_eq!((problem.start, problem.end, problem.suggestion.as_deref()), (3, 11, Some("is:unread")));
        assert_eq!(reading.pending, Some(QuerySpan { start: 16, end: 21 }));
        let Some(Completing::Value { filter, typed, .. }) = &completing else { panic!("a value") };
        assert_eq!((*filter, typed.as_str()), (Name::Is, "re"));
    }

    #[test]
    fn only_at_the_end_is_a_search_unfinished() {
        assert!(check("kind:no word", Some(7)).0.pending.is_none());
        assert_eq!(check("kind:no word", Some(7)).0.problems.len(), 1);
        assert_eq!(check("word kind:no", None).0.problems.len(), 1);
        assert!(check("word kind:no", Some(99)).0.problems.is_empty());
    }
}
