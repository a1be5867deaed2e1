use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use postil_core::search::language::parse_typing;
use postil_core::search::{Found, Index, Search};
use postil_core::tables::articles;
use postil_core::tables::links::{Link, TargetKind};
use postil_core::verbs::{self, Capture};
use postil_core::{BlobHash, DocumentId, Library, Millis, Result, Verdict, World};
use tempfile::TempDir;
use uuid::Uuid;

/// A clock that moves a second with each look, and ids in order.
#[derive(Default)]
pub struct Fixed(AtomicU64);

impl World for Fixed {
    fn now(&self) -> Millis {
        1_760_000_000_000 + 1000 * i64::try_from(self.0.fetch_add(1, Ordering::SeqCst)).expect("few looks")
    }

    fn new_id(&self) -> Uuid {
        let count = u128::from(self.0.fetch_add(1, Ordering::SeqCst));
        Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + count)
    }
}

pub struct Shelf {
    pub dir: TempDir,
    pub library: Library,
}

impl Shelf {
    pub fn new() -> Result<Self> {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let library = Library::open(dir.path(), Arc::new(Fixed::default()))?;
        Ok(Self { dir, library })
    }

    pub fn note(&self, title: &str, markdown: &str) -> Result<DocumentId> {
        Ok(self.library.write(|tx| verbs::create_note(tx, title, markdown))?.value.id)
    }

    /// Clips a page that answers with `text` and links to `links`.
    pub fn article(&self, url: &str, title: &str, text: &str, links: &[&str]) -> Result<DocumentId> {
        let typed = postil_core::url::parse(url).expect("a web address");
        let begun = self.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value;
        let capture = self.capture(url, title, text, links)?;
        let clip = self.clip(begun.document.id)?;
        Ok(self.library.write(|tx| verbs::store(tx, &clip, &capture))?.value.document.id)
    }

    /// Searches as someone types, on the 9th of October 2025.
    pub fn find(&self, index: &Index, typed: &str, limit: usize) -> Result<Found> {
        let query = parse_typing(typed);
        let now = jiff::civil::datetime(2025, 10, 9, 12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).expect("a moment");
        index.search(&self.library, &Search { query, now, offset: 0, limit })
    }

    pub fn clip(&self, id: DocumentId) -> Result<postil_core::tables::clips::Clip> {
        Ok(self.library.read(|conn| postil_core::tables::clips::of(conn, id))?.expect("a clip"))
    }

    pub fn capture(&self, url: &str, title: &str, text: &str, links: &[&str]) -> Result<Capture> {
        let page_blob: BlobHash = self.library.blobs().put(text.as_bytes())?;
        let link = |target: &&str| Link {
            kind: TargetKind::Url,
            target: (*target).to_owned(),
            text: "there".into(),
            context: "See there.".into(),
            start: 4,
            end: 9,
        };
        Ok(Capture {
            url: postil_core::url::parse(url).expect("a web address"),
            archive: None,
            declared_url: None,
            status: 200,
            verdict: Verdict::Ok,
            error: None,
            encoding: "UTF-8".into(),
            content_type: None,
            etag: None,
            last_modified: None,
            page_blob,
            title: title.into(),
            byline: None,
            site_name: None,
            lang: None,
            published_at: None,
            excerpt: text.chars().take(40).collect(),
            word_count: 3,
            html: format!("<p>{text}</p>"),
            text: text.into(),
            markdown: text.into(),
            outline: Vec::new(),
            images: Vec::new(),
            links: links.iter().map(link).collect(),
        })
    }

    pub fn url(&self, id: DocumentId) -> Result<String> {
        Ok(self.library.read(|conn| articles::get(conn, id))?.expect("an article").canonical_url)
    }

    pub fn index(&self) -> Result<Index> {
        let index = Index::open(&self.library.index_dir())?;
        assert!(index.follow(&self.library)?);
        Ok(index)
    }
}
