//! What an endpoint means when it refuses. There is a status, and words that differ from one program to the next.

use std::time::Duration;

use serde_json::Value;

use crate::endpoint::Endpoint;
use crate::error::Error;

/// Longest message that is passed on, in characters.
const LONGEST: usize = 200;

const NO_KEY: &[&str] =
    &["invalid_api_key", "api key not valid", "incorrect api key", "invalid api key", "missing api key"];

const TOO_LONG: &[&str] = &[
    "context_length",
    "context length",
    "context window",
    "context size",
    "context_size",
    "max_model_len",
    "prompt is too long",
    "input is too long",
    "too many tokens",
    "maximum number of tokens",
    "reduce the length",
];

const NO_MODEL: &[&str] = &[
    "not found",
    "not_found",
    "does not exist",
    "not exist",
    "not a valid model",
    "no such model",
    "unknown model",
    "invalid model",
    "could not find",
    "not loaded",
];

const FORM: &[&str] = &["response_format", "json_schema", "json_validate", "schema", "grammar", "json mode"];

/// A refusal, as it came.
#[derive(Debug, Default)]
pub(crate) struct Refusal {
    status: Option<u16>,
    message: String,
    /// Codes and kinds that stand beside the message.
    codes: String,
    /// Whether it is JSON, as from an endpoint, and not a page of some other server.
    json: bool,
}

impl Refusal {
    /// Reads the body of an answer that has this status.
    pub(crate) fn of_body(status: u16, body: &[u8]) -> Refusal {
        let read = serde_json::from_slice(body).ok().map(|value| Self::of_value(&value).unwrap_or_default());
        let json = read.is_some();
        let read = read.unwrap_or_default();
        Refusal { status: Some(status), json, ..read }
    }

    /// Reads JSON that came where an answer should be; `None` if it is no refusal.
    pub(crate) fn of_value(value: &Value) -> Option<Refusal> {
        let by_name = value.get("object").and_then(Value::as_str) == Some("error");
        let error = match value.get("error").filter(|error| !error.is_null()) {
            Some(error) => error,
            None if by_name || value.get("detail").is_some() => value,
            None => return None,
        };
        let words = |value: &Value| value.as_str().map(str::to_owned).unwrap_or_else(|| value.to_string());
        let message = if error.is_string() {
            words(error)
        } else {
            ["message", "detail", "error"].iter().find_map(|key| error.get(key)).map(words).unwrap_or_default()
        };
        let codes = ["code", "type", "param"].iter().filter_map(|key| error.get(key)).map(words);
        let status = error.get("code").and_then(|code| code.as_u64().or_else(|| code.as_str()?.parse().ok()));
        Some(Refusal {
            status: status.and_then(|status| u16::try_from(status).ok()).filter(|code| (400..600).contains(code)),
            message,
            codes: codes.collect::<Vec<_>>().join(" "),
            json: true,
        })
    }

    /// What a person is told.
    pub(crate) fn error(self, endpoint: &Endpoint, retry_after: Option<Duration>) -> Error {
        let host = endpoint.host();
        let model = endpoint.model().to_owned();
        let words = format!("{} {}", self.message, self.codes).to_lowercase();
        let says = |known: &[&str]| known.iter().any(|known| words.contains(known));
        match self.status {
            Some(401 | 403) => Error::KeyRefused { host, given: endpoint.key().is_some() },
            _ if says(NO_KEY) => Error::KeyRefused { host, given: endpoint.key().is_some() },
            Some(402 | 429) => Error::LimitReached { host, retry_after },
            Some(413) if says(&["rate", "per minute"]) => Error::LimitReached { host, retry_after },
            Some(413) => Error::TooLong { model },
            _ if says(TOO_LONG) => Error::TooLong { model },
            Some(503 | 529) => Error::Busy { host, retry_after },
            _ if words.contains("model") && says(NO_MODEL) => Error::NoModel { host, model },
            Some(404 | 405) if !self.json => Error::NotCompatible { host },
            status => Error::Refused { host, status, message: shown(&self.message, endpoint) },
        }
    }
}

/// Whether an endpoint may have refused only the form in which it was to answer.
pub(crate) fn is_of_form(error: &Error) -> bool {
    let Error::Refused { status, message, .. } = error else {
        return false;
    };
    let words = message.to_lowercase();
    matches!(status, Some(400 | 404 | 422 | 501)) || FORM.iter().any(|known| words.contains(known))
}

/// Whether an endpoint refuses the temperature.
pub(crate) fn is_of_temperature(error: &Error) -> bool {
    matches!(error, Error::Refused { message, .. } if message.to_lowercase().contains("temperature"))
}

/// The message in one short line, without the key should the endpoint repeat it.
fn shown(message: &str, endpoint: &Endpoint) -> String {
    let message = match endpoint.key() {
        Some(key) => message.replace(key.as_str(), "…"),
        None => message.to_owned(),
    };
    let plain: String = message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_end_matches('.').chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::endpoint::Secret;

    fn error(status: u16, body: &str) -> Error {
        let endpoint = Endpoint::new("localhost", "tiny", Some(Secret::new("k-123"))).unwrap();
        Refusal::of_body(status, body.as_bytes()).error(&endpoint, None)
    }

    #[test]
    fn known_words_are_understood() {
        for (status, body, code) in [
            (401, r#"{"error":{"message":"Incorrect API key provided: k-123"}}"#, "key_refused"),
            (403, "<html>Forbidden", "key_refused"),
            (400, r#"[{"error":{"message":"API key not valid"}}]"#, "model_refused"),
            (400, r#"{"error":{"message":"API key not valid","code":400}}"#, "key_refused"),
            (404, r#"{"error":{"message":"model \"tiny\" not found, try pulling it first"}}"#, "no_such_model"),
            (
                404,
                r#"{"error":{"message":"The model `tiny` does not exist","code":"model_not_found"}}"#,
                "no_such_model",
            ),
            (404, r#"{"object":"error","message":"The model tiny does not exist.","code":404}"#, "no_such_model"),
            (400, r#"{"error":{"message":"x/tiny is not a valid model ID","code":400}}"#, "no_such_model"),
            (400, r#"{"error":{"message":"too big","code":"context_length_exceeded"}}"#, "too_long_for_model"),
            (
                400,
                r#"{"error":{"type":"exceed_context_size_error","message":"request (4390 tokens)"}}"#,
                "too_long_for_model",
            ),
            (500, r#"{"error":"Context size has been exceeded."}"#, "too_long_for_model"),
            (413, "", "too_long_for_model"),
            (413, r#"{"error":{"message":"Limit 6000 tokens per minute"}}"#, "model_limit_reached"),
            (429, "slow down", "model_limit_reached"),
            (402, r#"{"error":{"message":"Insufficient credits"}}"#, "model_limit_reached"),
            (503, r#"{"error":{"message":"Loading model","type":"unavailable_error"}}"#, "model_busy"),
            (404, "404 page not found", "not_compatible"),
            (405, "<html>", "not_compatible"),
            (404, r#"{"detail":"Not Found"}"#, "model_refused"),
            (502, "<html>Bad gateway", "model_refused"),
        ] {
            assert_eq!(error(status, body).code(), code, "{status} {body}");
        }
    }

    #[test]
    fn refusals_of_the_form_are_told_from_others() {
        for (status, body, expected) in [
            (400, r#"{"error":"'response_format.type' must be 'json_schema' or 'text'"}"#, true),
            (500, r#"{"error":{"message":"response_format type must be one of \"text\" or \"json_object\""}}"#, true),
            (422, r#"{"detail":[{"loc":["body"],"msg":"extra fields"}]}"#, true),
            (501, "", true),
            (500, r#"{"error":{"message":"out of memory"}}"#, false),
            (401, r#"{"error":{"message":"response_format"}}"#, false),
        ] {
            assert_eq!(is_of_form(&error(status, body)), expected, "{status} {body}");
        }
        assert!(is_of_temperature(&error(400, r#"{"error":{"message":"Unsupported value: 'temperature'"}}"#)));
    }

    #[test]
    fn a_message_is_short_and_never_holds_the_key() {
        let body = format!("{{\"error\":\"bad\\n key k-123 {}\"}}", "x".repeat(1000));
        let message = error(400, &body).to_string();
        assert!(message.contains("bad key … xxx") && message.chars().count() < 300, "{message}");
    }
}
