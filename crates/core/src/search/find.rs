//! Answering a search: the best documents of all that match, counted, with their passages.

use std::collections::{BinaryHeap, HashSet};

use rusqlite::Connection;
use tantivy::Searcher;

use super::clause::{self, Clause};
use super::counts::Counting;
use super::hits::Hits;
use super::marks::Marks;
use super::run::{EVERYWHERE, Run};
use super::segment::Segment;
use super::texts::{present, text_of};
use super::words::Reach;
use super::{Found, Hit, Index, snippet};
use crate::{DocumentId, Kind, Library, Millis, Part, Result, tables};

/// With fewer documents than this, words that hold a word are looked for too.
const FEW: usize = 200;
/// With fewer than this, also words that are written a little differently.
const HARDLY_ANY: usize = 5;

/// How much more the newest document is worth than a very old one of the same score.
const RECENT: f32 = 0.15;
/// How much more your own words are worth than those that you saved.
const OWN: f32 = 1.15;
/// How much more a document can be worth than its score.
const MOST: f32 = OWN * (1.0 + RECENT);
const YEAR: f32 = 365.0 * 86_400_000.0;

/// A found document before its passage is cut: of two, the greater is the better. What took less reaching is better, then what
/// scores more, then what is newer.
#[derive(PartialEq)]
struct Ranked {
    reach: std::cmp::Reverse<u8>,
    score: f32,
    saved: Millis,
    segment: usize,
    doc: u32,
}

impl Eq for Ranked {}

impl PartialOrd for Ranked {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ranked {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let scores = self.score.total_cmp(&other.score);
        let places = (other.segment, other.doc).cmp(&(self.segment, self.doc));
        self.reach.cmp(&other.reach).then(scores).then(self.saved.cmp(&other.saved)).then(places)
    }
}

impl Index {
    /// Searches. Passages are cut from the library's own texts, so they are never older than what is shown.
    ///
    /// # Errors
    /// When the index or the library fails.
    pub fn search(&self, library: &Library, typed: &str, limit: usize) -> Result<Found> {
        let Some(clause) = clause::read(typed) else { return Ok(Found::default()) };
        self.answer(library, &clause, limit)
    }

    /// Answers a search.
    pub(super) fn answer(&self, library: &Library, clause: &Clause, limit: usize) -> Result<Found> {
        let searcher = self.searcher()?;
        let segments = self.segments.of(&searcher, &self.fields)?;
        let mut before: Vec<HashSet<(usize, u32)>> = Vec::new();
        let mut run = Run::new(&searcher, &self.fields, &segments, clause)?;
        loop {
            let mut all = Vec::new();
            for at in 0..segments.len() {
                all.push(alive(&searcher, at, run.hits(at, clause, EVERYWHERE, None)?));
            }
            let total: usize = all.iter().map(|hits| hits.docs.len()).sum();
            if before.len() < 2 && total < [FEW, HARDLY_ANY][before.len()] {
                before.push(
                    all.iter().enumerate().flat_map(|(at, hits)| hits.docs.iter().map(move |doc| (at, *doc))).collect(),
                );
                let (reach, few) = [(Reach::Within, FEW), (Reach::Near, HARDLY_ANY)][before.len() - 1];
                // A word that many documents have is hardly meant otherwise, unless all are such and nothing is found.
                let all_known = run.rarest() >= few as u32;
                run.widen(reach, if total == 0 && all_known { u32::MAX } else { few as u32 })?;
                continue;
            }
            let marks = Marks::of(clause, &run)?;
            let best = rank(&segments, &all, &before, limit);
            let mut counting = Counting::new(&self.segments);
            for (segment, hits) in segments.iter().zip(&all) {
                counting.add(segment, hits.docs.iter().copied());
            }
            let hits = library.read(|conn| {
                let hits = best.iter().map(|one| {
                    let segment = &segments[one.segment];
                    hit(conn, segment.id(one.doc), &segment.parts_of(one.doc), &marks, one.reach.0 > 1)
                });
                hits.collect::<Result<Vec<_>>>()
            })?;
            return Ok(Found {
                total,
                hits: hits.into_iter().flatten().collect(),
                counts: counting.counts(&self.segments),
            });
        }
    }
}

/// Those that are not deleted.
fn alive(searcher: &Searcher, at: usize, hits: Hits) -> Hits {
    let reader = searcher.segment_reader(at as u32);
    if !reader.has_deletes() {
        return hits;
    }
    let kept = hits.docs.iter().zip(&hits.scores).filter(|(doc, _)| !reader.is_deleted(**doc));
    let (docs, scores) = kept.unzip();
    Hits { docs, scores }
}

/// The best documents, best first. `before` says what was found with less reaching.
fn rank(
    segments: &[std::sync::Arc<Segment>],
    all: &[Hits],
    before: &[HashSet<(usize, u32)>],
    limit: usize,
) -> Vec<Ranked> {
    let newest = segments.iter().map(|segment| segment.newest).max().unwrap_or(0);
    let mut best: BinaryHeap<std::cmp::Reverse<Ranked>> = BinaryHeap::new();
    for (at, (segment, hits)) in segments.iter().zip(all).enumerate() {
        for (doc, score) in hits.docs.iter().zip(&hits.scores) {
            // Most of many are not looked at more closely.
            if before.is_empty() && best.len() == limit && best.peek().is_some_and(|least| score * MOST < least.0.score)
            {
                continue;
            }
            let saved = segment.saved[*doc as usize];
            let age = (newest - saved) as f32 / YEAR;
            let own = if segment.kinds[*doc as usize] == Kind::Article { 1.0 } else { OWN };
            let reach = before.iter().position(|found| found.contains(&(at, *doc))).unwrap_or(before.len());
            let score = score * own * (1.0 + RECENT / (1.0 + age));
            let one = Ranked { reach: std::cmp::Reverse(reach as u8), score, saved, segment: at, doc: *doc };
            if best.len() < limit {
                best.push(std::cmp::Reverse(one));
            } else if best.peek().is_some_and(|least| one > least.0) {
                best.pop();
                best.push(std::cmp::Reverse(one));
            }
        }
    }
    best.into_sorted_vec().into_iter().map(|one| one.0).collect()
}

/// A found document, with its best passage out of some parts. `None` when it went to the bin a moment ago.
fn hit(conn: &Connection, id: DocumentId, parts: &[Part], marks: &Marks, near: bool) -> Result<Option<Hit>> {
    let Some(document) = present(conn, id)? else { return Ok(None) };
    let is_article = document.kind == Kind::Article;
    let mut best: Option<(Part, snippet::Passage)> = None;
    for part in parts.iter().copied() {
        if let Some(found) = snippet::passage(&text_of(conn, &document, part)?, marks, part == Part::Title)
            && best.as_ref().is_none_or(|(_, b)| found.matched > b.matched)
        {
            let all = found.matched as usize >= marks.words.min(64);
            best = Some((part, found));
            if all {
                break;
            }
        }
    }
    let (part, snippet) = best.map_or((Part::Title, String::new()), |(part, passage)| (part, passage.html));
    let url = if is_article { tables::articles::get(conn, id)?.map(|article| article.url) } else { None };
    Ok(Some(Hit { id, kind: document.kind, part, title: document.title, url, snippet, near }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::search::clause::Word;
    use crate::{World, verbs};

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
            let mut titles: Vec<String> =
                index.answer(&library, &clause, 9)?.hits.into_iter().map(|h| h.title).collect();
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
