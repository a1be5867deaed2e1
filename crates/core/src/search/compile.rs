//! From the tree of a search to what the index is asked for.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use jiff::Zoned;
use jiff::civil::Date;
use rusqlite::Connection;
use tantivy::tokenizer::TextAnalyzer;

use super::clause::{Clause, Word};
use super::entry::{day_number, primary};
use super::fields::Fields;
use super::filters::Filter;
use super::fold::fold;
use super::language::{Days, Expr, Filter as Said, Node};
use super::tokenize::{is_unspaced, query_analyzer, tokens};
use crate::tables::links::TargetKind;
use crate::{DocumentId, Error, Millis, Part, Result, links, tables, title_key, url, verbs};

/// How many different words one search looks for at most, and how many in a row.
const MOST: usize = 200;

/// All parts.
const ALL: [Part; 5] = [Part::Title, Part::Commentary, Part::Outline, Part::Highlight, Part::Body];

/// What is known beside the tree.
pub(super) struct Compiler<'a> {
    pub fields: &'a Fields,
    /// The library, in which links are looked up.
    pub conn: &'a Connection,
    /// The present moment: in its zone the days of filters begin and end.
    pub now: &'a Zoned,
    analyzer: TextAnalyzer,
    /// The words so far.
    words: HashSet<String>,
}

impl<'a> Compiler<'a> {
    pub(super) fn new(fields: &'a Fields, conn: &'a Connection, now: &'a Zoned) -> Self {
        Self { fields, conn, now, analyzer: query_analyzer(), words: HashSet::new() }
    }

    /// What a node asks for; `None` when it has no letter or digit that could be found.
    ///
    /// # Errors
    /// [`Error::LongSearch`]; when the library cannot be read.
    pub(super) fn clause(&mut self, node: &Node) -> Result<Option<Clause>> {
        match &node.expr {
            Expr::Word { text, prefix } => self.text(text, false, *prefix || node.unfinished),
            Expr::Phrase { text, prefix } => self.text(text, true, *prefix || node.unfinished),
            Expr::Not(inner) => Ok(self.clause(inner)?.map(|inner| Clause::Not(Box::new(inner)))),
            Expr::All(nodes) => self.all(nodes),
            Expr::Any(nodes) => {
                let any = nodes.iter().map(|node| self.clause(node)).collect::<Result<Vec<_>>>()?;
                Ok(joined(any.into_iter().flatten(), Clause::Or))
            }
            Expr::Filter(Said::In(_)) => self.all(std::slice::from_ref(node)),
            Expr::Filter(filter) => self.filter(filter, node.unfinished),
        }
    }

    /// Everything that stands in one group; `in:` says where its words are looked for.
    fn all(&mut self, nodes: &[Node]) -> Result<Option<Clause>> {
        let (mut wanted, mut unwanted, mut all) = (Vec::new(), Vec::new(), Vec::new());
        for node in nodes {
            match part_of(node) {
                Some((part, true)) => wanted.push(part),
                Some((part, false)) => unwanted.push(part),
                None => all.extend(self.clause(node)?),
            }
        }
        let has_words = all.iter().any(|clause| clause.asks_for_words());
        let all = joined(all.into_iter(), Clause::And);
        if wanted.is_empty() && unwanted.is_empty() {
            return Ok(all);
        }
        if has_words {
            let parts = ALL.into_iter().filter(|part| wanted.is_empty() || wanted.contains(part));
            let parts: Vec<Part> = parts.filter(|part| !unwanted.contains(part)).collect();
            return Ok(all.map(|all| Clause::In(parts, Box::new(all))));
        }
        // Without words, what has such a part is meant.
        let has = |part| Clause::Filter(Filter::Has(part));
        let any = joined(wanted.into_iter().map(has), Clause::Or);
        let none = unwanted.into_iter().map(|part| Clause::Not(Box::new(has(part))));
        Ok(joined(all.into_iter().chain(any).chain(none), Clause::And))
    }

    fn text(&mut self, text: &str, exact: bool, unfinished: bool) -> Result<Option<Clause>> {
        let words: Vec<String> = tokens(&mut self.analyzer, text).into_iter().map(|token| token.text).collect();
        self.words.extend(words.iter().cloned());
        if self.words.len().max(words.len()) > MOST {
            return Err(Error::LongSearch(MOST));
        }
        Ok(match &*words {
            [] => None,
            [word] => {
                // One character of a script without spaces is the beginning of a pair.
                let unfinished = unfinished || word.chars().count() == 1 && word.contains(is_unspaced);
                Some(Clause::Word(Word { text: word.clone(), unfinished, exact }))
            }
            _ => Some(Clause::Phrase { words, unfinished }),
        })
    }

    fn filter(&mut self, said: &Said, unfinished: bool) -> Result<Option<Clause>> {
        let fields = self.fields;
        let term = |field, text: &str| Filter::Term { field, text: text.to_owned(), unfinished };
        let whole = |field, text: &str| Filter::Term { field, text: text.to_owned(), unfinished: false };
        let filter = match said {
            Said::Tag(tag) => term(fields.tag_key, &fold(tag)),
            Said::Site(host) => term(fields.site, host.trim_start_matches("www.")),
            Said::Author(name) => {
                let words: Vec<String> = tokens(&mut self.analyzer, name).into_iter().map(|token| token.text).collect();
                Filter::Author { words, unfinished }
            }
            Said::Title(node) => {
                return Ok(self.clause(node)?.map(|inner| Clause::In(vec![Part::Title], Box::new(inner))));
            }
            Said::In(part) | Said::Has(part) => Filter::Has(*part),
            Said::Kind(kind) => whole(fields.kind, kind.as_str()),
            Said::Is(state) => whole(fields.flag, state.as_str()),
            Said::Lang(lang) => whole(fields.lang, &primary(lang)),
            Said::Before(_) | Said::After(_) | Said::Saved(_) | Said::Published(_) => {
                let Some(days) = said.days(self.now.date()) else { return Ok(None) };
                match said {
                    Said::Published(_) => Filter::Published(numbers(days)),
                    _ => Filter::Saved(self.moments(days)),
                }
            }
            Said::LinksTo(target) => Filter::Documents(links_to(self.conn, target)?),
        };
        Ok(Some(Clause::Filter(filter)))
    }

    /// The moments of some days, in milliseconds.
    fn moments(&self, days: Days) -> RangeInclusive<Millis> {
        let begin =
            |date: Date| date.to_zoned(self.now.time_zone().clone()).map(|zoned| zoned.timestamp().as_millisecond());
        let first = days.first.and_then(|first| begin(first).ok()).unwrap_or(Millis::MIN);
        let after = days.last.and_then(|last| last.tomorrow().ok()).and_then(|after| begin(after).ok());
        first..=after.map_or(Millis::MAX, |after| after - 1)
    }
}

/// The documents that link to a title or an address.
fn links_to(conn: &Connection, target: &links::Target) -> Result<Vec<DocumentId>> {
    let mut found = Vec::new();
    let (kind, key) = match target {
        links::Target::Title(title) => {
            for document in verbs::candidates(conn, title)? {
                found.extend(verbs::linking(conn, document.id)?);
            }
            (TargetKind::Title, title_key(title))
        }
        links::Target::Url(address) => {
            if let Some(document) = verbs::resolve_url(conn, address)? {
                found.extend(verbs::linking(conn, document.id)?);
            }
            (TargetKind::Url, url::parse(address).map_or_else(|| address.clone(), |address| url::key(&address)))
        }
    };
    if found.is_empty() {
        // A link may lead nowhere yet.
        found.extend(tables::links::by_key(conn, kind, &key)?.into_iter().map(|link| link.source_id));
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Days as numbers, see [`day_number`].
fn numbers(days: Days) -> RangeInclusive<i64> {
    days.first.map_or(i64::MIN, day_number)..=days.last.map_or(i64::MAX, day_number)
}

/// The part that `in:` names, and whether words are looked for in it or elsewhere.
fn part_of(node: &Node) -> Option<(Part, bool)> {
    match &node.expr {
        Expr::Filter(Said::In(part)) => Some((*part, true)),
        Expr::Not(inner) => match inner.expr {
            Expr::Filter(Said::In(part)) => Some((part, false)),
            _ => None,
        },
        _ => None,
    }
}

/// Several clauses as one; the same one twice is one, so that a long text that repeats itself is no long search.
fn joined(clauses: impl Iterator<Item = Clause>, join: fn(Vec<Clause>) -> Clause) -> Option<Clause> {
    let mut seen = HashSet::new();
    let mut all: Vec<Clause> = clauses.filter(|clause| seen.insert(clause.clone())).collect();
    if all.len() > 1 { Some(join(all)) } else { all.pop() }
}
