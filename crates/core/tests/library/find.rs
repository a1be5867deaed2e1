use std::fs;

use postil_core::search::Index;
use postil_core::{Result, verbs};
use proptest::prelude::*;

use crate::world::Shelf;

fn found(shelf: &Shelf, index: &Index, typed: &str) -> Result<Vec<String>> {
    let found = shelf.find(index, typed, 10)?;
    Ok(found.hits.into_iter().map(|h| format!("{} [{}] {}", h.title, h.part, h.snippet)).collect())
}

#[test]
fn every_part_is_found_and_named() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article("https://a.example/queues", "Small queues", "Waiting grows without bound.", &[])?;
    shelf.library.write(|tx| verbs::save_commentary(tx, id, "", "The **loan** picture."))?;
    shelf.note("Ink", "Red & black.")?;
    let index = shelf.index()?;
    assert_eq!(found(&shelf, &index, "queues ")?, ["Small queues [title] Small <mark>queues</mark>"]);
    assert_eq!(found(&shelf, &index, "bound")?, ["Small queues [body] Waiting grows without <mark>bound</mark>."]);
    assert_eq!(found(&shelf, &index, "loa")?, ["Small queues [commentary] The <mark>loa</mark>n picture."]);
    assert_eq!(found(&shelf, &index, "black red ")?, ["Ink [body] <mark>Red</mark> &amp; <mark>black</mark>."]);
    assert_eq!(found(&shelf, &index, "red queues ")?, [""; 0]);
    assert_eq!(found(&shelf, &index, "\"without bound\" -ink")?.len(), 1);
    assert_eq!(found(&shelf, &index, " … ")?, [""; 0]);
    Ok(())
}

#[test]
fn unspaced_scripts_are_found_by_any_two_characters() -> Result<()> {
    let shelf = Shelf::new()?;
    shelf.note("本", "東京都の図書館で本を読む。")?;
    let index = shelf.index()?;
    for typed in ["図書館", "京都", "書", "読む"] {
        assert_eq!(found(&shelf, &index, typed)?.len(), 1, "{typed}");
    }
    assert!(found(&shelf, &index, "図館")?.is_empty());
    Ok(())
}

#[test]
fn a_deleted_document_is_not_found_until_it_is_restored() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.note("Ink", "vermilion")?;
    let index = shelf.index()?;
    shelf.library.write(|tx| verbs::delete(tx, id))?;
    assert!(index.follow(&shelf.library)?);
    assert!(found(&shelf, &index, "vermilion")?.is_empty());
    shelf.library.write(|tx| verbs::restore(tx, id))?;
    assert!(index.follow(&shelf.library)?);
    assert_eq!(found(&shelf, &index, "vermilion")?.len(), 1);
    Ok(())
}

#[test]
fn a_damaged_or_missing_index_is_made_anew() -> Result<()> {
    let shelf = Shelf::new()?;
    shelf.note("Ink", "vermilion")?;
    drop(shelf.index()?);
    for entry in fs::read_dir(shelf.library.index_dir()).expect("the index folder") {
        let path = entry.expect("an entry").path();
        if path.is_file() {
            fs::write(path, b"not an index").expect("a writable file");
        }
    }
    let index = shelf.index()?;
    assert_eq!(found(&shelf, &index, "vermilion")?.len(), 1);
    drop(index);
    fs::remove_dir_all(shelf.library.index_dir()).expect("the index can be removed");
    assert_eq!(found(&shelf, &shelf.index()?, "vermilion")?.len(), 1);
    Ok(())
}

#[test]
fn one_process_writes_the_index_and_the_other_reads_what_it_wrote() -> Result<()> {
    let shelf = Shelf::new()?;
    shelf.note("Ink", "vermilion")?;
    let holder = shelf.index()?;
    let other = Index::open(&shelf.library.index_dir())?;
    shelf.note("Paper", "vellum")?;
    assert!(!other.follow(&shelf.library)?, "the writer is taken");
    assert!(holder.follow(&shelf.library)?);
    assert!(other.follow(&shelf.library)?);
    assert_eq!(found(&shelf, &other, "vellum")?.len(), 1);
    drop(holder);
    shelf.note("Pen", "quill")?;
    assert!(other.follow(&shelf.library)?, "the writer was given up");
    assert_eq!(found(&shelf, &other, "quill")?.len(), 1);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn an_index_that_followed_equals_one_made_anew(steps in prop::collection::vec((0usize..4, 0usize..4, "[a-d]{1,2} [a-d]{1,2}"), 1..12)) {
        let shelf = Shelf::new().expect("a library");
        let index = shelf.index().expect("an index");
        let mut ids = Vec::new();
        for (number, (verb, at, words)) in steps.iter().enumerate() {
            let id = ids.get(at % ids.len().max(1)).copied();
            match (verb, id) {
                (0, _) | (_, None) => ids.push(shelf.note(&format!("Note {number}"), words).expect("a note")),
                (1, Some(id)) => { shelf.library.write(|tx| verbs::save_note(tx, id, "", words)).expect("saved"); }
                (2, Some(id)) => { shelf.library.write(|tx| verbs::delete(tx, id)).expect("deleted"); }
                (_, Some(id)) => { shelf.library.write(|tx| verbs::restore(tx, id)).expect("restored"); }
            }
            if number % 3 == 0 {
                index.follow(&shelf.library).expect("followed");
            }
        }
        index.follow(&shelf.library).expect("followed");
        let answers = |index: &Index| ["a", "b", "c d", "note"].map(|q| {
            let mut titles = found(&shelf, index, q).expect("an answer");
            titles.sort();
            titles
        });
        let followed = answers(&index);
        prop_assert!(index.rebuild(&shelf.library).expect("rebuilt"));
        prop_assert_eq!(answers(&index), followed);
    }
}
