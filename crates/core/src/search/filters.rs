//! What a search asks for beside words.

use std::ops::RangeInclusive;

use tantivy::query::{EnableScoring, PhrasePrefixQuery, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, Searcher, SegmentReader, TERMINATED, TantivyError, Term};

use super::fields::{Fields, place_of};
use super::segment::Segment;
use crate::{DocumentId, Millis, Part, Result};

/// What a document is, beside its words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Filter {
    /// It has this in a field.
    Term {
        /// The field.
        field: Field,
        /// What it has.
        text: String,
        /// Whether it may go on.
        unfinished: bool,
    },
    /// The name of its author has these words in a row; the last may go on.
    Author {
        /// The words, folded.
        words: Vec<String>,
        /// Whether the last may go on.
        unfinished: bool,
    },
    /// It has words in this part.
    Has(Part),
    /// It came into the library in this time.
    Saved(RangeInclusive<Millis>),
    /// It was published on one of these days, see [`super::entry::day_number`].
    Published(RangeInclusive<i64>),
    /// It is one of these, in order.
    Documents(Vec<DocumentId>),
}

impl Filter {
    /// The documents of a segment that are so, in order, among some or among all.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn docs(
        &self,
        searcher: &Searcher,
        at: usize,
        fields: &Fields,
        segment: &Segment,
        among: Option<&[u32]>,
    ) -> Result<Vec<u32>> {
        let reader = searcher.segment_reader(at as u32);
        let found = match self {
            Self::Term { field, text, unfinished: false } => {
                let term = Term::from_field_text(*field, text);
                of_query(&TermQuery::new(term, IndexRecordOption::Basic), searcher, reader)?
            }
            Self::Term { field, text, unfinished: true } => starting(reader, *field, text)?,
            Self::Author { words, unfinished } => match author(fields.author, words, *unfinished) {
                Some(query) => of_query(&*query, searcher, reader)?,
                None => Vec::new(),
            },
            Self::Documents(ids) => of_ids(reader, fields.id, ids)?,
            Self::Has(part) => {
                return Ok(those(reader, among, |doc| segment.has(doc, place_of(*part))));
            }
            Self::Saved(time) => return Ok(those(reader, among, |doc| time.contains(&segment.saved[doc as usize]))),
            Self::Published(days) => {
                let [first, last] = &segment.published;
                let in_time = |first: i64, last: i64| days.contains(&first) && days.contains(&last);
                return Ok(those(reader, among, |doc| {
                    first.first(doc).zip(last.first(doc)).is_some_and(|(first, last)| in_time(first, last))
                }));
            }
        };
        Ok(match among {
            None => found,
            Some(among) => {
                let mut rest = among;
                let mut is_among = |doc: &u32| {
                    rest = &rest[rest.partition_point(|one| one < doc)..];
                    rest.first() == Some(doc)
                };
                found.into_iter().filter(|doc| is_among(doc)).collect()
            }
        })
    }

    /// About how many documents are so; what has to be asked of each document comes last.
    pub(super) fn cost(&self, reader: &SegmentReader) -> u64 {
        match self {
            Self::Term { field, text, unfinished: false } => {
                let term = Term::from_field_text(*field, text);
                let index = reader.inverted_index(*field);
                index.and_then(|index| Ok(index.doc_freq(&term)?)).map_or(0, u64::from)
            }
            Self::Documents(ids) => ids.len() as u64,
            Self::Term { .. } | Self::Author { .. } => u64::from(reader.max_doc()) / 8,
            Self::Has(_) | Self::Saved(_) | Self::Published(_) => u64::MAX - 1,
        }
    }
}

/// Those of some documents, or of all, that are so.
fn those(reader: &SegmentReader, among: Option<&[u32]>, is_so: impl Fn(u32) -> bool) -> Vec<u32> {
    match among {
        Some(among) => among.iter().copied().filter(|doc| is_so(*doc)).collect(),
        None => (0..reader.max_doc()).filter(|doc| is_so(*doc)).collect(),
    }
}

fn of_query(query: &dyn Query, searcher: &Searcher, reader: &SegmentReader) -> Result<Vec<u32>> {
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    Ok(each(weight.scorer(reader, 1.0)?).collect())
}

/// The documents of a set, in order.
fn each(mut set: impl DocSet) -> impl Iterator<Item = u32> {
    let mut next = set.doc();
    std::iter::from_fn(move || {
        let doc = next;
        (doc != TERMINATED).then(|| {
            next = set.advance();
            doc
        })
    })
}

/// The documents that have something in a field that begins so.
fn starting(reader: &SegmentReader, field: Field, start: &str) -> Result<Vec<u32>> {
    let index = reader.inverted_index(field)?;
    let mut stream = index.terms().range().ge(start).into_stream().map_err(TantivyError::from)?;
    let mut found = Vec::new();
    while stream.advance() && stream.key().starts_with(start.as_bytes()) {
        let read = index.read_postings_from_terminfo(stream.value(), IndexRecordOption::Basic);
        found.extend(each(read.map_err(TantivyError::from)?));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn author(field: Field, words: &[String], unfinished: bool) -> Option<Box<dyn Query>> {
    let mut terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, word)).collect();
    Some(match (terms.len(), unfinished) {
        (0, _) => return None,
        (_, true) => Box::new(PhrasePrefixQuery::new(terms)),
        (1, false) => Box::new(TermQuery::new(terms.pop()?, IndexRecordOption::Basic)),
        (_, false) => Box::new(PhraseQuery::new(terms)),
    })
}

fn of_ids(reader: &SegmentReader, field: Field, ids: &[DocumentId]) -> Result<Vec<u32>> {
    let index = reader.inverted_index(field)?;
    let mut found = Vec::new();
    for id in ids {
        let term = Term::from_field_bytes(field, id.0.as_bytes());
        let postings = index.read_postings(&term, IndexRecordOption::Basic).map_err(TantivyError::from)?;
        found.extend(postings.into_iter().flat_map(each));
    }
    found.sort_unstable();
    Ok(found)
}
