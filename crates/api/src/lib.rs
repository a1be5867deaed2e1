//! The one list of commands, their wire types and errors, and the workers behind them. Runs on any host: the desktop
//! app, the command line and `postil serve` all speak to an [`App`].

mod app;
mod capture;
pub mod commands;
mod compose;
mod convert;
mod damage;
mod error;
mod export;
mod extract;
mod folder;
mod follower;
mod held;
mod import;
mod mentions;
mod model;
mod network;
mod pictures;
mod sample;
mod shown;
mod survey;
pub mod typescript;
mod upkeep;
pub mod wire;
mod worker;
mod world;

pub use app::{App, ImageFile, PdfFile};
pub use error::ApiError;
pub use extract::{Extracted, extract_file, isolated};
pub use folder::library_dir;
pub use import::{ImportFile, ImportOptions, too_large};
pub use pictures::PictureFile;
pub use postil_capture::{Extractor, serve_if_asked};
pub use shown::ShownPage;
pub use survey::survey;
