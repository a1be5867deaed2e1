//! The clip worker: takes queued clips, fetches their pages, and stores what they bring.

use std::sync::{Arc, Weak};
use std::time::Duration;

use postil_capture::{ArchivedCopy, Captured, FetchError, Validators};
use postil_core::tables::articles;
use postil_core::tables::clips::{self, Clip};
use postil_core::verbs::{Capture, Failure};
use postil_core::{ClipSource, ClipStage, ClipState, DocumentId, Error, Millis, Tx, Verdict, verbs};
use tokio::task::{JoinSet, block_in_place};
use url::Url;

use crate::app::Inner;
use crate::held::{AT_ONCE, Held};
use crate::{ApiError, App, capture, wire};

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
    let mut tasks: JoinSet<()> = JoinSet::new();
    while let Some(inner) = inner.upgrade() {
        // Failures (a full disk, a removed folder) pass or are met by the next command that a person gives.
        let taken = block_in_place(|| take(&inner)).unwrap_or_default();
        for held in taken {
            tasks.spawn(async move {
                let _ = process(&held).await;
            });
        }
        drop(inner);
        tokio::select! {
            Some(_) = tasks.join_next() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

/// Takes as many due clips as may be worked on now.
fn take(inner: &Arc<Inner>) -> Result<Vec<Held>, Error> {
    let mut taken = Vec::new();
    if inner.network.came_back() {
        inner.library.write(|tx| clips::wake(tx.conn(), tx.now()))?;
    }
    loop {
        let due = inner.library.read(|conn| due(inner, conn))?;
        let held = due.iter().find_map(|clip| Held::claim(inner, clip.document_id).transpose());
        match held.transpose()? {
            Some(held) => taken.push(held),
            None => return Ok(taken),
        }
    }
}

/// Some of the clips that are due and whose host is not busy. As long as nothing answers, one is tried for all that wait for
/// a network.
fn due(inner: &Inner, conn: &rusqlite::Connection) -> Result<Vec<Clip>, Error> {
    let now = inner.library.now();
    let running = clips::running(conn, now)?;
    let of_host = |host: &str| running.iter().filter(|clip| clip.host == host).count();
    if running.len() >= AT_ONCE.all as usize {
        return Ok(Vec::new());
    }
    let mut busy: Vec<String> = running.iter().map(|clip| clip.host.clone()).collect();
    busy.sort_unstable();
    busy.dedup();
    busy.retain(|host| of_host(host) >= AT_ONCE.per_host as usize);
    let mut due = clips::due(conn, now, &busy, 16)?;
    due.retain(|clip| !inner.shown.holds(clip.document_id));
    if inner.network.is_away() && running.iter().any(|clip| clip.no_network > 0) {
        due.retain(|clip| clip.no_network == 0);
    }
    Ok(due)
}

/// Works on one clip that this process holds, until it is done, paused or cancelled. Answers the article, which is another
/// than the clip's own when the page turned out to be known.
async fn process(held: &Held) -> Result<Stored, ApiError> {
    tokio::select! {
        biased;
        ended = fetch(held) => ended,
        () = held.lost() => Ok(Stored::nothing(held)),
    }
}

async fn fetch(held: &Held) -> Result<Stored, ApiError> {
    let Held { inner, clip, .. } = held;
    // A try counts as it begins. One that never ended, time after time, took the program with it.
    if clip.attempts > MOST_ATTEMPTS {
        let hint = "Try it again if you like, or open it in a browser.";
        let error = ApiError::new("given_up", format!("This page was tried {MOST_ATTEMPTS} times in vain"), hint);
        fail(held, Trouble::new(Verdict::Unreachable, error))?;
        return Ok(Stored::nothing(held));
    }
    let url = Url::parse(&clip.url).map_err(|_| ApiError::from(Error::BadAddress(clip.url.clone())))?;
    let captured = match clip.source {
        ClipSource::Page => {
            fetch_page(inner, clip, &url).await.map(|captured| captured.map(|captured| (captured, None)))
        }
        ClipSource::Archive => postil_capture::capture_archived(&inner.fetcher, &inner.extractor, &inner.archive, &url)
            .await
            .map(|(captured, copy)| Some((captured, Some(copy)))),
    };
    match captured {
        Ok(Some((captured, copy))) => {
            inner.network.answered();
            keep_or_fail(held, captured, copy, verbs::store).await
        }
        Ok(None) => {
            inner.network.answered();
            block_in_place(|| inner.library.write(|tx| verbs::store_unchanged(tx, clip)))?;
            Ok(Stored::nothing(held))
        }
        Err(error) => {
            fail(held, Trouble::of(inner, error))?;
            Ok(Stored::nothing(held))
        }
    }
}

/// Keeps what a window showed for a clip that this process holds, until that is done or cancelled.
pub(crate) async fn keep_shown(held: &Held, captured: Captured) -> Result<Stored, ApiError> {
    tokio::select! {
        biased;
        ended = keep_or_fail(held, captured, None, verbs::store_shown) => ended,
        () = held.lost() => Ok(Stored::nothing(held)),
    }
}

/// One of the verbs that store a capture.
type Store = fn(&Tx<'_>, &Clip, &Capture) -> Result<verbs::Stored, Error>;

async fn keep_or_fail(
    held: &Held,
    captured: Captured,
    copy: Option<ArchivedCopy>,
    store: Store,
) -> Result<Stored, ApiError> {
    match keep(held, captured, copy, store).await {
        Ok(stored) => Ok(stored),
        Err(error) => {
            // A disk that is full now may have room later: the clip stays queued.
            let told = ApiError::from(error);
            let _ = fail(held, Trouble { may_help: true, ..Trouble::new(Verdict::Unreachable, told.clone()) });
            Err(told)
        }
    }
}

/// Fetches a page. `None` when it is there already and the server says that it has not changed.
async fn fetch_page(inner: &Inner, clip: &Clip, url: &Url) -> Result<Option<Captured>, FetchError> {
    let given = block_in_place(|| inner.library.read(|conn| verbs::validators(conn, clip.document_id)));
    let validators = given.ok().flatten().and_then(|given| {
        let url = Url::parse(&given.url).ok()?;
        Some(Validators { url, etag: given.etag, last_modified: given.last_modified })
    });
    match validators {
        Some(validators) => {
            postil_capture::capture_if_changed(&inner.fetcher, &inner.extractor, url, &validators).await
        }
        None => postil_capture::capture(&inner.fetcher, &inner.extractor, url).await.map(Some),
    }
}

/// Why a try brought no page, and when to try again.
struct Trouble {
    verdict: Verdict,
    error: ApiError,
    may_help: bool,
    /// The site asks to be left alone for so long.
    rest: Option<Millis>,
    /// There is no network, and so long is to be waited.
    away: Option<Millis>,
}

impl Trouble {
    fn new(verdict: Verdict, error: ApiError) -> Self {
        Self { verdict, error, may_help: false, rest: None, away: None }
    }

    fn of(inner: &Inner, error: FetchError) -> Self {
        let away = if error.no_answer() { inner.network.silent() } else { None };
        if !error.no_answer() {
            inner.network.answered();
        }
        let rest =
            error.retry_after().and_then(|wait| Millis::try_from(wait.as_millis()).ok()).filter(|wait| *wait > 0);
        let may_help = error.retryable();
        Self { may_help, rest, away, ..Self::new(Verdict::Unreachable, error.into()) }
    }
}

/// Ends a try that brought no page. It is tried again later if that may help, unless there is a page to read already or it
/// was tried very often: then a person may ask. What the site asks for is heard, and what only wants a network always waits.
fn fail(held: &Held, trouble: Trouble) -> Result<(), Error> {
    let Trouble { verdict, error, may_help, rest, away } = trouble;
    let clip = &held.clip;
    held.settle(|tx| {
        let again = may_help
            && clip.attempts < MOST_ATTEMPTS
            && (rest.is_some() || !articles::has_page(tx.conn(), clip.document_id)?);
        let delay = match (away, rest) {
            (Some(away), _) => Some(jitter(away)),
            (None, Some(rest)) if again => Some(jitter(rest)),
            (None, None) if again => Some(jitter(wait(clip.attempts))),
            _ => None,
        };
        let failure = Failure {
            verdict,
            error: error.into(),
            retry_at: delay.map(|delay| tx.now() + delay),
            no_network: away.is_some(),
            host_rests: rest.is_some(),
        };
        verbs::fail_clip(tx, clip, &failure)
    })
}

/// Where a clip ended.
pub(crate) struct Stored {
    id: DocumentId,
    known: bool,
}

impl Stored {
    fn nothing(held: &Held) -> Self {
        Self { id: held.clip.document_id, known: false }
    }
}

async fn keep(held: &Held, captured: Captured, copy: Option<ArchivedCopy>, store: Store) -> Result<Stored, Error> {
    let Held { inner, clip, .. } = held;
    let verdict = capture::verdict(captured.article.verdict);
    // A PDF without text is kept: a person can still open it.
    if !(verdict == Verdict::Empty && captured.is_pdf())
        && let (Verdict::NotFound | Verdict::NotAPage | Verdict::Empty, Some(error)) =
            (verdict, capture::complaint(verdict))
    {
        fail(held, Trouble::new(verdict, error))?;
        return Ok(Stored::nothing(held));
    }
    // The images of a copy are the archive's too: the site itself is not asked for anything.
    let page = copy.as_ref().map_or(&captured.fetched.url, |copy| &copy.url);
    let address = |image: &Url| match &copy {
        Some(copy) => inner.archive.image(copy, image),
        None => Some(image.clone()),
    };
    let wanted = &captured.article.images;
    let images = if wanted.is_empty() {
        Vec::new()
    } else {
        let told = held.count_images(wanted.len());
        capture::fetch_images(&inner.fetcher, &inner.library, page, wanted, address, told).await?
    };
    held.advance(ClipStage::Saving, images.len(), wanted.len());
    let capture = block_in_place(|| capture::to_core(&inner.library, captured, copy, images))?;
    let stored = held.settle(|tx| store(tx, clip, &capture))?;
    Ok(Stored { id: stored.document.id, known: stored.known })
}

/// How long to wait before the next try: longer each time.
fn wait(attempts: u32) -> Millis {
    FIRST_WAIT.saturating_mul(1 << attempts.saturating_sub(1).min(11)).min(LONGEST_WAIT)
}

/// A little more than asked for, at random, so that a site or network that was away does not get every waiting clip at
/// once.
fn jitter(wait: Millis) -> Millis {
    wait + fastrand::i64(0..=wait / 4)
}

/// Works on the clip of an article, or waits for the process that does, until it is done, has to wait for its next try, or
/// is paused.
pub(crate) async fn finish(inner: &Arc<Inner>, id: DocumentId) -> Result<wire::Clip, ApiError> {
    let app = App { inner: Arc::clone(inner) };
    let mut stored = Stored { id, known: false };
    loop {
        let (clip, all_paused) =
            inner.library.read(|conn| Ok((clips::of(conn, id)?, clips::queue_is_paused(conn)?)))?;
        let Some(clip) = clip else { break };
        let waits = clip.claimed_until.is_none() && (clip.error.is_some() || clip.paused || all_paused);
        if clip.state != ClipState::Queued || waits {
            break;
        }
        if let Some(held) = block_in_place(|| Held::claim(inner, id))? {
            stored = process(&held).await?;
            continue;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    outcome(&app, id, &stored)
}

/// What became of the clip that an article began with.
pub(crate) fn outcome(app: &App, begun: DocumentId, stored: &Stored) -> Result<wire::Clip, ApiError> {
    let mut clip = app.clip(stored.id)?.ok_or_else(|| ApiError::bad_request("This document is no clip"))?;
    let moved = app.read(|conn| postil_core::tables::documents::get(conn, begun))?.id != begun;
    if stored.known || moved {
        clip.state = wire::ClipState::Known;
    }
    Ok(clip)
}
