//! What can go wrong with a file.

use crate::LARGEST;

/// The result of reading or changing a file.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong with a file. The text is for a person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The file is larger than [`LARGEST`] bytes.
    #[error("This file has {} MB; files of up to {} MB are read. Import it in parts", .bytes.div_ceil(1 << 20), LARGEST >> 20)]
    TooLarge {
        /// Its size.
        bytes: usize,
    },
    /// The file holds no text.
    #[error("This file holds no text")]
    Binary,
    /// The file is not what it is said to be.
    #[error("This cannot be read as {0}")]
    NotThat(&'static str),
    /// An edit names a place where no such part begins.
    #[error("There is no {what} at byte {at} of this text")]
    NoPart {
        /// What was looked for: "point", "article", "day".
        what: &'static str,
        /// Where, in bytes of the decoded text.
        at: usize,
    },
    /// Two edits change the same stretch.
    #[error("Two edits change line {line}")]
    Overlap {
        /// The line, counted from 1.
        line: usize,
    },
    /// The part cannot be changed where it stands, such as a title that is the file's name.
    #[error("The {0} cannot be changed in the text")]
    NotInText(&'static str),
}
