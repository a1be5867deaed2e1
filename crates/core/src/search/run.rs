//! Running a search over the segments of the index.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use tantivy::query::{EnableScoring, PhrasePrefixQuery, PhraseQuery, Query, Scorer};
use tantivy::{Searcher, SegmentReader, TERMINATED, Term};

use super::clause::{Clause, Word, bits};
use super::fields::{Fields, PARTS};
use super::hits::Hits;
use super::postings::{Part, Room, Slots};
use super::segment::Segment;
use super::stems::{Forms, UNKNOWN};
use super::words::{Alike, Likeness, Reach, alike, widen};
use crate::Result;

/// All parts, a bit for each.
pub(super) const EVERYWHERE: u8 = 0b1_1111;

/// How many words of a search may stand for more than themselves: those that the fewest documents have. Who pastes a long text
/// does not want its words guessed.
const WIDENED: usize = 8;

thread_local! {
    /// Room for sums, kept from search to search.
    static ROOM: RefCell<Room> = RefCell::default();
}

/// A search under way.
pub(super) struct Run<'a> {
    searcher: &'a Searcher,
    fields: &'a Fields,
    segments: &'a [Arc<Segment>],
    /// The languages of all documents, a bit for each.
    used: u32,
    /// How many words of the search are unfinished.
    unfinished: usize,
    /// What each word stands for, by segment and part, and how rare it is.
    words: HashMap<Word, Meant>,
}

struct Meant {
    alike: Vec<[Vec<Alike>; 5]>,
    /// About how many documents have it, or what is like it.
    having: u32,
    rarity: f32,
    /// Whether a document is to have it, and not only to lack it: what must not be there is meant as it is written.
    wanted: bool,
}

impl<'a> Run<'a> {
    /// Looks up the words of a search, as whole words.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn new(
        searcher: &'a Searcher,
        fields: &'a Fields,
        segments: &'a [Arc<Segment>],
        clause: &Clause,
    ) -> Result<Self> {
        let mut used = segments.iter().fold(0, |used, segment| used | segment.used) & !(1 << UNKNOWN);
        if used == 0 {
            // Nothing says its language: the words of notes are as likely English as any.
            used = 1;
        }
        let unfinished = clause.unfinished();
        let mut run = Self { searcher, fields, segments, used, unfinished, words: HashMap::new() };
        run.look_up(clause, true)?;
        Ok(run)
    }

    /// Lets the search go further, for those of its words that fewer documents have than `few`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn widen(&mut self, reach: Reach, few: u32) -> Result<()> {
        let can = |word: &Word, meant: &Meant| meant.wanted && !word.exact && meant.having < few;
        let mut rare: Vec<(&Word, &mut Meant)> =
            self.words.iter_mut().filter(|(word, meant)| can(word, meant)).collect();
        rare.sort_by_key(|(word, meant)| (meant.having, *word));
        for (word, meant) in rare.into_iter().take(WIDENED) {
            for (segment, parts) in self.segments.iter().zip(&mut meant.alike) {
                for (place, found) in parts.iter_mut().enumerate() {
                    widen(found, segment.lexicon(place)?, word, reach);
                }
            }
            (meant.having, meant.rarity) = rarity(self.searcher, self.segments, &meant.alike)?;
        }
        Ok(())
    }

    /// Whether any word is to be there.
    pub(super) fn has_words(&self) -> bool {
        self.words.values().any(|meant| meant.wanted)
    }

    /// About how many documents have the rarest of the words that are to be there.
    pub(super) fn rarest(&self) -> u32 {
        self.words.values().filter(|meant| meant.wanted).map(|meant| meant.having).min().unwrap_or(0)
    }

    fn look_up(&mut self, clause: &Clause, wanted: bool) -> Result<()> {
        match clause {
            Clause::Word(word) => self.meant(word, wanted),
            Clause::Phrase { words, .. } => words.iter().try_for_each(|text| self.meant(&exactly(text), wanted)),
            Clause::And(all) | Clause::Or(all) => all.iter().try_for_each(|one| self.look_up(one, wanted)),
            Clause::Not(inner) => self.look_up(inner, false),
            Clause::In(_, inner) => self.look_up(inner, wanted),
            Clause::Filter(_) => Ok(()),
        }
    }

    fn meant(&mut self, word: &Word, wanted: bool) -> Result<()> {
        if let Some(meant) = self.words.get_mut(word) {
            meant.wanted |= wanted;
            return Ok(());
        }
        let mut forms = Forms::new(&word.text, self.used);
        let mut all = Vec::new();
        for segment in self.segments {
            let mut parts: [Vec<Alike>; 5] = Default::default();
            for (place, found) in parts.iter_mut().enumerate() {
                *found = alike(segment.lexicon(place)?, &mut forms, word, self.unfinished);
            }
            all.push(parts);
        }
        let (having, rarity) = rarity(self.searcher, self.segments, &all)?;
        self.words.insert(word.clone(), Meant { alike: all, having, rarity, wanted });
        Ok(())
    }

    /// The words of the index that stood for words of the search, each with the word and its likeness; no beginnings.
    pub(super) fn stood_for(&self, see: &mut impl FnMut(&Word, &str, Likeness)) -> Result<()> {
        for (word, meant) in &self.words {
            for (segment, parts) in self.segments.iter().zip(&meant.alike) {
                for (part, all) in parts.iter().enumerate() {
                    let lexicon = segment.lexicon(part)?;
                    all.iter().filter(|one| one.likeness != Likeness::Start).for_each(|one| {
                        see(word, lexicon.term(one.ord), one.likeness);
                    });
                }
            }
        }
        Ok(())
    }

    /// The documents of a segment that a clause finds, among some or among all.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn hits(&self, at: usize, clause: &Clause, parts: u8, among: Option<&[u32]>) -> Result<Hits> {
        match clause {
            Clause::Word(word) => self.word(at, word, parts, among),
            Clause::Phrase { words, unfinished } => self.phrase(at, words, *unfinished, parts, among),
            Clause::In(wanted, inner) => self.hits(at, inner, parts & bits(wanted), among),
            Clause::Filter(filter) => {
                Ok(Hits::flat(filter.docs(self.searcher, at, self.fields, &self.segments[at], among)?))
            }
            Clause::Or(any) => {
                any.iter().try_fold(Hits::default(), |hits, one| Ok(hits.or(self.hits(at, one, parts, among)?)))
            }
            Clause::Not(inner) => Ok(self.every(at, among).without(&self.hits(at, inner, parts, among)?)),
            Clause::And(all) => {
                let mut order: Vec<(u64, &Clause)> = all.iter().map(|one| (self.cost(at, one), one)).collect();
                order.sort_by_key(|(cost, _)| *cost);
                let mut hits: Option<Hits> = None;
                for (_, one) in order {
                    let docs = hits.as_ref().map(|hits| hits.docs.as_slice()).or(among);
                    let next = self.hits(at, one, parts, docs)?;
                    hits = Some(hits.map_or_else(|| next.clone(), |hits| hits.and(&next)));
                }
                Ok(hits.unwrap_or_else(|| self.every(at, among)))
            }
        }
    }

    /// About how many postings a clause has.
    fn cost(&self, at: usize, clause: &Clause) -> u64 {
        let of_word = |word: &Word| {
            let count = |part: usize, all: &[Alike]| {
                let lexicon = self.segments[at].lexicon(part);
                lexicon.map_or(0, |lexicon| all.iter().map(|one| u64::from(lexicon.count(one.ord))).sum())
            };
            self.words
                .get(word)
                .map_or(0, |meant| (0..PARTS.len()).map(|part| count(part, &meant.alike[at][part])).sum())
        };
        match clause {
            Clause::Word(word) => of_word(word),
            Clause::Phrase { words, .. } => {
                let words = words.iter().map(|text| exactly(text));
                words.map(|word| of_word(&word)).min().unwrap_or(0)
            }
            Clause::Or(any) => any.iter().map(|one| self.cost(at, one)).fold(0, u64::saturating_add),
            Clause::And(all) => all.iter().map(|one| self.cost(at, one)).min().unwrap_or(0),
            Clause::In(_, inner) => self.cost(at, inner),
            Clause::Filter(filter) => filter.cost(self.searcher.segment_reader(at as u32)),
            Clause::Not(_) => u64::MAX,
        }
    }

    fn every(&self, at: usize, among: Option<&[u32]>) -> Hits {
        let size = self.searcher.segment_reader(at as u32).max_doc();
        Hits::flat(among.map_or_else(|| (0..size).collect(), <[u32]>::to_vec))
    }

    fn word(&self, at: usize, word: &Word, parts: u8, among: Option<&[u32]>) -> Result<Hits> {
        let Some(meant) = self.words.get(word) else { return Ok(Hits::default()) };
        let segment = &self.segments[at];
        let reader = self.searcher.segment_reader(at as u32);
        ROOM.with_borrow_mut(|room| {
            let mut slots = Slots::new(room, among, reader.max_doc());
            for (place, all) in meant.alike[at].iter().enumerate() {
                if parts & 1 << place != 0 && !all.is_empty() {
                    slots.add(place, &Part::new(segment, place)?, all, &segment.languages, meant.rarity)?;
                }
            }
            Ok(slots.hits())
        })
    }

    fn phrase(&self, at: usize, words: &[String], unfinished: bool, parts: u8, among: Option<&[u32]>) -> Result<Hits> {
        let reader = self.searcher.segment_reader(at as u32);
        let mut hits = Hits::default();
        let rarity = words.iter().filter_map(|text| self.words.get(&exactly(text)).map(|meant| meant.rarity));
        let rarity: f32 = rarity.sum();
        for (place, field) in self.fields.texts.iter().enumerate().filter(|(place, _)| parts & 1 << place != 0) {
            let terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(*field, word)).collect();
            let query: Box<dyn Query> =
                if unfinished { Box::new(PhrasePrefixQuery::new(terms)) } else { Box::new(PhraseQuery::new(terms)) };
            let weight = query.weight(EnableScoring::disabled_from_searcher(self.searcher))?;
            let scorer = weight.scorer(reader, 1.0)?;
            let part = Part::new(&self.segments[at], place)?;
            hits = hits.or(docs_of(scorer, among, place, |doc| rarity * part.worth(doc, 1)));
        }
        Ok(hits)
    }
}

/// A word that is meant as it is written.
fn exactly(text: &str) -> Word {
    Word { text: text.to_owned(), unfinished: false, exact: true }
}

/// About how many documents have a word, and how much it says: the fewer have it, the more.
fn rarity(searcher: &Searcher, segments: &[Arc<Segment>], all: &[[Vec<Alike>; 5]]) -> Result<(u32, f32)> {
    let (mut same, mut like) = (0, 0);
    for (segment, parts) in segments.iter().zip(all) {
        let (mut most_same, mut most_like) = (0, 0);
        for (place, found) in parts.iter().enumerate() {
            let lexicon = segment.lexicon(place)?;
            for one in found {
                let most = if one.likeness == Likeness::Same { &mut most_same } else { &mut most_like };
                *most = lexicon.count(one.ord).max(*most);
            }
        }
        same += most_same;
        like += most_like;
    }
    let count = if same > 0 { same } else { like };
    let having = count as f32;
    let documents: u32 = searcher.segment_readers().iter().map(SegmentReader::max_doc).sum();
    Ok((same.max(like), (1.0 + (documents as f32 - having + 0.5).max(0.5) / (having + 0.5)).ln()))
}

fn docs_of(mut scorer: Box<dyn Scorer>, among: Option<&[u32]>, place: usize, worth: impl Fn(u32) -> f32) -> Hits {
    let mut hits = Hits::default();
    let mut take = |doc: u32| hits.push(doc, worth(doc), 1 << place);
    match among {
        None => {
            let mut doc = scorer.doc();
            while doc != TERMINATED {
                take(doc);
                doc = scorer.advance();
            }
        }
        Some(among) => {
            for doc in among {
                let at = if scorer.doc() < *doc { scorer.seek(*doc) } else { scorer.doc() };
                match at {
                    TERMINATED => break,
                    at if at == *doc => take(*doc),
                    _ => {}
                }
            }
        }
    }
    hits
}
