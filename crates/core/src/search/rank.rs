//! Which of the found documents come first.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};
use std::sync::Arc;

use super::hits::Hits;
use super::language::{Order, Sort};
use super::segment::Segment;
use super::words::Reach;
use crate::{Kind, Millis, Result};

/// How much more the newest document is worth than a very old one of the same score.
const RECENT: f32 = 0.15;
/// How much more your own words are worth than those that you saved.
const OWN: f32 = 1.15;
/// How much more a document can be worth than its score.
const MOST: f32 = OWN * (1.0 + RECENT);
const YEAR: f32 = 365.0 * 86_400_000.0;

/// A found document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    pub segment: usize,
    pub doc: u32,
}

/// What was found, by segment, and in what order it is wanted.
pub(super) struct Ranking<'a> {
    pub segments: &'a [Arc<Segment>],
    pub all: &'a [Hits],
    /// What was found with less reaching, see [`Reach`].
    pub before: &'a [HashSet<Place>],
    pub sort: Option<Sort>,
}

/// A found document: of two, the greater is the better. What took less reaching is better, then what scores more, then what is newer.
#[derive(PartialEq)]
struct Ranked {
    reach: Reverse<Reach>,
    score: f32,
    saved: Millis,
    place: Place,
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
        let places = (other.place.segment, other.place.doc).cmp(&(self.place.segment, self.place.doc));
        self.reach.cmp(&other.reach).then(scores).then(self.saved.cmp(&other.saved)).then(places)
    }
}

/// Every document that was found.
pub(super) fn places(all: &[Hits]) -> impl Iterator<Item = Place> {
    let all = all.iter().enumerate();
    all.flat_map(|(segment, hits)| hits.docs.iter().map(move |doc| Place { segment, doc: *doc }))
}

impl Ranking<'_> {
    /// The first of them, after `offset`, at most `limit`.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn first(&self, offset: usize, limit: usize) -> Result<Vec<Place>> {
        let upto = offset.saturating_add(limit);
        let mut first = match self.sort {
            None | Some(Sort { by: Order::Relevance, reversed: false }) => self.best(upto),
            Some(Sort { by: Order::Relevance, .. }) => {
                let mut all = self.best(usize::MAX);
                all.reverse();
                all
            }
            Some(Sort { by: Order::Saved, reversed }) => {
                self.by_number(upto, reversed, |segment, doc| Some(segment.saved[doc as usize]))
            }
            Some(Sort { by: Order::Published, reversed }) => {
                self.by_number(upto, reversed, |segment, doc| segment.published[0].first(doc))
            }
            Some(Sort { by: Order::Title, reversed }) => self.by_title(upto, reversed)?,
        };
        first.truncate(upto);
        Ok(first.split_off(offset.min(first.len())))
    }

    /// How far the search had to reach for a document.
    pub(super) fn reach(&self, place: Place) -> Reach {
        let steps = self.before.iter().take_while(|found| !found.contains(&place)).count();
        Reach::ALL[steps.min(Reach::ALL.len() - 1)]
    }

    /// The best, best first.
    fn best(&self, most: usize) -> Vec<Place> {
        let newest = self.segments.iter().map(|segment| segment.newest).max().unwrap_or(0);
        let mut best: BinaryHeap<Reverse<Ranked>> = BinaryHeap::new();
        for (at, (segment, hits)) in self.segments.iter().zip(self.all).enumerate() {
            for (doc, score) in hits.docs.iter().zip(&hits.scores) {
                // Most of many are not looked at more closely.
                let too_little = |least: &Reverse<Ranked>| score * MOST < least.0.score;
                if self.before.is_empty() && best.len() == most && best.peek().is_some_and(too_little) {
                    continue;
                }
                let saved = segment.saved[*doc as usize];
                let age = (newest - saved) as f32 / YEAR;
                let own = if segment.kinds[*doc as usize] == Kind::Article { 1.0 } else { OWN };
                let score = score * own * (1.0 + RECENT / (1.0 + age));
                let place = Place { segment: at, doc: *doc };
                let one = Ranked { reach: Reverse(self.reach(place)), score, saved, place };
                if best.len() < most {
                    best.push(Reverse(one));
                } else if best.peek().is_some_and(|least| one > least.0) {
                    best.pop();
                    best.push(Reverse(one));
                }
            }
        }
        best.into_sorted_vec().into_iter().map(|one| one.0.place).collect()
    }

    /// The greatest first, or the least; what has no number comes last.
    fn by_number(&self, most: usize, reversed: bool, number: impl Fn(&Segment, u32) -> Option<i64>) -> Vec<Place> {
        let keyed = places(self.all).map(|place| {
            let number = number(&self.segments[place.segment], place.doc);
            let saved = self.segments[place.segment].saved[place.doc as usize];
            let key = number.map_or(i64::MAX, |number| if reversed { number } else { -number });
            ((number.is_none(), key, Reverse(saved), place.segment, place.doc), place)
        });
        let mut all: Vec<_> = keyed.collect();
        first_of(&mut all, most, |one| one.0);
        all.into_iter().map(|(_, place)| place).collect()
    }

    /// From A, or from Z; what has no letter or digit in its title comes last.
    fn by_title(&self, most: usize, reversed: bool) -> Result<Vec<Place>> {
        let mut all: Vec<(String, Place)> = Vec::new();
        for (at, (segment, hits)) in self.segments.iter().zip(self.all).enumerate() {
            let Some(titles) = &segment.title_keys else {
                all.extend(hits.docs.iter().map(|doc| (String::new(), Place { segment: at, doc: *doc })));
                continue;
            };
            let key = |doc: u32| {
                titles.ords().first(doc).map_or(u64::MAX, |ord| if reversed { u64::MAX - 1 - ord } else { ord })
            };
            let mut keyed: Vec<(u64, u32)> = hits.docs.iter().map(|doc| (key(*doc), *doc)).collect();
            first_of(&mut keyed, most, |one| *one);
            for (_, doc) in keyed {
                let mut title = String::new();
                if let Some(ord) = titles.ords().first(doc) {
                    titles.ord_to_str(ord, &mut title).map_err(tantivy::TantivyError::from)?;
                }
                all.push((title, Place { segment: at, doc }));
            }
        }
        all.sort_by(|(a, _), (b, _)| {
            let order = if reversed { b.cmp(a) } else { a.cmp(b) };
            a.is_empty().cmp(&b.is_empty()).then(order)
        });
        Ok(all.into_iter().map(|(_, place)| place).collect())
    }
}

/// Keeps the least so many, in order.
fn first_of<T, K: Ord>(all: &mut Vec<T>, most: usize, key: impl Fn(&T) -> K) {
    if all.len() > most && most > 0 {
        all.select_nth_unstable_by_key(most - 1, &key);
    }
    all.truncate(most);
    all.sort_by_key(key);
}
