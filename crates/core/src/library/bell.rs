//! Waking those who follow the library.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// Rings after each write; followers wait on it.
#[derive(Debug, Default)]
pub struct Bell {
    rung: Mutex<u64>,
    wake: Condvar,
}

impl Bell {
    /// Wakes every waiting follower.
    pub fn ring(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.wake.notify_all();
    }

    /// Waits until the bell has rung more than `heard` times, or for `patience`. Answers how often it has rung.
    pub fn wait(&self, heard: u64, patience: Duration) -> u64 {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let (rung, _) =
            self.wake.wait_timeout_while(rung, patience, |rung| *rung <= heard).unwrap_or_else(PoisonError::into_inner);
        *rung
    }
}
