//! The model that may draft outlines.

use std::io::Read as _;

use postil_api::ApiError;
use postil_api::wire::ModelDraftState;
use serde_json::{Value, json};

use super::Session;
use crate::args::{ModelChoice, ModelCommand};
use crate::print;

impl Session {
    pub(super) fn model(&self, command: Option<ModelCommand>) -> Result<bool, ApiError> {
        match command {
            None => {
                let settings = self.app.call("model_show", json!({}))?;
                self.print_model(settings)
            }
            Some(ModelCommand::Set(choice)) => self.choose_model(choice),
            Some(ModelCommand::Off) => {
                let settings = self.app.call("model_show", json!({}))?;
                let request = json!({
                    "on": false, "address": settings["address"], "model": settings["model"],
                    "small": settings["small"], "key": null,
                });
                let settings = self.app.call("model_set", request)?;
                self.print_model(settings)
            }
            Some(ModelCommand::Test) => {
                let tested = super::runtime()?.block_on(self.app.test_model())?;
                let well = tested.error.is_none();
                let answer = serde_json::to_value(tested).unwrap_or_default();
                print::answer(&answer, self.json, print::tested);
                Ok(well)
            }
        }
    }

    fn choose_model(&self, choice: ModelChoice) -> Result<bool, ApiError> {
        let ModelChoice { address, model, small, key, forget_key } = choice;
        let key = match (key, forget_key) {
            (true, _) => {
                let mut typed = String::new();
                std::io::stdin()
                    .read_to_string(&mut typed)
                    .map_err(|error| ApiError::new("file", format!("The key cannot be read: {error}"), ""))?;
                Some(typed.trim().to_owned())
            }
            (false, true) => Some(String::new()),
            (false, false) => None,
        };
        let request = json!({ "on": true, "address": address, "model": model, "small": small, "key": key });
        let settings = self.app.call("model_set", request)?;
        self.print_model(settings)
    }

    /// Prints what was chosen, and where its key is.
    fn print_model(&self, mut settings: Value) -> Result<bool, ApiError> {
        settings["key"] = self.app.call("model_key", json!({}))?["place"].clone();
        print::answer(&settings, self.json, print::model);
        Ok(true)
    }

    /// Lets the model draft an outline, and tells how far it is on standard error.
    pub(super) fn draft_with_model(&self, id: &str) -> Result<Value, ApiError> {
        let mut told = 0;
        let progress = |draft: &postil_api::wire::ModelDraft| {
            if draft.state == ModelDraftState::Writing && draft.points.len() > told {
                told = draft.points.len();
                print::progress(&format!("Part {} of {}, {told} points", draft.part, draft.parts));
            }
        };
        let margin = super::runtime()?.block_on(self.app.draft_with_model(id, progress))?;
        Ok(serde_json::to_value(margin).unwrap_or_default())
    }
}
