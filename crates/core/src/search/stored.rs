//! The words of large segments, written down beside the index, so that opening a library need not gather them again.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::index::SegmentId;

use super::lexicon::Lexicon;
use super::segment::Segment;
use crate::{Error, Result};

/// Of a segment with fewer documents the words are gathered as quickly as they are read.
const LARGE: usize = 2000;

const ENDING: &str = "words";

/// Writes down the words of large segments, and forgets those of segments that are gone.
///
/// # Errors
/// When the folder cannot be written.
pub(super) fn keep(dir: &Path, segments: &[Arc<Segment>]) -> Result<()> {
    let wanted = segments.iter().filter(|segment| segment.kinds.len() >= LARGE);
    let wanted: Vec<(PathBuf, &Segment)> = wanted.map(|segment| (file(dir, segment.name), &**segment)).collect();
    for entry in fs::read_dir(dir).map_err(|e| Error::io(dir, e))? {
        let path = entry.map_err(|e| Error::io(dir, e))?.path();
        let is_old =
            path.extension().is_some_and(|ending| ending == ENDING) && wanted.iter().all(|(file, _)| *file != path);
        if is_old {
            fs::remove_file(&path).map_err(|e| Error::io(&path, e))?;
        }
    }
    for (path, segment) in wanted.into_iter().filter(|(path, _)| !path.exists()) {
        let mut bytes = Vec::new();
        for part in 0..segment.parts.len() {
            segment.lexicon(part)?.write(&mut bytes);
        }
        let hash = blake3::hash(&bytes);
        bytes.extend_from_slice(hash.as_bytes());
        // Under its name it is there whole or not at all.
        let unfinished = path.with_extension("unfinished");
        fs::write(&unfinished, bytes).map_err(|e| Error::io(&unfinished, e))?;
        fs::rename(&unfinished, &path).map_err(|e| Error::io(&path, e))?;
    }
    Ok(())
}

/// The words of a segment by part, if they were written down and are undamaged.
pub(super) fn read(dir: &Path, segment: SegmentId) -> Option<[Lexicon; 5]> {
    let path = file(dir, segment);
    let bytes = fs::read(&path).ok()?;
    let lexicons = undamaged(&bytes);
    if lexicons.is_none() {
        // It will be written anew.
        let _ = fs::remove_file(&path);
    }
    lexicons
}

fn undamaged(bytes: &[u8]) -> Option<[Lexicon; 5]> {
    let (mut bytes, hash) = bytes.split_last_chunk::<32>()?;
    if blake3::hash(bytes) != blake3::Hash::from_bytes(*hash) {
        return None;
    }
    let mut next = || Lexicon::read_back(&mut bytes);
    Some([next()?, next()?, next()?, next()?, next()?])
}

fn file(dir: &Path, segment: SegmentId) -> PathBuf {
    dir.join(segment.uuid_string()).with_extension(ENDING)
}
