//! Finding the documents that may name another.

use tantivy::Term;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};

use super::Index;
use super::fields::PARTS;
use super::tokenize::{query_analyzer, tokens};
use crate::{DocumentId, Kind, Part, Result};

impl Index {
    /// The documents in which one of these names may stand in a person's own words, best match first.
    ///
    /// # Errors
    /// When the index fails.
    pub fn naming(&self, names: &[String], limit: usize) -> Result<Vec<DocumentId>> {
        let fields = |wanted: fn(Part) -> bool| -> Vec<Field> {
            let all = PARTS.iter().zip(self.fields.texts).filter(|((part, _), _)| wanted(*part));
            all.map(|(_, field)| field).collect()
        };
        let beside = in_any(names, &fields(|part| !matches!(part, Part::Title | Part::Body)));
        let own = in_any(names, &fields(|part| part == Part::Body));
        let article = Term::from_field_text(self.fields.kind, Kind::Article.as_str());
        let of_article = TermQuery::new(article, IndexRecordOption::Basic);
        let own: Box<dyn Query> =
            Box::new(BooleanQuery::new(vec![(Occur::Must, own), (Occur::MustNot, Box::new(of_article))]));
        let query = BooleanQuery::new(vec![(Occur::Should, beside), (Occur::Should, own)]);
        let searcher = self.searcher()?;
        let segments = self.segments.of(&searcher, &self.fields)?;
        let top = searcher.search(&query, &TopDocs::with_limit(limit.max(1)).order_by_score())?;
        Ok(top.into_iter().map(|(_, found)| segments[found.segment_ord as usize].id(found.doc_id)).collect())
    }
}

/// Documents that have one of these names in one of these fields.
fn in_any(names: &[String], fields: &[Field]) -> Box<dyn Query> {
    let mut analyzer = query_analyzer();
    let mut choices: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for name in names {
        let words: Vec<String> = tokens(&mut analyzer, name).into_iter().map(|token| token.text).collect();
        for field in fields {
            let mut terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(*field, word)).collect();
            let query: Box<dyn Query> = match (terms.len(), terms.pop()) {
                (1, Some(term)) => Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)),
                (_, Some(last)) => Box::new(PhraseQuery::new(terms.into_iter().chain([last]).collect())),
                (_, None) => continue,
            };
            choices.push((Occur::Should, query));
        }
    }
    Box::new(BooleanQuery::new(choices))
}
