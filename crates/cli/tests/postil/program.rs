//! Running the built program on a library of its own.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub struct Postil {
    pub dir: TempDir,
    /// Where the web archive is; nowhere, unless a test has one.
    pub archive: String,
}

/// What a run answered.
pub struct Answer {
    pub ok: bool,
    pub json: Value,
    pub error: Value,
}

impl Postil {
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder"), archive: "http://127.0.0.1:1".into() }
    }

    pub fn library(&self) -> PathBuf {
        self.dir.path().join("library")
    }

    pub fn run(&self, args: &[&str]) -> Answer {
        self.run_with(args, "")
    }

    pub fn run_with(&self, args: &[&str], input: &str) -> Answer {
        let output = run_in(&self.library(), &self.archive, args, input);
        let text = String::from_utf8_lossy(&output.stdout);
        let error = String::from_utf8_lossy(&output.stderr);
        Answer {
            ok: output.status.success(),
            json: serde_json::from_str(text.trim()).unwrap_or(Value::Null),
            error: serde_json::from_str(error.trim()).unwrap_or(Value::Null),
        }
    }

    /// Runs what must go well, and answers its JSON.
    pub fn json(&self, args: &[&str]) -> Value {
        let answer = self.run(args);
        assert!(answer.ok, "{args:?}: {} {}", answer.json, answer.error);
        answer.json
    }

    /// Runs what must fail, and answers the JSON that it wrote all the same.
    pub fn json_of_failure(&self, args: &[&str]) -> Value {
        let answer = self.run(args);
        assert!(!answer.ok, "{args:?}: {}", answer.json);
        answer.json
    }

    pub fn serve(&self) -> Serving {
        let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
            .args(["--json", "serve", "--port", "0", "--library"])
            .arg(self.library())
            .env("POSTIL_ARCHIVE", &self.archive)
            .stdout(Stdio::piped())
            .spawn()
            .expect("postil starts");
        let mut line = String::new();
        let stdout = child.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let answer: Value = serde_json::from_str(&line).expect("JSON");
        let address = answer["address"].as_str().expect("an address").to_owned();
        let (base, token) = address.split_once("/?token=").expect("a token");
        Serving { child, base: base.to_owned(), token: token.to_owned(), address: address.clone() }
    }
}

pub fn run_at(library: &Path, args: &[&str], input: &str) -> Output {
    run_in(library, "http://127.0.0.1:1", args, input)
}

fn run_in(library: &Path, archive: &str, args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_postil"))
        .env("POSTIL_ARCHIVE", archive)
        .arg("--json")
        .arg("--library")
        .arg(library)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("postil starts");
    let mut stdin = child.stdin.take().expect("its input");
    stdin.write_all(input.as_bytes()).expect("postil reads");
    drop(stdin);
    child.wait_with_output().expect("postil ends")
}

/// A `postil serve` that runs until this is dropped.
pub struct Serving {
    child: Child,
    pub base: String,
    pub token: String,
    pub address: String,
}

impl Serving {
    pub fn call(&self, name: &str, request: &Value) -> Value {
        ureq::post(format!("{}/api/{name}", self.base))
            .header("Authorization", format!("Bearer {}", self.token))
            .send_json(request)
            .expect("an answer")
            .body_mut()
            .read_json()
            .expect("JSON")
    }
}

impl Serving {
    /// Looks whether something holds, again with each event of the library.
    pub fn wait_until(&self, holds: impl Fn() -> bool) {
        let mut events = ureq::get(format!("{}/events", self.base))
            .header("Authorization", format!("Bearer {}", self.token))
            .call()
            .expect("a stream");
        let mut lines = BufReader::new(events.body_mut().as_reader()).lines().map_while(Result::ok);
        while !holds() {
            lines.next().expect("the stream goes on");
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
