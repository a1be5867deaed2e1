//! How many of the found documents are of each kind, tag, site and year.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::segment::{Segment, Segments};
use crate::{Kind, Millis};

/// How many tags and sites are named.
const NAMED: usize = 30;

/// How many of the found documents there are of each, most first; years newest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// By kind.
    pub kinds: Vec<(Kind, usize)>,
    /// By tag; what is nested below a tag counts for it too.
    pub tags: Vec<(String, usize)>,
    /// By host, without `www.`.
    pub sites: Vec<(String, usize)>,
    /// By the year in which they came into the library, in UTC.
    pub years: Vec<(i16, usize)>,
}

/// Counting under way.
pub(super) struct Counting {
    kinds: [usize; 4],
    names: Vec<u32>,
    hosts: Vec<u32>,
    years: BTreeMap<i16, usize>,
}

const KINDS: [Kind; 4] = [Kind::Article, Kind::Note, Kind::Journal, Kind::Post];

impl Counting {
    pub(super) fn new(segments: &Segments) -> Self {
        let names = segments.names_len() + 1;
        Self { kinds: [0; 4], names: vec![0; names], hosts: vec![0; names], years: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, segment: &Segment, docs: impl Iterator<Item = u32>) {
        // By year and kind: the more numbers there are to add to, the less one waits for another.
        let mut years = [[0; 4]; 256];
        for doc in docs {
            let at = doc as usize;
            years[segment.years[at] as usize][segment.kinds[at] as usize] += 1;
            self.hosts[segment.hosts[at] as usize] += 1;
            for tag in segment.tags(doc) {
                self.names[*tag as usize] += 1;
            }
        }
        for (year, kinds) in (FIRST_YEAR..).zip(years).filter(|(_, kinds)| *kinds != [0; 4]) {
            *self.years.entry(year).or_default() += kinds.iter().sum::<usize>();
            self.kinds.iter_mut().zip(kinds).for_each(|(all, count)| *all += count);
        }
    }

    pub(super) fn counts(self, segments: &Segments) -> Counts {
        let kinds = KINDS.into_iter().zip(self.kinds).filter(|(_, count)| *count > 0);
        let mut kinds: Vec<_> = kinds.collect();
        kinds.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Counts {
            kinds,
            tags: most(&self.names, segments),
            sites: most(&self.hosts, segments),
            years: self.years.into_iter().rev().collect(),
        }
    }
}

fn most(counts: &[u32], segments: &Segments) -> Vec<(String, usize)> {
    let mut numbers: Vec<u32> = (1u32..).zip(&counts[1..]).filter(|(_, count)| **count > 0).map(|(n, _)| n).collect();
    let by_count = |number: &u32| (std::cmp::Reverse(counts[*number as usize]), *number);
    if numbers.len() > NAMED {
        numbers.select_nth_unstable_by_key(NAMED, by_count);
        numbers.truncate(NAMED);
    }
    let names: Vec<Arc<str>> = segments.names(&numbers);
    let mut named: Vec<(String, usize)> =
        numbers.iter().zip(names).map(|(number, name)| (name.to_string(), counts[*number as usize] as usize)).collect();
    named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    named
}

/// Years are kept as the distance from this one.
const FIRST_YEAR: i16 = 1900;

/// When each year begins, in UTC.
pub(super) struct Years(Vec<Millis>);

impl Default for Years {
    fn default() -> Self {
        let begins = |year| jiff::civil::date(year, 1, 1).to_zoned(jiff::tz::TimeZone::UTC);
        let years = (FIRST_YEAR..FIRST_YEAR + 256).filter_map(|year| begins(year).ok());
        Self(years.map(|begins| begins.timestamp().as_millisecond()).collect())
    }
}

impl Years {
    /// The years of some moments, each as the distance from the first.
    pub(super) fn of(&self, moments: &[Millis]) -> Vec<u8> {
        let year = |moment: &Millis| self.0.partition_point(|begins| begins <= moment).saturating_sub(1);
        moments.iter().map(|moment| u8::try_from(year(moment)).unwrap_or(u8::MAX)).collect()
    }
}
