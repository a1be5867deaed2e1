//! Work on a thread of its own, with a large stack, a time limit and a net under panics.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Stack of the thread, in bytes.
const STACK: usize = 64 << 20;

/// How work ended.
pub(crate) enum Ended<T> {
    /// With an answer.
    Well(T),
    /// With a panic, or there was no thread to be had.
    Panicked,
    /// Not yet: the thread runs on.
    TimedOut,
}

/// Runs `work`, and waits for it for no longer than `limit`.
pub(crate) fn apart<T: Send + 'static>(limit: Duration, work: impl FnOnce() -> T + Send + 'static) -> Ended<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let body = move || {
        // The receiver is gone once the time is up.
        let _ = sender.send(catch_unwind(AssertUnwindSafe(work)).ok());
    };
    let thread = thread::Builder::new().name("extract".into()).stack_size(STACK);
    if thread.spawn(body).is_err() {
        return Ended::Panicked;
    }
    match receiver.recv_timeout(limit) {
        Ok(Some(answer)) => Ended::Well(answer),
        Ok(None) | Err(RecvTimeoutError::Disconnected) => Ended::Panicked,
        Err(RecvTimeoutError::Timeout) => Ended::TimedOut,
    }
}
