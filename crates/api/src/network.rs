//! Whether this machine has a network, as far as it can be told from what hosts answer.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use postil_core::Millis;

/// An answer this recent shows that there is a network: a host that cannot be reached is away itself then.
const RECENT: Duration = Duration::from_secs(60);

/// Without a network one clip is tried after a quarter of the time that it has been away, within these bounds.
const SHORTEST_WAIT: Duration = Duration::from_secs(15);
const LONGEST_WAIT: Duration = Duration::from_secs(900);

/// What the last answers say.
#[derive(Default)]
pub(crate) struct Network {
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    answered: Option<Instant>,
    away_since: Option<Instant>,
}

impl Network {
    /// A host answered, if only to refuse.
    pub fn answered(&self) {
        *self.seen() = Seen { answered: Some(Instant::now()), away_since: None };
    }

    /// Nothing answered. Answers how long to wait if it is for want of a network, `None` if it is the host that is away.
    pub fn silent(&self) -> Option<Millis> {
        let now = Instant::now();
        let mut seen = self.seen();
        if seen.answered.is_some_and(|answered| now.duration_since(answered) < RECENT) {
            return None;
        }
        let since = *seen.away_since.get_or_insert(now);
        let wait = (now.duration_since(since) / 4).clamp(SHORTEST_WAIT, LONGEST_WAIT);
        Some(Millis::try_from(wait.as_millis()).unwrap_or(Millis::MAX))
    }

    /// Whether it seems that there is no network.
    pub fn is_away(&self) -> bool {
        self.seen().away_since.is_some()
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_the_networks_until_something_answers_and_the_hosts_after() {
        let network = Network::default();
        assert_eq!((network.silent(), network.is_away()), (Some(15_000), true));
        network.answered();
        assert_eq!((network.silent(), network.is_away()), (None, false));
    }
}
