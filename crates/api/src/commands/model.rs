use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Nothing, OneRequest};
use crate::model::Chosen;
use crate::wire::{ModelDraft, ModelKey, ModelSettings};
use crate::{ApiError, App};

/// What to choose of the model that may draft outlines.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ModelRequest {
    /// Whether it may be asked at all.
    pub on: bool,
    /// The endpoint's address.
    pub address: String,
    /// The model's name.
    pub model: String,
    /// Whether it reads only a few pages at once.
    pub small: bool,
    /// The key to the endpoint: `null` leaves the one that is kept, an empty one forgets it.
    pub key: Option<String>,
}

impl ModelRequest {
    fn chosen(self) -> (Chosen, Option<String>) {
        let Self { on, address, model, small, key } = self;
        (Chosen { on, address: address.trim().to_owned(), model: model.trim().to_owned(), small }, key)
    }
}

pub(super) fn model_show(app: &App, _: Nothing) -> Result<ModelSettings, ApiError> {
    app.model_settings()
}

pub(super) fn model_key(app: &App, _: Nothing) -> Result<ModelKey, ApiError> {
    Ok(ModelKey { place: app.model_key()? })
}

pub(super) fn model_set(app: &App, request: ModelRequest) -> Result<ModelSettings, ApiError> {
    let (chosen, key) = request.chosen();
    app.choose_model(&chosen, key.as_deref())
}

pub(super) fn model_test(app: &App, request: ModelRequest) -> Result<Nothing, ApiError> {
    let (chosen, key) = request.chosen();
    app.begin_model_test(chosen, key)?;
    Ok(Nothing {})
}

pub(super) fn model_draft(app: &App, request: OneRequest) -> Result<ModelDraft, ApiError> {
    app.begin_model_draft(app.document(&request.id)?)
}

pub(super) fn model_cancel(app: &App, request: OneRequest) -> Result<Option<ModelDraft>, ApiError> {
    Ok(app.cancel_model_draft(app.document(&request.id)?))
}

pub(super) fn model_drafts(app: &App, _: Nothing) -> Result<Vec<ModelDraft>, ApiError> {
    Ok(app.model_drafts())
}
