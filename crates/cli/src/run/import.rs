//! Files from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use postil_api::wire::{ImportProblem, Imported, ShownPicture};
use postil_api::{ApiError, PictureFile};

use super::Session;
use super::folder::Folder;
use crate::print;

/// How many files are read before they are taken in.
const AT_ONCE: usize = 256;
/// How many bytes of pictures are read before they are taken in.
const BYTES_AT_ONCE: u64 = 32 << 20;

impl Session {
    pub(super) fn import(&self, path: &Path, dry: bool) -> Result<bool, ApiError> {
        let folder = Folder::survey(path)?;
        let mut whole: Option<Imported> = None;
        let texts = &folder.texts;
        for (before, some) in (0..).step_by(AT_ONCE).zip(texts.chunks(AT_ONCE)) {
            let mut read = Vec::new();
            let mut unread = Vec::new();
            for name in some {
                match folder.read(name) {
                    Ok(bytes) => read.push((name.as_str(), bytes)),
                    Err(error) if texts.len() == 1 => return Err(error),
                    Err(error) => unread.push(ImportProblem { at: name.clone(), reason: error.message }),
                }
            }
            let taken: Vec<_> = read.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
            let mut report = self.app.import(&taken, &folder.pictures, dry)?;
            report.failed.extend(unread);
            match &mut whole {
                Some(whole) => whole.join(report),
                None => whole = Some(report),
            }
            if texts.len() > AT_ONCE {
                print::progress(&format!("{} of {} files", before + some.len(), texts.len()));
            }
        }
        let mut report = whole.unwrap_or_default();
        self.import_pictures(&folder, dry, &mut report)?;
        let well = report.failed.is_empty();
        let answer = serde_json::to_value(report).unwrap_or_default();
        print::answer(&answer, self.json, print::imported);
        Ok(well)
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
