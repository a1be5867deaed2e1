//! Files from elsewhere.

use std::path::{Path, PathBuf};

use postil_api::wire::{ImportFormat, ImportProblem, Imported};
use postil_api::{ApiError, ImportOptions};
use serde_json::{Value, json};

use super::{Session, clip};
use crate::args::{ImportAs, ImportsCommand};
use crate::print;

/// What a file's name ends in when it is taken in with its folder.
const ENDINGS: &[&str] = &["md", "markdown", "mdown", "txt", "text"];
/// How many files are read before they are taken in.
const AT_ONCE: usize = 256;
/// How many bytes are read before they are taken in.
const BYTES_AT_ONCE: u64 = 32 * 1024 * 1024;

/// How files are imported that were named so.
pub(super) fn options(format: ImportAs, dry: bool, repair: bool) -> ImportOptions {
    let format = match format {
        ImportAs::Auto => None,
        ImportAs::CommentaryPost => Some(ImportFormat::CommentaryPost),
        ImportAs::DailyLog => Some(ImportFormat::DailyLog),
        ImportAs::Post => Some(ImportFormat::Post),
        ImportAs::Markdown => Some(ImportFormat::Markdown),
    };
    ImportOptions { dry, repair, format, ..ImportOptions::default() }
}

impl Session {
    pub(super) fn import(&self, path: &Path, mut options: ImportOptions, fetch: bool) -> Result<bool, ApiError> {
        let whole_path = path.canonicalize().map_err(|error| unread(path, &error))?;
        options.name = whole_path.file_name().unwrap_or(whole_path.as_os_str()).to_string_lossy().into_owned();
        let mut left = files(path)?;
        let (count, mut done) = (left.len(), 0);
        let mut report = Imported { format: "none".into(), ..Imported::default() };
        while !left.is_empty() {
            let Batch { read, too_large, taken } = batch(&left, path)?;
            report.failed.extend(too_large);
            let files: Vec<_> = read.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
            if !files.is_empty() {
                report.join(self.app.import(&files, &options)?);
                options.import = Some(report.import.clone());
            }
            left.drain(..taken);
            done += taken;
            if count > AT_ONCE {
                print::progress(&format!("{done} of {count} files"));
            }
        }
        let well = report.failed.is_empty();
        let (import, waiting) = (report.import.clone(), report.waiting);
        let answer = serde_json::to_value(report).unwrap_or_default();
        if fetch && !options.dry && waiting > 0 {
            // The answer is that of the import; what comes of each page stands among the clips.
            let clips = self.waiting(&import)?;
            clip::wait(&self.app, clips)?;
        }
        print::answer(&answer, self.json, print::imported);
        Ok(well)
    }

    pub(super) fn imports(&self, command: Option<ImportsCommand>) -> Result<bool, ApiError> {
        match command {
            None => self.answer("import_list", json!({}), print::imports),
            Some(ImportsCommand::Undo { id }) => self.answer("import_undo", json!({ "id": id }), print::import_undone),
            Some(ImportsCommand::Fetch { id }) => {
                let clips = self.waiting(&id)?;
                clip::work(&self.app, clips, self.json)
            }
        }
    }

    /// Lets the clips of an import go on, and answers them.
    fn waiting(&self, import: &str) -> Result<Vec<Value>, ApiError> {
        let fetched = self.app.call("import_fetch", json!({ "id": import }))?;
        let ids = fetched["ids"].as_array().cloned().unwrap_or_default();
        ids.iter().map(|id| Ok(self.app.call("document_show", json!({ "id": id }))?["clip"].clone())).collect()
    }

    pub(super) fn letters(&self, id: &str, repair: bool) -> Result<bool, ApiError> {
        let name = if repair { "damage_repair" } else { "damage_show" };
        self.answer(name, json!({ "id": id }), |answer| print::letters(answer, repair))
    }
}

/// Files that are taken in at once.
#[derive(Default)]
struct Batch {
    /// Their names and bytes.
    read: Vec<(String, Vec<u8>)>,
    /// Those that are too large to be read.
    too_large: Vec<ImportProblem>,
    /// How many both are.
    taken: usize,
}

/// Reads the first of some files: as many as are taken in at once.
fn batch(files: &[PathBuf], of: &Path) -> Result<Batch, ApiError> {
    let mut batch = Batch::default();
    let mut bytes = 0;
    for file in files.iter().take(AT_ONCE) {
        let size = std::fs::metadata(file).map_err(|error| unread(file, &error))?.len();
        let name = name(file, of);
        if let Some(problem) = postil_api::too_large(&name, size) {
            batch.too_large.push(problem);
        } else if batch.taken > 0 && bytes + size > BYTES_AT_ONCE {
            break;
        } else {
            bytes += size;
            batch.read.push((name, std::fs::read(file).map_err(|error| unread(file, &error))?));
        }
        batch.taken += 1;
    }
    Ok(batch)
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

/// A file as a person knows it: beneath the folder that was named, its folders set apart by `/`.
fn name(file: &Path, of: &Path) -> String {
    let inner = file.strip_prefix(of).ok().filter(|inner| !inner.as_os_str().is_empty());
    let inner = inner.unwrap_or_else(|| file.file_name().map_or(file, Path::new));
    let parts: Vec<_> = inner.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

fn unread(path: &Path, error: &std::io::Error) -> ApiError {
    ApiError::new(
        "file",
        format!("{} cannot be read: {error}", path.display()),
        "Check that it is there and that you may read it.",
    )
}
