//! Identifiers: newtypes over UUIDv7, never reused.

use std::fmt;
use std::str::FromStr;

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlResult, ToSqlOutput, ValueRef};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Uuid::column_result(value).map(Self)
            }
        }
    };
}

id!(
    /// The identity of a document: an article, note, journal day or post.
    DocumentId
);
id!(
    /// The identity of one fetched version of an article.
    SnapshotId
);
id!(
    /// The identity of one line of an outline.
    PointId
);
id!(
    /// The identity of a marked passage.
    HighlightId
);
id!(
    /// The identity of a clip job.
    ClipId
);
id!(
    /// The identity of a text as it was before it was changed.
    VersionId
);
id!(
    /// The identity of a search that is kept.
    SearchId
);
id!(
    /// The identity of an import.
    ImportId
);
id!(
    /// The identity of a file that was imported.
    FileId
);
