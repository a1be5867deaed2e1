//! Files from elsewhere.

use std::path::{Path, PathBuf};

use postil_api::ApiError;

use super::Session;
use crate::print;

/// What a file's name ends in when it is taken in with its folder.
const ENDINGS: &[&str] = &["md", "markdown", "mdown", "txt", "text"];
/// How many files are read before they are taken in.
const AT_ONCE: usize = 256;

impl Session {
    pub(super) fn import(&self, path: &Path, dry: bool) -> Result<bool, ApiError> {
        let files = files(path)?;
        let mut whole: Option<postil_api::wire::Imported> = None;
        for (before, some) in (0..).step_by(AT_ONCE).zip(files.chunks(AT_ONCE)) {
            let read: Vec<(String, Vec<u8>)> = some
                .iter()
                .map(|file| Ok((name(file, path), std::fs::read(file).map_err(|e| unread(file, &e))?)))
                .collect::<Result<_, ApiError>>()?;
            let taken: Vec<_> = read.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
            let report = self.app.import(&taken, dry)?;
            match &mut whole {
                Some(whole) => whole.join(report),
                None => whole = Some(report),
            }
            if files.len() > AT_ONCE {
                print::progress(&format!("{} of {} files", before + some.len(), files.len()));
            }
        }
        let report = whole.unwrap_or_default();
        let well = report.failed.is_empty();
        let answer = serde_json::to_value(report).unwrap_or_default();
        print::answer(&answer, self.json, print::imported);
        Ok(well)
    }
}

/// The files of a folder, in the order of their names; what is hidden is left out. A file by itself is taken whatever its name.
fn files(path: &Path) -> Result<Vec<PathBuf>, ApiError> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).map_err(|error| unread(&folder, &error))? {
            let entry = entry.map_err(|error| unread(&folder, &error))?;
            let (path, kind) = (entry.path(), entry.file_type().map_err(|error| unread(&folder, &error))?);
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
            if kind.is_dir() {
                folders.push(path);
            } else if kind.is_file() && ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// A file as a person knows it: beneath the folder that was named.
fn name(file: &Path, of: &Path) -> String {
    let inner = file.strip_prefix(of).ok().filter(|inner| !inner.as_os_str().is_empty());
    inner.unwrap_or(file).to_string_lossy().into_owned()
}

fn unread(path: &Path, error: &std::io::Error) -> ApiError {
    ApiError::new(
        "file",
        format!("{} cannot be read: {error}", path.display()),
        "Check that it is there and that you may read it.",
    )
}
