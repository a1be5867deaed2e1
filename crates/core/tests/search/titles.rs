use postil_core::search::Titles;
use postil_core::{Result, verbs};

use crate::world::Shelf;

#[test]
fn titles_and_aliases_are_found_by_their_letters_in_order() -> Result<()> {
    let shelf = Shelf::new()?;
    let queues = shelf.note("Small queues, short waits", "")?;
    let cafe = shelf.note("Café société 余白に書く", "")?;
    shelf.note("Messages", "")?;
    shelf.library.write(|tx| verbs::set_aliases(tx, queues, &["Batching".into()]))?;
    let titles = Titles::default();
    titles.follow(&shelf.library)?;
    let found = |typed: &str| -> Vec<(postil_core::DocumentId, Option<String>)> {
        titles.find(typed, 9).into_iter().map(|one| (one.id, one.alias)).collect()
    };
    assert_eq!(found("smque"), [(queues, None)]);
    assert_eq!(found("waits small"), [(queues, None)]);
    assert_eq!(found("bchg"), [(queues, Some("Batching".into()))]);
    assert_eq!(found("cafe soc"), [(cafe, None)]);
    assert_eq!(found("余書"), [(cafe, None)]);
    assert_eq!(found("zzz"), []);
    assert_eq!(titles.find("書", 9)[0].places, [16]);
    Ok(())
}

#[test]
fn titles_follow_the_library() -> Result<()> {
    let shelf = Shelf::new()?;
    let titles = Titles::default();
    let count = |typed: &str| -> Result<usize> {
        titles.follow(&shelf.library)?;
        Ok(titles.find(typed, 99).len())
    };
    assert_eq!(count("ink")?, 0);
    let id = shelf.note("Ink", "")?;
    assert_eq!(count("ink")?, 1);
    shelf.library.write(|tx| verbs::rename(tx, id, "Quill", false).map(|_| ()))?;
    assert_eq!((count("ink")?, count("quill")?), (0, 1));
    shelf.library.write(|tx| verbs::delete(tx, id).map(|_| ()))?;
    assert_eq!(count("quill")?, 0);
    shelf.library.write(|tx| verbs::restore(tx, id).map(|_| ()))?;
    assert_eq!(count("quill")?, 1);
    Ok(())
}
