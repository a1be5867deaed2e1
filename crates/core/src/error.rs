//! What can go wrong in a library.

use std::path::PathBuf;

/// The result of a library operation.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong in a library. The text is for a person; `api` adds what to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The library was written by a newer Postil.
    #[error("This library was made by a newer Postil (its version is {found}, this one knows up to {known})")]
    Newer {
        /// The version found in the file.
        found: i64,
        /// The newest version that this program knows.
        known: i64,
    },
    /// The folder cannot be written to.
    #[error("Postil cannot write to {}", .0.display())]
    ReadOnly(PathBuf),
    /// The disk is full.
    #[error("The disk is full")]
    DiskFull,
    /// `library.db` is no database, or a damaged one.
    #[error("The library file is damaged: {0}")]
    Damaged(String),
    /// Another process kept the library locked for too long.
    #[error("Another program is writing to this library")]
    Busy,
    /// There is no such document.
    #[error("There is no document {0:?}")]
    NoDocument(String),
    /// More than one document has this title.
    #[error("{count} documents are called {title:?}")]
    Ambiguous {
        /// The title.
        title: String,
        /// How many have it.
        count: usize,
    },
    /// The verb does not apply to this kind of document.
    #[error("{title:?} is {kind}, not {wanted}")]
    WrongKind {
        /// The document's title.
        title: String,
        /// What it is, with its article: "an article".
        kind: &'static str,
        /// What was wanted.
        wanted: &'static str,
    },
    /// A document has no clip that waits, is worked on or failed.
    #[error("{0:?} is not among the clips")]
    NoClip(String),
    /// A note of this title exists.
    #[error("There is already a note called {0:?}")]
    TitleTaken(String),
    /// Others link to a document, and to its new title no link could be written.
    #[error("Others link here, and a title with [, ], | or # cannot be linked to")]
    Unlinkable,
    /// A title is needed.
    #[error("A title cannot be empty")]
    NoTitle,
    /// An article cannot be merged into itself.
    #[error("{0:?} cannot be merged into itself")]
    SameArticle(String),
    /// The article was not merged into another.
    #[error("{0:?} was not merged into another article")]
    NotMerged(String),
    /// The article that another was merged into was merged itself.
    #[error("{0:?} was itself merged into another article")]
    MergedFurther(String),
    /// There is no such snapshot of the article.
    #[error("{title:?} has no snapshot {name:?}")]
    NoSnapshot {
        /// The article's title.
        title: String,
        /// What was asked for.
        name: String,
    },
    /// There is no such version of what a person wrote.
    #[error("{title:?} has no version {name:?}")]
    NoVersion {
        /// The document's title.
        title: String,
        /// What was asked for.
        name: String,
    },
    /// The outline has no such point.
    #[error("The outline has no point {0}")]
    NoPoint(String),
    /// There is no such highlight.
    #[error("There is no highlight {0}")]
    NoHighlight(String),
    /// An outline cannot be changed so.
    #[error("The outline cannot be changed so: {0}")]
    BadOutline(&'static str),
    /// Nothing stands in the shown text where an anchor was to be.
    #[error("There is no such passage in the text")]
    NoPlace,
    /// A search has more words than are looked for at once.
    #[error("A search has at most {0} words")]
    LongSearch(usize),
    /// A search that says nothing cannot be kept.
    #[error("This search says nothing")]
    NoQuery,
    /// There is no such kept search.
    #[error("There is no saved search {0}")]
    NoSearch(String),
    /// There is no such import.
    #[error("There is no import {0:?}")]
    NoImport(String),
    /// Nothing was done, or all of it was undone.
    #[error("There is nothing to undo")]
    NothingToUndo,
    /// Nothing was undone.
    #[error("There is nothing to do again")]
    NothingToRedo,
    /// The address is not one that can be saved.
    #[error("{0:?} is not a web address")]
    BadAddress(String),
    /// A page of a list was asked for by a mark that this list did not give.
    #[error("The list cannot go on from {0:?}")]
    BadCursor(String),
    /// A failure of the database that has no name of its own here.
    #[error("The library could not be read or written: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// A failure of the search index.
    #[error("The search index failed: {0}")]
    Index(#[from] tantivy::TantivyError),
    /// A failure of the file system.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

impl Error {
    /// Wraps a file error, giving a full disk and a read-only folder their own names.
    pub(crate) fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let path = path.into();
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(path),
            _ => Self::Io { path, source },
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        let Some(code) = error.sqlite_error_code() else { return Self::Sqlite(error) };
        match code {
            ErrorCode::DiskFull => Self::DiskFull,
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(error.to_string()),
            ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
                Self::ReadOnly(PathBuf::from("the library folder"))
            }
            _ => Self::Sqlite(error),
        }
    }
}
