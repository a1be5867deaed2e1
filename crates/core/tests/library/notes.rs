use postil_core::tables::{documents, notes};
use postil_core::{Error, Result, verbs};

use crate::world::Shelf;

#[test]
fn a_note_is_created_saved_renamed_deleted_and_restored() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.note("Ink", "First words.")?;
    let saved = shelf.library.write(|tx| verbs::save_note(tx, id, "First words.", "First words. More."))?;
    assert_eq!((saved.value.as_str(), saved.changed), ("First words. More.", vec![id]));
    shelf.library.write(|tx| verbs::rename(tx, id, "  Red \n ink ", false))?;
    shelf.library.write(|tx| verbs::delete(tx, id))?;
    assert!(shelf.library.read(|conn| verbs::resolve_title(conn, "Red ink"))?.is_none());
    let restored = shelf.library.write(|tx| verbs::restore(tx, id))?.value;
    assert_eq!((restored.title.as_str(), restored.deleted_at), ("Red ink", None));
    assert_eq!(shelf.library.read(|conn| notes::get(conn, id))?.as_deref(), Some("First words. More."));
    Ok(())
}

#[test]
fn two_edits_from_the_same_base_are_both_kept() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.note("Ink", "one\n\ntwo\n")?;
    shelf.library.write(|tx| verbs::save_note(tx, id, "one\n\ntwo\n", "ONE\n\ntwo\n"))?;
    let merged = shelf.library.write(|tx| verbs::save_note(tx, id, "one\n\ntwo\n", "one\n\ntwo\nthree\n"))?;
    assert_eq!(merged.value, "ONE\n\ntwo\nthree\n");
    Ok(())
}

#[test]
fn titles_of_notes_are_their_own() -> Result<()> {
    let shelf = Shelf::new()?;
    let first = shelf.note("Ink", "")?;
    assert!(matches!(shelf.note("ink ", ""), Err(Error::TitleTaken(_))));
    assert!(matches!(shelf.note(" \n", ""), Err(Error::NoTitle)));
    shelf.library.write(|tx| verbs::delete(tx, first))?;
    shelf.note("Ink", "the second")?;
    let restored = shelf.library.write(|tx| verbs::restore(tx, first))?.value;
    assert_eq!(restored.title, "Ink 2");
    Ok(())
}

#[test]
fn a_failed_write_leaves_nothing() -> Result<()> {
    let shelf = Shelf::new()?;
    let failed = shelf.library.write(|tx| {
        verbs::create_note(tx, "Half", "words")?;
        verbs::create_note(tx, "", "")
    });
    assert!(matches!(failed, Err(Error::NoTitle)));
    let count = shelf.library.read(|conn| documents::count(conn, &documents::Filter::default()))?;
    assert_eq!(count, 0);
    Ok(())
}

#[test]
fn a_list_is_paged_by_key() -> Result<()> {
    let shelf = Shelf::new()?;
    for number in 0..25 {
        shelf.note(&format!("Note {number}"), "")?;
    }
    let filter = documents::Filter::default();
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = shelf.library.read(|conn| documents::page(conn, &filter, after, 10))?;
        let Some(last) = page.last() else { break };
        after = Some((last.saved_at, last.id));
        seen.extend(page.into_iter().map(|d| d.title));
    }
    let wanted: Vec<String> = (0..25).rev().map(|n| format!("Note {n}")).collect();
    assert_eq!(seen, wanted);
    Ok(())
}

#[test]
fn tags_nest() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.note("Ink", "")?;
    let tags = ["#rust/async ".to_owned(), "two words".to_owned(), " ".to_owned()];
    let kept = shelf.library.write(|tx| verbs::set_tags(tx, id, &tags))?.value;
    assert_eq!(kept, ["rust/async", "two-words"]);
    for (tag, wanted) in [("rust", 1), ("rust/async", 1), ("rus", 0), ("two-words", 1)] {
        let filter = documents::Filter { tag: Some(tag.into()), ..Default::default() };
        assert_eq!(shelf.library.read(|conn| documents::count(conn, &filter))?, wanted, "{tag}");
    }
    Ok(())
}
