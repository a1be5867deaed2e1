//! What the library asks of the outside: the time and new identifiers.

use uuid::Uuid;

/// Milliseconds since the Unix epoch, in UTC.
pub type Millis = i64;

/// The clock and the source of identifiers, passed in so that tests run on a fixed one.
pub trait World: Send + Sync {
    /// The present moment.
    fn now(&self) -> Millis;
    /// A new UUIDv7, never given before.
    fn new_id(&self) -> Uuid;
}
