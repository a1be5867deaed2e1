//! Answering a search: the best documents of all that match, counted, with their passages.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::Zoned;
use rusqlite::Connection;
use tantivy::Searcher;

use super::clause::Clause;
use super::compile::Compiler;
use super::counts::Counting;
use super::fields::{Fields, PARTS, place_of};
use super::filters::Filter;
use super::hits::Hits;
use super::language::{Query, Sort};
use super::marks::PartMarks;
use super::rank::{Place, Ranking, places};
use super::run::{EVERYWHERE, Run};
use super::segment::Segment;
use super::texts::Stored;
use super::words::Reach;
use super::{Found, Hit, Index, snippet};
use crate::{DocumentId, Library, Part, Result};

/// With fewer documents than this, words that hold a word are looked for too.
const FEW: usize = 200;
/// With fewer than this, also words that are written a little differently.
const HARDLY_ANY: usize = 5;

/// A search, and which of its results are wanted.
#[derive(Clone, Debug)]
pub struct Search {
    /// What is looked for.
    pub query: Query,
    /// The present moment, in the time zone in which the query's days begin and end.
    pub now: Zoned,
    /// How many of the first results are left out.
    pub offset: usize,
    /// How many are wanted after these.
    pub limit: usize,
}

/// What matched, by segment.
struct Matching<'a> {
    searcher: &'a Searcher,
    segments: &'a [Arc<Segment>],
    clause: &'a Clause,
    run: Run<'a>,
    all: Vec<Hits>,
    /// What was found with less reaching.
    before: Vec<HashSet<Place>>,
}

impl Index {
    /// Searches. Passages are cut from the library's own texts, so they are never older than what is shown.
    ///
    /// # Errors
    /// [`crate::Error::LongSearch`]; when the index or the library fails.
    pub fn search(&self, library: &Library, search: &Search) -> Result<Found> {
        let Some(clause) = self.clause(library, search)? else { return Ok(Found::default()) };
        self.matching(&clause, |matching| {
            let ranking = matching.ranking(search.query.sort);
            let best = ranking.first(search.offset, search.limit)?;
            let reaches: Vec<Reach> = best.iter().map(|place| ranking.reach(*place)).collect();
            let mut marks = Vec::new();
            for reach in Reach::ALL {
                marks.push(reaches.contains(&reach).then(|| matching.marks(reach)).transpose()?);
            }
            let mut counting = Counting::new(&self.segments);
            for (segment, hits) in matching.segments.iter().zip(&matching.all) {
                counting.add(segment, hits.docs.iter().copied());
            }
            let hits = library.read(|conn| {
                let hits = best.iter().zip(reaches).map(|(place, reach)| match &marks[reach as usize] {
                    Some(marks) => matching.hit(conn, *place, marks, reach == Reach::Near),
                    None => Ok(None),
                });
                hits.collect::<Result<Vec<_>>>()
            })?;
            let counts = counting.counts(&self.segments);
            Ok(Found { total: matching.total(), hits: hits.into_iter().flatten().collect(), counts })
        })
    }

    /// The documents that a search finds, in its order, without their passages.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn documents(&self, library: &Library, search: &Search) -> Result<Vec<DocumentId>> {
        let Some(clause) = self.clause(library, search)? else { return Ok(Vec::new()) };
        self.matching(&clause, |matching| {
            let best = matching.ranking(search.query.sort).first(search.offset, search.limit)?;
            Ok(best.into_iter().map(|place| matching.segments[place.segment].id(place.doc)).collect())
        })
    }

    /// How many documents a search finds.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn count(&self, library: &Library, search: &Search) -> Result<usize> {
        let Some(clause) = self.clause(library, search)? else { return Ok(0) };
        self.matching(&clause, |matching| Ok(matching.total()))
    }

    /// Where the words of a search stand in some texts, each of a part of one document: bytes of the text, in order. None when the
    /// search does not find the document.
    ///
    /// # Errors
    /// As [`Index::search`].
    pub fn places(
        &self,
        library: &Library,
        search: &Search,
        id: DocumentId,
        texts: &[(Part, &str)],
    ) -> Result<Vec<Vec<Range<usize>>>> {
        let none = vec![Vec::new(); texts.len()];
        let Some(clause) = self.clause(library, search)? else { return Ok(none) };
        self.matching(&clause, |matching| {
            let Some(place) = matching.place(id, &self.fields)? else { return Ok(none) };
            let marks = matching.marks(matching.ranking(None).reach(place))?;
            Ok(texts.iter().map(|(part, text)| marks.in_part(*part).places(text)).collect())
        })
    }

    fn clause(&self, library: &Library, search: &Search) -> Result<Option<Clause>> {
        match &search.query.tree {
            Some(tree) => library.read(|conn| Compiler::new(&self.fields, conn, &search.now).clause(tree)),
            None => Ok(search.query.sort.map(|_| Clause::And(Vec::new()))),
        }
    }

    /// Finds what a clause finds, reaching further when that is little.
    fn matching<T>(&self, clause: &Clause, then: impl FnOnce(&Matching<'_>) -> Result<T>) -> Result<T> {
        let searcher = self.searcher()?;
        let segments = self.segments.of(&searcher, &self.fields)?;
        let run = Run::new(&searcher, &self.fields, &segments, clause)?;
        let before = Vec::new();
        let mut matching = Matching { searcher: &searcher, segments: &segments, clause, run, all: Vec::new(), before };
        matching.find()?;
        for (reach, few) in [(Reach::Within, FEW), (Reach::Near, HARDLY_ANY)] {
            let total = matching.total();
            if total >= few || !matching.run.has_words() {
                break;
            }
            matching.before.push(places(&matching.all).collect());
            // A word that many documents have is hardly meant otherwise, unless all are such and nothing is found.
            let all_known = matching.run.rarest() >= few as u32;
            matching.run.widen(reach, if total == 0 && all_known { u32::MAX } else { few as u32 })?;
            matching.find()?;
        }
        then(&matching)
    }
}

impl Matching<'_> {
    fn find(&mut self) -> Result<()> {
        self.all.clear();
        for at in 0..self.segments.len() {
            let hits = self.run.hits(at, self.clause, EVERYWHERE, None)?;
            self.all.push(alive(self.searcher, at, hits));
        }
        Ok(())
    }

    fn total(&self) -> usize {
        self.all.iter().map(|hits| hits.docs.len()).sum()
    }

    /// Where a document stands, if it is among what was found.
    fn place(&self, id: DocumentId, fields: &Fields) -> Result<Option<Place>> {
        let only = Filter::Documents(vec![id]);
        for (at, (segment, hits)) in self.segments.iter().zip(&self.all).enumerate() {
            if let [doc] = *only.docs(self.searcher, at, fields, segment, Some(&hits.docs))? {
                return Ok(Some(Place { segment: at, doc }));
            }
        }
        Ok(None)
    }

    fn marks(&self, reach: Reach) -> Result<PartMarks> {
        PartMarks::of(self.clause, &self.run, reach)
    }

    /// A found document, with its best passage. `None` when it went to the bin a moment ago.
    fn hit(&self, conn: &Connection, place: Place, marks: &PartMarks, near: bool) -> Result<Option<Hit>> {
        let segment = &self.segments[place.segment];
        let id = segment.id(place.doc);
        let Some(stored) = Stored::read(conn, id)? else { return Ok(None) };
        let hits = &self.all[place.segment];
        let bits = hits.docs.binary_search(&place.doc).map_or(0, |at| hits.parts[at]);
        let mut best: Option<(Part, snippet::Passage)> = None;
        for (part, _) in PARTS.into_iter().filter(|(part, _)| bits & 1 << place_of(*part) != 0) {
            let marks = marks.in_part(part);
            if let Some(found) = snippet::passage(&stored.text(conn, part)?, marks, part == Part::Title)
                && best.as_ref().is_none_or(|(_, b)| found.matched > b.matched)
            {
                let all = found.matched as usize >= marks.words.min(64);
                best = Some((part, found));
                if all {
                    break;
                }
            }
        }
        let (part, snippet) = match best {
            Some((part, passage)) => (part, passage.html),
            None => opening(conn, &stored, &segment.parts_of(place.doc))?,
        };
        Ok(Some(Hit { id, kind: stored.kind, part, title: stored.title, url: stored.url, snippet, near }))
    }

    fn ranking(&self, sort: Option<Sort>) -> Ranking<'_> {
        Ranking { segments: self.segments, all: &self.all, before: &self.before, sort }
    }
}

/// Those that are not deleted.
fn alive(searcher: &Searcher, at: usize, hits: Hits) -> Hits {
    let reader = searcher.segment_reader(at as u32);
    if !reader.has_deletes() {
        return hits;
    }
    hits.those(|doc| !reader.is_deleted(doc))
}

/// What is shown of a document in which no words were looked for: the beginning of its text.
fn opening(conn: &Connection, stored: &Stored, parts: &[Part]) -> Result<(Part, String)> {
    for part in [Part::Body, Part::Outline, Part::Commentary] {
        if parts.contains(&part) {
            return Ok((part, snippet::opening(&stored.text(conn, part)?)));
        }
    }
    Ok((Part::Title, String::new()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::clause::Word;
    use crate::{Millis, World, tables, verbs};

    struct Still;

    impl World for Still {
        fn now(&self) -> Millis {
            0
        }

        fn new_id(&self) -> uuid::Uuid {
            uuid::Uuid::now_v7()
        }
    }

    #[test]
    fn clauses_are_joined_and_kept_to_parts() -> Result<()> {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let library = Library::open(dir.path(), Arc::new(Still))?;
        for (title, text) in [("Ink", "red paper"), ("Red", "black paper"), ("Pen", "quill")] {
            library.write(|tx| verbs::create_note(tx, title, text))?;
        }
        let index = Index::open(&library.index_dir())?;
        index.follow(&library)?;
        let word = |text: &str| Clause::Word(Word { text: text.into(), unfinished: false, exact: false });
        let check = |clause: Clause, wanted: &[&str]| -> Result<()> {
            let ids = index.matching(&clause, |matching| {
                let best = matching.ranking(None).first(0, 9)?;
                Ok(best.into_iter().map(|place| matching.segments[place.segment].id(place.doc)).collect::<Vec<_>>())
            })?;
            let mut titles = library.read(|conn| {
                ids.iter().map(|id| Ok(tables::documents::get(conn, *id)?.title)).collect::<Result<Vec<_>>>()
            })?;
            titles.sort();
            assert_eq!(titles, wanted, "{clause:?}");
            Ok(())
        };
        check(Clause::Or(vec![word("quill"), word("black")]), &["Pen", "Red"])?;
        check(Clause::In(vec![Part::Title], Box::new(word("red"))), &["Red"])?;
        check(Clause::In(vec![Part::Body], Box::new(word("red"))), &["Ink"])?;
        let either = Clause::Or(vec![word("red"), word("quill")]);
        check(Clause::And(vec![either.clone(), word("paper")]), &["Ink", "Red"])?;
        check(Clause::And(vec![either, Clause::Not(Box::new(word("black")))]), &["Ink", "Pen"])?;
        check(Clause::And(Vec::new()), &["Ink", "Pen", "Red"])
    }
}
