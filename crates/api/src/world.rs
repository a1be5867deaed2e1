//! The real clock and the real source of identifiers.

use postil_core::{Millis, World};
use uuid::Uuid;

/// The machine's clock, and UUIDv7 made from it.
pub(crate) struct Machine;

impl World for Machine {
    fn now(&self) -> Millis {
        jiff::Timestamp::now().as_millisecond()
    }

    fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }
}
