//! From what a person typed to a query: words (all must match), `"phrases"`, `-not`; the last word may be unfinished.

use tantivy::Term;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::tokenizer::TextAnalyzer;

use super::tokenize::{query_analyzer, tokens};

/// What is to be marked in a passage.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Words that must stand there whole.
    pub words: Vec<String>,
    /// The beginning of a word.
    pub start: Option<String>,
}

/// A part of what was typed.
#[derive(Debug, PartialEq, Eq)]
struct Piece {
    words: Vec<String>,
    not: bool,
    unfinished: bool,
}

/// Reads what was typed. A field comes with its weight.
pub(super) fn read(typed: &str, fields: &[(Field, f32)]) -> (Option<Box<dyn Query>>, Marks) {
    let pieces = pieces(typed);
    let mut marks = Marks::default();
    let mut clauses: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for piece in &pieces {
        clauses.push((if piece.not { Occur::MustNot } else { Occur::Must }, in_any_field(piece, fields)));
        if !piece.not {
            let (last, whole) = match piece.words.split_last() {
                Some((last, whole)) if piece.unfinished => (Some(last), whole),
                _ => (None, &piece.words[..]),
            };
            marks.words.extend_from_slice(whole);
            marks.start = last.cloned().or(marks.start);
        }
    }
    if clauses.is_empty() {
        return (None, marks);
    }
    if pieces.iter().all(|piece| piece.not) {
        clauses.push((Occur::Must, Box::new(AllQuery)));
    }
    (Some(Box::new(BooleanQuery::new(clauses))), marks)
}

/// Documents that have one of these names in one of these fields.
pub(super) fn naming(names: &[String], fields: &[Field]) -> Box<dyn Query> {
    let mut analyzer = query_analyzer();
    let mut choices: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for name in names {
        let words: Vec<String> = tokens(&mut analyzer, name).into_iter().map(|token| token.text).collect();
        for field in fields.iter().filter(|_| !words.is_empty()) {
            let terms = words.iter().map(|word| Term::from_field_text(*field, word)).collect();
            choices.extend(in_field(terms, false).into_iter().map(|query| (Occur::Should, query)));
        }
    }
    Box::new(BooleanQuery::new(choices))
}

fn in_any_field(piece: &Piece, fields: &[(Field, f32)]) -> Box<dyn Query> {
    let mut choices: Vec<(Occur, Box<dyn Query>)> = Vec::new();
    for (field, weight) in fields {
        let terms: Vec<Term> = piece.words.iter().map(|word| Term::from_field_text(*field, word)).collect();
        for query in in_field(terms, piece.unfinished) {
            choices.push((Occur::Should, Box::new(BoostQuery::new(query, *weight))));
        }
    }
    Box::new(BooleanQuery::new(choices))
}

fn in_field(terms: Vec<Term>, unfinished: bool) -> Vec<Box<dyn Query>> {
    match (terms.as_slice(), unfinished) {
        ([word], false) => vec![Box::new(TermQuery::new(word.clone(), IndexRecordOption::WithFreqs))],
        ([word], true) => vec![
            Box::new(TermQuery::new(word.clone(), IndexRecordOption::WithFreqs)),
            Box::new(BoostQuery::new(Box::new(FuzzyTermQuery::new_prefix(word.clone(), 0, true)), 0.5)),
        ],
        (_, true) => vec![Box::new(PhrasePrefixQuery::new(terms))],
        (_, false) => vec![Box::new(PhraseQuery::new(terms))],
    }
}

fn pieces(typed: &str) -> Vec<Piece> {
    let mut analyzer = query_analyzer();
    let mut pieces = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let not = rest.starts_with('-') && rest[1..].starts_with(|c: char| c.is_alphanumeric() || c == '"');
        rest = if not { &rest[1..] } else { rest };
        let (text, after, closed) = match rest.strip_prefix('"') {
            Some(quoted) => match quoted.split_once('"') {
                Some((text, after)) => (text, after, true),
                None => (quoted, "", false),
            },
            None => {
                let end = rest.find(|c: char| c.is_whitespace() || c == '"').unwrap_or(rest.len());
                (&rest[..end], &rest[end..], false)
            }
        };
        let unfinished = after.is_empty() && !closed && !not && text.ends_with(char::is_alphanumeric);
        push(&mut pieces, &mut analyzer, text, not, unfinished);
        rest = after.trim_start();
    }
    pieces
}

fn push(pieces: &mut Vec<Piece>, analyzer: &mut TextAnalyzer, text: &str, not: bool, unfinished: bool) {
    let words: Vec<String> = tokens(analyzer, text).into_iter().map(|token| token.text).collect();
    if !words.is_empty() {
        pieces.push(Piece { words, not, unfinished });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, wanted: &str) {
        let shown: Vec<String> = pieces(typed)
            .into_iter()
            .map(|p| {
                format!("{}{}{}", if p.not { "-" } else { "" }, p.words.join("+"), if p.unfinished { "*" } else { "" })
            })
            .collect();
        assert_eq!(shown.join(" "), wanted, "{typed}");
    }

    #[test]
    fn what_was_typed_in_pieces() {
        check("small que", "small que*");
        check("small queues ", "small queues");
        check("\"small queues\" -late", "small+queues -late");
        check("\"small que", "small+que*");
        check("std::sync::Arc", "std+sync+arc*");
        check("a -b c", "a -b c*");
        check("- -- \"\" …", "");
        check("say\"this thing\"", "say this+thing");
    }
}
