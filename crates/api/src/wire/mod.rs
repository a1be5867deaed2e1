//! What goes over the wire: the requests and answers of the commands, as JSON and as TypeScript.
//!
//! Times are RFC 3339 in UTC. Core types are not wire types: `convert` makes one from the other.

mod clip;
mod document;
mod duplicate;
mod find;
mod library;
mod links;
mod snapshot;

pub use clip::{Clip, ClipProgress, ClipQueue, ClipStage, ClipState, ClipsChanged};
pub use document::{
    Anchor, ArchivedCopy, Document, DocumentPage, DocumentRef, DocumentRow, DraftPoint, Finding, Kind, Part, Point,
    Saved, Shelf, Verdict, Voice,
};
pub use duplicate::{Duplicate, Duplicates, Merged, MergedArticle};
pub use find::{Hit, SearchAnswer};
pub use library::{Added, Event, LibraryStatus, Report, TagCount, Tags};
pub use links::{Backlink, Backlinks, OutgoingLink};
pub use snapshot::{Change, Check, Comparison, Piece, Snapshot, SnapshotText, Stretch};
