//! The library as files in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use postil_api::ApiError;
use postil_api::wire::ExportFormat;

use super::Session;
use crate::args::ExportAs;
use crate::print;

impl Session {
    /// Writes files beneath a folder. With other files in the way nothing is written, unless it is forced.
    pub(super) fn export(&self, dir: &Path, format: ExportAs, query: &str, force: bool) -> Result<bool, ApiError> {
        let format = match format {
            ExportAs::Markdown => ExportFormat::Markdown,
            ExportAs::Posts => ExportFormat::Posts,
        };
        let mut in_the_way: Vec<String> = Vec::new();
        self.app.export(format, query, &mut |path, bytes| {
            let file = place(dir, path)?;
            let other = file.exists() && (!file.is_file() || fs::read(&file).ok().as_deref() != Some(bytes));
            if other && (!force || file.is_dir()) {
                in_the_way.push(path.to_owned());
            }
            Ok(())
        })?;
        if let Some(first) = in_the_way.first() {
            let message = format!("{} files are there already with other content, such as {first}", in_the_way.len());
            let hint = "Nothing was written. Choose an empty folder, or write over them with --force.";
            return Err(ApiError::new("file_exists", message, hint));
        }
        let exported = self.app.export(format, query, &mut |path, bytes| {
            let file = place(dir, path)?;
            let folder = file.parent().unwrap_or(dir);
            fs::create_dir_all(folder).map_err(|error| unwritten(folder, &error))?;
            fs::write(&file, bytes).map_err(|error| unwritten(&file, &error))
        })?;
        print::answer(&serde_json::to_value(exported).unwrap_or_default(), self.json, print::exported);
        Ok(true)
    }
}

/// Where a file goes. No link leads it out of the folder.
fn place(dir: &Path, path: &str) -> Result<PathBuf, ApiError> {
    let mut file = dir.to_owned();
    for part in path.split('/') {
        file.push(part);
        if file.is_symlink() {
            let hint = "Nothing is written through links. Take it away, or choose another folder.";
            return Err(ApiError::new("file", format!("{} is a link", file.display()), hint));
        }
    }
    Ok(file)
}

fn unwritten(path: &Path, error: &std::io::Error) -> ApiError {
    ApiError::new(
        "file",
        format!("{} cannot be written: {error}", path.display()),
        "Check that there is room and that you may write there.",
    )
}
