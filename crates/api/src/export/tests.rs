use std::sync::Arc;

use postil_core::tables::{commentary, documents, imported_files, notes, points};
use postil_core::verbs::{self, OutlineEdit};
use postil_core::{Library, PointId, Result, Voice};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;
use tempfile::TempDir;

use super::imported;
use crate::import::{ImportOptions, take_one};
use crate::wire::Imported;
use crate::world::Machine;

struct Shelf {
    _dir: TempDir,
    library: Library,
}

impl Shelf {
    fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let library = Library::open(dir.path(), Arc::new(Machine)).expect("a library");
        Self { _dir: dir, library }
    }

    fn import(&self, name: &str, bytes: &[u8], options: &ImportOptions) -> Imported {
        let mut report = Imported::default();
        self.write(|tx| take_one(tx, name, bytes, options, &mut report));
        report
    }

    fn write<T>(&self, write: impl FnOnce(&postil_core::Tx<'_>) -> Result<T>) -> T {
        self.library.write(write).expect("it is written").value
    }

    fn read<T>(&self, read: impl FnOnce(&rusqlite::Connection) -> Result<T>) -> T {
        self.library.read(read).expect("it is read")
    }

    /// The file of this name as it is exported, and what could not be written into it.
    fn export(&self, name: &str) -> (Vec<u8>, usize) {
        self.read(|conn| {
            let file = imported_files::all(conn)?.into_iter().find(|file| file.path == name).expect("the file");
            let written = imported::written(conn, &file)?.expect("it is not in the bin");
            Ok((written.bytes, written.left.len()))
        })
    }

    fn text(&self, name: &str) -> String {
        String::from_utf8(self.export(name).0).expect("UTF-8")
    }

    fn article(&self, url: &str) -> postil_core::DocumentId {
        self.read(|conn| verbs::resolve(conn, url)).id
    }

    fn edit(&self, url: &str, edit: OutlineEdit) {
        let id = self.article(url);
        self.write(|tx| verbs::edit_outline(tx, id, &[edit], None));
    }

    fn point(&self, url: &str, text: &str) -> PointId {
        let id = self.article(url);
        let rows = self.read(|conn| points::rows(conn, id));
        rows.into_iter().find(|row| row.text == text).expect("the point").id
    }

    fn say(&self, url: &str, words: &str) {
        let id = self.article(url);
        let base = self.read(|conn| commentary::get(conn, id));
        self.write(|tx| verbs::save_commentary(tx, id, &base, words));
    }
}

const SMALL: &str = "https://a.example/small";
const ONE: &str = "---\ntitle: One\ndate: 2024-03-31\n---\n\nHello.\n\n## [Small](https://a.example/small)\n\n* First\n    * (Me) Aside\n* Second\n* Third\n\nThoughts: good.\n\n## [Other](https://a.example/other)\n\n* Else\n";

fn with(from: &str, to: &str) -> String {
    assert!(ONE.contains(from));
    ONE.replacen(from, to, 1)
}

fn one() -> Shelf {
    let shelf = Shelf::new();
    shelf.import("one.md", ONE.as_bytes(), &ImportOptions::default());
    assert_eq!(shelf.text("one.md"), ONE);
    shelf
}

fn new_point(shelf: &Shelf, parent: Option<PointId>, after: Option<PointId>, text: &str) -> OutlineEdit {
    let id = PointId(shelf.library.new_id());
    OutlineEdit::Add { id, parent, after, text: text.into(), voice: Voice::Me, place: None }
}

#[test]
fn edits_of_an_outline_change_only_their_lines() {
    let shelf = one();
    let id = shelf.point(SMALL, "Second");
    shelf.edit(SMALL, OutlineEdit::Text { id, text: "Second thing".into() });
    assert_eq!(shelf.text("one.md"), with("* Second", "* Second thing"));
    shelf.edit(SMALL, OutlineEdit::Text { id, text: "Second".into() });
    let first = shelf.point(SMALL, "First");
    shelf.edit(SMALL, new_point(&shelf, None, Some(first), "Between"));
    assert_eq!(shelf.text("one.md"), with("* Second", "* (Me) Between\n* Second"));
    let id = shelf.point(SMALL, "Between");
    shelf.edit(SMALL, OutlineEdit::Delete { id });
    assert_eq!(shelf.text("one.md"), ONE);
    let id = shelf.point(SMALL, "Third");
    shelf.edit(SMALL, OutlineEdit::Move { id, parent: None, after: Some(first) });
    assert_eq!(shelf.text("one.md"), with("* Second\n* Third", "* Third\n* Second"));
    shelf.edit(SMALL, OutlineEdit::Delete { id: first });
    assert_eq!(shelf.text("one.md"), with("* First\n    * (Me) Aside\n* Second\n* Third", "* Third\n* Second"));
}

#[test]
fn edits_of_post_and_articles_come_together() {
    let shelf = one();
    let post = shelf.read(|conn| verbs::resolve(conn, "One")).id;
    let text = with("Hello.", "Hello there.").replace("* Third", "* Third, and more");
    shelf.write(|tx| verbs::save_note(tx, post, ONE, &text));
    assert_eq!(shelf.text("one.md"), text);
    let id = shelf.point(SMALL, "Second");
    shelf.edit(SMALL, OutlineEdit::Text { id, text: "Second thing".into() });
    shelf.say(SMALL, "very good.\n");
    let wanted = text.replace("* Second", "* Second thing").replace("Thoughts: good.", "Thoughts: very good.");
    assert_eq!(shelf.text("one.md"), wanted);
}

#[test]
fn what_another_post_says_of_an_article_stays_there() {
    let shelf = one();
    let two = "# Two\n\n2024-04-01\n\n## [Small](https://a.example/small)\n\n- Second\n- Own\n\nThoughts: also this.\n";
    shelf.import("deep/two.md", two.as_bytes(), &ImportOptions::default());
    assert_eq!((shelf.text("one.md").as_str(), shelf.text("deep/two.md").as_str()), (ONE, two));
    let own = shelf.point(SMALL, "Own");
    shelf.edit(SMALL, new_point(&shelf, Some(own), None, "Beneath"));
    shelf.say(SMALL, "good.\n\nalso this, now.\n");
    assert_eq!(shelf.text("one.md"), ONE);
    let wanted = two.replace("- Own", "- Own\n  - (Me) Beneath").replace("also this.", "also this, now.");
    assert_eq!(shelf.text("deep/two.md"), wanted);
    shelf.say(SMALL, "neither.\n");
    let (bytes, left) = shelf.export("deep/two.md");
    assert_eq!((String::from_utf8(bytes).expect("UTF-8"), left), (two.replace("- Own", "- Own\n  - (Me) Beneath"), 1));
}

#[test]
fn a_text_without_its_line_ends_keeps_them_in_the_file() {
    let shelf = Shelf::new();
    let bytes = [b"\xef\xbb\xbf".as_slice(), ONE.replace('\n', "\r\n").as_bytes()].concat();
    shelf.import("one.md", &bytes, &ImportOptions::default());
    let post = shelf.read(|conn| verbs::resolve(conn, "One")).id;
    let base = shelf.read(|conn| notes::get(conn, post)).expect("a text");
    shelf.write(|tx| verbs::save_note(tx, post, &base, &base.replace("\r\n", "\n").replace("Hello", "Bye")));
    let wanted = [b"\xef\xbb\xbf".as_slice(), with("Hello", "Bye").replace('\n', "\r\n").as_bytes()].concat();
    assert_eq!(shelf.export("one.md").0, wanted);
}

#[test]
fn days_are_written_back_into_their_log() {
    let shelf = Shelf::new();
    let log = "June 5, 2024\n\n- Slept.\n- Read.\n  On two lines.\n- Went.\n\nJune 6, 2024\n\n- Wrote.\n";
    shelf.import("log.txt", log.as_bytes(), &ImportOptions::default());
    assert_eq!(shelf.text("log.txt"), log);
    let save = |day: &str, base: &str, text: &str| {
        let id = shelf.read(|conn| documents::journal_day(conn, day)).expect("the day").id;
        shelf.write(|tx| verbs::save_note(tx, id, base, text));
    };
    let base = "- Slept.\n- Read.\n  On two lines.\n- Went.\n";
    save("2024-06-05", base, "- Slept well.\n- Went.\n- 21:10 And back.\n");
    let wanted = "June 5, 2024\n\n- Slept well.\n- Went.\n- 21:10 And back.\n\nJune 6, 2024\n\n- Wrote.\n";
    assert_eq!(shelf.text("log.txt"), wanted);
    save("2024-06-06", "- Wrote.\n", "- Wrote.\n");
    assert_eq!(shelf.text("log.txt"), wanted);
}

#[test]
fn repaired_letters_are_lines_that_were_edited() {
    let shelf = Shelf::new();
    let spoilt = "2024-06-05\n\n- Iâ€™m here.\n- Fine.\n";
    let repair = ImportOptions { repair: true, ..ImportOptions::default() };
    shelf.import("log.txt", spoilt.as_bytes(), &repair);
    assert_eq!(shelf.text("log.txt"), "2024-06-05\n\n- I’m here.\n- Fine.\n");
    let post = ONE.replace("Second", "Iâ€™m second").replace("One", "Two");
    shelf.import("two.md", post.as_bytes(), &repair);
    assert_eq!(shelf.text("two.md"), post.replace("Iâ€™m", "I’m"));
    shelf.point(SMALL, "I’m second");
}

/// A line of a post about articles.
fn line() -> impl Strategy<Value = String> {
    let words = || {
        proptest::collection::vec(
            select(vec!["plain", "*some*", "`code`", "été", "漢字", "[a](https://l.example/b)", "x  y"]),
            1..4,
        )
    };
    let words = move || words().prop_map(|words| words.join(" "));
    prop_oneof![
        8 => (select(vec!["", "", "  ", "    ", "\t", "\u{a0}\u{a0}"]), select(vec!["-", "*", "1.", "+"]), any::<bool>(), words())
            .prop_map(|(indent, mark, me, words)| format!("{indent}{mark} {}{words}", if me { "(Me) " } else { "" })),
        3 => (1..4usize, 0..4u32).prop_map(|(level, n)| format!("\n{} [Title {n}](https://t.example/{n})\n", "#".repeat(level))),
        1 => (2..5usize, words()).prop_map(|(level, words)| format!("\n{} {words}\n", "#".repeat(level))),
        2 => words(),
        2 => Just(String::new()),
        2 => words().prop_map(|words| format!("\nThoughts: {words}")),
        1 => select(vec!["> quoted", "```\ncode\n```", "---", "| a | b |", "<!-- no -->"]).prop_map(str::to_owned),
    ]
}

fn post() -> impl Strategy<Value = String> {
    let lines = proptest::collection::vec(line(), 1..25);
    (lines, select(vec!["\n", "\n", "\r\n"]), any::<bool>()).prop_map(|(lines, newline, ends)| {
        let head = "---\ntitle: A\ndate: 2024-06-05\n---\n\n# [First](https://first.example/)\n\n- (Me) a point\n";
        let text = format!("{head}{}{}", lines.join("\n"), if ends { "\n" } else { "" });
        text.replace('\n', newline)
    })
}

/// The lines of one text that the other has not, in order.
fn differing(one: &str, other: &str) -> usize {
    let (one, other): (Vec<&str>, Vec<&str>) = (one.lines().collect(), other.lines().collect());
    let head = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let rest = one.len().min(other.len()) - head;
    let tail = one.iter().rev().zip(other.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    one.len() - head - tail
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, rng_seed: RngSeed::Fixed(7), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_untouched_post_is_the_same_bytes_and_one_edit_changes_its_lines(
        first in post(),
        second in post(),
        pick in any::<Index>(),
    ) {
        let shelf = Shelf::new();
        let files = [("a.md", &first), ("deep/b.md", &second)];
        for (name, text) in files {
            shelf.import(name, text.as_bytes(), &ImportOptions::default());
        }
        for (name, text) in files {
            prop_assert_eq!(&shelf.text(name), text);
        }
        let articles = shelf.read(|conn| documents::page(conn, &documents::Filter::default(), None, 100));
        let all = shelf.read(|conn| {
            let rows = articles.iter().map(|article| points::rows(conn, article.id)).collect::<Result<Vec<_>>>()?;
            Ok(rows.concat())
        });
        let row = pick.get(&all);
        if !row.text.contains('\n') && !row.text.starts_with(['>', '|', '`', '<']) {
            let edit = OutlineEdit::Text { id: row.id, text: "quite new words".into() };
            shelf.write(|tx| verbs::edit_outline(tx, row.document_id, &[edit], None));
            let mut found = false;
            for (name, text) in files {
                let after = shelf.text(name);
                found |= after.contains("quite new words");
                // The same point may stand in a post more than once.
                if after.matches("quite new words").count() == 1 {
                    // The lines of a point become one.
                    prop_assert_eq!(differing(&after, text), 1, "{}\n---\n{}", text, after);
                    prop_assert!(differing(text, &after) < 5, "{}\n---\n{}", text, after);
                } else if !after.contains("quite new words") {
                    prop_assert_eq!(&after, text);
                }
            }
            prop_assert!(found);
        }
    }
}
