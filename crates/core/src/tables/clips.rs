//! `clips`: the queued work of saving pages. A clip is a row before it is a request.

use rusqlite::{Connection, OptionalExtension, Row};

use uuid::Uuid;

use crate::{ClipId, ClipSource, ClipStage, ClipState, DocumentId, Millis, Result, Verdict};

/// What went wrong with a clip, for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClipError {
    /// A short word for programs.
    pub code: String,
    /// What happened.
    pub message: String,
    /// What the person can do.
    pub hint: Option<String>,
}

/// How far the work on a clip has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: ClipStage,
    /// How many images were asked for and answered, or given up.
    pub images_done: u32,
    /// How many images the page has.
    pub images_total: u32,
}

/// The work of saving one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clip {
    /// Its identity.
    pub id: ClipId,
    /// The article that it fills.
    pub document_id: DocumentId,
    /// The address to fetch.
    pub url: String,
    /// The host that is asked for it.
    pub host: String,
    /// Where the page is fetched from.
    pub source: ClipSource,
    /// How far it has come.
    pub state: ClipState,
    /// Whether a person told it to wait.
    pub paused: bool,
    /// What the last capture turned out to be.
    pub verdict: Option<Verdict>,
    /// How often it was tried.
    pub attempts: u32,
    /// How often, one after the other, it was tried in vain for want of a network. These tries are no `attempts`.
    pub no_network: u32,
    /// When it is tried next, while it is queued.
    pub next_attempt_at: Option<Millis>,
    /// The claim of the worker that holds it; each claim has a new one.
    pub claimed_by: Option<Uuid>,
    /// Until when a worker holds it; past that another may take it.
    pub claimed_until: Option<Millis>,
    /// How far the worker that holds it has come.
    pub progress: Option<Progress>,
    /// What went wrong at the last try.
    pub error: Option<ClipError>,
}

/// How many clips may be worked on at a time, by all processes together.
#[derive(Clone, Copy, Debug)]
pub struct AtOnce {
    /// In all.
    pub all: u32,
    /// Of one host.
    pub per_host: u32,
}

/// How a try ended.
#[derive(Clone, Copy, Debug)]
pub struct Settled<'a> {
    /// How far the clip has come.
    pub state: ClipState,
    /// What the capture turned out to be.
    pub verdict: Option<Verdict>,
    /// What went wrong.
    pub error: Option<&'a ClipError>,
    /// When it is tried next, while it stays queued.
    pub next_attempt_at: Option<Millis>,
    /// Whether it failed for want of a network; then the try does not count.
    pub no_network: bool,
}

impl Settled<'_> {
    /// All is well: the page is there.
    pub fn done(verdict: Verdict) -> Self {
        let state = ClipState::Done;
        Self { state, verdict: Some(verdict), error: None, next_attempt_at: None, no_network: false }
    }
}

/// How many clips there are of each sort, without those of articles in the bin.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// They wait for their turn, for the next try, or to be resumed.
    pub waiting: u32,
    /// They are being worked on.
    pub running: u32,
    /// They wait for a person.
    pub failed: u32,
}

const COLUMNS: &str =
    "id, document_id, url, host, source, state, paused, verdict, attempts, no_network, next_attempt_at,
    claimed_by, claimed_until, stage, images_done, images_total, error_code, error_message, error_hint";

fn whole(row: &Row<'_>) -> rusqlite::Result<Clip> {
    let error = match row.get::<_, Option<String>>(16)? {
        Some(code) => Some(ClipError { code, message: row.get(17)?, hint: row.get(18)? }),
        None => None,
    };
    let progress = match row.get::<_, Option<ClipStage>>(13)? {
        Some(stage) => Some(Progress { stage, images_done: row.get(14)?, images_total: row.get(15)? }),
        None => None,
    };
    Ok(Clip {
        id: row.get(0)?,
        document_id: row.get(1)?,
        url: row.get(2)?,
        host: row.get(3)?,
        source: row.get(4)?,
        state: row.get(5)?,
        paused: row.get(6)?,
        verdict: row.get(7)?,
        attempts: row.get(8)?,
        no_network: row.get(9)?,
        next_attempt_at: row.get(10)?,
        claimed_by: row.get(11)?,
        claimed_until: row.get(12)?,
        progress,
        error,
    })
}

/// The host that is asked for a page. Copies of all pages come from one.
fn host(url: &str, source: ClipSource) -> String {
    match source {
        ClipSource::Archive => "web.archive.org".to_owned(),
        ClipSource::Page => {
            url::Url::parse(url).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
        }
    }
}

/// Queues the fetching of an article, at once; one that is queued already is brought forward, and goes on when it was
/// paused.
///
/// # Errors
/// When the database fails.
pub fn queue(
    conn: &Connection,
    id: ClipId,
    document: DocumentId,
    url: &str,
    source: ClipSource,
    now: Millis,
) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO clips (id, document_id, url, host, source, state, next_attempt_at)
         VALUES (?1, ?2, ?3, ?4, ?5, 'queued', ?6)
         ON CONFLICT (document_id) DO UPDATE SET state = 'queued', url = ?3, host = ?4, source = ?5,
             next_attempt_at = ?6, attempts = 0, no_network = 0, paused = 0,
             error_code = NULL, error_message = NULL, error_hint = NULL",
    )?
    .execute((id, document, url, host(url, source), source, now))?;
    Ok(())
}

/// The clip of an article.
///
/// # Errors
/// When the database fails.
pub fn of(conn: &Connection, id: DocumentId) -> Result<Option<Clip>> {
    Ok(conn
        .prepare_cached(&format!("SELECT {COLUMNS} FROM clips WHERE document_id = ?1"))?
        .query_row([id], whole)
        .optional()?)
}

/// The clips that are due and that nobody works on, the longest waiting first; none of the hosts to `skip`. While the
/// queue is paused none is due.
///
/// # Errors
/// When the database fails.
pub fn due(conn: &Connection, now: Millis, skip: &[String], limit: u32) -> Result<Vec<Clip>> {
    let holes = vec!["?"; skip.len()].join(", ");
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM clips
         WHERE state = 'queued' AND next_attempt_at <= ? AND paused = 0
             AND (claimed_until IS NULL OR claimed_until <= ?)
             AND EXISTS (SELECT 1 FROM documents WHERE id = document_id AND deleted_at IS NULL AND merged_into IS NULL)
             AND NOT EXISTS (SELECT 1 FROM clip_queue WHERE clip_queue.paused = 1)
             AND host NOT IN ({holes})
         ORDER BY next_attempt_at LIMIT ?"
    ))?;
    let mut values: Vec<&dyn rusqlite::ToSql> = vec![&now, &now];
    values.extend(skip.iter().map(|host| host as &dyn rusqlite::ToSql));
    values.push(&limit);
    let rows = statement.query_map(values.as_slice(), whole)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes a clip for one worker until `until`, and counts the try. Answers whether it got it: another may have been first,
/// it may be paused or in the bin, or as many as may be are worked on already, here or in other processes.
///
/// # Errors
/// When the database fails.
pub fn claim(conn: &Connection, id: ClipId, claim: Uuid, at_once: AtOnce, now: Millis, until: Millis) -> Result<bool> {
    let taken = conn
        .prepare_cached(
            "UPDATE clips SET claimed_by = ?2, claimed_until = ?4, attempts = attempts + 1,
                 stage = 'fetching', images_done = 0, images_total = 0
             WHERE id = ?1 AND state = 'queued' AND paused = 0 AND (claimed_until IS NULL OR claimed_until <= ?3)
                 AND EXISTS (SELECT 1 FROM documents WHERE documents.id = document_id AND deleted_at IS NULL)
                 AND NOT EXISTS (SELECT 1 FROM clip_queue WHERE clip_queue.paused = 1)
                 AND (SELECT count(*) FROM clips AS other WHERE other.claimed_until > ?3) < ?5
                 AND (SELECT count(*) FROM clips AS other
                      WHERE other.claimed_until > ?3 AND other.host = clips.host) < ?6",
        )?
        .execute((id, claim, now, until, at_once.all, at_once.per_host))?;
    Ok(taken == 1)
}

/// Takes a clip, until `until`, for a page that a person brings: also while the queue is paused, and however many are worked
/// on.
///
/// # Errors
/// When the database fails.
pub fn take(conn: &Connection, id: ClipId, claim: Uuid, until: Millis) -> Result<()> {
    conn.prepare_cached(
        "UPDATE clips SET claimed_by = ?2, claimed_until = ?3, attempts = attempts + 1,
             stage = 'fetching', images_done = 0, images_total = 0
         WHERE id = ?1",
    )?
    .execute((id, claim, until))?;
    Ok(())
}

/// Whether a worker still holds the clip that it took: it may have been paused or cancelled, and a worker that was asleep
/// for long may have lost it to another.
///
/// # Errors
/// When the database fails.
pub fn is_held(conn: &Connection, clip: &Clip) -> Result<bool> {
    Ok(of(conn, clip.document_id)?.is_some_and(|now| now.claimed_by == clip.claimed_by))
}

/// Holds a clip for longer. Answers whether it still was held.
///
/// # Errors
/// When the database fails.
pub fn hold(conn: &Connection, clip: &Clip, until: Millis) -> Result<bool> {
    let held = conn
        .prepare_cached("UPDATE clips SET claimed_until = ?3 WHERE id = ?1 AND claimed_by = ?2")?
        .execute((clip.id, clip.claimed_by, until))?;
    Ok(held == 1)
}

/// Notes how far the work on a clip has come, if it is still held.
///
/// # Errors
/// When the database fails.
pub fn advance(conn: &Connection, clip: &Clip, progress: Progress) -> Result<()> {
    conn.prepare_cached(
        "UPDATE clips SET stage = ?3, images_done = ?4, images_total = ?5 WHERE id = ?1 AND claimed_by = ?2",
    )?
    .execute((clip.id, clip.claimed_by, progress.stage, progress.images_done, progress.images_total))?;
    Ok(())
}

/// Ends the work on a clip: how far it has come, and what went wrong.
///
/// # Errors
/// When the database fails.
pub fn settle(conn: &Connection, id: ClipId, settled: &Settled<'_>) -> Result<()> {
    conn.prepare_cached(
        "UPDATE clips SET state = ?2, verdict = ?3, error_code = ?4, error_message = ?5, error_hint = ?6,
             next_attempt_at = ?7, claimed_by = NULL, claimed_until = NULL, stage = NULL,
             attempts = max(0, attempts - ?8), no_network = iif(?8, no_network + 1, 0)
         WHERE id = ?1",
    )?
    .execute((
        id,
        settled.state,
        settled.verdict,
        settled.error.map(|e| &e.code),
        settled.error.map(|e| &e.message),
        settled.error.and_then(|e| e.hint.as_ref()),
        settled.next_attempt_at,
        settled.no_network,
    ))?;
    Ok(())
}

/// Takes a clip from whoever works on it. The try does not count, and the next may be made at once.
///
/// # Errors
/// When the database fails.
pub fn release(conn: &Connection, id: ClipId, now: Millis) -> Result<()> {
    conn.prepare_cached(
        "UPDATE clips SET claimed_by = NULL, claimed_until = NULL, stage = NULL, attempts = max(0, attempts - 1),
             next_attempt_at = ?2
         WHERE id = ?1 AND claimed_by IS NOT NULL",
    )?
    .execute((id, now))?;
    Ok(())
}

/// Lets a clip wait until a person resumes it, or ends that.
///
/// # Errors
/// When the database fails.
pub fn set_paused(conn: &Connection, id: ClipId, paused: bool) -> Result<()> {
    conn.prepare_cached("UPDATE clips SET paused = ?2 WHERE id = ?1")?.execute((id, paused))?;
    Ok(())
}

/// Whether the whole queue waits until a person resumes it.
///
/// # Errors
/// When the database fails.
pub fn queue_is_paused(conn: &Connection) -> Result<bool> {
    let paused = conn.prepare_cached("SELECT paused FROM clip_queue")?.query_row([], |row| row.get(0)).optional()?;
    Ok(paused.unwrap_or(false))
}

/// Lets the whole queue wait, or ends that.
///
/// # Errors
/// When the database fails.
pub fn pause_queue(conn: &Connection, paused: bool) -> Result<()> {
    conn.prepare_cached("UPDATE clip_queue SET paused = ?1")?.execute([paused])?;
    Ok(())
}

/// Brings forward what waits for a network: there is one.
///
/// # Errors
/// When the database fails.
pub fn wake(conn: &Connection, now: Millis) -> Result<()> {
    conn.prepare_cached(
        "UPDATE clips SET next_attempt_at = ?1, no_network = 0 WHERE state = 'queued' AND no_network > 0",
    )?
    .execute([now])?;
    Ok(())
}

/// Lets everything that waits for a network wait until then: one was tried for all.
///
/// # Errors
/// When the database fails.
pub fn put_off_waiting(conn: &Connection, until: Millis) -> Result<()> {
    conn.prepare_cached(
        "UPDATE clips SET next_attempt_at = ?1
         WHERE state = 'queued' AND no_network > 0 AND next_attempt_at < ?1 AND claimed_by IS NULL",
    )?
    .execute([until])?;
    Ok(())
}

/// Lets every clip of a host that is not worked on wait until then. Answers their articles.
///
/// # Errors
/// When the database fails.
pub fn put_off_host(conn: &Connection, host: &str, until: Millis) -> Result<Vec<DocumentId>> {
    let mut statement = conn.prepare_cached(
        "UPDATE clips SET next_attempt_at = ?2
         WHERE state = 'queued' AND host = ?1 AND next_attempt_at < ?2 AND claimed_by IS NULL RETURNING document_id",
    )?;
    let rows = statement.query_map((host, until), |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Every clip that waits, is worked on or failed, of articles that are not in the bin; oldest first.
///
/// # Errors
/// When the database fails.
pub fn open(conn: &Connection) -> Result<Vec<Clip>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM clips WHERE state <> 'done' AND {SHOWN} ORDER BY document_id"
    ))?;
    let rows = statement.query_map([], whole)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

const SHOWN: &str = "EXISTS (SELECT 1 FROM documents
    WHERE documents.id = document_id AND deleted_at IS NULL AND merged_into IS NULL)";

/// The clips that are worked on at this moment, by any process.
///
/// # Errors
/// When the database fails.
pub fn running(conn: &Connection, now: Millis) -> Result<Vec<Clip>> {
    let mut statement =
        conn.prepare_cached(&format!("SELECT {COLUMNS} FROM clips WHERE claimed_until > ?1 ORDER BY id"))?;
    let rows = statement.query_map([now], whole)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Counts the clips that are not done.
///
/// # Errors
/// When the database fails.
pub fn counts(conn: &Connection, now: Millis) -> Result<Counts> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT state, ifnull(claimed_until, 0) > ?1, count(*) FROM clips WHERE state <> 'done' AND {SHOWN} GROUP BY 1, 2"
    ))?;
    let mut counts = Counts::default();
    let mut rows = statement.query([now])?;
    while let Some(row) = rows.next()? {
        let count: u32 = row.get(2)?;
        match (row.get(0)?, row.get(1)?) {
            (ClipState::Failed, _) => counts.failed += count,
            (_, true) => counts.running += count,
            (_, false) => counts.waiting += count,
        }
    }
    Ok(counts)
}
