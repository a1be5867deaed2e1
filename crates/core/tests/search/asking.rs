//! The search language, asked of a library.

use postil_core::search::language::parse_typing;
use postil_core::search::{Index, Search};
use postil_core::{DocumentId, ReadingState, Result, verbs};

use crate::world::Shelf;

/// A small library of every kind, and its index.
fn shelf() -> Result<(Shelf, Index)> {
    let shelf = Shelf::new()?;
    let article = |host: &str, title: &str, text: &str, tags: &[&str]| -> Result<DocumentId> {
        let id = shelf.article(&format!("https://{host}/page"), title, text, &[])?;
        let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        shelf.library.write(|tx| verbs::set_tags(tx, id, &tags))?;
        Ok(id)
    };
    let queues =
        article("blog.queues.example", "Small queues", "Waiting grows without bound.", &["Rust/async", "waits"])?;
    let rust = article("queues.example", "Rust in the margin", "Iron and water.", &["Rust"])?;
    article("www.other.example", "École", "Une file d'attente bornée, à écrire.", &[])?;
    shelf.note("Ink", "Red ink on small paper. See [[Small queues]] and [[Nowhere]].")?;
    shelf.library.write(|tx| {
        verbs::save_commentary(tx, queues, "", "A loan, my own iron words.")?;
        verbs::set_reading(tx, rust, Some(ReadingState::Read), None)?;
        let day = verbs::Day { date: "2025-10-08", began: 1_759_881_600_000 };
        verbs::add_entry(tx, day, None, "Small thoughts")
    })?;
    let index = shelf.index()?;
    Ok((shelf, index))
}

fn titles(shelf: &Shelf, index: &Index, typed: &str) -> Result<Vec<String>> {
    Ok(shelf.find(index, typed, 20)?.hits.into_iter().map(|hit| hit.title).collect())
}

#[test]
fn every_filter_finds_what_it_says() -> Result<()> {
    let (shelf, index) = shelf()?;
    let check = |typed: &str, wanted: &[&str]| -> Result<()> {
        let mut found = titles(&shelf, &index, typed)?;
        found.sort();
        let mut wanted: Vec<&str> = wanted.to_vec();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{typed}");
        Ok(())
    };
    let (queues, rust, ecole, ink, day) = ("Small queues", "Rust in the margin", "École", "Ink", "2025-10-08");
    check("small ", &[queues, ink, day])?;
    check("small -paper ", &[queues, day])?;
    check("iron OR paper ", &[rust, queues, ink])?;
    check("small (paper OR waiting) ", &[ink, queues])?;
    check("\"small paper\"", &[ink])?;
    check("marg* ", &[rust])?;
    check("tag:rust", &[queues, rust])?;
    check("tag:rust/async ", &[queues])?;
    check("tag:wai", &[queues])?;
    check("tag:wai ", &[])?;
    check("-tag:rust kind:article ", &[ecole])?;
    check("site:queues.example ", &[queues, rust])?;
    check("site:blog.queues.example ", &[queues])?;
    check("title:small", &[queues])?;
    check("title:(rust OR small) ", &[queues, rust])?;
    check("in:commentary iron", &[queues])?;
    check("-in:commentary iron", &[rust])?;
    check("in:title ink OR in:body ink ", &[ink])?;
    check("has:commentary", &[queues])?;
    check("in:commentary ", &[queues])?;
    check("kind:note", &[ink])?;
    check("kind:journal small ", &[day])?;
    check("is:read", &[rust])?;
    check("is:unread ", &[queues, ecole])?;
    check("is:untagged ", &[ecole, ink, day])?;
    check("links-to:[[Small queues]]", &[ink])?;
    check("links-to:[[Nowhere]]", &[ink])?;
    check("links-to:[[Ink]]", &[])?;
    check("saved:today kind:note ", &[ink])?;
    check("before:2025-10 ", &[])?;
    check("after:2025-10-01 kind:article ", &[queues, rust, ecole])?;
    check("saved:2024 ", &[])?;
    check("kind:artcle ink", &[])?;
    check("ecole ", &[ecole])?;
    check("sort:title", &[queues, rust, ecole, ink, day])
}

#[test]
fn results_are_sorted_and_come_in_pages() -> Result<()> {
    let (shelf, index) = shelf()?;
    let by_title = ["2025-10-08", "École", "Ink", "Rust in the margin", "Small queues"];
    assert_eq!(titles(&shelf, &index, "sort:title ")?, by_title);
    let mut reversed = by_title;
    reversed.reverse();
    assert_eq!(titles(&shelf, &index, "-sort:title ")?, reversed);
    let newest = titles(&shelf, &index, "sort:saved ")?;
    let mut oldest = titles(&shelf, &index, "-sort:saved ")?;
    oldest.reverse();
    assert_eq!((newest.len(), &newest), (5, &oldest));
    for typed in ["sort:title ", "small ", "kind:article ", "-sort:relevance small "] {
        let whole = titles(&shelf, &index, typed)?;
        let mut pages = Vec::new();
        for offset in 0..=whole.len() {
            let now = jiff::Zoned::default();
            let search = Search { query: parse_typing(typed), now, offset, limit: 1 };
            let page = index.search(&shelf.library, &search)?;
            assert_eq!(page.total, whole.len());
            pages.extend(page.hits.into_iter().map(|hit| hit.title));
        }
        assert_eq!(pages, whole, "{typed}");
    }
    Ok(())
}

#[test]
fn a_part_that_is_asked_for_is_the_part_that_is_shown() -> Result<()> {
    let (shelf, index) = shelf()?;
    let shown = |typed: &str| -> Result<Vec<(String, String)>> {
        let found = shelf.find(&index, typed, 20)?.hits.into_iter();
        Ok(found.map(|hit| (hit.part.as_str().to_owned(), hit.snippet)).collect())
    };
    let commentary = ("commentary".to_owned(), "A loan, my own <mark>iron</mark> words.".to_owned());
    assert_eq!(shown("in:commentary iron ")?, [commentary]);
    assert_eq!(shown("kind:note ")?[0].1, "Red ink on small paper. See Small queues and Nowhere.");
    Ok(())
}

#[test]
fn values_of_filters_are_those_of_the_library() -> Result<()> {
    use postil_core::search::language::Name;
    let (_shelf, index) = shelf()?;
    let values = |name, typed: &str| index.values(name, typed, 9);
    assert_eq!(values(Name::Tag, "ru")?, [("Rust".to_owned(), 2), ("Rust/async".to_owned(), 1)]);
    assert_eq!(values(Name::Tag, "asy")?, [("Rust/async".to_owned(), 1)]);
    assert_eq!(
        values(Name::Site, "queues")?,
        [("queues.example".to_owned(), 1), ("blog.queues.example".to_owned(), 1)]
    );
    assert_eq!(values(Name::Sort, "")?, []);
    Ok(())
}

#[test]
fn related_are_those_with_links_tags_and_words_in_common() -> Result<()> {
    use postil_core::search::Reason;
    let (shelf, index) = shelf()?;
    let id = shelf.library.read(|conn| verbs::resolve(conn, "Small queues"))?.id;
    let related = index.related(&shelf.library, id, 9)?;
    let shown: Vec<(&str, &Reason)> =
        related.iter().map(|one| (one.document.title.as_str(), &one.reasons[0])).collect();
    assert_eq!(shown[0], ("Ink", &Reason::Linked));
    assert!(related.iter().all(|one| one.document.id != id));
    let ink = related[0].document.id;
    let other = shelf.note("Other ink", "See [[Nowhere]] too.")?;
    index.follow(&shelf.library)?;
    let found = index.related(&shelf.library, ink, 9)?;
    assert!(found.iter().any(|one| one.document.id == other && one.reasons.contains(&Reason::SameLink)));
    Ok(())
}
