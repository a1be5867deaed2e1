//! A folder of files from elsewhere.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use postil_api::ApiError;
use postil_api::wire::ImportProblem;

/// What is in a folder, by names beneath it; or a file by itself, which is taken whatever its name.
#[derive(Default)]
pub(super) struct Folder {
    pub texts: Vec<String>,
    pub pictures: Vec<String>,
    pub left_out: Vec<ImportProblem>,
    pub largest_picture: u64,
    /// Where each file lies: a name may not say it when it is no Unicode.
    paths: HashMap<String, PathBuf>,
}

impl Folder {
    /// Looks a folder through. What is hidden is not looked into, and links to elsewhere are not followed.
    ///
    /// # Errors
    /// `file` when it cannot be read.
    pub fn survey(root: &Path) -> Result<Self, ApiError> {
        if !root.is_dir() {
            let name = root.file_name().unwrap_or(root.as_os_str()).to_string_lossy().into_owned();
            let paths = HashMap::from([(name.clone(), root.to_owned())]);
            return Ok(Self { texts: vec![name], paths, ..Self::default() });
        }
        let mut paths = HashMap::new();
        let mut links = Vec::new();
        let mut folders = vec![root.to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).map_err(|error| unread(&folder, &error))? {
                let entry = entry.map_err(|error| unread(&folder, &error))?;
                let (path, kind) = (entry.path(), entry.file_type().map_err(|error| unread(&folder, &error))?);
                let (at, hidden) = (name(&path, root), entry.file_name().to_string_lossy().starts_with('.'));
                if kind.is_symlink() && !hidden {
                    links.push(ImportProblem { at, reason: "A link to elsewhere".to_owned() });
                } else if kind.is_dir() && !hidden {
                    folders.push(path);
                } else {
                    paths.insert(at, path);
                }
            }
        }
        let survey = postil_api::survey(paths.keys().cloned().collect());
        let (texts, pictures, largest_picture) = (survey.texts, survey.pictures, survey.largest_picture);
        let left_out = survey.left_out.into_iter().chain(links).collect();
        Ok(Self { texts, pictures, left_out, largest_picture, paths })
    }

    /// Reads a file of it.
    ///
    /// # Errors
    /// `file` when it cannot be read.
    pub fn read(&self, name: &str) -> Result<Vec<u8>, ApiError> {
        let path = self.path(name);
        std::fs::read(&path).map_err(|error| unread(&path, &error))
    }

    /// How large a file of it is, in bytes; none when that cannot be told.
    pub fn size(&self, name: &str) -> u64 {
        std::fs::metadata(self.path(name)).map_or(0, |about| about.len())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.paths.get(name).cloned().unwrap_or_else(|| PathBuf::from(name))
    }
}

/// A file's name as a person knows it, beneath the folder that was named: its parts have `/` between them on every system.
fn name(file: &Path, root: &Path) -> String {
    let inner = file.strip_prefix(root).unwrap_or(file);
    inner.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn unread(path: &Path, error: &std::io::Error) -> ApiError {
    ApiError::new(
        "file",
        format!("{} cannot be read: {error}", path.display()),
        "Check that it is there and that you may read it.",
    )
}
