use postil_core::tables::{documents, notes, tags};
use postil_core::verbs::{self, NewPost};
use postil_core::{DocumentId, Error, Kind, Result, VersionReason};

use crate::world::Shelf;

fn post<'a>(title: &'a str, markdown: &'a str) -> NewPost<'a> {
    NewPost { title, markdown, tags: &[] }
}

fn text(shelf: &Shelf, id: DocumentId) -> Result<String> {
    Ok(shelf.library.read(|conn| notes::get(conn, id))?.unwrap_or_default())
}

#[test]
fn a_post_composed_again_keeps_what_was_edited_and_is_no_second_one() -> Result<()> {
    let shelf = Shelf::new()?;
    let first = "# March\n\nOne.\n\nTwo.\n";
    let id = shelf.library.write(|tx| verbs::create_post(tx, post("March", first)))?.value.id;
    shelf.library.write(|tx| verbs::save_note(tx, id, first, "# March\n\nOne.\n\nTwo, edited.\n"))?;
    let again = "# March\n\nNought.\n\nOne.\n\nTwo.\n";
    shelf.library.write(|tx| verbs::rewrite_post(tx, id, Some(first), post("March", again), false))?;
    assert_eq!(text(&shelf, id)?, "# March\n\nNought.\n\nOne.\n\nTwo, edited.\n");
    let versions = shelf.library.read(|conn| verbs::list_versions(conn, id))?;
    assert_eq!(versions.first().map(|version| version.row.reason), Some(VersionReason::Join));
    let filter = documents::Filter { kind: Some(Kind::Post), ..Default::default() };
    assert_eq!(shelf.library.read(|conn| documents::count(conn, &filter))?, 1);

    shelf.library.write(|tx| verbs::delete(tx, id))?;
    let written = shelf.library.write(|tx| verbs::rewrite_post(tx, id, None, post("April", "All new.\n"), true))?.value;
    assert_eq!((written.title.as_str(), written.deleted_at), ("April", None));
    assert_eq!(text(&shelf, id)?, "All new.\n");
    let (_, before) = shelf.library.read(|conn| {
        let newest = verbs::list_versions(conn, id)?.remove(0);
        verbs::version_text(conn, id, newest.row.id)
    })?;
    assert_eq!(before, "# March\n\nNought.\n\nOne.\n\nTwo, edited.\n");
    Ok(())
}

#[test]
fn posts_of_one_title_are_numbered_and_tagged() -> Result<()> {
    let shelf = Shelf::new()?;
    shelf.note("March", "")?;
    let wanted = ["two words".to_owned(), "#tag".to_owned()];
    let made = NewPost { title: " March ", markdown: "a", tags: &wanted };
    let made = shelf.library.write(|tx| verbs::create_post(tx, made))?.value;
    assert_eq!((made.title.as_str(), made.kind), ("March 2", Kind::Post));
    assert_eq!(shelf.library.read(|conn| tags::of(conn, made.id))?, ["tag", "two-words"]);
    assert!(matches!(shelf.library.write(|tx| verbs::create_post(tx, post(" ", ""))), Err(Error::NoTitle)));
    let note = shelf.note("A note", "")?;
    let wrong = shelf.library.write(|tx| verbs::rewrite_post(tx, note, None, post("March", ""), false));
    assert!(matches!(wrong, Err(Error::WrongKind { .. })));
    Ok(())
}
