//! Telling what is wrong with the disk when SQLite only says that something is.

use std::fs;
use std::path::Path;

use rusqlite::ErrorCode;

use crate::{Error, Result};

/// Enough that a disk without room for the library's next page has none for it either, in bytes.
const PROBE: usize = 256 << 10;

/// Gives an error of the disk its own name: on a full disk SQLite often reports an input or output error, since it is its
/// shared memory or its log that cannot grow.
pub(super) fn explain(dir: &Path, error: Error) -> Error {
    match error {
        Error::ReadOnly(_) => Error::ReadOnly(dir.to_path_buf()),
        Error::Sqlite(inner) if inner.sqlite_error_code() == Some(ErrorCode::SystemIoFailure) => {
            probe(dir).err().unwrap_or(Error::Sqlite(inner))
        }
        other => other,
    }
}

/// Tries to write a file, and takes it away again.
fn probe(dir: &Path) -> Result<()> {
    let file = dir.join(format!("probe-{}", std::process::id()));
    let written = fs::write(&file, vec![0; PROBE]).map_err(|e| Error::io(dir, e));
    let _ = fs::remove_file(&file);
    written
}
