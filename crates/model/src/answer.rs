//! An answer as it comes: a stream of events, or one body of JSON from an endpoint that does not stream.

use reqwest::Response;
use serde_json::Value;

use crate::error::Error;
use crate::exchange::Exchange;
use crate::refusal::Refusal;
use crate::sse::{Event, Events};

/// How an answer ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ending {
    /// Whether the model came to its end, and was not cut off by a limit of the endpoint.
    pub(crate) whole: bool,
    /// Whether the answer was streamed.
    pub(crate) streamed: bool,
}

/// What the bytes turn out to be.
enum Body {
    Unknown(Vec<u8>),
    Events(Events),
    Json(Vec<u8>),
}

/// What is known of the answer so far.
#[derive(Default)]
struct Heard {
    /// The model has begun, be it to think.
    begun: bool,
    /// Something of the protocol has come.
    spoken: bool,
    /// Why the model stopped.
    stopped: Option<String>,
    done: bool,
}

/// Reads an answer to its end and hands on the model's words. Reasoning that the endpoint marks as such is left out.
pub(crate) async fn read(
    exchange: &Exchange<'_>,
    mut response: Response,
    words: &mut (dyn FnMut(&str) -> Result<(), Error> + Send),
) -> Result<Ending, Error> {
    let limits = exchange.limits;
    let mut body = Body::Unknown(Vec::new());
    let mut heard = Heard::default();
    let mut size = 0;
    loop {
        let patience = if heard.begun { limits.idle } else { limits.first };
        let chunk = match exchange.chunk(&mut response, patience).await {
            Ok(Some(chunk)) => chunk,
            Ok(None) => break,
            // Whatever happens after the model has stopped takes nothing away.
            Err(_) if heard.stopped.is_some() => break,
            Err(error) => return Err(error),
        };
        size += chunk.len();
        if size > limits.body {
            return Err(Error::TooLarge { host: exchange.endpoint.host(), limit: limits.body });
        }
        body = take(exchange, body, &chunk, &mut heard, words)?;
        if heard.done {
            break;
        }
    }
    let streamed = matches!(body, Body::Events(_));
    match body {
        Body::Events(mut events) => {
            let rest = if heard.done { None } else { events.rest() };
            hear(exchange, rest, &mut heard, words)?;
        }
        Body::Json(bytes) | Body::Unknown(bytes) => {
            let value: Value = serde_json::from_slice(&bytes).map_err(|_| not_compatible(exchange))?;
            hear(exchange, Some(Event::Json(value)), &mut heard, words)?;
        }
    }
    if !heard.spoken {
        return Err(not_compatible(exchange));
    }
    let whole =
        heard.stopped.as_deref().map_or(heard.done, |why| !matches!(why, "length" | "content_filter" | "error"));
    Ok(Ending { whole, streamed })
}

fn not_compatible(exchange: &Exchange<'_>) -> Error {
    Error::NotCompatible { host: exchange.endpoint.host() }
}

fn take(
    exchange: &Exchange<'_>,
    body: Body,
    chunk: &[u8],
    heard: &mut Heard,
    words: &mut (dyn FnMut(&str) -> Result<(), Error> + Send),
) -> Result<Body, Error> {
    match body {
        Body::Unknown(mut bytes) => {
            bytes.extend_from_slice(chunk);
            let start = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes).trim_ascii_start();
            // Told by the bytes, because the declared type is often wrong.
            match start.first() {
                None => Ok(Body::Unknown(bytes)),
                Some(b'<') => Err(not_compatible(exchange)),
                Some(b'{' | b'[') => Ok(Body::Json(start.to_vec())),
                Some(_) => take(exchange, Body::Events(Events::default()), &bytes, heard, words),
            }
        }
        Body::Json(mut bytes) => {
            bytes.extend_from_slice(chunk);
            Ok(Body::Json(bytes))
        }
        Body::Events(mut events) => {
            for event in events.push(chunk) {
                hear(exchange, Some(event), heard, words)?;
            }
            Ok(Body::Events(events))
        }
    }
}

fn hear(
    exchange: &Exchange<'_>,
    event: Option<Event>,
    heard: &mut Heard,
    words: &mut (dyn FnMut(&str) -> Result<(), Error> + Send),
) -> Result<(), Error> {
    let value = match event {
        None => return Ok(()),
        Some(Event::Done) => {
            heard.done = true;
            return Ok(());
        }
        Some(Event::Json(value)) => value,
    };
    if let Some(refusal) = Refusal::of_value(&value) {
        return Err(refusal.error(exchange.endpoint, None));
    }
    let Some(choices) = value.get("choices").and_then(Value::as_array) else {
        return Ok(());
    };
    heard.spoken = true;
    let Some(choice) = choices.first() else {
        return Ok(());
    };
    if let Some(why) = choice.get("finish_reason").and_then(Value::as_str) {
        heard.stopped = Some(why.to_owned());
    }
    let message = choice.get("delta").or_else(|| choice.get("message")).unwrap_or(choice);
    let thinks = ["reasoning", "reasoning_content"].iter().filter_map(|key| message.get(key)?.as_str());
    heard.begun |= thinks.into_iter().any(|text| !text.is_empty());
    for text in texts(message.get("content").or_else(|| message.get("text"))) {
        heard.begun = true;
        words(text)?;
    }
    Ok(())
}

/// The texts of content, which is one text or a list of parts, of which some may be reasoning. None is empty.
fn texts(content: Option<&Value>) -> Vec<&str> {
    let mut texts = match content {
        Some(Value::String(text)) => vec![text.as_str()],
        Some(Value::Array(parts)) => parts.iter().filter_map(|part| part.get("text")?.as_str()).collect(),
        _ => Vec::new(),
    };
    texts.retain(|text| !text.is_empty());
    texts
}
