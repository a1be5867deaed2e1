//! The library at its boundary, on a fixed clock.

mod clips;
mod find;
mod links;
mod notes;
mod queue;
mod two_processes;
mod world;
