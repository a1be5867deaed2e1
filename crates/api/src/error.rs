//! What a person is told when something cannot be done.

use postil_core::Error;
use postil_core::tables::clips::ClipError;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A problem, said to a person: what happened, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ApiError {
    /// A short word for programs.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What can be done about it.
    pub hint: Option<String>,
}

impl std::fmt::Display for ApiError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)?;
        self.hint.iter().try_for_each(|hint| write!(f, ". {hint}"))
    }
}

impl std::error::Error for ApiError {}

impl ApiError {
    /// An error of this code, message and hint.
    pub fn new(code: &str, message: impl Into<String>, hint: &str) -> Self {
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        Self { code: code.to_owned(), message: message.into(), hint }
    }

    /// A command was called with what it does not take.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new("bad_request", message, "")
    }
}

impl From<Error> for ApiError {
    fn from(error: Error) -> Self {
        let (code, hint) = match &error {
            Error::Newer { .. } => ("library_newer", "Update Postil, or open another library. Nothing was changed."),
            Error::ReadOnly(_) => ("read_only", "Check the permissions of the folder, or choose another library."),
            Error::DiskFull => ("disk_full", "Free some space and try again. What was saved before is safe."),
            Error::Damaged(_) => {
                ("library_damaged", "The file was left as it is. Put a backup in its place, or open another library.")
            }
            Error::Busy => ("library_busy", "Try again in a moment."),
            Error::NoDocument(_) => ("not_found", "Give an id, an address or an exact title."),
            Error::Ambiguous { .. } => ("ambiguous", "Give the id or the address of the one that you mean."),
            Error::WrongKind { .. } => ("wrong_kind", ""),
            Error::NoClip(_) => {
                ("no_clip", "Only what waits for its page, is being fetched or failed can be changed so.")
            }
            Error::TitleTaken(_) => ("title_taken", "Choose another title, or open that note."),
            Error::Unlinkable => ("unlinkable", "Choose a title without these characters."),
            Error::NoTitle => ("no_title", "Type a title."),
            Error::SameArticle(_) => ("same_article", "Choose two different articles."),
            Error::NotMerged(_) => ("not_merged", "Give the id of an article that was merged into another."),
            Error::MergedFurther(_) => ("merged_further", "Take that merge back first."),
            Error::NoSnapshot { .. } => ("no_snapshot", "Give the id or the number of a snapshot, as they are listed."),
            Error::NoVersion { .. } => ("no_version", "Give the id or the number of a version, as they are listed."),
            Error::NoPoint(_) => ("no_point", "It may have been deleted. Open the article again."),
            Error::NoHighlight(_) => ("no_highlight", "It may have been deleted. Open the article again."),
            Error::BadOutline(_) => ("bad_outline", "Nothing was changed."),
            Error::LongSearch(_) => ("long_search", "Search for fewer words."),
            Error::NoQuery => ("no_query", "Type what to look for."),
            Error::NoSearch(_) => ("no_search", "It may have been removed. Look at the list of saved searches."),
            Error::NoImport(_) => ("no_import", "Give the id or the number of an import, as they are listed."),
            Error::NoPlace => ("no_place", "Choose a passage of the text as it is shown."),
            Error::NothingToUndo => ("nothing_to_undo", ""),
            Error::NothingToRedo => ("nothing_to_redo", ""),
            Error::BadAddress(_) => ("bad_address", "Type an address like https://example.org/page."),
            Error::BadCursor(_) => ("bad_request", ""),
            Error::Sqlite(_) => ("database", "Run postil doctor to look the library over."),
            Error::Index(_) => ("index", "Run postil reindex. The index can be made anew at any time."),
            Error::Io { .. } => ("file", "Check that the folder is there and can be read and written."),
        };
        Self::new(code, error.to_string(), hint)
    }
}

impl From<postil_capture::FetchError> for ApiError {
    fn from(error: postil_capture::FetchError) -> Self {
        Self::new(error.code(), error.to_string(), &format!("{}.", error.hint()))
    }
}

impl From<ApiError> for ClipError {
    fn from(error: ApiError) -> Self {
        Self { code: error.code, message: error.message, hint: error.hint }
    }
}

impl From<ClipError> for ApiError {
    fn from(error: ClipError) -> Self {
        Self { code: error.code, message: error.message, hint: error.hint }
    }
}
