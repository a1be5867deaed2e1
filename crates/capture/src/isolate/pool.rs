//! The host's side: readers that are started, asked, killed and started anew.

use std::io::{self, BufReader, ErrorKind, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::frame::{self, Head};
use super::{ReaderCommand, left};
use crate::article::Limits;
use crate::error::FetchError;
use crate::page::{Care, Page, Reading};

/// How many pages a reader reads before another takes its place: what a page leaves behind in
/// memory does not add up.
const MOST_PAGES: u32 = 200;
/// How long a reader is kept that nobody asks.
const IDLE: Duration = Duration::from_secs(60);
/// How long a reader may take to start.
const START: Duration = Duration::from_secs(10);

/// How a question to a reader ended.
pub(super) enum Asked {
    /// With an answer.
    Read(Box<Reading>),
    /// The page was too much for it.
    Broke,
}

/// Readers, no more than so many at a time.
pub(super) struct Pool {
    command: ReaderCommand,
    most: usize,
    state: Mutex<State>,
    free: Condvar,
}

#[derive(Default)]
struct State {
    idle: Vec<Reader>,
    working: usize,
}

impl Pool {
    pub(super) fn new(command: ReaderCommand, most: usize) -> Self {
        Self { command, most, state: Mutex::default(), free: Condvar::new() }
    }

    pub(super) fn most(&self) -> usize {
        self.most
    }

    /// Waits for a turn.
    pub(super) fn turn(&self) -> Turn<'_> {
        let busy = |state: &mut State| state.working >= self.most;
        let mut state = self.free.wait_while(self.state(), busy).unwrap_or_else(PoisonError::into_inner);
        state.working += 1;
        Turn { pool: self }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The right to ask one reader at a time.
pub(super) struct Turn<'a> {
    pool: &'a Pool,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.pool.state().working -= 1;
        self.pool.free.notify_one();
    }
}

impl Turn<'_> {
    /// Asks a reader, until it is too late.
    pub(super) fn ask(
        &self,
        page: &Arc<Page>,
        care: Care,
        limits: &Limits,
        until: Instant,
    ) -> Result<Asked, FetchError> {
        loop {
            let kept = self.pool.state().idle.pop();
            let used = kept.is_some();
            let mut reader = match kept {
                Some(reader) => reader,
                None => Reader::start(&self.pool.command)?,
            };
            let question = Question { page: Arc::clone(page), care, limits: limits.clone(), time: left(until) };
            match reader.ask(question) {
                Answer::Read(reading) => {
                    self.keep(reader);
                    return Ok(Asked::Read(reading));
                }
                Answer::Panicked => {
                    self.keep(reader);
                    return Ok(Asked::Broke);
                }
                // It may have been gone before it was asked.
                Answer::Gone if used => {}
                Answer::Gone | Answer::Late => return Ok(Asked::Broke),
            }
        }
    }

    fn keep(&self, reader: Reader) {
        if reader.pages < MOST_PAGES {
            self.pool.state().idle.push(reader);
        }
    }
}

struct Question {
    page: Arc<Page>,
    care: Care,
    limits: Limits,
    time: Duration,
}

enum Answer {
    Read(Box<Reading>),
    Panicked,
    Gone,
    Late,
}

/// One process that reads. Dropping it kills it.
struct Reader {
    child: Child,
    questions: Sender<Question>,
    answers: Receiver<io::Result<Option<Reading>>>,
    pages: u32,
}

impl Reader {
    fn start(command: &ReaderCommand) -> Result<Self, FetchError> {
        let failed = |error: io::Error| FetchError::NoReader { cause: error.to_string() };
        let mut child = command_line(command).spawn().map_err(failed)?;
        let (questions, asked) = mpsc::channel();
        let (answer, answers) = mpsc::channel();
        let (ready, is_ready) = mpsc::channel();
        let pipes = child.stdin.take().zip(child.stdout.take());
        let mut reader = Self { child, questions, answers, pages: 0 };
        let Some((to, from)) = pipes else {
            return Err(failed(ErrorKind::BrokenPipe.into()));
        };
        let talk = move || talk(to, BufReader::new(from), &ready, &asked, &answer);
        thread::Builder::new().name("reader".into()).spawn(talk).map_err(failed)?;
        match is_ready.recv_timeout(START) {
            Ok(()) => Ok(reader),
            Err(_) => {
                reader.end();
                Err(failed(io::Error::new(ErrorKind::TimedOut, "the reader did not start")))
            }
        }
    }

    fn ask(&mut self, question: Question) -> Answer {
        let time = question.time;
        self.pages += 1;
        if self.questions.send(question).is_err() {
            return Answer::Gone;
        }
        match self.answers.recv_timeout(time) {
            Ok(Ok(Some(reading))) => Answer::Read(Box::new(reading)),
            Ok(Ok(None)) => Answer::Panicked,
            Ok(Err(_)) | Err(mpsc::RecvTimeoutError::Disconnected) => Answer::Gone,
            Err(mpsc::RecvTimeoutError::Timeout) => Answer::Late,
        }
    }

    fn end(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.end();
    }
}

fn command_line(command: &ReaderCommand) -> Command {
    let mut line = Command::new(&command.program);
    line.args(&command.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        /// No console window comes up.
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        line.creation_flags(CREATE_NO_WINDOW);
    }
    line
}

/// Speaks with a reader on a thread of its own, since a pipe can block for ever. It ends when the
/// reader is dropped or killed, or when nobody asks it any more; the reader ends with its pipe.
fn talk(
    mut to: ChildStdin,
    mut from: BufReader<ChildStdout>,
    ready: &Sender<()>,
    asked: &Receiver<Question>,
    answer: &Sender<io::Result<Option<Reading>>>,
) {
    if frame::read(&mut from).is_ok_and(|word| word == frame::READY) && ready.send(()).is_ok() {
        while let Ok(question) = asked.recv_timeout(IDLE) {
            let said = exchange(&mut to, &mut from, &question);
            let failed = said.is_err();
            if answer.send(said).is_err() || failed {
                return;
            }
        }
    }
}

fn exchange(
    to: &mut ChildStdin,
    from: &mut BufReader<ChildStdout>,
    question: &Question,
) -> io::Result<Option<Reading>> {
    let Question { page, care, limits, time } = question;
    frame::write(to, &serde_json::to_vec(&Head::new(page, *care, limits, *time))?)?;
    frame::write(to, &page.body)?;
    to.flush()?;
    Ok(serde_json::from_slice(&frame::read(from)?)?)
}
