use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::ApiError;

/// What a person chose of the model that may draft outlines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ModelSettings {
    /// Whether it may be asked at all.
    pub on: bool,
    /// The endpoint's address, as it was typed.
    pub address: String,
    /// The model's name.
    pub model: String,
    /// Whether it reads only a few pages at once: articles are then sent in smaller parts.
    pub small: bool,
    /// Where texts are sent; `null` while there is no usable address.
    pub host: Option<String>,
    /// Whether that is this machine or its network, as far as the address tells.
    pub near: bool,
}

/// The key to the endpoint that was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ModelKey {
    /// Where it is.
    pub place: KeyPlace,
}

/// Where a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KeyPlace {
    /// There is none.
    None,
    /// In the system's keychain.
    Keychain,
    /// In the environment, as `POSTIL_MODEL_KEY`.
    Environment,
    /// This system has no keychain that can be used.
    NoKeychain,
}

/// What came of testing an endpoint.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ModelTested {
    /// How it answers; `null` when it does not.
    pub form: Option<ModelForm>,
    /// Whether its points can be seen while they come.
    pub streams: bool,
    /// How long its answer took, in seconds.
    pub seconds: f64,
    /// The models that it has, as far as it says.
    pub models: Vec<String>,
    /// Why it cannot be used.
    pub error: Option<ApiError>,
}

/// The strictest form in which an endpoint answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ModelForm {
    /// JSON of a given schema.
    Schema,
    /// Any JSON.
    Object,
    /// Plain text.
    Plain,
}

/// How far a model is with an outline.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ModelDraft {
    /// The article.
    pub id: String,
    /// How it stands.
    pub state: ModelDraftState,
    /// The part of the article that is read, counted from 1; 0 before it begins.
    pub part: u32,
    /// How many parts there are.
    pub parts: u32,
    /// The points so far.
    pub points: Vec<ModelPoint>,
    /// Why it failed. The outline is as it was then.
    pub error: Option<ApiError>,
}

/// A point as a model wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ModelPoint {
    /// The line.
    pub text: String,
    /// How deep it is nested; 0 is the top.
    pub level: u8,
    /// Whether no sentence of the article says so.
    pub unsupported: bool,
}

/// How the drafting of an outline by a model stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ModelDraftState {
    /// It waits for another one.
    Waiting,
    /// The model reads.
    Reading,
    /// The model writes.
    Writing,
    /// The outline is there.
    Done,
    /// It failed.
    Failed,
    /// Somebody cancelled it.
    Cancelled,
}
