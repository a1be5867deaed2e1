//! One question: asked in the strictest form that the endpoint takes, and read while the answer comes.

use crate::answer;
use crate::client::Client;
use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::exchange::Exchange;
use crate::form::{Form, Manner};
use crate::prompt::{Subject, body};
use crate::reader::{Raw, Reader};
use crate::refusal::{is_of_form, is_of_temperature};

/// What is heard of an answer.
pub(crate) enum Heard<'a> {
    /// The question was put, perhaps anew; what was heard before is void.
    Asking,
    /// The model writes.
    Writing {
        /// Points that this completes.
        new: &'a [Raw],
        characters: usize,
    },
}

pub(crate) type Listener<'a> = &'a mut (dyn FnMut(Heard<'_>) + Send);

/// A model's answer, and how it was got.
pub(crate) struct Answered {
    pub(crate) points: Vec<Raw>,
    pub(crate) form: Form,
    pub(crate) streamed: bool,
}

impl Client {
    /// Asks in the manner that is known to work, and otherwise goes down from the strictest.
    pub(crate) async fn ask(
        &self,
        endpoint: &Endpoint,
        subject: &Subject<'_>,
        listener: Listener<'_>,
    ) -> Result<Answered, Error> {
        let known = self.manner(endpoint);
        let mut manner = known.unwrap_or_default();
        // An answer of another shape may be a model's bad day; only a refusal is worth remembering then.
        let mut learn = known.is_none();
        loop {
            listener(Heard::Asking);
            match self.once(endpoint, manner, subject, listener).await {
                Ok(Some(answered)) => {
                    if learn {
                        self.remember(endpoint, manner);
                    }
                    return Ok(answered);
                }
                Ok(None) => {}
                Err(error) if manner.cool && is_of_temperature(&error) => {
                    manner.cool = false;
                    learn = true;
                    continue;
                }
                Err(error) if manner.form != Form::Plain && is_of_form(&error) => learn = true,
                Err(error) => return Err(error),
            }
            manner.form = manner.form.next().ok_or_else(|| Error::NoPoints { model: endpoint.model().to_owned() })?;
        }
    }

    /// Asks once; `None` if what came is no answer of the form.
    async fn once(
        &self,
        endpoint: &Endpoint,
        manner: Manner,
        subject: &Subject<'_>,
        listener: Listener<'_>,
    ) -> Result<Option<Answered>, Error> {
        let exchange = Exchange { http: self.http(), limits: self.limits(), endpoint };
        let limit = self.limits().text;
        let mut reader = Reader::new(manner.form);
        let mut told = 0;
        let question = body(endpoint, manner, subject);
        let ending = exchange
            .within(async {
                let response = exchange.send("chat/completions", Some(&question)).await?;
                let mut words = |piece: &str| {
                    if reader.push(piece) {
                        listener(Heard::Asking);
                        told = 0;
                    }
                    if reader.bytes() > limit {
                        return Err(Error::TooLarge { host: endpoint.host(), limit });
                    }
                    told = tell(reader.points(), told, reader.characters(), listener);
                    Ok(())
                };
                answer::read(&exchange, response, &mut words).await
            })
            .await?;
        let characters = reader.characters();
        let Some(points) = reader.finish(ending.whole) else {
            return Ok(None);
        };
        if points.len() > told {
            tell(&points, told, characters, listener);
        }
        Ok(Some(Answered { points, form: manner.form, streamed: ending.streamed }))
    }
}

fn tell(points: &[Raw], told: usize, characters: usize, listener: Listener<'_>) -> usize {
    let new = points.get(told..).unwrap_or_default();
    listener(Heard::Writing { new, characters });
    points.len().max(told)
}
