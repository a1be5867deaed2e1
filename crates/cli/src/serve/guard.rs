//! Who may speak to `postil serve`.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Redirect, Response};
use postil_api::ApiError;
use serde_json::json;

/// What every page may do: run its own scripts, show its own images, speak to its own server, and nothing else.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; \
    font-src 'self' data:; script-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

const LOCKED: &str = "<!doctype html><meta charset=utf-8><title>Postil</title>\
    <p>This address needs its token: open the address that <code>postil serve</code> printed.";

/// The token and the names under which this server may be called.
pub struct Guard {
    port: u16,
    token: String,
}

impl Guard {
    /// A guard with a new token.
    pub fn new(port: u16) -> Result<Self, ApiError> {
        let mut bytes = [0_u8; 24];
        getrandom::fill(&mut bytes).map_err(|error| ApiError::new("system", error.to_string(), ""))?;
        let token = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        Ok(Self { port, token })
    }

    /// The address to open, with the token.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/?token={}", self.port, self.token)
    }

    /// A cookie is not bound to a port, so its name is.
    fn cookie(&self) -> String {
        format!("postil-{}", self.port)
    }

    fn is_our_name(&self, host: &str) -> bool {
        ["127.0.0.1", "localhost", "[::1]"].iter().any(|name| host == format!("{name}:{}", self.port))
    }

    fn host_is_ours(&self, headers: &HeaderMap) -> bool {
        text(headers, header::HOST.as_str()).is_some_and(|host| self.is_our_name(host))
    }

    /// A browser says where a request comes from; nothing that comes from elsewhere is answered.
    fn origin_is_ours(&self, headers: &HeaderMap) -> bool {
        let origin = text(headers, header::ORIGIN.as_str());
        let site = text(headers, "sec-fetch-site");
        origin.is_none_or(|origin| origin.strip_prefix("http://").is_some_and(|host| self.is_our_name(host)))
            && site.is_none_or(|site| matches!(site, "same-origin" | "none"))
    }

    fn has_cookie(&self, headers: &HeaderMap) -> bool {
        let wanted = format!("{}={}", self.cookie(), self.token);
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
        cookies.flat_map(|cookies| cookies.split(';')).any(|cookie| same(cookie.trim(), &wanted))
    }

    fn has_bearer(&self, headers: &HeaderMap) -> bool {
        text(headers, header::AUTHORIZATION.as_str())
            .and_then(|value| value.strip_prefix("Bearer "))
            .is_some_and(|token| same(token, &self.token))
    }

    /// A request that writes must say where it comes from, unless it brings the token itself.
    fn may(&self, method: &Method, headers: &HeaderMap) -> bool {
        let safe = method == Method::GET || headers.contains_key(header::ORIGIN);
        self.has_bearer(headers) || (safe && self.has_cookie(headers))
    }

    fn is_first_visit(&self, request: &Request) -> bool {
        let token = request.uri().query().and_then(|query| query.strip_prefix("token="));
        request.uri().path() == "/" && token.is_some_and(|token| same(token, &self.token))
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Compares without telling by its time how much was right.
fn same(given: &str, wanted: &str) -> bool {
    given.len() == wanted.len() && given.bytes().zip(wanted.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// Lets a request through, or says why not; every answer gets the policy.
pub async fn check(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let mut response = if !guard.host_is_ours(request.headers()) || !guard.origin_is_ours(request.headers()) {
        StatusCode::FORBIDDEN.into_response()
    } else if guard.is_first_visit(&request) {
        let cookie = format!("{}={}; HttpOnly; SameSite=Strict; Path=/", guard.cookie(), guard.token);
        ([(header::SET_COOKIE, cookie)], Redirect::to("/")).into_response()
    } else if guard.may(request.method(), request.headers()) {
        next.run(request).await
    } else {
        locked(request.uri().path().starts_with("/api/"))
    };
    for (name, value) in [
        ("content-security-policy", POLICY),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

fn locked(is_call: bool) -> Response {
    if is_call {
        let error = ApiError::new("token", "This address needs its token", "Open the address that was printed.");
        return (StatusCode::UNAUTHORIZED, axum::Json(json!({ "error": error }))).into_response();
    }
    (StatusCode::UNAUTHORIZED, Html(LOCKED)).into_response()
}
