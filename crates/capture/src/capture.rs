//! The whole way from an address to an article.

use url::Url;

use crate::address::host_of;
use crate::article::{Captured, Fetched, Limits};
use crate::error::FetchError;
use crate::fetch::{Fetcher, Validators};
use crate::isolate::Extractor;
use crate::judge::went_home;
use crate::page::{Page, Reading};
use crate::verdict::Verdict;

/// The media type of PDFs.
const PDF: &str = "application/pdf";

/// Fetches a page and extracts its article. A page that turns out to be none, or to be missing or
/// walled off, is an answer with such a verdict, not an error.
///
/// # Errors
/// Those of [`Fetcher::page`] and [`Extractor::read`], and [`FetchError::Status`] for any other status than 2xx.
pub async fn capture(fetcher: &Fetcher, extractor: &Extractor, typed: &Url) -> Result<Captured, FetchError> {
    Ok(arrived(typed, read(fetcher.page(typed).await?, extractor).await?))
}

/// As [`capture`], of a page that was fetched before. `None` when the server says that it has not changed: then nothing is
/// read.
///
/// # Errors
/// Those of [`capture`].
pub async fn capture_if_changed(
    fetcher: &Fetcher,
    extractor: &Extractor,
    typed: &Url,
    validators: &Validators,
) -> Result<Option<Captured>, FetchError> {
    match fetcher.page_if_changed(typed, validators).await? {
        Some(fetched) => Ok(Some(arrived(typed, read(fetched, extractor).await?))),
        None => Ok(None),
    }
}

/// What was captured, unless the site led to its front page in the place of the page that was asked for.
fn arrived(typed: &Url, mut captured: Captured) -> Captured {
    if captured.article.verdict != Verdict::NotAPage && went_home(typed, &captured.fetched.url) {
        captured.article.verdict = Verdict::NotFound;
    }
    captured
}

/// Extracts the article of a page as a browser shows it: `html` is its tree written out, `url` the address that the
/// browser stood at. Both go through what a fetched page goes through, and are believed no more.
///
/// # Errors
/// [`FetchError::UnsupportedScheme`], [`FetchError::TooLarge`] past the limit of a page, and those of [`Extractor::read`].
pub async fn rendered(extractor: &Extractor, html: String, url: &Url, limits: &Limits) -> Result<Captured, FetchError> {
    let host = url.host_str().unwrap_or_default().to_owned();
    if !matches!(url.scheme(), "http" | "https") {
        return Err(FetchError::UnsupportedScheme { scheme: url.scheme().to_owned() });
    }
    if html.len() as u64 > limits.page_bytes {
        return Err(FetchError::TooLarge { host, limit: limits.page_bytes });
    }
    let mut url = url.clone();
    // Neither fails for a web address.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    let fetched = Fetched {
        url,
        status: 200,
        content_type: Some("text/html; charset=utf-8".to_owned()),
        etag: None,
        last_modified: None,
        retry_after: None,
        body: html.into_bytes(),
    };
    read(fetched, extractor).await
}

/// Reads what was fetched.
pub(crate) async fn read(fetched: Fetched, extractor: &Extractor) -> Result<Captured, FetchError> {
    let Fetched { status, retry_after, .. } = fetched;
    let failed = FetchError::Status { host: host_of(&fetched.url), status, retry_after };
    let extractor = extractor.clone();
    let read = move || extractor.read(Page::fetched(&fetched)).map(|reading| (fetched, reading));
    let read = tokio::task::spawn_blocking(read).await;
    let (mut fetched, Reading { encoding, mut article, remark, pdf }) =
        read.map_err(|error| FetchError::NoReader { cause: error.to_string() })??;
    let challenged = article.verdict == Verdict::Captcha;
    article.verdict = match status {
        200..=299 => article.verdict,
        404 | 410 => Verdict::NotFound,
        401 | 402 | 403 | 429 | 503 if challenged => Verdict::Captcha,
        401..=403 => Verdict::LoginWall,
        _ => return Err(failed),
    };
    if pdf {
        // Servers call it many things; what it is was told by its bytes.
        fetched.content_type = Some(PDF.to_owned());
    }
    Ok(Captured { fetched, encoding, article, remark })
}
