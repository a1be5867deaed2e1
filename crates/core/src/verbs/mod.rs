//! What can be done to a library: one file for each group of verbs. Each verb runs within a [`crate::Tx`].

mod articles;
mod clips;
mod commentary;
mod documents;
mod duplicates;
mod merge;
mod notes;
mod passes;
mod queue;

pub use articles::{Capture, Fate, Image, Stored, fate, store, store_shown, store_unchanged, validators};
pub use clips::{Begun, Failure, begin_clip, fail_clip, fetch_again, fetch_archived, take_clip};
pub use commentary::{append_commentary, save_commentary};
pub use documents::{backlinks, delete, rename, resolve, resolve_title, resolve_url, restore, set_tags};
pub use duplicates::{keep_both, look_for_duplicates};
pub use merge::{merge, stays, unmerge};
pub use notes::{create_note, save_note};
pub use passes::{next_step, passes_left};
pub use queue::{Cancelled, cancel_clips, pause_clips, resume_clips, retry_clips};

use crate::links::{self, Target};
use crate::tables::links::{Link, TargetKind};
use crate::{DocumentId, Part, Result, Tx, tables};

/// Writes the link rows of a Markdown part.
fn link_markdown(tx: &Tx<'_>, id: DocumentId, part: Part, markdown: &str) -> Result<()> {
    let rows: Vec<Link> = links::read(markdown)
        .into_iter()
        .map(|link| {
            let (kind, target) = match link.target {
                Target::Title(title) => (TargetKind::Title, title),
                Target::Url(url) => (TargetKind::Url, url),
            };
            Link { kind, target, text: link.text, context: link.context, start: link.at.start, end: link.at.end }
        })
        .collect();
    tables::links::replace(tx.conn(), id, part, &rows)
}
