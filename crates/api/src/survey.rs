//! What the files of a folder are, told by their names, and which of its pictures a text means.

use std::collections::{BTreeSet, HashMap};

use postil_core::links::{self, Picture};
use postil_core::title_key;

use crate::pictures::LARGEST;
use crate::wire::{ImportProblem, Survey};

/// What a text's name ends in when it is taken in with its folder.
const TEXTS: &[&str] = &["md", "markdown", "mdown", "txt", "text"];

/// Tells texts, pictures and the rest apart. Of a hidden folder only the folder is told.
pub fn survey(mut names: Vec<String>) -> Survey {
    names.sort();
    names.dedup();
    let mut survey = Survey { largest_picture: LARGEST as u64, ..Survey::default() };
    let mut hidden = BTreeSet::new();
    for name in names {
        let mut parts = name.split('/');
        if let Some(at) = parts.position(|part| part.starts_with('.')) {
            hidden.insert(name.split('/').take(at + 1).collect::<Vec<_>>().join("/"));
            continue;
        }
        let lower = name.to_lowercase();
        let ending = lower.rsplit('/').next().unwrap_or_default().rsplit_once('.').map_or("", |(_, ending)| ending);
        let reason = match ending {
            _ if lower.ends_with(".excalidraw.md") || ending == "excalidraw" => "An Excalidraw drawing",
            _ if TEXTS.contains(&ending) => {
                survey.texts.push(name);
                continue;
            }
            _ if links::is_picture(&lower) => {
                survey.pictures.push(name);
                continue;
            }
            "canvas" => "A canvas",
            "base" => "A base",
            "pdf" => "A PDF",
            "mp3" | "wav" | "m4a" | "ogg" | "flac" | "3gp" | "opus" => "A recording",
            "mp4" | "webm" | "mov" | "mkv" | "ogv" | "avi" => "A film",
            _ => "Neither a text nor a picture",
        };
        survey.left_out.push(ImportProblem { at: name, reason: reason.to_owned() });
    }
    survey.left_out.extend(hidden.into_iter().map(|at| ImportProblem { at, reason: "Hidden".to_owned() }));
    survey
}

/// The pictures of a folder, to be found by what a text calls them.
pub(crate) struct Beside<'a> {
    by_name: HashMap<String, Vec<&'a str>>,
}

impl<'a> Beside<'a> {
    pub fn new(names: &'a [String]) -> Self {
        let mut by_name: HashMap<String, Vec<&str>> = HashMap::new();
        for name in names {
            by_name.entry(title_key(last(name))).or_default().push(name);
        }
        Self { by_name }
    }

    /// The file that the text of `note` means by a picture: one beside the text where it says, or else one of that name anywhere, the
    /// nearest to the top.
    pub fn find(&self, note: &str, picture: &Picture) -> Option<&'a str> {
        let decoded = |text: &str| if picture.anywhere { text.to_owned() } else { links::percent_decoded(text).into() };
        let written = decoded(&picture.target);
        let bare = decoded(picture.target.split(['#', '?']).next().unwrap_or_default());
        self.file(note, &written).or_else(|| self.file(note, &bare))
    }

    fn file(&self, note: &str, written: &str) -> Option<&'a str> {
        let files = self.by_name.get(&title_key(last(written)))?;
        let folder = note.rsplit_once('/').map_or("", |(folder, _)| folder);
        if let Some(path) = joined(folder, written)
            && let Some(file) = files.iter().find(|file| title_key(file) == title_key(&path))
        {
            return Some(file);
        }
        let wanted: Vec<String> =
            written.split('/').filter(|part| !matches!(*part, "" | "." | "..")).map(title_key).collect();
        let ends = |file: &str| file.rsplit('/').map(title_key).take(wanted.len()).eq(wanted.iter().rev().cloned());
        let folder_of = |file: &str| file.rsplit_once('/').map_or(0, |(folder, _)| folder.len());
        let nearness = |file: &'a str| (&file[..folder_of(file)] != folder, file.matches('/').count(), file);
        files.iter().copied().filter(|file| ends(file)).min_by_key(|file| nearness(file))
    }
}

fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}

/// A path from a folder; `None` when it leads out of all folders.
fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_pictures_are_told_from_the_rest() {
        let names = [
            "v/b.md",
            "v/.git/c/d.md",
            "v/.git/e",
            "v/a.TXT",
            "v/p.PNG",
            "v/x.excalidraw.md",
            "v/y.canvas",
            "v/LICENSE",
        ];
        let found = survey(names.iter().map(ToString::to_string).collect());
        assert_eq!(found.texts, ["v/a.TXT", "v/b.md"]);
        assert_eq!(found.pictures, ["v/p.PNG"]);
        let left: Vec<_> = found.left_out.iter().map(|one| (one.at.as_str(), one.reason.as_str())).collect();
        assert_eq!(
            left,
            [
                ("v/LICENSE", "Neither a text nor a picture"),
                ("v/x.excalidraw.md", "An Excalidraw drawing"),
                ("v/y.canvas", "A canvas"),
                ("v/.git", "Hidden"),
            ]
        );
    }

    fn check(note: &str, target: &str, anywhere: bool, wanted: Option<&str>) {
        let names = ["v/a.png", "v/x/a.png", "v/x/y/b c.png", "v/z/Cafe\u{301}.JPG", "v/z/d#1.png", "v/x/y/a.png"];
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let picture = Picture { target: target.to_owned(), anywhere, span: 0..0 };
        assert_eq!(Beside::new(&names).find(note, &picture), wanted, "{note} {target}");
    }

    #[test]
    fn a_picture_is_beside_its_text_or_anywhere() {
        check("v/n.md", "a.png", true, Some("v/a.png"));
        check("v/x/n.md", "a.png", true, Some("v/x/a.png"));
        check("v/w/n.md", "a.png", true, Some("v/a.png"));
        check("v/n.md", "y/a.png", true, Some("v/x/y/a.png"));
        check("v/x/n.md", "y/b%20c.png", false, Some("v/x/y/b c.png"));
        check("v/z/n.md", "../x/a.png", false, Some("v/x/a.png"));
        check("v/n.md", "b c.png", true, Some("v/x/y/b c.png"));
        check("v/n.md", "/x/a.png", false, Some("v/x/a.png"));
        check("v/n.md", "caf\u{e9}.jpg", true, Some("v/z/Cafe\u{301}.JPG"));
        check("v/n.md", "z/d%231.png?raw=true", false, Some("v/z/d#1.png"));
        check("v/n.md", "../../../a.png", false, Some("v/a.png"));
        check("v/n.md", "w/a.png", true, None);
        check("v/n.md", "gone.png", true, None);
    }
}
