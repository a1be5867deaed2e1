//! `postil` as a person and a program meet it: the built program, a real library, and a web server on loopback.

mod bad_input;
mod batch;
mod compose;
mod duplicates;
mod export;
mod graph;
mod import;
mod import_bad;
mod index;
mod journal;
mod links;
mod main_job;
mod margin;
mod model;
mod pdf;
mod program;
mod queue;
mod search;
mod serve;
mod site;
mod snapshots;
mod two_processes;
mod vault;
mod versions;
