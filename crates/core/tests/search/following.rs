use postil_core::search::{Counts, Index};
use postil_core::{DocumentId, Kind, ReadingState, Result, verbs};
use proptest::prelude::*;

use crate::corpus::corpus;
use crate::world::Shelf;

/// What the index answers: the documents found, and their counts.
fn answers(shelf: &Shelf, index: &Index) -> Result<Vec<(Vec<DocumentId>, Counts)>> {
    let all = [
        "a",
        "b ",
        "c d ",
        "\"a b\"",
        "-a ",
        "note",
        "abcd",
        "dcba ",
        "is:read ",
        "is:unread a",
        "is:untagged ",
        "has:commentary ",
        "tag:a",
        "tag:b/a ",
        "sort:title ",
    ];
    all.into_iter()
        .map(|typed| {
            let found = shelf.find(index, typed, 100)?;
            let mut ids: Vec<DocumentId> = found.hits.iter().map(|hit| hit.id).collect();
            assert_eq!(ids.len(), found.total);
            ids.sort();
            Ok((ids, found.counts))
        })
        .collect()
}

fn step(shelf: &Shelf, ids: &mut Vec<DocumentId>, verb: usize, at: usize, words: &str) -> Result<()> {
    let id = ids.get(at % ids.len().max(1)).copied();
    let number = ids.len();
    let Some(id) = id.filter(|_| verb > 1) else {
        ids.push(match verb {
            0 => shelf.article(&format!("https://{number}.example/"), &format!("Article {number}"), words, &[])?,
            _ => shelf.note(&format!("Note {number}"), words)?,
        });
        return Ok(());
    };
    let document = shelf.library.read(|conn| postil_core::tables::documents::get(conn, id))?;
    let is_article = document.kind == Kind::Article;
    shelf.library.write(|tx| match (verb, is_article) {
        (2, true) => verbs::save_commentary(tx, id, "", words).map(|_| ()),
        (2, false) => verbs::save_note(tx, id, "", words).map(|_| ()),
        (3, _) => verbs::delete(tx, id).map(|_| ()),
        (4, _) => verbs::restore(tx, id).map(|_| ()),
        (5, true) => verbs::set_reading(tx, id, Some(ReadingState::Read), None).map(|_| ()),
        _ => verbs::set_tags(tx, id, &[words.replace(' ', "/")]).map(|_| ()),
    })?;
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]
    #[test]
    fn after_any_writes_the_index_is_as_if_made_anew(
        steps in prop::collection::vec((0usize..7, 0usize..5, "[a-d]{1,4} [a-d]{1,2}"), 1..20),
    ) {
        let shelf = Shelf::new().expect("a library");
        let mut index = shelf.index().expect("an index");
        let mut ids = Vec::new();
        for (number, (verb, at, words)) in steps.iter().enumerate() {
            step(&shelf, &mut ids, *verb, *at, words).expect("written");
            if number % 3 == 0 {
                index.follow(&shelf.library).expect("followed");
            }
            if number % 7 == 6 {
                // As when the program is killed and started again.
                drop(index);
                index = Index::open(&shelf.library.index_dir()).expect("an index");
            }
        }
        index.follow(&shelf.library).expect("followed");
        let followed = answers(&shelf, &index).expect("answers");
        prop_assert!(index.rebuild(&shelf.library).expect("rebuilt"));
        prop_assert_eq!(answers(&shelf, &index).expect("answers"), followed);
    }
}

#[test]
fn what_is_found_is_counted_by_kind_tag_site_and_year() -> Result<()> {
    let shelf = Shelf::new()?;
    let one = shelf.article("https://www.a.example/x", "One", "An inkwell.", &[])?;
    let two = shelf.article("https://b.example/y", "Two", "Two inkwells.", &[])?;
    let note = shelf.note("Three", "The inkwell is empty.")?;
    shelf.library.write(|tx| {
        verbs::set_tags(tx, one, &["desk/ink".into()])?;
        verbs::set_tags(tx, note, &["desk/ink".into()])?;
        verbs::set_tags(tx, two, &["desk".into()])
    })?;
    let found = shelf.find(&shelf.index()?, "inkwell ", 1)?;
    assert_eq!((found.total, found.hits.len()), (3, 1));
    let tags = [("desk".to_owned(), 3), ("desk/ink".to_owned(), 2)];
    let sites = [("a.example".to_owned(), 1), ("b.example".to_owned(), 1)];
    assert_eq!(
        found.counts,
        Counts {
            kinds: vec![(Kind::Article, 2), (Kind::Note, 1)],
            tags: tags.to_vec(),
            sites: sites.to_vec(),
            years: vec![(2025, 3)],
        }
    );
    Ok(())
}

#[test]
fn what_is_alike_comes_after_what_is_the_same() -> Result<()> {
    let shelf = Shelf::new()?;
    shelf.note("Typo", "A vermillion line.")?;
    shelf.note("Compound", "Some vermilionpaint.")?;
    shelf.note("Same", "The word is vermilion.")?;
    let index = shelf.index()?;
    let found = shelf.find(&index, "vermilion ", 10)?;
    let shown: Vec<(&str, bool)> = found.hits.iter().map(|hit| (hit.title.as_str(), hit.near)).collect();
    assert_eq!(shown, [("Same", false), ("Compound", false), ("Typo", true)]);
    assert_eq!(found.hits[2].snippet, "A <mark>vermillion</mark> line.");
    assert_eq!(found.hits[1].snippet, "Some <mark>vermilion</mark>paint.");
    Ok(())
}

#[test]
fn stems_are_those_of_the_documents_language() -> Result<()> {
    let corpus = corpus()?;
    let found = |typed: &str| -> Result<Vec<String>> {
        let found = corpus.shelf.find(&corpus.index, typed, 10)?;
        Ok(found.hits.iter().filter(|hit| !hit.near).map(|hit| corpus.keys[&hit.id].clone()).collect())
    };
    assert_eq!(found("Haus ")?, ["haus"]);
    assert_eq!(found("indexing ")?, ["postgres"]);
    assert_eq!(found("книгой ")?, ["kniga"]);
    Ok(())
}
