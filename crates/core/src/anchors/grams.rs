//! Where in a text a quote may stand, by the short runs of characters that both have.

use std::collections::HashMap;
use std::ops::Range;

/// Characters in a run.
const LENGTH: usize = 5;
/// A run that stands more often than this in the text tells nothing.
const COMMON: usize = 400;
/// Most windows that are looked at.
const MOST: usize = 6;
/// A window with a smaller share of the best one's runs than this is not looked at.
const RIVAL: f32 = 0.4;
/// The least share of a quote's runs that a window must have.
const LEAST: f32 = 0.12;

/// Every run of a text, with the places at which it stands.
pub(super) struct Grams {
    places: HashMap<[char; LENGTH], Vec<u32>>,
    length: usize,
}

impl Grams {
    pub(super) fn new(text: &[char]) -> Self {
        let mut places: HashMap<[char; LENGTH], Vec<u32>> = HashMap::with_capacity(text.len() / 2);
        for (at, run) in (0..).zip(text.array_windows::<LENGTH>()) {
            let found = places.entry(*run).or_default();
            if found.len() <= COMMON {
                found.push(at);
            }
        }
        Self { places, length: text.len() }
    }

    /// The stretches of the text that share most runs with a quote, best first.
    pub(super) fn windows(&self, quote: &[char]) -> Vec<Range<usize>> {
        let slack = (quote.len() / 4).max(12);
        let mut votes: HashMap<i64, u32> = HashMap::new();
        let width = i64::try_from(slack).unwrap_or(1);
        let mut runs = 0u32;
        for (at, run) in (0i64..).zip(quote.array_windows::<LENGTH>()) {
            runs += 1;
            let Some(places) = self.places.get(run).filter(|places| places.len() <= COMMON) else { continue };
            for place in places {
                // Where the quote would begin. A quote that begins near the end of one stretch has votes in the next one too.
                let begins = (i64::from(*place) - at).div_euclid(width);
                *votes.entry(begins).or_default() += 1;
            }
        }
        let with_next =
            |bucket: i64| votes.get(&bucket).copied().unwrap_or(0) + votes.get(&(bucket + 1)).copied().unwrap_or(0);
        let mut ranked: Vec<(u32, i64)> = votes.keys().map(|bucket| (with_next(*bucket), *bucket)).collect();
        ranked.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let Some(best) = ranked.first().map(|(votes, _)| *votes as f32) else { return Vec::new() };
        let mut chosen: Vec<i64> = Vec::new();
        for (count, bucket) in ranked {
            let count = count as f32;
            if chosen.len() == MOST || count < best * RIVAL || count < runs as f32 * LEAST {
                break;
            }
            if chosen.iter().all(|other| other.abs_diff(bucket) > 1) {
                chosen.push(bucket);
            }
        }
        let window = |bucket: i64| {
            let from = usize::try_from(bucket * width - width).unwrap_or(0);
            let to = usize::try_from(bucket * width + 3 * width).unwrap_or(0) + quote.len();
            from.min(self.length)..to.min(self.length)
        };
        chosen.into_iter().map(window).filter(|window| !window.is_empty()).collect()
    }
}
