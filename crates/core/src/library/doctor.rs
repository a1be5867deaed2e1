//! Looking a library over: what is damaged, and what can be mended.

use rusqlite::Connection;

use super::Library;
use crate::{BlobHash, Result};

/// Something that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What is wrong, for a person.
    pub text: String,
}

impl Library {
    /// Checks the database file, its foreign keys, and that every blob that it names is there.
    ///
    /// # Errors
    /// When the database cannot be read at all.
    pub fn check(&self) -> Result<Vec<Problem>> {
        let mut problems = self.read(|conn| {
            let mut problems = integrity(conn)?;
            problems.extend(foreign_keys(conn)?);
            Ok(problems)
        })?;
        let missing = self.read(|conn| {
            let mut statement = conn.prepare(
                "SELECT page_blob FROM snapshots UNION SELECT blob FROM images UNION SELECT blob FROM pictures ORDER BY 1",
            )?;
            let hashes = statement.query_map([], |row| row.get::<_, BlobHash>(0))?;
            let mut missing = 0_u64;
            for hash in hashes {
                missing += u64::from(!self.blobs().path(hash?).is_file());
            }
            Ok(missing)
        })?;
        if missing > 0 {
            problems.push(Problem { text: format!("{missing} files named by the library are not in blobs/") });
        }
        Ok(problems)
    }
}

fn integrity(conn: &Connection) -> Result<Vec<Problem>> {
    let mut statement = conn.prepare("PRAGMA integrity_check")?;
    let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut problems = Vec::new();
    for text in rows {
        let text = text?;
        if text != "ok" {
            problems.push(Problem { text: format!("library.db: {text}") });
        }
    }
    Ok(problems)
}

fn foreign_keys(conn: &Connection) -> Result<Vec<Problem>> {
    let mut statement =
        conn.prepare("SELECT \"table\", \"parent\", count(*) FROM pragma_foreign_key_check GROUP BY 1, 2")?;
    let rows = statement.query_map([], |row| {
        let (child, parent, count): (String, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        Ok(Problem { text: format!("library.db: {count} rows of {child} name a row of {parent} that is not there") })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
