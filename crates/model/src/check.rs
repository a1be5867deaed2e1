//! Whether an endpoint can be used, found out by a tiny question.

use std::time::{Duration, Instant};

use crate::article::Article;
use crate::client::Client;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::form::Form;
use crate::parts::parts;
use crate::prompt::Subject;

const TEXT: &[&str] = &[
    "The harbour of Tarn closed on 3 May, because its quay had sunk by 40 centimetres.",
    "The council says that a new quay would cost 12 million crowns.",
    "Fishers now land their catch in Orm, an hour to the north.",
];

/// What a test of an endpoint found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tested {
    /// The strictest form of answer that it gives.
    pub form: Form,
    /// Whether it streams its answers, so that points can be shown while they come.
    pub streams: bool,
    /// Time from the first request to the end of the answer, with loading the model and all forms that were tried.
    pub took: Duration,
}

impl Client {
    /// Asks for an outline of three sentences, and says how the endpoint answers. What was known of it is found out anew.
    ///
    /// # Errors
    /// Those of [`Client::outline`] but [`Error::NoText`].
    pub async fn test(&self, endpoint: &Endpoint) -> Result<Tested, Error> {
        self.forget(endpoint);
        let article = Article {
            title: "A harbour closes".to_owned(),
            lang: Some("en".to_owned()),
            sentences: TEXT.iter().map(|&sentence| sentence.to_owned()).collect(),
            ..Article::default()
        };
        let stretches: Vec<_> = parts(&article, usize::MAX).into_iter().flatten().collect();
        let subject = Subject::Part { article: &article, stretches: &stretches, part: 1, parts: 1 };
        let begun = Instant::now();
        let answered = self.ask(endpoint, &subject, &mut |_| {}).await?;
        if answered.points.is_empty() {
            return Err(Error::NoPoints { model: endpoint.model().to_owned() });
        }
        Ok(Tested { form: answered.form, streams: answered.streamed, took: begun.elapsed() })
    }
}
