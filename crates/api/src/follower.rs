//! Follows the change table, whoever wrote: keeps the index up to date and tells hosts what changed.

use std::sync::{Arc, Weak};
use std::time::Duration;

use postil_core::tables::{changes, clips, saved_searches};
use postil_core::{Library, Result};

use crate::app::Inner;
use crate::convert;
use crate::wire::{ClipProgress, Event};

/// How often another process's writes are looked for. This process's own are heard of at once.
const LOOK: Duration = Duration::from_millis(250);

/// More changes than this at once are told as "any may have changed".
const MANY: usize = 200;

/// Starts what follows the library and ends when the app does: one thread that tells of changes, and one that keeps the index up
/// to date, which may take a while.
pub(crate) fn start(inner: &Arc<Inner>) {
    let seen = inner.library.read(changes::newest).unwrap_or(0);
    let weak = Arc::downgrade(inner);
    std::thread::spawn(move || follow(&weak, seen));
    let weak = Arc::downgrade(inner);
    std::thread::spawn(move || index(&weak));
}

fn index(inner: &Weak<Inner>) {
    let mut heard = 0;
    // What is so from the start is no news.
    let mut seen = inner.upgrade().and_then(|inner| inner.index.seq().ok());
    while let Some(inner) = inner.upgrade() {
        // Failures (a full disk, a removed folder) pass or are met by the next command that a person gives.
        let _ = inner.index.follow(&inner.library);
        let seq = inner.index.seq().ok();
        if seq.is_some() && seq != seen {
            // What was found before may not be all, or not be so any more.
            let _ = inner.events.send(Event::Index { done: 0, total: 0 });
            seen = seq;
        }
        let _ = inner.titles.follow(&inner.library);
        heard = inner.library.bell().wait(heard, LOOK);
    }
}

fn follow(inner: &Weak<Inner>, mut seen: u64) {
    let mut heard = 0;
    let mut entered = None;
    // What is so from the start is no news.
    let mut kept = inner.upgrade().and_then(|inner| inner.library.read(saved_searches::state).ok());
    let mut told = inner.upgrade().and_then(|inner| queue(&inner.library).ok());
    while let Some(inner) = inner.upgrade() {
        if let Ok(Some(event)) = news(&inner.library, &mut seen) {
            let _ = inner.events.send(event);
        }
        if let Ok(queue) = queue(&inner.library)
            && told.as_ref() != Some(&queue)
        {
            let (paused, running) = queue.clone();
            let _ = inner.events.send(Event::Queue { paused, running });
            told = Some(queue);
        }
        if let Ok(state) = inner.library.read(saved_searches::state)
            && kept.replace(state) != Some(state)
        {
            let _ = inner.events.send(Event::Searches);
        }
        let progress = inner.index.progress();
        if progress != entered {
            let (done, total) = progress.unwrap_or((0, 0));
            let count = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
            let _ = inner.events.send(Event::Index { done: count(done), total: count(total) });
            entered = progress;
        }
        heard = inner.library.bell().wait(heard, LOOK);
    }
}

/// How far the work on clips has come, whoever is at it.
fn queue(library: &Library) -> Result<(bool, Vec<ClipProgress>)> {
    let now = library.now();
    library.read(|conn| {
        let running = clips::running(conn, now)?.iter().map(convert::progress).collect();
        Ok((clips::queue_is_paused(conn)?, running))
    })
}

fn news(library: &Library, seen: &mut u64) -> Result<Option<Event>> {
    let changed = library.read(|conn| changes::since(conn, *seen, MANY + 1))?;
    let Some((last, _)) = changed.last() else { return Ok(None) };
    if changed.len() > MANY {
        *seen = library.read(changes::newest)?;
        return Ok(Some(Event::Changed { documents: Vec::new() }));
    }
    *seen = *last;
    Ok(Some(Event::Changed { documents: changed.iter().map(|(_, id)| id.to_string()).collect() }))
}
