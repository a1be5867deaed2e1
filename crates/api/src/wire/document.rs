use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Check, Clip, Duplicate, Highlight, MergedArticle, Point, Snapshot};

mirrored!(
    /// What a document is.
    Kind {
        /// A saved page.
        Article,
        /// Markdown of your own.
        Note,
        /// One day of the journal.
        Journal,
        /// Markdown for publishing.
        Post,
    }
);

mirrored!(
    /// Whose words a point of an outline is.
    Voice {
        /// The article's author.
        Author,
        /// The reader.
        Me,
    }
);

mirrored!(
    /// The part of a document in which a word or a link stands.
    Part {
        /// The title.
        Title,
        /// The article's text, or the note's own.
        Body,
        /// The outline of an article.
        Outline,
        /// Your commentary about an article.
        Commentary,
        /// The passages that you marked, and what you wrote of them.
        Highlight,
    }
);

mirrored!(
    /// How far a person has come with an article.
    ReadingState {
        /// Not opened yet, or to be read again.
        Unread,
        /// Begun.
        Reading,
        /// Read to the end.
        Read,
        /// Put away.
        Archived,
    }
);

mirrored!(
    /// What a capture turned out to be.
    Verdict {
        /// The article, whole.
        Ok,
        /// The article, but not all of it.
        Partial,
        /// A page that asks for a login.
        LoginWall,
        /// A page that asks for consent.
        ConsentWall,
        /// A page that asks whether you are human.
        Captcha,
        /// The site says that there is no such page.
        NotFound,
        /// Something other than a page.
        NotAPage,
        /// A page without text.
        Empty,
        /// The page could not be reached.
        Unreachable,
    }
);

mirrored!(
    /// What came of looking at an article's page again.
    Finding {
        /// The server said that the page is as it was.
        Unchanged,
        /// The page came, and its text is the one that is shown.
        SameText,
        /// The text is another: it became the one that is shown.
        Changed,
        /// What came is less than what is shown, which therefore stays.
        Worse,
    }
);

/// A shelf of the library: which documents a list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Shelf {
    /// All of them.
    Library,
    /// The articles.
    Articles,
    /// The notes.
    Notes,
    /// The days of the journal.
    Journal,
    /// The posts.
    Posts,
    /// The articles whose clip waits, runs or failed.
    Clips,
    /// The articles whose text another one has too.
    Duplicates,
    /// What was deleted.
    Bin,
}

/// A document, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DocumentRef {
    /// Its identity.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
}

/// A document, as a row of a list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DocumentRow {
    /// Its identity.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its address, of an article.
    pub url: Option<String>,
    /// The name of its site.
    pub site_name: Option<String>,
    /// Its first words, or its own description.
    pub excerpt: String,
    /// When it came into the library.
    pub saved_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// When it went to the bin.
    pub deleted_at: Option<String>,
    /// How many words it has.
    pub word_count: u32,
    /// Its tags.
    pub tags: Vec<String>,
    /// Whether you wrote about it.
    pub commented: bool,
    /// How far you have come with an article; `null` of anything else.
    pub reading: Option<ReadingState>,
    /// How many points its outline has.
    pub points: u32,
    /// How many documents link to it.
    pub backlinks: u32,
    /// Its clip, until the page is there.
    pub clip: Option<Clip>,
    /// Its clip when the page is there, and is being fetched again or could not be.
    pub refetch: Option<Clip>,
}

/// A page of a list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct DocumentPage {
    /// How many documents the whole list has.
    pub total: u32,
    /// Those of this page, newest first.
    pub items: Vec<DocumentRow>,
    /// What to ask the next page with; `null` at the end.
    pub cursor: Option<String>,
}

/// A place in a snapshot's text (W3C TextQuoteSelector and TextPositionSelector).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Anchor {
    /// The text of the place.
    pub quote: String,
    /// Up to 32 characters before it.
    pub prefix: String,
    /// Up to 32 characters after it.
    pub suffix: String,
    /// Where it begins in the text, in Unicode scalar values.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// A line of an outline that is in no library.
#[derive(Clone, Debug, Serialize)]
pub struct DraftPoint {
    /// The line.
    pub text: String,
    /// Whose words it is.
    pub voice: Voice,
    /// How deep it stands; 1 at the top.
    pub level: u32,
    /// The passage that it speaks of.
    pub anchor: Option<Anchor>,
    /// The points beneath it.
    pub children: Vec<DraftPoint>,
}

/// A copy of a page in a web archive.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ArchivedCopy {
    /// Its address.
    pub url: String,
    /// When the archive took it.
    pub taken_at: String,
}

/// How far a person has come with an article.
#[derive(Clone, Copy, Debug, Serialize, TS)]
pub struct Reading {
    /// Whether it is read.
    pub state: ReadingState,
    /// Where the window stood in the text, in Unicode scalar values.
    pub position: u32,
}

/// Another name of a document.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Whether it stands in the front matter of the document's text, and only goes with it.
    pub written: bool,
}

/// A document, whole.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Document {
    /// Its identity.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// The address as it was typed, of an article.
    pub url: Option<String>,
    /// The one spelling under which it is kept.
    pub canonical_url: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// The name of its site.
    pub site_name: Option<String>,
    /// Its language, BCP 47.
    pub lang: Option<String>,
    /// When it was published.
    pub published_at: Option<String>,
    /// When it came into the library.
    pub saved_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// When it went to the bin.
    pub deleted_at: Option<String>,
    /// How many words it has.
    pub word_count: u32,
    /// Its tags.
    pub tags: Vec<String>,
    /// Those of them that its texts say: they only go with the words.
    pub written_tags: Vec<String>,
    /// Its other names.
    pub aliases: Vec<Alias>,
    /// Its plain text; anchors count its Unicode scalar values.
    pub text: String,
    /// It as sanitised HTML; images carry their address in `data-src`.
    pub html: String,
    /// It as Markdown; of a note, its source.
    pub markdown: String,
    /// The outline of an article.
    pub outline: Vec<Point>,
    /// Your commentary about an article.
    pub commentary: String,
    /// The passages that you marked, in the order of the text.
    pub highlights: Vec<Highlight>,
    /// How far you have come with an article; `null` of anything else.
    pub reading: Option<Reading>,
    /// What would be undone next, of what was done to outline and highlights.
    pub undo: Option<String>,
    /// What would be done again next.
    pub redo: Option<String>,
    /// Its fetched versions, oldest first.
    pub snapshots: Vec<Snapshot>,
    /// The last look at its page, after the first.
    pub check: Option<Check>,
    /// The articles that have the same text.
    pub duplicates: Vec<Duplicate>,
    /// The articles that a person merged into it.
    pub merged: Vec<MergedArticle>,
    /// The blobs of its images and of the pictures in your own text, by what `data-src` says; one that is missing is not here.
    pub images: BTreeMap<String, String>,
    /// Whether it was saved from a PDF, which is kept and can be opened.
    pub pdf: bool,
    /// Its clip, until the page is there.
    pub clip: Option<Clip>,
    /// Its clip when the page is there, and is being fetched again or could not be.
    pub refetch: Option<Clip>,
    /// The copy in a web archive that the text shown comes from, if it does.
    pub archive: Option<ArchivedCopy>,
}

/// What was saved.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Saved {
    /// The document.
    pub id: String,
    /// The text as it now is: what was sent, joined with what another process wrote meanwhile.
    pub markdown: String,
    /// When.
    pub saved_at: String,
}
