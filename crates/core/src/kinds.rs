//! The closed sets of words that stand in the database, on the wire and on screen alike.

use std::fmt;
use std::str::FromStr;

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// The word that stands for it in the database and on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                match word {
                    $($word => Ok(Self::$variant),)+
                    _ => Err(format!("{word:?} is no {}", stringify!($name))),
                }
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.as_str()))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                value.as_str()?.parse().map_err(|e: String| FromSqlError::Other(e.into()))
            }
        }
    };
}

words!(
    /// What a document is.
    Kind {
        /// A saved page.
        Article = "article",
        /// Markdown of your own.
        Note = "note",
        /// One day of the journal.
        Journal = "journal",
        /// Markdown for publishing.
        Post = "post",
    }
);

words!(
    /// Whose words a point of an outline is.
    Voice {
        /// The article's author.
        Author = "author",
        /// The reader.
        Me = "me",
    }
);

words!(
    /// Why a text was kept as it was.
    VersionReason {
        /// It was being written for some time, or had been left alone.
        Session = "session",
        /// Much of it was taken away, or all.
        Cut = "cut",
        /// It was joined with what another wrote at the same time.
        Join = "join",
        /// An older version was restored in its place.
        Restore = "restore",
        /// Its article was merged with another, or a merge was taken back.
        Merge = "merge",
    }
);

words!(
    /// The part of a document in which a word or a link stands.
    Part {
        /// The title.
        Title = "title",
        /// The article's text, or the note's own.
        Body = "body",
        /// The outline of an article.
        Outline = "outline",
        /// Your commentary about an article.
        Commentary = "commentary",
        /// The passages that you marked, and what you wrote of them.
        Highlight = "highlight",
    }
);

words!(
    /// The colour of a highlight.
    Colour {
        /// Yellow.
        Yellow = "yellow",
        /// Green.
        Green = "green",
        /// Blue.
        Blue = "blue",
        /// Pink.
        Pink = "pink",
    }
);

words!(
    /// How far a person has come with an article.
    ReadingState {
        /// Not opened yet, or to be read again.
        Unread = "unread",
        /// Begun.
        Reading = "reading",
        /// Read to the end.
        Read = "read",
        /// Put away.
        Archived = "archived",
    }
);

words!(
    /// What a capture turned out to be.
    Verdict {
        /// The article, whole.
        Ok = "ok",
        /// The article, but not all of it.
        Partial = "partial",
        /// A page that asks for a login.
        LoginWall = "login_wall",
        /// A page that asks for consent.
        ConsentWall = "consent_wall",
        /// A page that asks whether you are human.
        Captcha = "captcha",
        /// The site says that there is no such page.
        NotFound = "not_found",
        /// Something other than a page: an image, an archive.
        NotAPage = "not_a_page",
        /// A page without text.
        Empty = "empty",
        /// The page could not be reached.
        Unreachable = "unreachable",
    }
);

words!(
    /// How far a clip has come.
    ClipState {
        /// It waits for its turn, or for the next try.
        Queued = "queued",
        /// The page is saved.
        Done = "done",
        /// It was given up; a person may ask for another try.
        Failed = "failed",
    }
);

words!(
    /// Where the page of a clip is fetched from.
    ClipSource {
        /// From its own address.
        Page = "page",
        /// From a web archive, because a person chose so.
        Archive = "archive",
    }
);

words!(
    /// What a worker does with a clip at this moment.
    ClipStage {
        /// The page is fetched and read.
        Fetching = "fetching",
        /// Its images are fetched.
        Images = "images",
        /// All is written.
        Saving = "saving",
    }
);

words!(
    /// What came of looking at an article's page again.
    Finding {
        /// The server said that the page is as it was.
        Unchanged = "unchanged",
        /// The page came, and its text is the one that is shown.
        SameText = "same_text",
        /// The text is another: it became the one that is shown.
        Changed = "changed",
        /// What came is less than what is shown, which therefore stays.
        Worse = "worse",
    }
);

impl Verdict {
    /// Whether the capture is worth reading: only such a one may take the place of another.
    pub fn is_good(self) -> bool {
        matches!(self, Self::Ok | Self::Partial)
    }
}
