//! `clips`: the queued work of saving pages. A clip is a row before it is a request.

use rusqlite::{Connection, OptionalExtension, Row};

use uuid::Uuid;

use crate::{ClipId, DocumentId, Millis, Result, Verdict};

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

/// How far a clip has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClipState {
    /// It waits for its turn, or for the next try.
    Queued,
    /// The page is saved.
    Done,
    /// It was given up; a person may ask for another try.
    Failed,
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
    /// How far it has come.
    pub state: ClipState,
    /// What the last capture turned out to be.
    pub verdict: Option<Verdict>,
    /// How often it was tried.
    pub attempts: u32,
    /// When it is tried next, while it is queued.
    pub next_attempt_at: Option<Millis>,
    /// The worker that holds it.
    pub claimed_by: Option<Uuid>,
    /// Until when a worker holds it; past that another may take it.
    pub claimed_until: Option<Millis>,
    /// What went wrong at the last try.
    pub error: Option<ClipError>,
}

const COLUMNS: &str = "id, document_id, url, state, verdict, attempts, next_attempt_at, claimed_until,
    error_code, error_message, error_hint, claimed_by";

fn whole(row: &Row<'_>) -> rusqlite::Result<Clip> {
    let state: String = row.get(3)?;
    let error = match row.get::<_, Option<String>>(8)? {
        Some(code) => Some(ClipError { code, message: row.get(9)?, hint: row.get(10)? }),
        None => None,
    };
    Ok(Clip {
        id: row.get(0)?,
        document_id: row.get(1)?,
        url: row.get(2)?,
        state: match state.as_str() {
            "queued" => ClipState::Queued,
            "done" => ClipState::Done,
            _ => ClipState::Failed,
        },
        verdict: row.get(4)?,
        attempts: row.get(5)?,
        next_attempt_at: row.get(6)?,
        claimed_until: row.get(7)?,
        claimed_by: row.get(11)?,
        error,
    })
}

/// Queues the fetching of an article, at once; one that is queued already is brought forward.
///
/// # Errors
/// When the database fails.
pub fn queue(conn: &Connection, id: ClipId, document: DocumentId, url: &str, now: Millis) -> Result<()> {
    conn.prepare_cached(
        "INSERT INTO clips (id, document_id, url, state, next_attempt_at) VALUES (?1, ?2, ?3, 'queued', ?4)
         ON CONFLICT (document_id) DO UPDATE SET state = 'queued', url = ?3, next_attempt_at = ?4, attempts = 0,
             error_code = NULL, error_message = NULL, error_hint = NULL",
    )?
    .execute((id, document, url, now))?;
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

/// The clips that are due and that nobody works on, the longest waiting first.
///
/// # Errors
/// When the database fails.
pub fn due(conn: &Connection, now: Millis, limit: u32) -> Result<Vec<Clip>> {
    let mut statement = conn.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM clips
         WHERE state = 'queued' AND next_attempt_at <= ?1 AND (claimed_until IS NULL OR claimed_until <= ?1)
             AND EXISTS (SELECT 1 FROM documents WHERE id = document_id AND deleted_at IS NULL)
         ORDER BY next_attempt_at LIMIT ?2"
    ))?;
    let rows = statement.query_map((now, limit), whole)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Takes a clip for one worker until `until`. Answers whether it got it: another may have been first.
///
/// # Errors
/// When the database fails.
pub fn claim(conn: &Connection, id: ClipId, worker: Uuid, now: Millis, until: Millis) -> Result<bool> {
    let taken = conn
        .prepare_cached(
            "UPDATE clips SET claimed_by = ?2, claimed_until = ?4, attempts = attempts + 1
             WHERE id = ?1 AND state = 'queued' AND (claimed_until IS NULL OR claimed_until <= ?3)",
        )?
        .execute((id, worker, now, until))?;
    Ok(taken == 1)
}

/// Whether a worker still holds the clip that it took: one that was asleep for long may have lost it to another.
///
/// # Errors
/// When the database fails.
pub fn is_held(conn: &Connection, clip: &Clip) -> Result<bool> {
    Ok(of(conn, clip.document_id)?.is_some_and(|now| now.claimed_by == clip.claimed_by))
}

/// Ends the work on a clip: how far it has come, and what went wrong.
///
/// # Errors
/// When the database fails.
pub fn settle(
    conn: &Connection,
    id: ClipId,
    state: ClipState,
    verdict: Option<Verdict>,
    error: Option<&ClipError>,
    next_attempt_at: Option<Millis>,
) -> Result<()> {
    let state = match state {
        ClipState::Queued => "queued",
        ClipState::Done => "done",
        ClipState::Failed => "failed",
    };
    conn.prepare_cached(
        "UPDATE clips SET state = ?2, verdict = ?3, error_code = ?4, error_message = ?5, error_hint = ?6,
             next_attempt_at = ?7, claimed_by = NULL, claimed_until = NULL
         WHERE id = ?1",
    )?
    .execute((
        id,
        state,
        verdict,
        error.map(|e| &e.code),
        error.map(|e| &e.message),
        error.and_then(|e| e.hint.as_ref()),
        next_attempt_at,
    ))?;
    Ok(())
}
