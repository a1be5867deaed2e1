//! Reading an article.

use crate::tables::readings::{self, Reading};
use crate::{DocumentId, ReadingState, Result, Tx};

/// Notes how far a person has come with an article; `None` leaves what is there. Where the window stands is no change of the
/// document, and nobody is told of it.
///
/// # Errors
/// [`crate::Error::NoDocument`], [`crate::Error::WrongKind`].
pub fn set_reading(
    tx: &Tx<'_>,
    document: DocumentId,
    state: Option<ReadingState>,
    position: Option<u32>,
) -> Result<Reading> {
    let document = super::article(tx, document)?.id;
    let before = readings::of(tx.conn(), document)?;
    let after = Reading { state: state.unwrap_or(before.state), position: position.unwrap_or(before.position) };
    if after != before {
        readings::put(tx.conn(), document, after, tx.now())?;
    }
    if after.state != before.state {
        tx.touch(document);
    }
    Ok(after)
}
