//! `postil`: the command line, and `postil serve`, the HTTP host.

mod args;
mod print;
mod run;
mod serve;
mod text;

use std::process::ExitCode;

use clap::Parser;

use crate::args::Args;

fn main() -> ExitCode {
    if postil_api::serve_if_asked() {
        return ExitCode::SUCCESS;
    }
    let args = Args::parse();
    let json = args.json;
    match run::run(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            print::error(&error, json);
            ExitCode::FAILURE
        }
    }
}
