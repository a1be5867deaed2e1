//! Which folder is the library.

use std::env;
use std::path::PathBuf;

use etcetera::base_strategy::{BaseStrategy, choose_native_strategy};

use crate::ApiError;

/// The library's folder: the one named, else `$POSTIL_LIBRARY`, else `postil` in the platform's data folder.
///
/// # Errors
/// `no_home` when there is no home folder to look in.
pub fn library_dir(named: Option<PathBuf>) -> Result<PathBuf, ApiError> {
    let from_environment = || env::var_os("POSTIL_LIBRARY").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    if let Some(dir) = named.or_else(from_environment) {
        return Ok(dir);
    }
    choose_native_strategy()
        .map(|folders| folders.data_dir().join("postil"))
        .map_err(|_| ApiError::new("no_home", "There is no home folder", "Name a library with --library DIR."))
}
