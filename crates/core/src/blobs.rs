//! Content-addressed files: raw pages and images, each kept once under the hash of its bytes.

use std::fmt;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};

use crate::{Error, Result};

/// The BLAKE3 hash of a blob's bytes, written as 64 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BlobHash(blake3::Hash);

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.to_hex())
    }
}

impl FromStr for BlobHash {
    type Err = blake3::HexError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        blake3::Hash::from_hex(text).map(Self)
    }
}

impl ToSql for BlobHash {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.to_string()))
    }
}

impl FromSql for BlobHash {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map_err(|e: blake3::HexError| FromSqlError::Other(e.into()))
    }
}

/// The folder of blobs.
#[derive(Clone, Debug)]
pub struct Blobs {
    dir: PathBuf,
}

impl Blobs {
    pub(crate) fn new(dir: PathBuf) -> Self {
        Self { dir }
    }

    /// Where a blob lies, or would lie.
    pub fn path(&self, hash: BlobHash) -> PathBuf {
        let name = hash.to_string();
        self.dir.join(&name[..2]).join(name)
    }

    /// Keeps `bytes` and answers their hash. Bytes that are there already are not written again.
    ///
    /// # Errors
    /// When the folder cannot be written; a half-written file never stands under its final name.
    pub fn put(&self, bytes: &[u8]) -> Result<BlobHash> {
        let hash = BlobHash(blake3::hash(bytes));
        let path = self.path(hash);
        if path.exists() {
            return Ok(hash);
        }
        let folder = path.parent().unwrap_or(&self.dir);
        fs::create_dir_all(folder).map_err(|e| Error::io(folder, e))?;
        let part = folder.join(format!("{hash}.{}.part", std::process::id()));
        let written = write_whole(&part, bytes).and_then(|()| fs::rename(&part, &path));
        if let Err(error) = written {
            let _ = fs::remove_file(&part);
            return Err(Error::io(path, error));
        }
        Ok(hash)
    }

    /// Reads a blob, or answers `None` when it is not there.
    ///
    /// # Errors
    /// When the file exists and cannot be read.
    pub fn get(&self, hash: BlobHash) -> Result<Option<Vec<u8>>> {
        let path = self.path(hash);
        match fs::read(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(e) => Err(Error::io(path, e)),
        }
    }
}

fn write_whole(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = fs::File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_bytes_are_one_file() -> Result<()> {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let blobs = Blobs::new(dir.path().to_path_buf());
        let first = blobs.put(b"ink")?;
        assert_eq!(first, blobs.put(b"ink")?);
        assert_eq!(blobs.get(first)?.as_deref(), Some(&b"ink"[..]));
        assert_eq!(blobs.get(BlobHash(blake3::hash(b"paper")))?, None);
        Ok(())
    }
}
