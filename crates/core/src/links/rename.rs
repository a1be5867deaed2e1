//! Following a renamed document: its title in other texts' wikilinks is rewritten, all else stays byte for byte.

use serde::{Deserialize, Serialize};

use super::{Target, read};
use crate::title_key;

/// A text after a renaming.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Renamed {
    /// The text.
    pub markdown: String,
    /// What was rewritten in it.
    pub links: Vec<RenamedLink>,
    /// How many links to the new title it has now.
    pub count: usize,
}

/// A link that was rewritten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenamedLink {
    /// Which it is of the links by title to the new title, counted from 0.
    pub nth: usize,
    /// How the old title was written in it.
    pub old: String,
}

/// Rewrites each `[[old]]`, `[[old.md]]`, `[[old|shown]]`, `[[old#Heading]]` and `![[old]]` of `markdown` to the new title.
/// Answers `None` when nothing links to the old title.
pub fn rename_title(markdown: &str, old: &str, new: &str) -> Option<Renamed> {
    let (from, to) = (title_key(old), title_key(new));
    let mut nth = 0;
    let mut links = Vec::new();
    let renamed = rewrite(markdown, |title| {
        let key = title_key(title);
        let is_old = key == from || key.strip_suffix(".md") == Some(from.as_str());
        if is_old {
            links.push(RenamedLink { nth, old: title.to_owned() });
        }
        nth += usize::from(is_old || key == to);
        is_old.then(|| new.to_owned())
    });
    (!links.is_empty()).then_some(Renamed { markdown: renamed, links, count: nth })
}

/// Takes back the renaming of links, in a text that may have been edited since. When links to the new title came or went, all of
/// them get the old one.
pub fn undo_rename(markdown: &str, old: &str, new: &str, links: &[RenamedLink], count: usize) -> Option<String> {
    let key = title_key(new);
    let mut there = 0;
    rewrite(markdown, |title| {
        there += usize::from(title_key(title) == key);
        None
    });
    let mut nth = 0;
    let mut changed = false;
    let undone = rewrite(markdown, |title| {
        if title_key(title) != key {
            return None;
        }
        let known = links.iter().find(|link| link.nth == nth);
        nth += 1;
        let written = if there == count { known.map(|link| link.old.clone()) } else { Some(old.to_owned()) };
        changed |= written.is_some();
        written
    });
    changed.then_some(undone)
}

/// Writes other titles in links by title.
fn rewrite(markdown: &str, mut other: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(markdown.len());
    let mut done = 0;
    for link in read(markdown) {
        let Target::Title(title) = &link.target else { continue };
        let written = &markdown[link.span.clone()];
        if !written.trim_start_matches('!').starts_with("[[") {
            continue;
        }
        let Some(at) = written.find(title.as_str()) else { continue };
        let Some(new) = other(title) else { continue };
        let start = link.span.start + at;
        out.push_str(&markdown[done..start]);
        out.push_str(&new);
        done = start + title.len();
    }
    out.push_str(&markdown[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_title_inside_the_brackets_changes_and_can_be_undone() {
        let text = "Old [[old.md]] [[Old|Old words]] ![[Old#Part]] `[[Old]]` [[Older]] [[New]]\n";
        let wanted = "Old [[New]] [[New|Old words]] ![[New#Part]] `[[Old]]` [[Older]] [[New]]\n";
        let renamed = rename_title(text, "Old", "New").expect("links to the old title");
        assert_eq!(renamed.markdown, wanted);
        assert_eq!(undo_rename(wanted, "Old", "New", &renamed.links, 4).as_deref(), Some(text));
        assert_eq!(rename_title("nothing here", "Old", "New"), None);
    }

    #[test]
    fn what_was_linked_since_gets_the_old_title_too() {
        let renamed = rename_title("[[Old]]", "Old", "New").expect("a link");
        assert_eq!(undo_rename("[[New]] [[New]]", "Old", "New", &renamed.links, 1).as_deref(), Some("[[Old]] [[Old]]"));
        assert_eq!(undo_rename("gone", "Old", "New", &renamed.links, 1), None);
    }
}
