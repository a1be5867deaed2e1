//! What goes over the wire: the requests and answers of the commands, as JSON and as TypeScript.
//!
//! Times are RFC 3339 in UTC. Core types are not wire types: `convert` makes one from the other.

/// An enum that stands in core under the same name, with the same words.
macro_rules! mirrored {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl From<postil_core::$name> for $name {
            fn from(word: postil_core::$name) -> Self {
                match word { $(postil_core::$name::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for postil_core::$name {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}

mod clip;
mod compose;
mod document;
mod duplicate;
mod export;
mod find;
mod graph;
mod import;
mod journal;
mod library;
mod links;
mod margin;
mod model;
mod picture;
mod query;
mod snapshot;
mod version;

pub use clip::{Clip, ClipProgress, ClipQueue, ClipStage, ClipState, ClipsChanged};
pub use compose::{
    ComposedPost, KeptPost, PostBefore, PostCandidate, PostCandidates, PostFlavour, PostProblem, PostToCompose,
};
pub use document::{
    Alias, Anchor, ArchivedCopy, Document, DocumentPage, DocumentRef, DocumentRow, DraftPoint, Finding, Kind, Part,
    Reading, ReadingState, Saved, Shelf, Verdict, Voice,
};
pub use duplicate::{Duplicate, Duplicates, Merged, MergedArticle};
pub use export::{Export, ExportFormat, Exported};
pub use find::{
    Hit, Matches, MatchesIn, PastSearch, QuickHit, Related, SavedSearch, SearchAnswer, SearchCounts, Tally,
};
pub use graph::{Graph, GraphEdge, GraphNode};
pub use import::{
    DamagedPlace, DamagedText, ImportFetched, ImportFormat, ImportProblem, ImportRun, ImportUndone, Imported,
    ImportedCounts,
};
pub use journal::{JournalDay, JournalMonth, JournalYear};
pub use library::{Added, Event, LibraryStatus, Report, TagCount, Tags};
pub use links::{Backlink, Backlinks, Embed, OutgoingLink, Resolved};
pub use margin::{Colour, Highlight, HighlightExport, HighlightPage, HighlightRow, Lost, Margin, OutlineEdit, Point};
pub use model::{KeyPlace, ModelDraft, ModelDraftState, ModelForm, ModelKey, ModelPoint, ModelSettings, ModelTested};
pub use picture::{FoundPictures, KeptPicture, PicturesTaken, ShownPicture, Survey};
pub use query::{QueryChoice, QueryCompleting, QueryProblem, QueryReading, QuerySpan};
pub use snapshot::{Change, Check, Comparison, Piece, Snapshot, SnapshotText, Stretch};
pub use version::{Restored, Version, VersionComparison, VersionReason, VersionText};
