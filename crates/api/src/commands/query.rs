use std::ops::Range;

use postil_core::search::language::{self, Completing};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::wire::{QueryCompleting, QueryProblem, QueryReading, QuerySpan};
use crate::{ApiError, App};

/// A search to be read.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct QueryRequest {
    /// What was typed.
    pub query: String,
    /// Where the cursor stands, in Unicode scalar values; nothing when nobody is typing.
    pub cursor: Option<u32>,
}

pub(super) fn query_read(_: &App, request: QueryRequest) -> Result<QueryReading, ApiError> {
    Ok(read(&request))
}

fn read(request: &QueryRequest) -> QueryReading {
    let text = request.query.as_str();
    let cursor = request.cursor.map(|at| text.char_indices().nth(at as usize).map_or(text.len(), |(byte, _)| byte));
    let query = if cursor == Some(text.len()) { language::parse_typing(text) } else { language::parse(text) };
    let places = Places::new(text);
    let problems = query.problems.iter().map(|problem| {
        let QuerySpan { start, end } = places.span(&problem.span);
        QueryProblem { start, end, message: problem.message.to_string(), suggestion: problem.suggestion.clone() }
    });
    let completing = cursor.and_then(|cursor| language::completing(text, cursor));
    QueryReading {
        canonical: query.to_string(),
        problems: problems.collect(),
        pending: query.pending.as_ref().map(|span| places.span(span)),
        completing: completing.map(|completing| convert(completing, &places)),
    }
}

fn convert(completing: Completing, places: &Places) -> QueryCompleting {
    let choices = completing.choices().into_iter().map(str::to_owned).collect();
    let (filter, typed, range) = match completing {
        Completing::Filter { typed, range } => (None, typed, range),
        Completing::Value { filter, typed, range } => (Some(filter.as_str().to_owned()), typed, range),
    };
    let QuerySpan { start, end } = places.span(&range);
    QueryCompleting { filter, typed, start, end, choices }
}

/// Where each character of a text begins, in bytes.
struct Places(Vec<usize>);

impl Places {
    fn new(text: &str) -> Self {
        Self(text.char_indices().map(|(byte, _)| byte).collect())
    }

    fn span(&self, bytes: &Range<usize>) -> QuerySpan {
        let before = |byte: usize| u32::try_from(self.0.partition_point(|at| *at < byte)).unwrap_or(u32::MAX);
        QuerySpan { start: before(bytes.start), end: before(bytes.end) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(query: &str, cursor: Option<u32>) -> QueryReading {
        read(&QueryRequest { query: query.into(), cursor })
    }

    #[test]
    fn places_count_unicode_scalar_values() {
        let reading = check("日本 is:unred “é” is:re", Some(21));
        assert_eq!(reading.canonical, "日本 \"is:unred\" \"é\"");
        let [problem] = reading.problems.as_slice() else { panic!("{:?}", reading.problems) };
        assert_eq!((problem.start, problem.end, problem.suggestion.as_deref()), (3, 11, Some("is:unread")));
        assert_eq!(reading.pending, Some(QuerySpan { start: 16, end: 21 }));
        let completing = reading.completing.expect("a value");
        assert_eq!((completing.filter.as_deref(), completing.typed.as_str()), (Some("is"), "re"));
        assert_eq!((completing.start, completing.end), (19, 21));
        assert_eq!(completing.choices, ["reading", "read"]);
    }

    #[test]
    fn only_at_the_end_is_a_search_unfinished() {
        assert!(check("kind:no word", Some(7)).pending.is_none());
        assert_eq!(check("kind:no word", Some(7)).problems.len(), 1);
        assert_eq!(check("word kind:no", None).problems.len(), 1);
        assert!(check("word kind:no", Some(99)).problems.is_empty());
    }
}
