//! A reader as hosts start it, and readers that have gone wrong, for the tests.
//!
//! `reader once FILE FAULT` has its fault the first time and is well from then on: FILE tells.

use std::hint::black_box;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode};

/// What a reader says first.
const READY: &[u8] = concat!("postil ", env!("CARGO_PKG_VERSION")).as_bytes();

fn main() -> ExitCode {
    if postil_capture::serve_if_asked() {
        return ExitCode::SUCCESS;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["once", file, _] if Path::new(file).exists() => serve_well(),
        ["once", file, fault] => std::fs::write(file, fault).and_then(|()| go_wrong(fault)),
        ["always", fault] => go_wrong(fault),
        _ => Ok(()),
    }
    .map_or(ExitCode::FAILURE, |()| ExitCode::SUCCESS)
}

/// Lets a process without a fault answer in this one's place.
fn serve_well() -> io::Result<()> {
    Command::new(std::env::current_exe()?).arg("--read-pages-as-a-child").status().map(|_| ())
}

fn go_wrong(fault: &str) -> io::Result<()> {
    send(READY)?;
    // The first byte of a page.
    io::stdin().read_exact(&mut [0])?;
    match fault {
        "deep" => black_box(descend(0)),
        "endless" => loop {
            black_box(());
        },
        "greedy" => {
            let mut hoard: Vec<Vec<u8>> = Vec::new();
            while hoard.try_reserve(1).is_ok() {
                hoard.push(vec![1; 1 << 40]);
            }
            0
        }
        "liar" => return send(b"{\"this\": \"is no reading\"}"),
        "boaster" => return io::stdout().write_all(&[0xff; 64]),
        _ => 0,
    };
    Ok(())
}

fn send(frame: &[u8]) -> io::Result<()> {
    let length = u32::try_from(frame.len()).map_err(io::Error::other)?;
    let mut out = io::stdout().lock();
    out.write_all(&length.to_le_bytes())?;
    out.write_all(frame)?;
    out.flush()
}

/// Overflows the stack.
#[allow(unconditional_recursion)]
fn descend(depth: usize) -> usize {
    let room = black_box([depth; 512]);
    descend(depth + 1) + room[depth % 512]
}
