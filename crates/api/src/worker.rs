//! The clip worker: takes queued clips, fetches their pages, and stores what they bring.

use std::collections::HashMap;
use std::sync::{Arc, Weak};
use std::time::Duration;

use postil_capture::Captured;
use postil_core::tables::clips::{self, Clip, ClipState};
use postil_core::{DocumentId, Error, Millis, Verdict, verbs};
use tokio::task::JoinSet;
use url::Url;

use crate::app::Inner;
use crate::{ApiError, App, capture, wire};

/// How long a worker holds a clip before another may take it, in milliseconds.
const HOLD: Millis = 180_000;

/// How many clips are fetched at a time, in all and from one host.
const AT_ONCE: usize = 8;
const AT_ONCE_PER_HOST: usize = 2;

/// How often the queue is looked at.
const LOOK: Duration = Duration::from_millis(400);

/// The wait before the second try, doubled for each further one, up to a day; in milliseconds.
const FIRST_WAIT: Millis = 60_000;
const LONGEST_WAIT: Millis = 24 * 3_600_000;

/// Starts a worker that ends when the app does.
pub(crate) fn start(inner: &Arc<Inner>) {
    tokio::spawn(work(Arc::downgrade(inner)));
}

async fn work(inner: Weak<Inner>) {
    let mut tasks: JoinSet<String> = JoinSet::new();
    let mut hosts: HashMap<String, usize> = HashMap::new();
    while let Some(inner) = inner.upgrade() {
        let due = inner.library.read(|conn| clips::due(conn, inner.library.now(), 64)).unwrap_or_default();
        for clip in due {
            let host = host(&clip.url);
            let busy = hosts.entry(host.clone()).or_default();
            if tasks.len() < AT_ONCE && *busy < AT_ONCE_PER_HOST && claim(&inner, &clip).unwrap_or(false) {
                *busy += 1;
                let inner = Arc::clone(&inner);
                tasks.spawn(async move {
                    let _ = process(&inner, &clip).await;
                    host
                });
            }
        }
        drop(inner);
        tokio::select! {
            Some(Ok(host)) = tasks.join_next() => {
                hosts.entry(host).and_modify(|busy| *busy -= 1);
                hosts.retain(|_, busy| *busy > 0);
            }
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

fn host(url: &str) -> String {
    Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

fn claim(inner: &Inner, clip: &Clip) -> Result<bool, Error> {
    let outcome = inner.library.write(|tx| {
        let taken = clips::claim(tx.conn(), clip.id, inner.worker, tx.now(), tx.now() + HOLD)?;
        if taken {
            tx.touch(clip.document_id);
        }
        Ok(taken)
    })?;
    Ok(outcome.value)
}

/// Works on one clip that this process holds. Answers the article, which is another than the clip's own when the page
/// turned out to be known.
async fn process(inner: &Inner, clip: &Clip) -> Result<Stored, ApiError> {
    let url = Url::parse(&clip.url).map_err(|_| ApiError::from(Error::BadAddress(clip.url.clone())))?;
    let captured = match postil_capture::capture(&inner.fetcher, &url).await {
        Ok(captured) => captured,
        Err(error) => {
            let retry_at = error.retryable().then(|| inner.library.now() + wait(clip.attempts));
            let error = ApiError::from(error).into();
            inner.library.write(|tx| verbs::fail_clip(tx, clip, Verdict::Unreachable, &error, retry_at))?;
            return Ok(Stored { id: clip.document_id, known: false });
        }
    };
    match keep(inner, clip, captured).await {
        Ok(stored) => Ok(stored),
        Err(error) => {
            // A disk that is full now may have room later: the clip stays queued.
            let retry_at = inner.library.now() + wait(clip.attempts);
            let told = ApiError::from(error);
            let kept = told.clone().into();
            let _ = inner.library.write(|tx| verbs::fail_clip(tx, clip, Verdict::Unreachable, &kept, Some(retry_at)));
            Err(told)
        }
    }
}

struct Stored {
    id: DocumentId,
    known: bool,
}

async fn keep(inner: &Inner, clip: &Clip, captured: Captured) -> Result<Stored, Error> {
    let verdict = capture::verdict(captured.article.verdict);
    if let (Verdict::NotFound | Verdict::NotAPage | Verdict::Empty, Some(error)) =
        (verdict, capture::complaint(verdict))
    {
        inner.library.write(|tx| verbs::fail_clip(tx, clip, verdict, &error.into(), None))?;
        return Ok(Stored { id: clip.document_id, known: false });
    }
    let images =
        capture::fetch_images(&inner.fetcher, &inner.library, &captured.fetched.url, &captured.article.images).await?;
    let capture = capture::to_core(&inner.library, captured, images)?;
    let stored = inner.library.write(|tx| verbs::store(tx, clip, &capture))?.value;
    Ok(Stored { id: stored.document.id, known: stored.known })
}

/// How long to wait before the next try: longer each time, and a little at random, so that a site that was away does
/// not get every waiting clip at once.
fn wait(attempts: u32) -> Millis {
    let wait = FIRST_WAIT.saturating_mul(1 << attempts.min(11)).min(LONGEST_WAIT);
    wait + fastrand::i64(0..=wait / 4)
}

/// Works on the clip of an article, or waits for the process that does.
pub(crate) async fn finish(inner: &Arc<Inner>, id: DocumentId) -> Result<wire::Clip, ApiError> {
    let app = App { inner: Arc::clone(inner) };
    let mut stored = Stored { id, known: false };
    loop {
        let Some(clip) = inner.library.read(|conn| clips::of(conn, id))? else { break };
        if clip.state != ClipState::Queued || (clip.error.is_some() && clip.claimed_until.is_none()) {
            break;
        }
        if claim(inner, &clip)? {
            let attempts = clip.attempts + 1;
            stored = process(inner, &Clip { attempts, ..clip }).await?;
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let mut clip = app.clip(stored.id)?.ok_or_else(|| ApiError::bad_request("This document is no clip"))?;
    let moved = app.read(|conn| postil_core::tables::documents::get(conn, id))?.id != id;
    if stored.known || moved {
        clip.state = wire::ClipState::Known;
    }
    Ok(clip)
}
