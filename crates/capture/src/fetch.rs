//! Fetching: http and https, within limits, and never to a private address that nobody typed.
//!
//! Redirects are followed here and not by the client, so that every hop is checked. Two clients do
//! the work: one whose resolver knows the public internet only, and an open one for the host that
//! a person typed, if that is a private one. Which of them a request gets depends on its host and
//! on where the chain started.

use std::collections::HashSet;
use std::error::Error;
use std::io::ErrorKind;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::header::{
    ACCEPT, ACCEPT_LANGUAGE, CONTENT_TYPE, COOKIE, DATE, ETAG, HeaderMap, HeaderValue, IF_MODIFIED_SINCE,
    IF_NONE_MATCH, LAST_MODIFIED, LOCATION, REFERER, RETRY_AFTER,
};
use reqwest::{Client, Response, redirect};
use url::Url;

use crate::address::{Reach, host_of, reach, strip_credentials};
use crate::article::{Fetched, Image, Limits};
use crate::cookies::Cookies;
use crate::error::FetchError;
use crate::images;
use crate::patience::retry_after;
use crate::pdf::is_pdf;
use crate::refresh;
use crate::resolve::{NoAddress, OnlyPrivate, Resolver};

const USER_AGENT: &str = concat!(
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0 Postil/",
    env!("CARGO_PKG_VERSION")
);
const ACCEPT_PAGE: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5";
const ACCEPT_IMAGE: &str = "image/avif,image/webp,image/png,image/jpeg,image/gif,image/svg+xml;q=0.8,*/*;q=0.5";
const LANGUAGES: &str = "en;q=0.9,*;q=0.5";

/// Fetches pages and images. Cloning is cheap; clones share connections.
#[derive(Clone)]
pub struct Fetcher {
    shared: Arc<Shared>,
}

struct Shared {
    limits: Limits,
    guarded: Client,
    open: Client,
    /// Names that a person typed and that turned out to be private.
    private: Mutex<HashSet<String>>,
}

/// Where a chain of redirects starts, which decides what private address it may lead to.
struct Origin {
    host: String,
    loopback: bool,
    typed: bool,
}

impl Origin {
    fn new(url: &Url, typed: bool) -> Self {
        Self { host: host_of(url), loopback: reach(url) == Reach::Loopback, typed }
    }
}

struct Ask<'a> {
    accept: &'a str,
    referer: Option<String>,
    /// Largest answer, and largest one that is a PDF, in bytes.
    limit: u64,
    pdf_limit: u64,
    /// Whether a page that leads on by itself is followed.
    refresh: bool,
    validators: Option<&'a Validators>,
}

/// What a server gave with a page, to ask it whether the page has changed since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Validators {
    /// The address that answered; no other is asked with them.
    pub url: Url,
    /// The `ETag` header, as it came.
    pub etag: Option<String>,
    /// The `Last-Modified` header, as it came.
    pub last_modified: Option<String>,
}

impl Validators {
    /// The headers that ask the server at `url`; none when these validators are of another address.
    fn headers(&self, url: &Url) -> HeaderMap {
        let mut headers = HeaderMap::new();
        let same = |url: &Url| {
            let mut visit = url.clone();
            visit.set_fragment(None);
            visit
        };
        if same(url) != same(&self.url) {
            return headers;
        }
        for (name, value) in [(IF_NONE_MATCH, &self.etag), (IF_MODIFIED_SINCE, &self.last_modified)] {
            if let Some(value) = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
                headers.insert(name, value);
            }
        }
        headers
    }
}

impl Fetcher {
    /// Sets up the HTTP clients.
    ///
    /// # Errors
    /// [`FetchError::Setup`] if this machine has no usable TLS roots.
    pub fn new(limits: Limits) -> Result<Fetcher, FetchError> {
        let client = |global_only| {
            Client::builder()
                .user_agent(USER_AGENT)
                .redirect(redirect::Policy::none())
                .no_proxy()
                .referer(false)
                .connect_timeout(limits.connect)
                .pool_idle_timeout(Duration::from_secs(30))
                .dns_resolver(Resolver { global_only })
                .build()
                .map_err(|error| FetchError::Setup { cause: error.to_string() })
        };
        Ok(Fetcher {
            shared: Arc::new(Shared {
                guarded: client(true)?,
                open: client(false)?,
                private: Mutex::default(),
                limits,
            }),
        })
    }

    /// The limits that this fetcher keeps.
    pub fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    /// Fetches a page that a person typed or chose, following redirects. Any status is an answer.
    ///
    /// # Errors
    /// Every [`FetchError`] except `Status` and `NotAnImage`.
    pub async fn page(&self, url: &Url) -> Result<Fetched, FetchError> {
        let Limits { page_bytes: limit, pdf_bytes: pdf_limit, .. } = self.shared.limits;
        let ask = Ask { accept: ACCEPT_PAGE, referer: None, limit, pdf_limit, refresh: true, validators: None };
        self.timed(url, Origin::new(url, true), ask).await
    }

    /// As [`Fetcher::page`], of a page that was fetched before. `None` when the server says that it has not changed.
    ///
    /// # Errors
    /// Those of [`Fetcher::page`], and [`FetchError::Status`] when the server says "not modified" without having been
    /// asked.
    pub async fn page_if_changed(&self, url: &Url, validators: &Validators) -> Result<Option<Fetched>, FetchError> {
        let Limits { page_bytes: limit, pdf_bytes: pdf_limit, .. } = self.shared.limits;
        let validators = Some(validators);
        let ask = Ask { accept: ACCEPT_PAGE, referer: None, limit, pdf_limit, refresh: true, validators };
        let fetched = self.timed(url, Origin::new(url, true), ask).await?;
        if fetched.status != 304 {
            return Ok(Some(fetched));
        }
        if validators.is_none_or(|given| given.headers(&fetched.url).is_empty()) {
            let Fetched { status, retry_after, .. } = fetched;
            return Err(FetchError::Status { host: host_of(&fetched.url), status, retry_after });
        }
        Ok(None)
    }

    /// Fetches an image of a page, or decodes it if `url` is a `data:` URL. `page` is the page's
    /// final address. The kind is read from the bytes; an SVG comes back sanitised.
    ///
    /// # Errors
    /// Those of [`Fetcher::page`], [`FetchError::Status`] for a status other than 2xx, and
    /// [`FetchError::NotAnImage`].
    pub async fn image(&self, page: &Url, url: &Url) -> Result<Image, FetchError> {
        let host = host_of(url);
        let bytes = if url.scheme() == "data" {
            images::decode_data_url(url.as_str()).ok_or_else(|| FetchError::NotAnImage { host: host.clone() })?
        } else {
            let downgrade = page.scheme() == "https" && url.scheme() == "http";
            let ask = Ask {
                accept: ACCEPT_IMAGE,
                referer: (!downgrade).then(|| format!("{}/", page.origin().ascii_serialization())),
                limit: self.shared.limits.image_bytes,
                pdf_limit: self.shared.limits.image_bytes,
                refresh: false,
                validators: None,
            };
            let fetched = self.timed(url, Origin::new(page, false), ask).await?;
            if !(200..300).contains(&fetched.status) {
                let Fetched { status, retry_after, .. } = fetched;
                return Err(FetchError::Status { host, status, retry_after });
            }
            fetched.body
        };
        let read = tokio::task::spawn_blocking(move || images::recognise(bytes)).await;
        read.ok().flatten().ok_or(FetchError::NotAnImage { host })
    }

    async fn timed(&self, url: &Url, origin: Origin, ask: Ask<'_>) -> Result<Fetched, FetchError> {
        let chain = self.follow(url, &origin, &ask);
        match tokio::time::timeout(self.shared.limits.total, chain).await {
            Ok(answer) => answer,
            Err(_) => Err(FetchError::Timeout { host: host_of(url) }),
        }
    }

    async fn follow(&self, start: &Url, origin: &Origin, ask: &Ask<'_>) -> Result<Fetched, FetchError> {
        let mut url = start.clone();
        let mut cookies = Cookies::default();
        let mut seen = HashSet::new();
        for hop in 0..=self.shared.limits.redirects {
            strip_credentials(&mut url);
            let cookie = cookies.header(&url);
            let mut visit = url.clone();
            visit.set_fragment(None);
            if !seen.insert((visit, cookie.clone())) {
                break;
            }
            let may_open = origin.typed && hop == 0;
            let response = self.send(&url, origin, may_open, ask, &cookie).await?;
            cookies.keep(&url, response.headers());
            if let Some(next) = redirect_target(&response, &url)? {
                url = next;
                continue;
            }
            let fetched = read(response, url, ask).await?;
            match refresh::target(&fetched).filter(|_| ask.refresh) {
                Some(next) => url = next,
                None => return Ok(fetched),
            }
        }
        Err(FetchError::TooManyRedirects { host: host_of(&url) })
    }

    async fn send(
        &self,
        url: &Url,
        origin: &Origin,
        may_open: bool,
        ask: &Ask<'_>,
        cookie: &str,
    ) -> Result<Response, FetchError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(FetchError::UnsupportedScheme { scheme: url.scheme().to_owned() });
        }
        let host = host_of(url);
        let same = host == origin.host;
        let open = match reach(url) {
            Reach::Global => false,
            Reach::Name => same && self.known_private(&host),
            Reach::Loopback if same || origin.loopback => true,
            Reach::Private if same => true,
            Reach::Loopback | Reach::Private => return Err(FetchError::PrivateAddress { host }),
        };
        let request = |client: &Client| {
            let mut request = client.get(url.clone()).header(ACCEPT, ask.accept).header(ACCEPT_LANGUAGE, LANGUAGES);
            if !cookie.is_empty() {
                request = request.header(COOKIE, cookie);
            }
            if let Some(validators) = ask.validators {
                request = request.headers(validators.headers(url));
            }
            if let Some(referer) = &ask.referer {
                request = request.header(REFERER, referer);
            }
            request.send()
        };
        let client = if open { &self.shared.open } else { &self.shared.guarded };
        let answer = request(client).await.map_err(|error| explain(&error, url));
        // Only the first request may find that a typed name is private: were later ones allowed
        // to, a site could answer once in public and then move its name to this network.
        if may_open && same && matches!(answer, Err(FetchError::PrivateAddress { .. })) {
            self.remember_private(host);
            let answer = request(&self.shared.open).await;
            return answer.map_err(|error| explain(&error, url));
        }
        answer
    }

    fn known_private(&self, host: &str) -> bool {
        let names = self.shared.private.lock();
        names.unwrap_or_else(PoisonError::into_inner).contains(host)
    }

    fn remember_private(&self, host: String) {
        let names = self.shared.private.lock();
        names.unwrap_or_else(PoisonError::into_inner).insert(host);
    }
}

/// Where a response redirects to, if it does.
fn redirect_target(response: &Response, from: &Url) -> Result<Option<Url>, FetchError> {
    if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return Ok(None);
    }
    let Some(location) = response.headers().get(LOCATION) else {
        return Ok(None);
    };
    let location = String::from_utf8_lossy(location.as_bytes());
    let Ok(mut next) = from.join(&location) else {
        return Err(FetchError::Network { host: host_of(from) });
    };
    if next.fragment().is_none() {
        next.set_fragment(from.fragment());
    }
    Ok(Some(next))
}

/// Reads a body up to the limit, counting decompressed bytes.
async fn read(mut response: Response, url: Url, ask: &Ask<'_>) -> Result<Fetched, FetchError> {
    let too_large = |limit| Err(FetchError::TooLarge { host: host_of(&url), limit });
    let claimed = response.content_length().unwrap_or_default();
    let kind = text_of(response.headers(), CONTENT_TYPE.as_str()).unwrap_or_default().to_ascii_lowercase();
    let is_text = kind.starts_with("text/") || kind.contains("html");
    if claimed > ask.limit && (claimed > ask.pdf_limit || is_text) {
        return too_large(if kind.contains("pdf") { ask.pdf_limit } else { ask.limit });
    }
    let mut body = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                body.extend_from_slice(&chunk);
                let size = body.len() as u64;
                if size > ask.limit && (size > ask.pdf_limit || !is_pdf(&body)) {
                    return too_large(if is_pdf(&body) { ask.pdf_limit } else { ask.limit });
                }
            }
            Ok(None) => break,
            Err(error) => return Err(explain(&error, &url)),
        }
    }
    let headers = response.headers();
    Ok(Fetched {
        status: response.status().as_u16(),
        content_type: text_of(headers, CONTENT_TYPE.as_str()),
        etag: text_of(headers, ETAG.as_str()),
        last_modified: text_of(headers, LAST_MODIFIED.as_str()),
        retry_after: text_of(headers, RETRY_AFTER.as_str())
            .and_then(|asked| retry_after(&asked, text_of(headers, DATE.as_str()).as_deref())),
        body,
        url,
    })
}

fn text_of(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Finds in the client's chain of causes what a person would call the trouble.
fn explain(error: &reqwest::Error, url: &Url) -> FetchError {
    let host = host_of(url);
    if error.is_timeout() {
        return if error.is_connect() { FetchError::NoConnection { host } } else { FetchError::Timeout { host } };
    }
    let mut broken_handshake = false;
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(inner) = cause {
        if inner.is::<OnlyPrivate>() {
            return FetchError::PrivateAddress { host };
        }
        if inner.is::<NoAddress>() {
            return FetchError::Resolve { host };
        }
        if let Some(io) = inner.downcast_ref::<std::io::Error>() {
            match io.kind() {
                ErrorKind::ConnectionRefused => return FetchError::Refused { host },
                ErrorKind::TimedOut if error.is_connect() => return FetchError::NoConnection { host },
                ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable | ErrorKind::NetworkDown => {
                    return FetchError::NoConnection { host };
                }
                ErrorKind::TimedOut => return FetchError::Timeout { host },
                // The TLS library reports its own errors as these two.
                ErrorKind::InvalidData | ErrorKind::UnexpectedEof => broken_handshake = true,
                _ => {}
            }
        }
        // An error of the system that wraps another gives not that one as its source.
        let wrapped = inner.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        cause = wrapped.map_or_else(|| inner.source(), |wrapped| Some(wrapped));
    }
    if error.is_connect() && broken_handshake && url.scheme() == "https" {
        return FetchError::Tls { host };
    }
    FetchError::Network { host }
}
