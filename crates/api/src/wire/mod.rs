//! What goes over the wire: the requests and answers of the commands, as JSON and as TypeScript.
//!
//! Times are RFC 3339 in UTC. Core types are not wire types: `convert` makes one from the other.

mod clip;
mod document;
mod find;
mod library;
mod links;

pub use clip::{Clip, ClipProgress, ClipQueue, ClipStage, ClipState, ClipsChanged};
pub use document::{
    Anchor, ArchivedCopy, Document, DocumentPage, DocumentRef, DocumentRow, DraftPoint, Kind, Part, Point, Saved,
    Shelf, Snapshot, Verdict, Voice,
};
pub use find::{Hit, SearchAnswer};
pub use library::{Added, Event, LibraryStatus, Report, TagCount, Tags};
pub use links::{Backlink, Backlinks, OutgoingLink};
