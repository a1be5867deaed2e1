//! What is related to a document: by its words, its links and its tags.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;
use tantivy::collector::TopDocs;
use tantivy::query::MoreLikeThisQuery;
use tantivy::schema::OwnedValue;

use super::Index;
use super::texts::{present, texts};
use crate::tables::links::TargetKind;
use crate::{DocumentId, Library, Result, tables, verbs};

/// How many documents are looked at for their words.
const ALIKE: usize = 60;
/// How many bytes of each part are read for their words.
const READ: usize = 40_000;
/// In a text of fewer bytes, a word counts that stands there once.
const SHORT: usize = 2_000;
/// Of a tag that more documents have, nothing is learned.
const COMMON: usize = 500;
/// A document that is alike in words alone is told of when it scores so much of the best.
const LEAST: f32 = 0.2;

/// Why a document is related to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// One links to the other.
    Linked,
    /// Both link to the same document or page.
    SameLink,
    /// Both have this tag.
    Tag(String),
    /// Their words are alike.
    Alike,
}

/// A document that is related to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Related {
    /// The document.
    pub document: tables::documents::Document,
    /// How much, from 0.
    pub score: f32,
    /// Why, the strongest first.
    pub reasons: Vec<Reason>,
}

impl Index {
    /// The documents that are related to one, the most related first.
    ///
    /// # Errors
    /// [`crate::Error::NoDocument`]; when the index or the library fails.
    pub fn related(&self, library: &Library, id: DocumentId, limit: usize) -> Result<Vec<Related>> {
        library.read(|conn| {
            tables::documents::get(conn, id)?;
            let mut scores: HashMap<DocumentId, Vec<(f32, Reason)>> = HashMap::new();
            let mut add = |other: DocumentId, score: f32, reason: Reason| {
                if other != id {
                    scores.entry(other).or_default().push((score, reason));
                }
            };
            for other in linked(conn, id)? {
                add(other, 1.0, Reason::Linked);
            }
            for (other, count) in linking_alike(conn, id)? {
                add(other, 0.3 * (1.0 + count as f32).log2().min(2.0), Reason::SameLink);
            }
            for tag in tables::tags::of(conn, id)? {
                let others = tables::tags::having(conn, &tag, COMMON + 1)?;
                if others.len() <= COMMON {
                    let score = 0.5 / (1.0 + others.len() as f32).log2().max(1.0);
                    others.into_iter().for_each(|other| add(other, score, Reason::Tag(tag.clone())));
                }
            }
            for (other, score) in self.alike(conn, id)? {
                add(other, score, Reason::Alike);
            }
            let mut all: Vec<(f32, DocumentId, Vec<Reason>)> = scores
                .into_iter()
                .map(|(other, mut why)| {
                    why.sort_by(|a, b| b.0.total_cmp(&a.0));
                    (
                        why.iter().map(|(score, _)| score).sum(),
                        other,
                        why.into_iter().map(|(_, reason)| reason).collect(),
                    )
                })
                .collect();
            all.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
            let found = all.into_iter().filter_map(|(score, other, reasons)| match present(conn, other) {
                Ok(found) => found.map(|document| Ok(Related { document, score, reasons })),
                Err(error) => Some(Err(error)),
            });
            found.take(limit).collect()
        })
    }

    /// The documents whose words are alike, each with how much, up to 1.
    fn alike(&self, conn: &Connection, id: DocumentId) -> Result<Vec<(DocumentId, f32)>> {
        let Some(texts) = texts(conn, id)? else { return Ok(Vec::new()) };
        let searcher = self.searcher()?;
        let segments = self.segments.of(&searcher, &self.fields)?;
        let parts: Vec<&str> = texts.parts.iter().map(|text| beginning(text)).collect();
        let long = parts.iter().map(|text| text.len()).sum::<usize>() >= SHORT;
        // A word of one part is looked for in every other.
        let all = OwnedValue::Str(parts.join("\n"));
        let fields = self.fields.texts.map(|field| (field, vec![all.clone()])).to_vec();
        let documents = searcher.num_docs();
        let query = MoreLikeThisQuery::builder()
            .with_min_doc_frequency(2)
            .with_max_doc_frequency((documents / 5).max(3))
            .with_min_term_frequency(if long { 2 } else { 1 })
            .with_min_word_length(3)
            .with_max_query_terms(40)
            .with_document_fields(fields);
        let found = searcher.search(&query, &TopDocs::with_limit(ALIKE).order_by_score())?;
        let found = found.into_iter().map(|(score, at)| (segments[at.segment_ord as usize].id(at.doc_id), score));
        let found: Vec<_> = found.filter(|(other, _)| *other != id).collect();
        let best = found.first().map_or(1.0, |(_, score)| score.max(f32::MIN_POSITIVE));
        Ok(found.into_iter().map(|(other, score)| (other, score / best)).filter(|(_, score)| *score >= LEAST).collect())
    }
}

/// The documents that link to a document, or to which it links.
fn linked(conn: &Connection, id: DocumentId) -> Result<Vec<DocumentId>> {
    let mut found = verbs::linking(conn, id)?;
    for link in tables::links::of(conn, id)? {
        let target = match link.kind {
            TargetKind::Title => verbs::resolve_title(conn, &link.target)?,
            TargetKind::Url => verbs::resolve_url(conn, &link.target)?,
        };
        found.extend(target.map(|document| document.id));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// The documents that have links in common with a document, each with how many.
fn linking_alike(conn: &Connection, id: DocumentId) -> Result<HashMap<DocumentId, usize>> {
    let mut counts = HashMap::new();
    let links = tables::links::of(conn, id)?;
    let keys: BTreeSet<(TargetKind, String)> = links.iter().map(|link| (link.kind, tables::links::key(link))).collect();
    for (kind, key) in keys {
        let mut sources: Vec<DocumentId> =
            tables::links::by_key(conn, kind, &key)?.into_iter().map(|link| link.source_id).collect();
        sources.sort_unstable();
        sources.dedup();
        // What everybody links to says nothing.
        if sources.len() <= COMMON {
            for source in sources {
                *counts.entry(source).or_default() += 1;
            }
        }
    }
    Ok(counts)
}

fn beginning(text: &str) -> &str {
    let mut end = text.len().min(READ);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
