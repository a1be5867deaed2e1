//! The clip worker: takes queued clips, fetches their pages, and stores what they bring.

use std::collections::HashMap;
use std::sync::{Arc, Weak};
use std::time::Duration;

use postil_capture::Captured;
use postil_core::tables::articles;
use postil_core::tables::clips::{self, Clip, ClipState};
use postil_core::{DocumentId, Error, Millis, Verdict, verbs};
use tokio::task::{JoinSet, block_in_place};
use url::Url;

use crate::app::Inner;
use crate::{ApiError, App, capture, wire};

/// How long a worker holds a clip before another may take it, in milliseconds.
const HOLD: Millis = 180_000;

/// How many clips are fetched at a time, in all and from one host.
const AT_ONCE: usize = 8;
const AT_ONCE_PER_HOST: usize = 2;

/// How often a page is tried before a person has to ask.
const MOST_ATTEMPTS: u32 = 20;

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
            if tasks.len() >= AT_ONCE || *busy >= AT_ONCE_PER_HOST {
                continue;
            }
            if let Ok(Some(clip)) = block_in_place(|| claim(&inner, &clip)) {
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

/// Takes a clip for this process. Answers it as it then is, or `None` when another was first.
fn claim(inner: &Inner, clip: &Clip) -> Result<Option<Clip>, Error> {
    let outcome = inner.library.write(|tx| {
        let taken = clips::claim(tx.conn(), clip.id, inner.worker, tx.now(), tx.now() + HOLD)?;
        if taken {
            tx.touch(clip.document_id);
        }
        if taken { clips::of(tx.conn(), clip.document_id) } else { Ok(None) }
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
            fail(inner, clip, Verdict::Unreachable, error.retryable(), error.into())?;
            return Ok(Stored { id: clip.document_id, known: false });
        }
    };
    match keep(inner, clip, captured).await {
        Ok(stored) => Ok(stored),
        Err(error) => {
            // A disk that is full now may have room later: the clip stays queued.
            let told = ApiError::from(error);
            let _ = fail(inner, clip, Verdict::Unreachable, true, told.clone());
            Err(told)
        }
    }
}

/// Ends a try that brought no page. It is tried again later if that may help, unless there is a page to read already or it
/// was tried very often: then a person may ask.
fn fail(inner: &Inner, clip: &Clip, verdict: Verdict, may_help: bool, error: ApiError) -> Result<(), Error> {
    block_in_place(|| {
        inner.library.write(|tx| {
            let again = may_help && clip.attempts < MOST_ATTEMPTS && !articles::has_page(tx.conn(), clip.document_id)?;
            let retry_at = again.then(|| tx.now() + wait(clip.attempts));
            verbs::fail_clip(tx, clip, verdict, &error.into(), retry_at)
        })
    })?;
    Ok(())
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
        fail(inner, clip, verdict, false, error)?;
        return Ok(Stored { id: clip.document_id, known: false });
    }
    let images =
        capture::fetch_images(&inner.fetcher, &inner.library, &captured.fetched.url, &captured.article.images).await?;
    let stored = block_in_place(|| {
        let capture = capture::to_core(&inner.library, captured, images)?;
        inner.library.write(|tx| verbs::store(tx, clip, &capture))
    })?
    .value;
    Ok(Stored { id: stored.document.id, known: stored.known })
}

/// How long to wait before the next try: longer each time, and a little at random, so that a site that was away does
/// not get every waiting clip at once.
fn wait(attempts: u32) -> Millis {
    let wait = FIRST_WAIT.saturating_mul(1 << attempts.saturating_sub(1).min(11)).min(LONGEST_WAIT);
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
        if let Some(clip) = block_in_place(|| claim(inner, &clip))? {
            stored = process(inner, &clip).await?;
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
