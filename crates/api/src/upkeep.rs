//! Work over the whole library that a new version asks for: in small steps, beside everything else.

use std::sync::{Arc, Weak};
use std::time::Duration;

use postil_core::{Error, verbs};

use crate::app::Inner;

/// The pause after each step, in which others write.
const PAUSE: Duration = Duration::from_millis(50);

/// The wait after a failure that may pass: a full disk, another process that writes for long.
const WAIT: Duration = Duration::from_secs(60);

/// Does what is left to do on a thread that ends when it is done, or when the app ends.
pub(crate) fn start(inner: &Arc<Inner>) {
    let weak = Arc::downgrade(inner);
    std::thread::spawn(move || while go_on(&weak) {});
}

fn go_on(inner: &Weak<Inner>) -> bool {
    let Some(inner) = inner.upgrade() else { return false };
    let (more, pause) = match step(&inner) {
        Ok(more) => (more, PAUSE),
        Err(_) => (true, WAIT),
    };
    drop(inner);
    if more {
        std::thread::sleep(pause);
    }
    more
}

/// Does one step, unless nothing is left: then nothing is written.
fn step(inner: &Inner) -> Result<bool, Error> {
    Ok(inner.library.read(verbs::passes_left)? && inner.library.write(verbs::next_step)?.value)
}

/// Does all that is left.
pub(crate) fn finish(inner: &Inner) -> Result<(), Error> {
    while step(inner)? {}
    Ok(())
}
