//! One request and its answer: within limits, repeated once if the endpoint is busy, and never sent on elsewhere.

use std::error::Error as _;
use std::io::ErrorKind;
use std::time::{Duration, SystemTime};

use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, DATE, HeaderMap, HeaderName, HeaderValue, LOCATION, RETRY_AFTER,
};
use reqwest::{Client, Response};
use tokio::time::{sleep, timeout};

use crate::endpoint::Endpoint;
use crate::error::Error;
use crate::limits::Limits;
use crate::refusal::Refusal;

/// How much of a refusal is read, in bytes.
const REFUSAL: usize = 64 << 10;

/// What is needed to talk to an endpoint.
pub(crate) struct Exchange<'a> {
    pub(crate) http: &'a Client,
    pub(crate) limits: &'a Limits,
    pub(crate) endpoint: &'a Endpoint,
}

impl Exchange<'_> {
    /// Sends a request, with a body by POST and without one by GET. The answer has a good status.
    pub(crate) async fn send(&self, call: &str, body: Option<&str>) -> Result<Response, Error> {
        let error = match self.once(call, body).await {
            Err(error @ (Error::LimitReached { .. } | Error::Busy { .. })) => error,
            other => return other,
        };
        let asked = match &error {
            Error::LimitReached { retry_after, .. } | Error::Busy { retry_after, .. } => *retry_after,
            _ => None,
        };
        let wait = asked.unwrap_or(self.limits.pause);
        if wait > self.limits.patience {
            return Err(error);
        }
        sleep(wait).await;
        self.once(call, body).await
    }

    async fn once(&self, call: &str, body: Option<&str>) -> Result<Response, Error> {
        let url = self.endpoint.at(call);
        let mut request = match body {
            Some(body) => self.http.post(url).header(CONTENT_TYPE, "application/json").body(body.to_owned()),
            None => self.http.get(url),
        };
        request = request.header(ACCEPT, "application/json, text/event-stream");
        if let Some(key) = self.endpoint.key() {
            let value = HeaderValue::from_str(&format!("Bearer {}", key.as_str()));
            let mut value = value.map_err(|_| Error::InvalidKey)?;
            value.set_sensitive(true);
            request = request.header(AUTHORIZATION, value);
        }
        let sent = timeout(self.limits.first, request.send()).await.map_err(|_| self.too_slow())?;
        let response = sent.map_err(|error| self.explain(&error))?;
        self.judge(response).await
    }

    async fn judge(&self, response: Response) -> Result<Response, Error> {
        let status = response.status();
        if status.is_success() {
            return Ok(response);
        }
        let to = text_of(response.headers(), &LOCATION);
        if let Some(to) = to.filter(|_| status.is_redirection()) {
            let to = response.url().join(to).map_or_else(|_| to.to_owned(), String::from);
            return Err(Error::Redirected { host: self.endpoint.host(), to: to.chars().take(200).collect() });
        }
        let wait = retry_after(response.headers());
        let body = self.body(response, REFUSAL).await.unwrap_or_default();
        Err(Refusal::of_body(status.as_u16(), &body).error(self.endpoint, wait))
    }

    /// Reads a whole body.
    pub(crate) async fn body(&self, mut response: Response, limit: usize) -> Result<Vec<u8>, Error> {
        let mut body = Vec::new();
        while let Some(chunk) = self.chunk(&mut response, self.limits.idle).await? {
            if body.len() + chunk.len() > limit {
                return Err(Error::TooLarge { host: self.endpoint.host(), limit });
            }
            body.extend_from_slice(&chunk);
        }
        Ok(body)
    }

    /// The next bytes of a body, `None` at its end.
    pub(crate) async fn chunk(&self, response: &mut Response, patience: Duration) -> Result<Option<Vec<u8>>, Error> {
        let chunk = timeout(patience, response.chunk()).await.map_err(|_| self.too_slow())?;
        chunk.map(|bytes| bytes.map(Vec::from)).map_err(|error| self.explain(&error))
    }

    /// Ends what takes longer than one request may.
    pub(crate) async fn within<T>(&self, work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
        timeout(self.limits.total, work).await.unwrap_or_else(|_| Err(self.too_slow()))
    }

    fn too_slow(&self) -> Error {
        Error::TooSlow { host: self.endpoint.host() }
    }

    /// Finds in the client's chain of causes what a person would call the trouble.
    fn explain(&self, error: &reqwest::Error) -> Error {
        let host = self.endpoint.host();
        if !error.is_connect() {
            return if error.is_timeout() { Error::TooSlow { host } } else { Error::Broken { host } };
        }
        let mut cause = error.source();
        while let Some(inner) = cause {
            let io = inner.downcast_ref::<std::io::Error>();
            // The TLS library reports its own errors as these two.
            let handshake = io.is_some_and(|io| matches!(io.kind(), ErrorKind::InvalidData | ErrorKind::UnexpectedEof));
            if handshake && self.endpoint.base().scheme() == "https" {
                return Error::Tls { host };
            }
            // An error of the system that wraps another gives not that one as its source.
            let wrapped = io.and_then(std::io::Error::get_ref);
            cause = wrapped.map_or_else(|| inner.source(), |wrapped| Some(wrapped));
        }
        Error::Unreachable { host }
    }
}

fn text_of<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// How long a server asks to be left alone: seconds, or until a date, which is measured from the answer's own.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let asked = text_of(headers, &RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds.max(0.0)).ok();
    }
    let until = httpdate::parse_http_date(asked).ok()?;
    let date = text_of(headers, &DATE).and_then(|date| httpdate::parse_http_date(date).ok());
    Some(until.duration_since(date.unwrap_or_else(SystemTime::now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_that_is_asked_for_is_read() {
        let date = "Sun, 06 Nov 1994 08:49:37 GMT";
        for (asked, expected) in [
            ("7", Some(7.0)),
            ("0.5", Some(0.5)),
            ("-3", Some(0.0)),
            ("Sun, 06 Nov 1994 08:51:37 GMT", Some(120.0)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0.0)),
            ("inf", None),
            ("soon", None),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RETRY_AFTER, HeaderValue::from_static(asked));
            headers.insert(DATE, HeaderValue::from_static(date));
            assert_eq!(retry_after(&headers).map(|wait| wait.as_secs_f64()), expected, "{asked}");
        }
    }
}
