//! The library at its boundary, on a fixed clock.

mod clips;
mod duplicates;
mod find;
mod graph;
mod links;
mod margin;
mod notes;
mod posts;
mod queue;
mod snapshots;
mod two_processes;
mod versions;
mod world;
