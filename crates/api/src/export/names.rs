//! Names of exported files: beneath one folder, and each once.

use std::collections::HashSet;

/// The names that are taken, as systems compare them that know no case.
#[derive(Default)]
pub(super) struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// A name that is free and leads nowhere else than beneath the folder: the one wanted, else with a number.
    pub(super) fn free(&mut self, wanted: &str) -> String {
        let safe = beneath(wanted);
        let (stem, ending) = match safe
            .rsplit_once('.')
            .filter(|(stem, ending)| !stem.is_empty() && !stem.ends_with('/') && !ending.contains('/'))
        {
            Some((stem, ending)) => (stem.to_owned(), format!(".{ending}")),
            None => (safe.clone(), String::new()),
        };
        let mut name = safe;
        let mut number = 2;
        while !self.taken.insert(name.to_lowercase()) {
            name = format!("{stem} {number}{ending}");
            number += 1;
        }
        name
    }
}

/// A path without what would lead out of the folder.
pub(super) fn beneath(path: &str) -> String {
    let is_drive = |part: &str| part.len() == 2 && part.ends_with(':');
    let parts = path.split('/').map(|part| part.replace(['\\', '\0'], "-"));
    let parts: Vec<String> = parts.filter(|part| !matches!(part.trim(), "" | "." | "..") && !is_drive(part)).collect();
    if parts.is_empty() { "untitled.md".to_owned() } else { parts.join("/") }
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_stay_beneath_the_folder_and_are_free() {
        let mut names = Names::default();
        let mut check = |wanted: &str, given: &str| assert_eq!(names.free(wanted), given);
        check("notes/A.md", "notes/A.md");
        check("notes/a.md", "notes/a 2.md");
        check("notes/A.md", "notes/A 3.md");
        check("../../etc/passwd", "etc/passwd");
        check("/etc/passwd", "etc/passwd 2");
        check("C:/x\\..\\y", "x-..-y");
        check("..", "untitled.md");
        check("a.b/c", "a.b/c");
        check("a.b/c", "a.b/c 2");
        check(".md", ".md");
        check(".md", ".md 2");
    }
}
