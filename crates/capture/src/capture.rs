//! The whole way from an address to an article.

use url::Url;

use crate::address::host_of;
use crate::article::{Captured, Fetched};
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
