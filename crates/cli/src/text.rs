//! Where a text comes from: the command line, standard input or an editor.

use std::io::{IsTerminal, Read, Write, stdin};
use std::process::Command;
use std::{env, fs, io};

use postil_api::ApiError;

fn trouble(error: &io::Error) -> ApiError {
    ApiError::new("file", format!("The text could not be read: {error}"), "")
}

fn standard_input() -> Result<String, ApiError> {
    let mut text = String::new();
    stdin().read_to_string(&mut text).map_err(|error| trouble(&error))?;
    Ok(text)
}

/// The text that was given, or what standard input holds for `-` or when something is piped in; otherwise `None`.
pub fn given(markdown: Option<String>) -> Result<Option<String>, ApiError> {
    match markdown {
        Some(dash) if dash == "-" => standard_input().map(Some),
        None if !stdin().is_terminal() => Ok(Some(standard_input()?).filter(|text| !text.is_empty())),
        given => Ok(given),
    }
}

/// The text that was given, or what a person made of `before` in `$VISUAL` or `$EDITOR`.
pub fn given_or_edited(markdown: Option<String>, before: &str) -> Result<String, ApiError> {
    match given(markdown)? {
        Some(text) => Ok(text),
        None if stdin().is_terminal() => edited(before),
        None => Err(ApiError::new("no_text", "No text was given", "Give it as Markdown, or pipe it in.")),
    }
}

fn edited(before: &str) -> Result<String, ApiError> {
    let editor = env::var("VISUAL").or_else(|_| env::var("EDITOR")).unwrap_or_else(|_| "vi".into());
    let mut file = tempfile::Builder::new().suffix(".md").tempfile().map_err(|error| trouble(&error))?;
    file.write_all(before.as_bytes()).map_err(|error| trouble(&error))?;
    let mut words = editor.split_whitespace();
    let program = words.next().unwrap_or("vi");
    let status = Command::new(program).args(words).arg(file.path()).status();
    match status {
        Ok(status) if status.success() => fs::read_to_string(file.path()).map_err(|error| trouble(&error)),
        _ => Err(ApiError::new("editor", format!("{editor} did not end well"), "Set $EDITOR, or give the text.")),
    }
}
