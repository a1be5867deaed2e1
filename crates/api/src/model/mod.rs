//! The optional model: what a person chose of it, and the drafting of outlines by it.
//!
//! It is off until a person turns it on, and is asked only when a person says so. Drafts run one after the other, beside
//! everything else; hosts hear of them by events. A draft that fails or is cancelled leaves the outline as it was.

mod article;
mod keychain;

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use postil_core::{DocumentId, Error, tables, verbs};
use postil_model::{Client, Endpoint, Form, Limits, PART_BYTES, Progress, Secret};
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;
use tokio::sync::Semaphore;
use tokio::task::AbortHandle;

use crate::wire::{
    Event, KeyPlace, Margin, ModelDraft, ModelDraftState, ModelForm, ModelPoint, ModelSettings, ModelTested,
};
use crate::{ApiError, App, convert};

/// The name of the setting.
const SETTING: &str = "model";
/// Bytes of an article that a model is shown at once, when it reads only a few pages.
const SMALL_PART: usize = 8_000;
/// How often hosts hear of characters that are written, at most.
const PULSE: Duration = Duration::from_millis(200);

/// What is being drafted and tested by models.
pub(crate) struct Models {
    runtime: OnceLock<Handle>,
    /// One that sends large parts, and one that sends small ones.
    clients: [OnceLock<Client>; 2],
    drafts: Mutex<HashMap<DocumentId, Running>>,
    test: Mutex<Option<AbortHandle>>,
    turn: Semaphore,
}

struct Running {
    draft: ModelDraft,
    /// Ends it.
    abort: AbortHandle,
}

impl Default for Models {
    fn default() -> Self {
        Self {
            runtime: OnceLock::new(),
            clients: Default::default(),
            drafts: Mutex::default(),
            test: Mutex::default(),
            turn: Semaphore::new(1),
        }
    }
}

impl Models {
    /// Lets drafts and tests run on the runtime at hand.
    pub fn start(&self) {
        self.runtime.get_or_init(Handle::current);
    }

    fn drafts(&self) -> MutexGuard<'_, HashMap<DocumentId, Running>> {
        self.drafts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn runtime(&self) -> Result<&Handle, ApiError> {
        self.runtime.get().ok_or_else(|| ApiError::new("not_running", "Nothing runs here that could ask a model", ""))
    }

    fn client(&self, small: bool) -> Result<&Client, ApiError> {
        let place = &self.clients[usize::from(small)];
        if let Some(client) = place.get() {
            return Ok(client);
        }
        let part = if small { SMALL_PART } else { PART_BYTES };
        let client = Client::new(Limits { part, ..Limits::default() })?;
        Ok(place.get_or_init(|| client))
    }
}

/// What a person chose, as it is kept. The key is in the keychain.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct Chosen {
    pub on: bool,
    pub address: String,
    pub model: String,
    pub small: bool,
}

impl Chosen {
    /// The endpoint, with a key that was just typed.
    fn with_key(&self, key: Option<&str>) -> Result<Endpoint, ApiError> {
        Ok(Endpoint::new(&self.address, &self.model, key.map(Secret::new))?)
    }

    /// The endpoint, with a key that was just typed or the one that is kept. A keychain may ask its owner first, and that takes a while.
    async fn endpoint(&self, typed: Option<&str>) -> Result<Endpoint, ApiError> {
        let base = self.with_key(None)?.base().to_string();
        let found = match typed {
            Some(typed) => Some(typed.to_owned()),
            None => match tokio::task::spawn_blocking(move || keychain::get(&base)).await {
                Ok(keychain::Found::Environment(key) | keychain::Found::Keychain(key)) => Some(key),
                _ => None,
            },
        };
        self.with_key(found.as_deref())
    }
}

impl App {
    fn chosen(&self) -> Result<Chosen, ApiError> {
        let kept = self.read(|conn| tables::settings::get(conn, SETTING))?;
        Ok(kept.and_then(|json| serde_json::from_str(&json).ok()).unwrap_or_default())
    }

    /// What was chosen of the model. The keychain is left alone: it may ask its owner.
    pub(crate) fn model_settings(&self) -> Result<ModelSettings, ApiError> {
        let chosen = self.chosen()?;
        let endpoint = chosen.with_key(None).ok();
        let host = endpoint.as_ref().and_then(|endpoint| endpoint.base().host_str().map(str::to_owned));
        let near = endpoint.as_ref().is_some_and(Endpoint::is_near);
        let Chosen { on, address, model, small } = chosen;
        Ok(ModelSettings { on, address, model, small, host, near })
    }

    /// Where the key to the model that was chosen is.
    pub(crate) fn model_key(&self) -> Result<KeyPlace, ApiError> {
        let endpoint = self.chosen()?.with_key(None).ok();
        Ok(match endpoint.map(|endpoint| keychain::get(endpoint.base().as_str())) {
            None | Some(keychain::Found::Nothing) => KeyPlace::None,
            Some(keychain::Found::Environment(_)) => KeyPlace::Environment,
            Some(keychain::Found::Keychain(_)) => KeyPlace::Keychain,
            Some(keychain::Found::NoKeychain) => KeyPlace::NoKeychain,
        })
    }

    /// Keeps what was chosen. `key`: `None` leaves the one that is there, an empty one forgets it.
    pub(crate) fn choose_model(&self, chosen: &Chosen, key: Option<&str>) -> Result<ModelSettings, ApiError> {
        let endpoint = chosen.with_key(key);
        if chosen.on && endpoint.is_ok() && chosen.model.trim().is_empty() {
            let hint = "Type a model’s name, or test to see them.";
            return Err(ApiError::new("no_model", "No model is named", hint));
        }
        // What is off may be half typed, but a key must not get lost.
        let typed = key.is_some_and(|key| !key.trim().is_empty());
        match (endpoint, key) {
            (Ok(endpoint), Some(key)) => keychain::put(endpoint.base().as_str(), key)?,
            (Err(error), _) if chosen.on || typed => return Err(error),
            _ => {}
        }
        let json = serde_json::to_string(chosen).map_err(|error| ApiError::bad_request(error.to_string()))?;
        self.write(|tx| tables::settings::put(tx.conn(), SETTING, &json))?;
        self.model_settings()
    }

    /// Asks an endpoint something tiny. What is wrong with it is in the answer.
    pub async fn test_model(&self) -> Result<ModelTested, ApiError> {
        let chosen = self.chosen()?;
        self.test(&chosen, None).await
    }

    async fn test(&self, chosen: &Chosen, key: Option<&str>) -> Result<ModelTested, ApiError> {
        let client = self.inner.models.client(chosen.small)?;
        let failed =
            |models, error| ModelTested { form: None, streams: false, seconds: 0.0, models, error: Some(error) };
        let endpoint = match chosen.endpoint(key).await {
            Ok(endpoint) => endpoint,
            Err(error) => return Ok(failed(Vec::new(), error)),
        };
        let models = client.models(&endpoint).await.unwrap_or_default();
        if chosen.model.trim().is_empty() {
            let error = ApiError::new("no_model", "No model is named", "Type a model’s name, or choose one of these.");
            return Ok(failed(models, error));
        }
        Ok(match client.test(&endpoint).await {
            Ok(tested) => ModelTested {
                form: Some(form(tested.form)),
                streams: tested.streams,
                seconds: tested.took.as_secs_f64(),
                models,
                error: None,
            },
            Err(error) => failed(models, error.into()),
        })
    }

    /// Begins to test an endpoint; hosts hear of the outcome by [`Event::ModelTested`]. A test that runs is ended.
    pub(crate) fn begin_model_test(&self, chosen: Chosen, key: Option<String>) -> Result<(), ApiError> {
        let app = self.clone();
        let run = self.inner.models.runtime()?.spawn(async move {
            let outcome = app.test(&chosen, key.as_deref()).await;
            let tested = outcome.unwrap_or_else(|error| ModelTested {
                form: None,
                streams: false,
                seconds: 0.0,
                models: Vec::new(),
                error: Some(error),
            });
            let _ = app.inner.events.send(Event::ModelTested { tested });
        });
        let mut test = self.inner.models.test.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(before) = test.replace(run.abort_handle()) {
            before.abort();
        }
        Ok(())
    }

    /// Lets the model draft the outline of an article. `progress` hears how far it is. Dropping the future ends it.
    ///
    /// # Errors
    /// `model_off`; what the endpoint and the library answer. The outline is as it was then.
    pub async fn draft_with_model(
        &self,
        id: &str,
        mut progress: impl FnMut(&ModelDraft) + Send,
    ) -> Result<Margin, ApiError> {
        let id = self.document(id)?;
        let chosen = self.chosen()?;
        if !chosen.on {
            return Err(off());
        }
        let read = self.read(|conn| {
            let document = tables::documents::get(conn, id)?;
            let article = tables::articles::get(conn, id)?;
            let shown = article.as_ref().and_then(|article| article.snapshot_id);
            let snapshot = shown.map(|shown| tables::snapshots::get(conn, shown)).transpose()?;
            Ok((document.title, article.and_then(|article| article.lang), snapshot.flatten()))
        })?;
        let (title, lang, snapshot) = read;
        let snapshot = snapshot.ok_or(Error::NoPlace)?;
        let sections = postil_capture::passages(&snapshot.text, &snapshot.html);
        let shown = article::article(&title, lang.as_deref(), &sections);
        let endpoint = chosen.endpoint(None).await?;
        let client = self.inner.models.client(chosen.small)?;
        let mut draft = new_draft(id, ModelDraftState::Reading);
        // The points of the parts before the one that is written.
        let mut before = 0;
        let mut told = Instant::now();
        let points = client
            .outline(&endpoint, &shown, |step| {
                let tell = follow(&mut draft, &mut before, step) || told.elapsed() > PULSE;
                if tell {
                    told = Instant::now();
                    progress(&draft);
                }
            })
            .await?;
        let points = article::outline(points, &sections);
        self.write(|tx| {
            // The page may have been fetched anew meanwhile: the outline is then of another text.
            let shown = tables::articles::get(tx.conn(), id)?.and_then(|article| article.snapshot_id);
            if shown != Some(snapshot.id) {
                return Err(Error::NoPlace);
            }
            verbs::redraft(tx, id, snapshot.id, &points)?;
            tx.touch(id);
            convert::margin(tx.conn(), id)
        })
    }

    /// Begins to let the model draft an outline; hosts hear of it by [`Event::ModelDraft`]. One that runs goes on.
    pub(crate) fn begin_model_draft(&self, id: DocumentId) -> Result<ModelDraft, ApiError> {
        let models = &self.inner.models;
        if !self.chosen()?.on {
            return Err(off());
        }
        let runtime = models.runtime()?;
        let mut drafts = models.drafts();
        if let Some(running) = drafts.get(&id) {
            return Ok(running.draft.clone());
        }
        let draft = new_draft(id, ModelDraftState::Waiting);
        let (app, first) = (self.clone(), draft.clone());
        let run = runtime.spawn(async move {
            let _turn = app.inner.models.turn.acquire().await;
            let outcome = app.draft_with_model(&id.to_string(), |draft| app.tell(id, draft)).await;
            let last = app.inner.models.drafts().remove(&id).map_or(first, |running| running.draft);
            let (state, error) = match outcome {
                Ok(_) => (ModelDraftState::Done, None),
                Err(error) => (ModelDraftState::Failed, Some(error)),
            };
            let _ = app.inner.events.send(Event::ModelDraft { draft: ModelDraft { state, error, ..last } });
        });
        drafts.insert(id, Running { draft: draft.clone(), abort: run.abort_handle() });
        Ok(draft)
    }

    fn tell(&self, id: DocumentId, draft: &ModelDraft) {
        if let Some(running) = self.inner.models.drafts().get_mut(&id) {
            running.draft = draft.clone();
            let _ = self.inner.events.send(Event::ModelDraft { draft: draft.clone() });
        }
    }

    /// Ends the drafting of an outline by the model. The outline is as it was.
    pub(crate) fn cancel_model_draft(&self, id: DocumentId) -> Option<ModelDraft> {
        let running = self.inner.models.drafts().remove(&id)?;
        running.abort.abort();
        let draft = ModelDraft { state: ModelDraftState::Cancelled, ..running.draft };
        let _ = self.inner.events.send(Event::ModelDraft { draft: draft.clone() });
        Some(draft)
    }

    /// What the model drafts now, or is to draft.
    pub(crate) fn model_drafts(&self) -> Vec<ModelDraft> {
        self.inner.models.drafts().values().map(|running| running.draft.clone()).collect()
    }
}

fn off() -> ApiError {
    ApiError::new("model_off", "No model is turned on", "Choose one in the settings, or with postil model set.")
}

fn new_draft(id: DocumentId, state: ModelDraftState) -> ModelDraft {
    ModelDraft { id: id.to_string(), state, part: 0, parts: 0, points: Vec::new(), error: None }
}

/// Takes a step of a draft. Answers whether hosts should hear of it at once.
fn follow(draft: &mut ModelDraft, before: &mut usize, step: Progress) -> bool {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    match step {
        Progress::Asking { part, parts } => {
            if count(part) == draft.part {
                draft.points.truncate(*before);
            }
            *before = draft.points.len();
            (draft.part, draft.parts, draft.state) = (count(part), count(parts), ModelDraftState::Reading);
            true
        }
        Progress::Writing { new, .. } => {
            draft.state = ModelDraftState::Writing;
            let any = !new.is_empty();
            draft.points.extend(new.into_iter().map(|point| ModelPoint {
                unsupported: point.sentence.is_none(),
                level: point.level,
                text: point.text,
            }));
            any
        }
    }
}

fn form(form: Form) -> ModelForm {
    match form {
        Form::Schema => ModelForm::Schema,
        Form::Object => ModelForm::Object,
        Form::Plain => ModelForm::Plain,
    }
}

impl From<postil_model::Error> for ApiError {
    fn from(error: postil_model::Error) -> Self {
        Self::new(error.code(), error.to_string(), &format!("{}.", error.hint().trim_end_matches('.')))
    }
}
