//! Whether this machine has a network, as far as it can be told from its routes and from what hosts answer.

use std::net::{Ipv4Addr, Ipv6Addr, UdpSocket};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use postil_core::Millis;

/// An answer this recent shows that there is a network: a host that cannot be reached is away itself then.
const RECENT: Duration = Duration::from_secs(60);

/// Without a network one clip is tried after a quarter of the time that it has been away, within these bounds.
const SHORTEST_WAIT: Duration = Duration::from_secs(15);
const LONGEST_WAIT: Duration = Duration::from_secs(900);

/// What was seen last.
#[derive(Default)]
pub(crate) struct Network {
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    answered: Option<Instant>,
    away_since: Option<Instant>,
    /// Whether there was no way out of this machine when it was looked last.
    cut_off: bool,
}

impl Network {
    /// A host answered, if only to refuse.
    pub fn answered(&self) {
        *self.seen() = Seen { answered: Some(Instant::now()), ..Seen::default() };
    }

    /// Nothing answered. Answers how long to wait if it is for want of a network, `None` if it is the host that is away.
    pub fn silent(&self) -> Option<Millis> {
        self.silent_with(has_route())
    }

    fn silent_with(&self, route: bool) -> Option<Millis> {
        let now = Instant::now();
        let mut seen = self.seen();
        if seen.answered.is_some_and(|answered| now.duration_since(answered) < RECENT) {
            return None;
        }
        seen.cut_off = !route;
        let since = *seen.away_since.get_or_insert(now);
        let wait = (now.duration_since(since) / 4).clamp(SHORTEST_WAIT, LONGEST_WAIT);
        Some(Millis::try_from(wait.as_millis()).unwrap_or(Millis::MAX))
    }

    /// Whether it seems that there is no network.
    pub fn is_away(&self) -> bool {
        self.seen().away_since.is_some()
    }

    /// Whether a way out of this machine has come back since it was looked last: what waits for a network need not wait
    /// for its next try.
    pub fn came_back(&self) -> bool {
        self.is_away() && self.came_back_with(has_route())
    }

    fn came_back_with(&self, route: bool) -> bool {
        let mut seen = self.seen();
        let came_back = seen.cut_off && route;
        seen.cut_off = !route;
        came_back
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether this machine knows a way to the internet. A datagram socket is only told of its peer: nothing is sent, and
/// nobody has these addresses, which stand in documents.
fn has_route() -> bool {
    let v4 = || UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?.connect((Ipv4Addr::new(192, 0, 2, 1), 9));
    let v6 = || {
        let peer = Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1);
        UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0))?.connect((peer, 9))
    };
    v4().is_ok() || v6().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_the_networks_until_something_answers_and_the_hosts_after() {
        let network = Network::default();
        assert_eq!((network.silent_with(true), network.is_away()), (Some(15_000), true));
        network.answered();
        assert_eq!((network.silent_with(true), network.is_away()), (None, false));
    }

    #[test]
    fn a_route_that_comes_back_is_noticed_once() {
        let network = Network::default();
        assert!(network.silent_with(false).is_some());
        assert!(!network.came_back_with(false));
        assert!(network.came_back_with(true));
        assert!(!network.came_back_with(true), "it came back once");
    }
}
