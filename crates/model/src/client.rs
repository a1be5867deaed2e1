//! Asking an endpoint for its models, and for an outline.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::redirect;
use serde_json::Value;

use crate::article::{Article, Point, Progress};
use crate::ask::Heard;
use crate::draft::{About, Draft};
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::exchange::Exchange;
use crate::form::Manner;
use crate::limits::Limits;
use crate::parts::{SENTENCE, parts};
use crate::prompt::Subject;
use crate::refusal::Refusal;
use crate::support::Evidence;

/// Most main points of one part that go into the thesis.
const OF_PART: usize = 12;

/// Asks models. Cloning is cheap; clones share connections and what is known of endpoints.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

struct Shared {
    http: reqwest::Client,
    limits: Limits,
    /// How endpoints and their models are asked, by address and name.
    manners: Mutex<HashMap<(String, String), Manner>>,
}

impl Client {
    /// Sets up the HTTP client. No proxy is used and no redirect followed.
    ///
    /// # Errors
    /// [`Error::Setup`] if this machine has no usable TLS roots.
    pub fn new(limits: Limits) -> Result<Client, Error> {
        let http = reqwest::Client::builder()
            .user_agent(concat!("Postil/", env!("CARGO_PKG_VERSION")))
            .redirect(redirect::Policy::none())
            .no_proxy()
            .referer(false)
            .connect_timeout(limits.connect)
            .pool_idle_timeout(Duration::from_secs(30))
            .build()
            .map_err(|error| Error::Setup { cause: error.to_string() })?;
        Ok(Client { shared: Arc::new(Shared { http, limits, manners: Mutex::default() }) })
    }

    /// The names of the models that an endpoint has, in its order. It may have none.
    ///
    /// # Errors
    /// Every [`Error`] about the network and the endpoint, but [`Error::NoPoints`].
    pub async fn models(&self, endpoint: &Endpoint) -> Result<Vec<String>, Error> {
        let exchange = Exchange { http: self.http(), limits: self.limits(), endpoint };
        let body = exchange
            .within(async {
                let response = exchange.send("models", None).await?;
                exchange.body(response, self.limits().body).await
            })
            .await?;
        let not_compatible = || Error::NotCompatible { host: endpoint.host() };
        let value: Value = serde_json::from_slice(&body).map_err(|_| not_compatible())?;
        if let Some(refusal) = Refusal::of_value(&value) {
            return Err(refusal.error(endpoint, None));
        }
        let list = ["data", "models"].iter().find_map(|key| value.get(key)).unwrap_or(&value);
        let mut names: Vec<String> = Vec::new();
        for model in list.as_array().ok_or_else(not_compatible)? {
            let name = ["id", "name"].iter().find_map(|key| model.get(key)?.as_str());
            if let Some(name) = name.filter(|name| !names.iter().any(|known| known == name)) {
                names.push(name.to_owned());
            }
        }
        Ok(names)
    }

    /// Asks for an outline of an article: one to three points of its thesis, then its points in order. An article that is
    /// longer than a part is asked for part by part, one after the other, and last for its thesis. If only that last
    /// request fails, the outline has no thesis.
    ///
    /// Points are told by `progress` as soon as they are complete. They may change: only what is returned counts. Nothing
    /// is kept of an outline that fails.
    ///
    /// The future may be dropped at any time. That closes the connection, by which endpoints know to stop the model.
    ///
    /// # Errors
    /// Every [`Error`] about the network, the endpoint and the model, and [`Error::NoText`].
    pub async fn outline(
        &self,
        endpoint: &Endpoint,
        article: &Article,
        mut progress: impl FnMut(Progress) + Send,
    ) -> Result<Vec<Point>, Error> {
        if article.sentences.iter().all(|sentence| sentence.trim().is_empty()) {
            return Err(Error::NoText);
        }
        let evidence = Evidence::new(&article.sentences);
        let cut = parts(article, self.limits().part);
        let several = cut.len() > 1;
        let all = cut.len() + usize::from(several);
        let about = if several { About::Part } else { About::Whole };
        let mut points: Vec<Point> = Vec::new();
        let mut tops = Vec::new();
        for (part, stretches) in (1..).zip(&cut) {
            let subject = Subject::Part { article, stretches, part, parts: cut.len() };
            let answer = self.part(endpoint, &subject, Draft::new(&evidence, about), (part, all), &mut progress).await;
            let got = match answer {
                // A part may hold nothing but, say, a list of sources.
                Err(Error::NoPoints { .. }) if !points.is_empty() => Vec::new(),
                answer => answer?,
            };
            tops.push(
                got.iter().filter(|point| point.level == 0).map(|point| (point.text.clone(), point.sentence)).collect(),
            );
            points.extend(got);
        }
        if points.is_empty() {
            return Err(Error::NoPoints { model: endpoint.model().to_owned() });
        }
        if several {
            let tops = fitting(tops, self.limits().part);
            let (texts, sentences): (Vec<&str>, Vec<_>) = tops.iter().map(|(text, at)| (text.as_str(), *at)).unzip();
            let subject = Subject::Thesis { article, points: &texts };
            let draft = Draft::new(&evidence, About::Thesis(&sentences));
            if let Ok(thesis) = self.part(endpoint, &subject, draft, (all, all), &mut progress).await {
                points.splice(0..0, thesis);
            }
        }
        Ok(points)
    }

    async fn part(
        &self,
        endpoint: &Endpoint,
        subject: &Subject<'_>,
        empty: Draft<'_>,
        (part, parts): (usize, usize),
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<Vec<Point>, Error> {
        let mut draft = empty.fresh();
        let mut listener = |heard: Heard<'_>| match heard {
            Heard::Asking => {
                draft = empty.fresh();
                progress(Progress::Asking { part, parts });
            }
            Heard::Writing { new, characters } => {
                let new = draft.add(new).to_vec();
                progress(Progress::Writing { part, parts, points: draft.points.len(), characters, new });
            }
        };
        let answered = self.ask(endpoint, subject, &mut listener).await?;
        let mut draft = empty;
        draft.add(&answered.points);
        Ok(draft.points)
    }

    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.shared.http
    }

    pub(crate) fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// How an endpoint is asked, if that is known.
    pub(crate) fn manner(&self, endpoint: &Endpoint) -> Option<Manner> {
        self.manners().get(&name_of(endpoint)).copied()
    }

    pub(crate) fn remember(&self, endpoint: &Endpoint, manner: Manner) {
        self.manners().insert(name_of(endpoint), manner);
    }

    pub(crate) fn forget(&self, endpoint: &Endpoint) {
        self.manners().remove(&name_of(endpoint));
    }

    fn manners(&self) -> std::sync::MutexGuard<'_, HashMap<(String, String), Manner>> {
        self.shared.manners.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn name_of(endpoint: &Endpoint) -> (String, String) {
    (endpoint.base().to_string(), endpoint.model().to_owned())
}

/// The first main points of each part, as many of each as fit.
fn fitting(mut tops: Vec<Vec<(String, Option<usize>)>>, budget: usize) -> Vec<(String, Option<usize>)> {
    for most in (1..=OF_PART).rev() {
        tops.iter_mut().for_each(|part| part.truncate(most));
        let size: usize = tops.iter().flatten().map(|(text, _)| text.len().min(SENTENCE) + 8).sum();
        if size <= budget {
            break;
        }
    }
    tops.into_iter().flatten().collect()
}
