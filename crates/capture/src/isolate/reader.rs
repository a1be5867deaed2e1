//! The reader's side: a process that reads pages until its input ends.

use std::io::{self, BufReader, BufWriter, Write};
use std::time::Duration;

use super::frame::{self, Head};
use super::{Ended, apart};
use crate::page::{Reading, read};

/// What tells a program to be a reader, as its only argument.
pub(super) const ARGUMENT: &str = "--read-pages-as-a-child";

/// How much later than the host a reader gives up by itself: it may be left without a host.
const GRACE: Duration = Duration::from_secs(1);

/// Reads pages for the host that started this program, if one did so. To be called before anything
/// else in `main`; if it answers `true`, the work is done and the program is to end.
pub fn serve_if_asked() -> bool {
    let mut arguments = std::env::args_os().skip(1);
    if arguments.next().is_none_or(|argument| argument != ARGUMENT) || arguments.next().is_some() {
        return false;
    }
    confine();
    // The host ends its readers by closing the pipe: an error is how they learn of it.
    let _ = serve();
    true
}

fn serve() -> io::Result<()> {
    let mut input = BufReader::new(io::stdin().lock());
    let mut output = BufWriter::new(io::stdout().lock());
    frame::write(&mut output, frame::READY)?;
    output.flush()?;
    loop {
        let head: Head = serde_json::from_slice(&frame::read(&mut input)?)?;
        let (care, limits) = (head.care, head.limits());
        let page = head.page(frame::read(&mut input)?);
        let answer: Option<Reading> = match apart(limits.extract + GRACE, move || read(&page, care, &limits)) {
            Ended::Well(reading) => Some(reading),
            Ended::Panicked => None,
            Ended::TimedOut => return Ok(()),
        };
        frame::write(&mut output, &serde_json::to_vec(&answer)?)?;
        output.flush()?;
    }
}

/// Gives up what a reader does not need.
#[cfg(unix)]
fn confine() {
    use rlimit::Resource;
    /// Most memory, in bytes of address space.
    const MEMORY: u64 = 3 << 30;
    // Where the system does not know a limit, there is none.
    let _ = Resource::CORE.set(0, 0);
    let _ = Resource::FSIZE.set(0, 0);
    let _ = Resource::NOFILE.set(3, 3);
    #[cfg(target_os = "linux")]
    let _ = Resource::AS.set(MEMORY, MEMORY);
}

#[cfg(not(unix))]
fn confine() {}
