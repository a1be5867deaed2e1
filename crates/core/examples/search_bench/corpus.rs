//! A library of generated documents: words by Zipf's law, topics, tags, sites and dates.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use fastrand::Rng;
use postil_core::tables::articles::Article;
use postil_core::tables::documents::Document;
use postil_core::tables::snapshots::Snapshot;
use postil_core::tables::{articles, commentary, documents, notes, points, snapshots, tags};
use postil_core::{
    BlobHash, DocumentId, Kind, Library, Millis, PointId, Result, SnapshotId, Tx, Verdict, Voice, World,
};
use uuid::Uuid;

const VOCABULARY: f64 = 300_000.0;
const YEAR: Millis = 365 * 86_400_000;
pub const NOW: Millis = 1_760_000_000_000;

/// A clock that stands still but for a millisecond at each look, and ids in order.
pub struct Fixed(pub AtomicI64);

impl World for Fixed {
    fn now(&self) -> Millis {
        NOW + self.0.fetch_add(1, Ordering::SeqCst)
    }

    fn new_id(&self) -> Uuid {
        let count = u128::try_from(self.0.fetch_add(1, Ordering::SeqCst)).unwrap_or(0);
        Uuid::from_u128((0x0199_0000_0000_7000_8000_0000_0000_0000 | rand_bits()) + count)
    }
}

fn rand_bits() -> u128 {
    u128::from(std::process::id()) << 80
}

/// The texts of one document.
pub struct Written {
    pub kind: Kind,
    pub title: String,
    pub outline: Vec<String>,
    pub commentary: String,
    pub body: String,
}

/// The word of a rank: short ones are frequent, and every third has an ending.
pub fn word(rank: usize) -> String {
    const ONSETS: [&str; 16] = ["b", "c", "d", "f", "g", "h", "l", "m", "n", "p", "r", "s", "t", "st", "tr", "v"];
    const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
    let (mut rest, ending) = if rank > 90 { (rank / 3 + 60, ["", "s", "ing"][rank % 3]) } else { (rank, "") };
    let mut text = String::new();
    loop {
        // The mixing spreads neighbouring ranks over the alphabet and stays one to one.
        let digit = (rest % 80 * 37) % 80;
        text.push_str(ONSETS[digit / 5]);
        text.push_str(VOWELS[digit % 5]);
        rest /= 80;
        if rest == 0 {
            break;
        }
    }
    text + ["n", "r", "t", "l"][rank / 7 % 4] + ending
}

fn zipf(rng: &mut Rng) -> usize {
    VOCABULARY.powf(rng.f64()) as usize
}

fn prose(rng: &mut Rng, topic: usize, bytes: usize, text: &mut String) {
    let start = text.len();
    let mut sentence = 0;
    while text.len() - start < bytes {
        let rank = if rng.u8(..) < 40 {
            150 + (topic * 7919 + 40_f64.powf(rng.f64()) as usize * 613) % 40_000
        } else {
            zipf(rng)
        };
        let word = word(rank);
        if sentence == 0 {
            text.extend(word[..1].chars().map(|c| c.to_ascii_uppercase()));
            text.push_str(&word[1..]);
        } else {
            text.push_str(&word);
        }
        sentence += 1;
        let ends = sentence > 6 && rng.u8(..) < 25;
        text.push_str(match (ends, rng.u8(..)) {
            (true, 0..60) => ".\n\n",
            (true, _) => ". ",
            (false, 0..12) => ", ",
            (false, 12) => " caf\u{e9} ",
            (false, 13) => " \u{201c}",
            _ => " ",
        });
        sentence = if ends { 0 } else { sentence };
    }
}

/// The document of a number; `mean` is about how many bytes one has.
pub fn written(number: usize, mean: usize) -> Written {
    let mut rng = Rng::with_seed(number as u64 + 1);
    let topic = rng.usize(..2000);
    let kind = match rng.u8(..100) {
        0..70 => Kind::Article,
        70..90 => Kind::Note,
        90..96 => Kind::Journal,
        _ => Kind::Post,
    };
    let take = |rng: &mut Rng, bytes: usize| {
        let mut text = String::new();
        prose(rng, topic, bytes, &mut text);
        text
    };
    let title = format!("{} {number}", take(&mut rng, 30).trim_end_matches(['.', ' ', ',', '\n']));
    let is_article = kind == Kind::Article;
    let outline = (0..if is_article { rng.usize(2..8) } else { 0 }).map(|_| take(&mut rng, 60)).collect();
    let commentary = if is_article && rng.u8(..5) == 0 { take(&mut rng, 300) } else { String::new() };
    // Log-normal, from the sum of a few: most are short, some are very long.
    let spread: f64 = (0..6).map(|_| rng.f64() - 0.5).sum::<f64>() * 1.4;
    let bytes = (mean as f64 * 0.62 * spread.exp()) as usize + 80;
    let bytes = if rng.u16(..2000) == 0 { 300_000 } else { bytes };
    Written { kind, title, outline, commentary, body: take(&mut rng, bytes) }
}

/// Fills a library; answers how many bytes of text it has.
pub fn fill(library: &Library, count: usize, mean: usize) -> Result<u64> {
    let blob = library.blobs().put(b"page")?;
    let mut bytes = 0;
    for first in (0..count).step_by(1000) {
        let written = library.write(|tx| {
            (first..count.min(first + 1000))
                .map(|number| put(tx, number, written(number, mean), blob))
                .sum::<Result<u64>>()
        })?;
        bytes += written.value;
    }
    Ok(bytes)
}

fn put(tx: &Tx<'_>, number: usize, written: Written, blob: BlobHash) -> Result<u64> {
    let id = DocumentId(tx.new_id());
    let (saved_at, tags_of) = saved_and_tags(number);
    let Written { kind, title, outline, commentary: own, body } = written;
    let bytes = title.len() + outline.iter().map(String::len).sum::<usize>() + own.len() + body.len();
    documents::put(
        tx.conn(),
        &Document {
            id,
            kind,
            title,
            named_by_me: false,
            excerpt: String::new(),
            word_count: 0,
            saved_at,
            updated_at: saved_at,
            deleted_at: None,
            merged_into: None,
        },
    )?;
    for tag in tags_of {
        tags::add(tx.conn(), id, &tag)?;
    }
    if kind == Kind::Article {
        article(tx, id, number, body, blob)?;
        for (at, text) in outline.into_iter().enumerate() {
            let rank = format!("{at:04}");
            points::put(
                tx.conn(),
                &points::PointRow {
                    id: PointId(tx.new_id()),
                    document_id: id,
                    snapshot_id: None,
                    parent_id: None,
                    rank,
                    text,
                    voice: Voice::Author,
                    drafted: true,
                    folded: false,
                    deleted_at: None,
                    anchor: None,
                    guess: None,
                    unsupported: false,
                },
            )?;
        }
        if !own.is_empty() {
            commentary::put(tx.conn(), id, &own, saved_at)?;
        }
    } else {
        notes::put(tx.conn(), id, &body)?;
    }
    tx.touch(id);
    Ok(bytes as u64)
}

/// When the document of a number was saved, and its tags.
fn saved_and_tags(number: usize) -> (Millis, Vec<String>) {
    let mut rng = Rng::with_seed(number as u64 * 31 + 7);
    let saved_at = NOW - (rng.f64() * 8.0 * YEAR as f64) as Millis;
    let tags = (0..rng.usize(..4)).map(|_| {
        let tag = 400_f64.powf(rng.f64()) as usize;
        if tag.is_multiple_of(2) { format!("{}/{}", word(tag / 10 + 3), word(tag + 5)) } else { word(tag + 5) }
    });
    (saved_at, tags.collect())
}

/// The number of the site of the article of a number, and what the rest of it is made from.
fn site(number: usize) -> (usize, Rng) {
    let mut rng = Rng::with_seed(number as u64 * 17 + 3);
    (3000_f64.powf(rng.f64()) as usize, rng)
}

/// What a document is counted by.
pub struct Facets {
    /// Its tags and all above them.
    pub tags: Vec<String>,
    /// Its host, of an article.
    pub host: Option<String>,
    /// When it was saved.
    pub year: i64,
}

impl Facets {
    /// Those of the document of a number.
    pub fn of(number: usize, kind: Kind) -> Self {
        let (saved_at, tags) = saved_and_tags(number);
        let above = tags.iter().filter_map(|tag| tag.split_once('/')).map(|(above, _)| above.to_owned());
        Self {
            tags: above.collect::<Vec<_>>().into_iter().chain(tags.iter().cloned()).collect(),
            host: (kind == Kind::Article).then(|| format!("{}.example", word(site(number).0 + 200))),
            year: 1970 + saved_at / YEAR,
        }
    }
}

fn article(tx: &Tx<'_>, id: DocumentId, number: usize, text: String, blob: BlobHash) -> Result<()> {
    let (site, mut rng) = site(number);
    let url = format!("https://www.{}.example/{number}", word(site + 200));
    let snapshot = SnapshotId(tx.new_id());
    let lang = ["en", "en", "en", "en", "de", "fr"][rng.usize(..6)];
    articles::put(
        tx.conn(),
        id,
        &Article {
            url: url.clone(),
            canonical_url: url.clone(),
            byline: Some(format!("{} {}", word(site), word(site * 3))),
            site_name: None,
            lang: Some(lang.into()),
            published_at: Some("2024-05-01".into()),
            snapshot_id: None,
        },
    )?;
    snapshots::add(
        tx.conn(),
        &Snapshot {
            id: snapshot,
            document_id: id,
            url: url.clone(),
            archive: None,
            fetched_at: NOW,
            status: 200,
            verdict: Verdict::Ok,
            encoding: "UTF-8".into(),
            content_type: None,
            etag: None,
            last_modified: None,
            page_blob: blob,
            html: format!("<p>{text}</p>"),
            text,
            markdown: String::new(),
            word_count: 0,
        },
    )?;
    let shown = articles::get(tx.conn(), id)?.map(|article| Article { snapshot_id: Some(snapshot), ..article });
    shown.map_or(Ok(()), |article| articles::put(tx.conn(), id, &article))
}

/// A world for a generated library.
pub fn world() -> Arc<dyn World> {
    Arc::new(Fixed(AtomicI64::new(1)))
}
