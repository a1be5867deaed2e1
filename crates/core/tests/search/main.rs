//! Judged queries on a corpus that was written for it: a change of the ranking shows.

#[path = "../library/world.rs"]
#[allow(dead_code, reason = "written for other tests too")]
mod world;

mod asking;
mod bad_input;
mod corpus;
mod following;
mod ranking;
mod titles;
