use std::sync::Arc;
use std::thread;

use postil_core::tables::documents::{self, Filter};
use postil_core::{Error, Library, Result, verbs};

use crate::world::{Fixed, Shelf};

#[test]
fn writers_on_two_connections_lose_nothing_and_wait_for_each_other() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article("https://a.example/queues", "Queues", "text", &[])?;
    let writer = |name: &'static str| {
        let dir = shelf.dir.path().to_path_buf();
        thread::spawn(move || -> Result<()> {
            let library = Library::open(&dir, Arc::new(Fixed::default()))?;
            for number in 0..20 {
                library.write(|tx| verbs::append_commentary(tx, id, &format!("{name} {number}")))?;
            }
            Ok(())
        })
    };
    let threads = [writer("ink"), writer("paper")];
    for thread in threads {
        thread.join().expect("no panic")?;
    }
    let text = shelf.library.read(|conn| postil_core::tables::commentary::get(conn, id))?;
    for number in 0..20 {
        assert!(text.contains(&format!("ink {number}\n")) && text.contains(&format!("paper {number}\n")), "{text}");
    }
    Ok(())
}

#[test]
fn what_one_wrote_the_other_reads_after_reopening() -> Result<()> {
    let shelf = Shelf::new()?;
    shelf.note("Ink", "words")?;
    let again = Library::open(shelf.dir.path(), Arc::new(Fixed::default()))?;
    assert_eq!(again.read(|conn| documents::count(conn, &Filter::default()))?, 1);
    assert!(again.check()?.is_empty());
    Ok(())
}

#[test]
fn a_file_that_is_no_library_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("library.db");
    let words = b"These are somebody's words and no database at all, at some length. ".repeat(40);
    std::fs::write(&file, &words).expect("a writable file");
    let opened = Library::open(dir.path(), Arc::new(Fixed::default()));
    assert!(matches!(opened, Err(Error::Damaged(_))));
    assert_eq!(std::fs::read(&file).expect("still there"), words);
}

#[test]
fn a_full_disk_is_said_and_what_was_saved_before_is_kept() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.note("Ink", "the first words")?;
    let pages = shelf.library.read(|conn| Ok(conn.query_row("PRAGMA page_count", [], |row| row.get::<_, i64>(0))?))?;
    shelf.library.write(|tx| Ok(tx.conn().pragma_update(None, "max_page_count", pages)?))?;
    let long = "many words ".repeat(100_000);
    let saved = shelf.library.write(|tx| verbs::save_note(tx, id, "the first words", &long));
    assert!(matches!(saved, Err(Error::DiskFull)), "{saved:?}");
    let kept = shelf.library.read(|conn| postil_core::tables::notes::get(conn, id))?;
    assert_eq!(kept.as_deref(), Some("the first words"));
    shelf.library.write(|tx| Ok(tx.conn().pragma_update(None, "max_page_count", 1_000_000)?))?;
    shelf.library.write(|tx| verbs::save_note(tx, id, "the first words", &long))?;
    Ok(())
}
