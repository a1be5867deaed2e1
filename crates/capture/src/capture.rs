//! The whole way from an address to an article.

use url::Url;

use crate::article::{Captured, Fetched, Limits};
use crate::decode::decode;
use crate::error::FetchError;
use crate::extract::{blank, extract_plain, extract_within};
use crate::fetch::Fetcher;
use crate::judge::went_home;
use crate::verdict::Verdict;

/// What a body is, by its header and its first bytes.
#[derive(Debug, PartialEq, Eq)]
enum Sort {
    Html,
    Text,
    Other,
}

/// Fetches a page and extracts its article. A page that turns out to be none, or to be missing or
/// walled off, is an answer with such a verdict, not an error.
///
/// # Errors
/// Those of [`Fetcher::page`], and [`FetchError::Status`] for any other status than 2xx.
pub async fn capture(fetcher: &Fetcher, typed: &Url) -> Result<Captured, FetchError> {
    let mut captured = read(fetcher.page(typed).await?, fetcher.limits()).await?;
    if captured.article.verdict != Verdict::NotAPage && went_home(typed, &captured.fetched.url) {
        captured.article.verdict = Verdict::NotFound;
    }
    Ok(captured)
}

/// Reads what was fetched.
pub(crate) async fn read(fetched: Fetched, limits: &Limits) -> Result<Captured, FetchError> {
    let limits = limits.clone();
    let host = fetched.url.host_str().unwrap_or_default().to_owned();
    let Fetched { status, retry_after, .. } = fetched;
    let failed = FetchError::Status { host: host.clone(), status, retry_after };
    let extracted = tokio::task::spawn_blocking(move || {
        let sort = sort(&fetched);
        if sort == Sort::Other {
            let article = blank(&fetched.url, Verdict::NotAPage);
            return (fetched, "UTF-8", article);
        }
        let decoded = decode(&fetched.body, fetched.content_type.as_deref());
        let article = match sort {
            Sort::Text => extract_plain(&decoded.text, &fetched.url, &limits),
            _ => extract_within(&decoded.text, &fetched.url, &limits),
        };
        (fetched, decoded.encoding, article)
    });
    let (fetched, encoding, mut article) = extracted.await.map_err(|_| FetchError::Network { host })?;
    let challenged = article.verdict == Verdict::Captcha;
    article.verdict = match status {
        200..=299 => article.verdict,
        404 | 410 => Verdict::NotFound,
        401 | 402 | 403 | 429 | 503 if challenged => Verdict::Captcha,
        401..=403 => Verdict::LoginWall,
        _ => return Err(failed),
    };
    Ok(Captured { fetched, encoding, article })
}

/// Tells what a body is. The header is believed unless the bytes plainly say otherwise.
fn sort(fetched: &Fetched) -> Sort {
    let header = fetched.content_type.as_deref().unwrap_or_default();
    let kind = header.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let binary = is_binary(&fetched.body);
    match kind.as_str() {
        _ if binary => Sort::Other,
        "text/html" | "application/xhtml+xml" => Sort::Html,
        "text/plain" | "text/markdown" | "text/x-markdown" => Sort::Text,
        "" | "application/octet-stream" | "application/xml" | "text/xml" | "unknown/unknown" => {
            if looks_like_html(&fetched.body) {
                Sort::Html
            } else if kind.is_empty() {
                Sort::Text
            } else {
                Sort::Other
            }
        }
        _ => Sort::Other,
    }
}

fn is_binary(body: &[u8]) -> bool {
    if encoding_rs::Encoding::for_bom(body).is_some() {
        return false;
    }
    if infer::get(body).is_some_and(|kind| !kind.mime_type().starts_with("text/")) {
        return true;
    }
    let head = &body[..body.len().min(1024)];
    let odd = |byte: &&u8| matches!(byte, 0..=8 | 0x0e..=0x1a | 0x1c..=0x1f);
    // Pages in 16 bits without a mark have a zero in every other byte; they declare themselves.
    let zeros = head.iter().filter(|byte| **byte == 0).count();
    head.iter().filter(odd).count() > head.len() / 10 && zeros * 3 < head.len()
}

fn looks_like_html(body: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&body[..body.len().min(2048)]).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<title", "<meta", "<h1", "<p>", "<div", "<article"]
        .iter()
        .any(|mark| head.contains(mark))
}
