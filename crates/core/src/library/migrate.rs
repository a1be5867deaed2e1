//! The versions of the library file. A released migration is never edited.

use std::fs;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use crate::{Error, Result};

/// Every migration, in order; the version of a library is how many it has had.
pub(super) const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_first.sql"),
    include_str!("migrations/0002_clip_queue.sql"),
    include_str!("migrations/0003_duplicates.sql"),
    include_str!("migrations/0004_margin.sql"),
    include_str!("migrations/0005_model.sql"),
    include_str!("migrations/0006_versions.sql"),
    include_str!("migrations/0007_margin_links.sql"),
    include_str!("migrations/0008_imports.sql"),
    include_str!("migrations/0009_names.sql"),
    include_str!("migrations/0010_imported_files.sql"),
    include_str!("migrations/0011_pictures.sql"),
    include_str!("migrations/0012_searches.sql"),
];

fn version(conn: &Connection) -> Result<i64> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Brings the file to the newest version. A copy of an older library is kept beside it before it is touched.
///
/// # Errors
/// [`Error::Newer`] when the file has had more migrations than this program knows; nothing is written then.
pub(super) fn migrate(conn: &mut Connection, migrations: &[&str], file: &Path) -> Result<()> {
    let known = i64::try_from(migrations.len()).unwrap_or(i64::MAX);
    let found = version(conn)?;
    if found > known {
        return Err(Error::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        keep_copy(conn, file, found)?;
    }
    let tx = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    let found = version(&tx)?;
    for (at, migration) in (1..).zip(migrations).filter(|(at, _)| *at > found) {
        tx.execute_batch(migration)?;
        tx.pragma_update(None, "user_version", at)?;
    }
    tx.commit()?;
    Ok(())
}

/// Copies the library, whole or not at all: a copy that was cut short never stands under the final name.
fn keep_copy(conn: &Connection, file: &Path, version: i64) -> Result<()> {
    let copy = file.with_extension(format!("v{version}.db"));
    let part = file.with_extension(format!("v{version}.part"));
    if copy.exists() {
        return Ok(());
    }
    let _ = fs::remove_file(&part);
    conn.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
    fs::rename(&part, &copy).map_err(|e| Error::io(copy, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_older_library_is_copied_before_it_is_changed() -> Result<()> {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let file = dir.path().join("library.db");
        let mut conn = Connection::open(&file)?;
        migrate(&mut conn, &["CREATE TABLE a (x)"], &file)?;
        conn.execute("INSERT INTO a VALUES (7)", [])?;
        migrate(&mut conn, &["CREATE TABLE a (x)", "ALTER TABLE a ADD COLUMN y"], &file)?;
        assert_eq!(version(&conn)?, 2);
        let copy = Connection::open(dir.path().join("library.v1.db"))?;
        assert_eq!(version(&copy)?, 1);
        assert_eq!(copy.query_row("SELECT x FROM a", [], |row| row.get::<_, i64>(0))?, 7);
        Ok(())
    }

    #[test]
    fn a_clip_of_the_first_version_goes_on_waiting_and_knows_its_host() -> Result<()> {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let file = dir.path().join("library.db");
        let mut conn = Connection::open(&file)?;
        migrate(&mut conn, &MIGRATIONS[..1], &file)?;
        let addresses = ["https://a.example/x?y=z", "http://[::1]:8080/", "http://a.example:81/"];
        for (id, url) in (1..).map(uuid::Uuid::from_u128).zip(addresses) {
            conn.execute(
                "INSERT INTO documents (id, kind, title, title_key, saved_at, updated_at)
                 VALUES (?1, 'article', 'T', 't', 1, 1)",
                [id],
            )?;
            conn.execute(
                "INSERT INTO clips (id, document_id, url, state, next_attempt_at) VALUES (?1, ?1, ?2, 'queued', 5)",
                (id, url),
            )?;
        }
        migrate(&mut conn, MIGRATIONS, &file)?;
        let due = crate::tables::clips::due(&conn, 5, &[], 9)?;
        let hosts: Vec<&str> = due.iter().map(|clip| clip.host.as_str()).collect();
        assert_eq!(hosts, ["a.example", "[::1]:8080", "a.example"]);
        Ok(())
    }

    #[test]
    fn a_newer_library_is_refused_untouched() -> Result<()> {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let file = dir.path().join("library.db");
        let mut conn = Connection::open(&file)?;
        conn.pragma_update(None, "user_version", 99)?;
        let newest = i64::try_from(MIGRATIONS.len()).expect("a few");
        let refused = migrate(&mut conn, MIGRATIONS, &file);
        assert!(matches!(refused, Err(Error::Newer { found: 99, known }) if known == newest), "{refused:?}");
        assert_eq!(version(&conn)?, 99);
        Ok(())
    }
}
