//! A clip that this process works on: held while it lives, given back when it is dropped before it was settled.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use postil_core::tables::clips::{self, AtOnce, Clip, Progress};
use postil_core::{ClipStage, DocumentId, Error, Millis, Tx, verbs};
use tokio::task::block_in_place;

use crate::app::Inner;

/// How long a worker holds a clip before another may take it, in milliseconds, and how often it says that it goes on.
const HOLD: Millis = 60_000;
const RENEW: Duration = Duration::from_secs(20);

/// How many clips are worked on at a time, by all processes of a library together.
pub(crate) const AT_ONCE: AtOnce = AtOnce { all: 8, per_host: 2 };

/// How often it is looked whether a clip was paused or cancelled, and how often progress is written down at most.
const LOOK: Duration = Duration::from_millis(300);

/// A clip that this process holds.
pub(crate) struct Held {
    pub inner: Arc<Inner>,
    pub clip: Clip,
    settled: AtomicBool,
}

impl Held {
    /// Takes the clip of an article for this process. `None` when it cannot be had now: another was first, it is paused,
    /// or enough are worked on.
    pub fn claim(inner: &Arc<Inner>, id: DocumentId) -> Result<Option<Self>, Error> {
        let claimed = inner.library.write(|tx| {
            let Some(clip) = clips::of(tx.conn(), id)? else { return Ok(None) };
            let until = tx.now() + HOLD;
            if !clips::claim(tx.conn(), clip.id, tx.new_id(), AT_ONCE, tx.now(), until)? {
                return Ok(None);
            }
            tx.touch(id);
            clips::of(tx.conn(), id)
        })?;
        let held = |clip| Self { inner: Arc::clone(inner), clip, settled: AtomicBool::new(false) };
        Ok(claimed.value.map(held))
    }

    /// Takes the clip of an article for a page that a person brings. `None` while another works on it.
    pub fn take(inner: &Arc<Inner>, id: DocumentId) -> Result<Option<Self>, Error> {
        let taken = inner.library.write(|tx| verbs::take_clip(tx, id, tx.now() + HOLD))?;
        let held = |clip| Self { inner: Arc::clone(inner), clip, settled: AtomicBool::new(false) };
        Ok(taken.value.map(held))
    }

    /// Ends the work by a write, which must settle the clip.
    pub fn settle<T>(&self, write: impl FnOnce(&Tx<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let outcome = block_in_place(|| self.inner.library.write(write))?;
        self.settled.store(true, Ordering::SeqCst);
        Ok(outcome.value)
    }

    /// Goes on holding the clip. Ends when it is held no more: it was paused or cancelled, or went to another process.
    pub async fn lost(&self) {
        let mut renewed = Instant::now();
        loop {
            tokio::time::sleep(LOOK).await;
            let library = &self.inner.library;
            let held = if renewed.elapsed() < RENEW {
                block_in_place(|| library.read(|conn| clips::is_held(conn, &self.clip)))
            } else {
                renewed = Instant::now();
                let hold = |tx: &Tx<'_>| clips::hold(tx.conn(), &self.clip, tx.now() + HOLD);
                block_in_place(|| library.write(hold)).map(|outcome| outcome.value)
            };
            // A library that cannot be read now may be readable later; the claim ends by itself if not.
            if matches!(held, Ok(false)) {
                self.settled.store(true, Ordering::SeqCst);
                return;
            }
        }
    }

    /// Notes how far the work has come. Failing to is no reason to stop it.
    pub fn advance(&self, stage: ClipStage, images_done: usize, images_total: usize) {
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let progress = Progress { stage, images_done: number(images_done), images_total: number(images_total) };
        let _ = block_in_place(|| self.inner.library.write(|tx| clips::advance(tx.conn(), &self.clip, progress)));
    }

    /// Notes how many images are there, but not more often than anyone could read.
    pub fn count_images(&self, total: usize) -> impl FnMut(usize) {
        self.advance(ClipStage::Images, 0, total);
        let mut noted = Instant::now();
        move |done| {
            if noted.elapsed() > LOOK {
                self.advance(ClipStage::Images, done, total);
                noted = Instant::now();
            }
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        if self.settled.load(Ordering::SeqCst) || std::thread::panicking() {
            return;
        }
        let _ = self.inner.library.write(|tx| {
            if clips::is_held(tx.conn(), &self.clip)? {
                clips::release(tx.conn(), self.clip.id, tx.now())?;
                tx.touch(self.clip.document_id);
            }
            Ok(())
        });
    }
}
