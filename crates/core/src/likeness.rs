//! How alike two texts are, and fingerprints by which texts that may be alike are found without reading all others.
//!
//! A text is the set of its runs of four words. Two sets are as alike as the share of their runs that both have (Jaccard). A
//! fingerprint holds twelve bands of eight minima each under fixed hash functions: texts nine tenths alike share a band 999
//! times in 1000, texts half alike one time in 22. What shares a band is then compared itself.

use unicode_segmentation::UnicodeSegmentation;

/// The version of fingerprints; older ones are made anew by a pass.
pub const VERSION: u32 = 1;

/// Texts at least this much alike are taken for the same article.
pub const ALIKE: f64 = 0.9;

/// Texts of fewer words are not compared: notices and walls are alike everywhere.
pub const LEAST_WORDS: usize = 100;

const RUN: usize = 4;
const BANDS: u64 = 12;
const ROWS: u64 = 8;

/// A text as it is compared: the hashes of its runs of words, in order, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Runs(Vec<u64>);

/// What is kept of a text to find others that are like it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// The hash of its words: the same for texts that differ in case, spaces and punctuation alone.
    pub text: [u8; 16],
    /// A hash for each band.
    pub bands: Vec<i64>,
}

/// Reads a text. `None` when it is too short to be compared.
pub fn read(text: &str) -> Option<(Fingerprint, Runs)> {
    let words: Vec<String> = text.unicode_words().map(str::to_lowercase).collect();
    if words.len() < LEAST_WORDS {
        return None;
    }
    let mut whole = blake3::Hasher::new();
    for word in &words {
        whole.update(word.as_bytes()).update(b" ");
    }
    let mut runs: Vec<u64> =
        words.windows(RUN).map(|run| first_eight(&blake3::hash(run.join(" ").as_bytes()))).collect();
    runs.sort_unstable();
    runs.dedup();
    let mut text = [0; 16];
    text.copy_from_slice(&whole.finalize().as_bytes()[..16]);
    let bands = (0..BANDS).map(|band| band_of(&runs, band)).collect();
    Some((Fingerprint { text, bands }, Runs(runs)))
}

impl Runs {
    /// How alike two texts are: 0 to 1.
    pub fn likeness(&self, other: &Runs) -> f64 {
        let (mut i, mut j, mut shared) = (0, 0, 0_u32);
        while let (Some(one), Some(two)) = (self.0.get(i), other.0.get(j)) {
            shared += u32::from(one == two);
            i += usize::from(one <= two);
            j += usize::from(two <= one);
        }
        let all = u32::try_from(self.0.len() + other.0.len()).unwrap_or(u32::MAX) - shared;
        if all == 0 { 1.0 } else { f64::from(shared) / f64::from(all) }
    }
}

fn first_eight(hash: &blake3::Hash) -> u64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hash.as_bytes()[..8]);
    u64::from_le_bytes(bytes)
}

fn band_of(runs: &[u64], band: u64) -> i64 {
    let mut hash = 0;
    for row in 0..ROWS {
        let salt = mixed(band * ROWS + row + 1);
        let least = runs.iter().map(|run| mixed(run ^ salt)).min().unwrap_or_default();
        hash = mixed(hash ^ least).rotate_left(7);
    }
    i64::from_le_bytes(hash.to_le_bytes())
}

/// The finisher of SplitMix64: every bit of the answer depends on every bit of the number.
fn mixed(mut number: u64) -> u64 {
    number = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A text of so many words, every `step`th of which is another one.
    fn text(words: usize, step: usize) -> String {
        (0..words).map(|i| if i % step == step - 1 { format!("other{i} ") } else { format!("word{i} ") }).collect()
    }

    fn shared_bands(one: &Fingerprint, other: &Fingerprint) -> usize {
        one.bands.iter().zip(&other.bands).filter(|(a, b)| a == b).count()
    }

    #[test]
    fn texts_that_differ_in_looks_alone_have_one_hash() {
        let plain = text(200, 1000);
        let (one, runs) = read(&plain).expect("long enough");
        let (other, others) = read(&plain.to_uppercase().replace(' ', ",\n ")).expect("long enough");
        assert_eq!(one, other);
        assert!((runs.likeness(&others) - 1.0).abs() < f64::EPSILON);
    }

    #[test]
    fn short_texts_have_no_fingerprint() {
        assert!(read("").is_none() && read(&text(LEAST_WORDS - 1, 1000)).is_none());
        assert!(read(&text(LEAST_WORDS, 1000)).is_some());
    }

    #[test]
    fn likeness_counts_runs() {
        let (_, whole) = read(&text(1000, 5000)).expect("long enough");
        let (_, changed) = read(&text(1000, 250)).expect("long enough");
        let (_, other) = read(&text(1000, 2)).expect("long enough");
        // Three words changed within, each in four runs, and the last in one: 13 of 997.
        let wanted = (997.0 - 13.0) / (997.0 + 13.0);
        assert!((whole.likeness(&changed) - wanted).abs() < 1e-9, "{}", whole.likeness(&changed));
        assert!(whole.likeness(&other) < 1e-9);
    }

    #[test]
    fn texts_that_are_alike_share_a_band_and_others_do_not() {
        let (one, _) = read(&text(2000, 5000)).expect("long enough");
        for step in [100, 200, 300, 500] {
            let (other, _) = read(&text(2000, step)).expect("long enough");
            assert!(shared_bands(&one, &other) > 0, "every {step}th word");
        }
        let (other, _) = read(&text(2000, 3)).expect("long enough");
        assert_eq!(shared_bands(&one, &other), 0);
    }

    #[test]
    fn a_fingerprint_is_the_same_in_every_run_of_the_program() {
        let (one, _) = read(&text(120, 1000)).expect("long enough");
        assert_eq!(one.bands.len(), 12);
        assert_eq!(one.bands[0], -5_841_930_436_123_063_766);
    }
}
