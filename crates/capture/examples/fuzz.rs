//! Reads mutated pages until the time is up, and keeps those that go wrong.
//!
//! `fuzz MINUTES [FOLDER]` starts a process for each processor. One that dies is replaced, and the
//! page that it read is kept. `fuzz read FILE…` reads kept pages again.

#![allow(clippy::print_stdout)]

#[path = "../tests/support/holds.rs"]
mod holds;
#[path = "../tests/support/mutate.rs"]
mod mutate;
#[path = "../tests/support/seeds.rs"]
mod seeds;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use std::{fs, io, thread};

use postil_capture::{Extractor, Limits, Page, parse_address};

/// A page that takes longer than this is kept as too slow.
const SLOW: Duration = Duration::from_secs(4);

/// Whether anything panicked; reading goes on after a panic.
static PANICKED: AtomicBool = AtomicBool::new(false);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["read", files @ ..] => read(files),
        ["work", seed, minutes, folder] => work(number(seed), number(minutes), Path::new(folder)),
        [minutes] => drive(number(minutes), Path::new("target/fuzz")),
        [minutes, folder] => drive(number(minutes), Path::new(folder)),
        _ => Err(io::Error::other("fuzz MINUTES [FOLDER], or fuzz read FILE…")),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            println!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn number(text: &str) -> u64 {
    text.parse().unwrap_or_default()
}

/// Keeps a process for each processor at work. Answers whether nothing went wrong.
fn drive(minutes: u64, folder: &Path) -> io::Result<bool> {
    fs::create_dir_all(folder)?;
    let until = Instant::now() + Duration::from_secs(minutes * 60);
    let mut seed = SystemTime::now().duration_since(UNIX_EPOCH).map_or(1, |time| time.as_secs());
    let mut start = || -> io::Result<(u64, Child)> {
        seed += 1;
        let left = until.saturating_duration_since(Instant::now()).as_secs();
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["work", &seed.to_string(), &left.to_string()]).arg(folder);
        Ok((seed, command.spawn()?))
    };
    let mut workers = Vec::new();
    for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
        workers.push(start()?);
    }
    while !workers.is_empty() {
        thread::sleep(Duration::from_millis(200));
        let mut going = Vec::new();
        for (seed, mut child) in workers {
            match child.try_wait()? {
                None => going.push((seed, child)),
                Some(status) if status.success() => {}
                Some(status) => {
                    let kept = folder.join(format!("died-{seed}.page"));
                    fs::rename(running(folder, seed), &kept)?;
                    println!("A process ended with {status}: {}", kept.display());
                    if Instant::now() < until {
                        going.push(start()?);
                    }
                }
            }
        }
        workers = going;
    }
    let kept = fs::read_dir(folder)?.flatten().count();
    println!("{kept} files in {}", folder.display());
    Ok(kept == 0)
}

fn running(folder: &Path, seed: u64) -> PathBuf {
    folder.join(format!("running-{seed}.page"))
}

/// Reads pages of its own seed for so many seconds.
fn work(seed: u64, seconds: u64, folder: &Path) -> io::Result<bool> {
    let until = Instant::now() + Duration::from_secs(seconds);
    let note = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICKED.store(true, Ordering::SeqCst);
        note(panic);
    }));
    let pages = seeds::pages();
    let mut rng = fastrand::Rng::with_seed(seed);
    let mut count = 0_u64;
    while Instant::now() < until {
        let page = mutate::mutate(&pages, &mut rng);
        fs::write(running(folder, seed), &page)?;
        if let Some(fault) = fault(page) {
            let kept = folder.join(format!("fault-{seed}-{count}.page"));
            fs::copy(running(folder, seed), &kept)?;
            println!("{}: {fault}", kept.display());
        }
        count += 1;
    }
    fs::remove_file(running(folder, seed))?;
    println!("seed {seed}: {count} pages");
    Ok(true)
}

fn fault(page: Vec<u8>) -> Option<String> {
    PANICKED.store(false, Ordering::SeqCst);
    let url = parse_address("https://a.example/page").ok()?;
    let began = Instant::now();
    let reading = Extractor::in_process(Limits::default()).read(Page::file(page, url));
    let took = began.elapsed();
    match reading {
        Err(error) => Some(error.to_string()),
        Ok(_) if PANICKED.load(Ordering::SeqCst) => Some("a panic".to_owned()),
        Ok(_) if took > SLOW => Some(format!("it took {took:?}")),
        Ok(reading) => holds::broken(&reading.article),
    }
}

fn read(files: &[&str]) -> io::Result<bool> {
    let mut well = true;
    for file in files {
        let began = Instant::now();
        let fault = fault(fs::read(file)?);
        well &= fault.is_none();
        println!("{file}: {} after {:?}", fault.unwrap_or_else(|| "well".to_owned()), began.elapsed());
    }
    Ok(well)
}
