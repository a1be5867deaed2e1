//! Versions of what a person wrote: reading, comparing and restoring them.

use postil_api::ApiError;
use serde_json::json;

use super::Session;
use crate::args::VersionCommand;
use crate::print;

impl Session {
    pub(super) fn version(&self, command: VersionCommand) -> Result<bool, ApiError> {
        match command {
            VersionCommand::Show { id, version } => {
                let request = json!({ "id": id, "version": version });
                self.answer("version_show", request, |answer| print::word(answer, "markdown").to_owned())
            }
            VersionCommand::Compare { id, version } => {
                self.answer("version_compare", json!({ "id": id, "version": version }), print::version_comparison)
            }
            VersionCommand::Restore { id, version } => {
                self.answer("version_restore", json!({ "id": id, "version": version }), print::restored)
            }
        }
    }
}
