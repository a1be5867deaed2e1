//! One library: opening it, reading from it, and the one door through which it is written.

mod bell;
mod disk;
mod doctor;
mod migrate;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

pub use bell::Bell;
pub use doctor::Problem;

use crate::{Blobs, DocumentId, Error, Millis, Result, World, tables};

/// How long a writer waits for another process before it says so.
const PATIENCE: Duration = Duration::from_secs(15);

/// An open library. It can be shared among threads; reads do not wait for writes.
pub struct Library {
    dir: PathBuf,
    world: Arc<dyn World>,
    writer: Mutex<Connection>,
    readers: Mutex<Vec<Connection>>,
    blobs: Blobs,
    bell: Bell,
}

/// What a write did: its answer, and the documents that changed.
#[derive(Debug)]
pub struct Outcome<T> {
    /// What the verb answers.
    pub value: T,
    /// The documents that changed, each once.
    pub changed: Vec<DocumentId>,
}

/// A write under way. Everything done through it stands or falls together.
pub struct Tx<'a> {
    conn: Transaction<'a>,
    world: &'a dyn World,
    now: Millis,
    touched: RefCell<BTreeSet<DocumentId>>,
}

impl Tx<'_> {
    /// The connection of the transaction.
    pub fn conn(&self) -> &Connection {
        &self.conn
    }

    /// The moment of this write, the same throughout.
    pub fn now(&self) -> Millis {
        self.now
    }

    /// A new identifier.
    pub fn new_id(&self) -> uuid::Uuid {
        self.world.new_id()
    }

    /// Notes that a document changed: the index follows, and hosts are told.
    pub fn touch(&self, id: DocumentId) {
        self.touched.borrow_mut().insert(id);
    }
}

impl Library {
    /// Opens the library in `dir`, making it when there is none. The cost does not depend on its size.
    ///
    /// # Errors
    /// [`Error::ReadOnly`], [`Error::DiskFull`], [`Error::Newer`], [`Error::Damaged`].
    pub fn open(dir: &Path, world: Arc<dyn World>) -> Result<Self> {
        fs::create_dir_all(dir).map_err(|e| Error::io(dir, e))?;
        let file = dir.join("library.db");
        let writer = open_writer(&file).map_err(|error| disk::explain(dir, error))?;
        Ok(Self {
            dir: dir.to_path_buf(),
            world,
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            blobs: Blobs::new(dir.join("blobs")),
            bell: Bell::default(),
        })
    }

    /// The library's folder.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The folder of the search index, which may be deleted at any moment.
    pub fn index_dir(&self) -> PathBuf {
        self.dir.join("index")
    }

    /// The files of the library.
    pub fn blobs(&self) -> &Blobs {
        &self.blobs
    }

    /// Rings after each write of this process.
    pub fn bell(&self) -> &Bell {
        &self.bell
    }

    /// The present moment, by the library's clock.
    pub fn now(&self) -> Millis {
        self.world.now()
    }

    /// A new identifier, from the library's source of them.
    pub fn new_id(&self) -> uuid::Uuid {
        self.world.new_id()
    }

    /// Reads. What is read in one call is one moment's state.
    ///
    /// # Errors
    /// Whatever `read` answers, and failures of the database.
    pub fn read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        self.try_read(read).map_err(|error| disk::explain(&self.dir, error))
    }

    fn try_read<T>(&self, read: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let idle = lock(&self.readers).pop();
        let mut conn = match idle {
            Some(conn) => conn,
            None => self.reader()?,
        };
        let tx = conn.transaction_with_behavior(TransactionBehavior::Deferred)?;
        let answer = read(&tx);
        tx.finish()?;
        lock(&self.readers).push(conn);
        answer
    }

    /// Writes: one transaction, whole or not at all. Every document that was touched gets a row in the change table
    /// within the same transaction.
    ///
    /// # Errors
    /// Whatever `write` answers, and failures of the database; nothing is written then.
    pub fn write<T>(&self, write: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<Outcome<T>> {
        self.try_write(write).map_err(|error| disk::explain(&self.dir, error))
    }

    fn try_write<T>(&self, write: impl FnOnce(&Tx<'_>) -> Result<T>) -> Result<Outcome<T>> {
        let mut conn = lock(&self.writer);
        let tx = Tx {
            conn: conn.transaction_with_behavior(TransactionBehavior::Immediate)?,
            world: &*self.world,
            now: self.world.now(),
            touched: RefCell::default(),
        };
        let value = write(&tx)?;
        let changed: Vec<DocumentId> = tx.touched.take().into_iter().collect();
        for id in &changed {
            tables::changes::record(&tx.conn, *id)?;
        }
        tx.conn.commit()?;
        if !changed.is_empty() {
            self.bell.ring();
        }
        Ok(Outcome { value, changed })
    }

    fn reader(&self) -> Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let conn = Connection::open_with_flags(self.dir.join("library.db"), flags)?;
        prepare(&conn)?;
        Ok(conn)
    }
}

fn open_writer(file: &Path) -> Result<Connection> {
    let mut writer = Connection::open(file)?;
    prepare(&writer)?;
    let mode: String = writer.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if mode != "wal" || writer.is_readonly("main")? {
        return Err(Error::ReadOnly(file.to_path_buf()));
    }
    migrate::migrate(&mut writer, migrate::MIGRATIONS, file)?;
    Ok(writer)
}

fn prepare(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(PATIENCE)?;
    conn.set_prepared_statement_cache_capacity(128);
    // Or else SQLite plans most statements anew at each use, in case another value would be better served by another plan.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;",
    )
}

/// Every value behind these locks is whole between statements, so a panic elsewhere does not spoil it.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use rusqlite::{Connection, StatementStatus};

    use crate::Result;

    #[test]
    fn a_statement_is_planned_once() -> Result<()> {
        let conn = Connection::open_in_memory()?;
        super::prepare(&conn)?;
        conn.execute_batch("CREATE TABLE t (a PRIMARY KEY, b); INSERT INTO t VALUES (1, 'one'), (2, 'two')")?;
        let of = "SELECT b FROM t WHERE a = ?1";
        for (number, wanted) in [(1, "one"), (2, "two"), (1, "one")] {
            let found: String = conn.prepare_cached(of)?.query_row([number], |row| row.get(0))?;
            assert_eq!(found, wanted);
        }
        assert_eq!(conn.prepare_cached(of)?.get_status(StatementStatus::RePrepare), 0);
        Ok(())
    }
}
