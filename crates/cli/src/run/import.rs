//! Files from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use postil_api::wire::{ImportFormat, ImportProblem, Imported, ShownPicture};
use postil_api::{ApiError, ImportOptions, PictureFile};
use serde_json::{Value, json};

use super::folder::Folder;
use super::{Session, clip};
use crate::args::{ImportAs, ImportsCommand};
use crate::print;

/// How many files are read before they are taken in.
const AT_ONCE: usize = 256;
/// How many bytes are read before they are taken in.
const BYTES_AT_ONCE: u64 = 32 << 20;

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
        let folder = Folder::survey(path)?;
        let whole_path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        options.name = whole_path.file_name().unwrap_or(whole_path.as_os_str()).to_string_lossy().into_owned();
        options.pictures.clone_from(&folder.pictures);
        let mut left = folder.texts.as_slice();
        let mut report = Imported { format: "none".into(), ..Imported::default() };
        while !left.is_empty() {
            let Batch { read, failed, taken } = batch(&folder, left)?;
            report.failed.extend(failed);
            let files: Vec<_> = read.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
            if !files.is_empty() {
                report.join(self.app.import(&files, &options)?);
                options.import = Some(report.import.clone());
            }
            left = &left[taken..];
            if folder.texts.len() > AT_ONCE {
                print::progress(&format!("{} of {} files", folder.texts.len() - left.len(), folder.texts.len()));
            }
        }
        self.import_pictures(&folder, options.dry, &mut report)?;
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

    /// Takes in the pictures that texts show, and tells of all else that was left out.
    fn import_pictures(&self, folder: &Folder, dry: bool, report: &mut Imported) -> Result<(), ApiError> {
        let shown = std::mem::take(&mut report.shown);
        let used: BTreeSet<&str> = shown.iter().map(|picture| picture.path.as_str()).collect();
        report.left_out.extend(folder.left_out.iter().cloned());
        let unused = folder.pictures.iter().filter(|name| !used.contains(name.as_str()));
        report
            .left_out
            .extend(unused.map(|at| ImportProblem { at: at.clone(), reason: "No text shows it".to_owned() }));
        report.left_out.sort_by(|a, b| a.at.cmp(&b.at));

        let mut new: BTreeMap<&str, Vec<ShownPicture>> = BTreeMap::new();
        for picture in shown.iter().filter(|picture| !picture.known) {
            new.entry(&picture.path).or_default().push(picture.clone());
        }
        if dry {
            report.pictures = u32::try_from(new.len()).unwrap_or(u32::MAX);
            return Ok(());
        }
        let (mut files, mut places, mut bytes, mut done) = (Vec::new(), Vec::new(), 0, 0);
        let all = new.len();
        for (name, shown) in new {
            done += 1;
            let size = folder.size(name);
            let read = if size > folder.largest_picture {
                Err(format!("It is larger than {} MB", folder.largest_picture >> 20))
            } else {
                folder.read(name).map_err(|error| error.message)
            };
            match read {
                Ok(bytes) => files.push(PictureFile { path: name.to_owned(), bytes }),
                Err(reason) => report.failed.push(ImportProblem { at: name.to_owned(), reason }),
            }
            places.extend(shown);
            bytes += size;
            if bytes >= BYTES_AT_ONCE || done == all {
                let taken = self.app.import_pictures(std::mem::take(&mut files), &std::mem::take(&mut places))?;
                report.pictures += taken.taken;
                report.failed.extend(taken.failed);
                bytes = 0;
                print::progress(&format!("{done} of {all} pictures"));
            }
        }
        Ok(())
    }
}

/// Files that are taken in at once.
#[derive(Default)]
struct Batch<'a> {
    /// Their names and bytes.
    read: Vec<(&'a str, Vec<u8>)>,
    /// Those that are too large, or cannot be read.
    failed: Vec<ImportProblem>,
    /// How many both are.
    taken: usize,
}

/// Reads the first of some files: as many as are taken in at once.
fn batch<'a>(folder: &Folder, files: &'a [String]) -> Result<Batch<'a>, ApiError> {
    let mut batch = Batch::default();
    let mut bytes = 0;
    for name in files.iter().take(AT_ONCE) {
        let size = folder.size(name);
        if let Some(problem) = postil_api::too_large(name, size) {
            batch.failed.push(problem);
        } else if batch.taken > 0 && bytes + size > BYTES_AT_ONCE {
            break;
        } else {
            bytes += size;
            match folder.read(name) {
                Ok(bytes) => batch.read.push((name, bytes)),
                Err(error) if folder.texts.len() == 1 => return Err(error),
                Err(error) => batch.failed.push(ImportProblem { at: name.clone(), reason: error.message }),
            }
        }
        batch.taken += 1;
    }
    Ok(batch)
}
