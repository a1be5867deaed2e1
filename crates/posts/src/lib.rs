//! Posts, daily logs and notes as people keep them in text files: read without losing anything, and written back.

mod blocks;
mod changes;
mod commentary;
mod compose;
mod daily;
mod damage;
mod dates;
mod decode;
mod edit;
mod error;
mod file_name;
mod front;
mod lead;
mod lines;
mod links;
mod other_text;
mod outline;
mod post;
mod read;
mod shape;
mod title;
mod unread;
mod write;

pub use blocks::Form;
pub use changes::changes;
pub use commentary::{Commentary, CommentaryPost, Heading, Part, PartKind};
pub use compose::{Article, Composition, Flavour, compose};
pub use daily::{DailyLog, Day, Entry};
pub use damage::{Damage, damage, repair};
pub use dates::{Written, date_line, date_value};
pub use decode::{DamagedBytes, Decoding, decode};
pub use edit::{Edit, OutlinePoint, Place};
pub use error::{Error, Result};
pub use file_name::{file_name, title_name};
pub use front::{Dated, Format, FrontMatter, front_matter};
pub use lines::{Newline, Piece, Span};
pub use links::Link;
pub use outline::{Other, Point, PointForm, Voice};
pub use post::{Post, Section};
pub use read::{Note, Read, ReadAs, Shape, Title, TitleFrom, read, read_as, repaired, with_text};
pub use unread::{Reason, Unread};
pub use write::{edited, write, write_edited};

/// The largest file that is read, in bytes. Look at a file's size before reading it.
pub const LARGEST: usize = 32 * 1024 * 1024;
