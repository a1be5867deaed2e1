//! What filters may be completed with: the tags, sites, authors and languages that the library has.

use std::collections::HashMap;

use tantivy::columnar::StrColumn;
use tantivy::{SegmentReader, TantivyError};

use super::Index;
use super::fold::fold;
use super::language::Name;
use crate::Result;

impl Index {
    /// Values of a filter in which a word begins as typed, each with how many documents have it: those that begin so first, then those
    /// that most documents have. None of a filter whose values are not the library's.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn values(&self, filter: Name, typed: &str, limit: usize) -> Result<Vec<(String, usize)>> {
        let field = match filter {
            Name::Tag => self.fields.tag,
            Name::Site => self.fields.host,
            Name::Author => self.fields.author_name,
            Name::Lang => self.fields.lang,
            _ => return Ok(Vec::new()),
        };
        let typed = fold(typed.trim());
        let searcher = self.searcher()?;
        let mut counts: HashMap<String, usize> = HashMap::new();
        for reader in searcher.segment_readers() {
            if let Some(column) = reader.fast_fields().str(reader.schema().get_field_name(field))? {
                count(reader, &column, &typed, &mut counts)?;
            }
        }
        let mut all: Vec<(String, usize)> = counts.into_iter().filter(|(_, count)| *count > 0).collect();
        let begins = |value: &str| fold(value).starts_with(&typed);
        all.sort_by_cached_key(|(value, count)| (!begins(value), std::cmp::Reverse(*count), value.clone()));
        all.truncate(limit);
        Ok(all)
    }
}

/// Counts the documents of a segment by those values that are wanted.
fn count(reader: &SegmentReader, column: &StrColumn, typed: &str, counts: &mut HashMap<String, usize>) -> Result<()> {
    let mut wanted: HashMap<u64, (String, usize)> = HashMap::new();
    let mut value = String::new();
    for ord in 0..column.num_terms() as u64 {
        value.clear();
        column.ord_to_str(ord, &mut value).map_err(TantivyError::from)?;
        if has_word(&fold(&value), typed) {
            wanted.insert(ord, (value.clone(), 0));
        }
    }
    if wanted.is_empty() {
        return Ok(());
    }
    for doc in (0..reader.max_doc()).filter(|doc| !reader.is_deleted(*doc)) {
        for ord in column.term_ords(doc) {
            if let Some((_, count)) = wanted.get_mut(&ord) {
                *count += 1;
            }
        }
    }
    for (value, count) in wanted.into_values() {
        *counts.entry(value).or_default() += count;
    }
    Ok(())
}

/// Whether a word of a value begins as typed.
fn has_word(value: &str, typed: &str) -> bool {
    value.match_indices(typed).any(|(at, _)| value[..at].chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::has_word;

    #[test]
    fn values_are_found_by_any_of_their_words() {
        for (value, typed, wanted) in
            [("jane doe", "d", true), ("rust/async", "asy", true), ("rust", "ust", false), ("rust", "", true)]
        {
            assert_eq!(has_word(value, typed), wanted, "{value} {typed}");
        }
    }
}
