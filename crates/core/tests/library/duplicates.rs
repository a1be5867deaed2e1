use postil_core::tables::documents::Filter;
use postil_core::tables::points::{self, Point};
use postil_core::tables::{articles, commentary, documents, duplicates, merges, snapshots, tags};
use postil_core::{DocumentId, Error, Library, PointId, Result, url, verbs};

use crate::world::Shelf;

/// A text of 300 words; `changed` of them are others.
fn text(changed: usize) -> String {
    (0..300).map(|i| if i < changed { format!("other{i} ") } else { format!("word{i} ") }).collect()
}

impl Shelf {
    fn offers(&self, id: DocumentId) -> Result<Vec<DocumentId>> {
        let found = self.library.read(|conn| duplicates::of(conn, id))?;
        Ok(found.into_iter().map(|d| if d.one == id { d.other } else { d.one }).collect())
    }

    fn passes(&self) -> Result<u32> {
        let mut steps = 0;
        while self.library.write(verbs::next_step)?.value {
            steps += 1;
            assert!(steps < 1000, "the passes never end");
        }
        Ok(steps)
    }
}

#[test]
fn the_same_text_under_two_addresses_is_found_when_it_is_stored() -> Result<()> {
    let shelf = Shelf::new()?;
    let one = shelf.article("https://a.example/one", "One", &text(0), &[])?;
    let alike = shelf.article("https://b.example/two", "Two", &text(5).to_uppercase(), &[])?;
    let other = shelf.article("https://c.example/three", "Three", &text(150), &[])?;
    let short = ["https://d.example/x", "https://e.example/y"].map(|url| shelf.article(url, "Short", "Sign in", &[]));
    assert_eq!((shelf.offers(one)?, shelf.offers(alike)?), (vec![alike], vec![one]));
    assert!(shelf.offers(other)?.is_empty());
    for id in short {
        assert!(shelf.offers(id?)?.is_empty());
    }
    let filter = Filter { duplicates: true, ..Filter::default() };
    assert_eq!(shelf.library.read(|conn| documents::count(conn, &filter))?, 2);
    let found = shelf.library.read(|conn| duplicates::open(conn, 10))?;
    assert!(found.len() == 1 && found[0].likeness > 0.9 && found[0].likeness < 1.0, "{found:?}");
    Ok(())
}

#[test]
fn a_pair_that_is_kept_apart_is_not_offered_again() -> Result<()> {
    let shelf = Shelf::new()?;
    let one = shelf.article("https://a.example/one", "One", &text(0), &[])?;
    let two = shelf.article("https://b.example/two", "Two", &text(0), &[])?;
    shelf.library.write(|tx| verbs::keep_both(tx, two, one))?;
    assert!(shelf.offers(one)?.is_empty());
    shelf.library.write(|tx| verbs::look_for_duplicates(tx, one))?;
    assert!(shelf.offers(one)?.is_empty() && shelf.library.read(|conn| duplicates::open(conn, 10))?.is_empty());
    let same = shelf.library.write(|tx| verbs::keep_both(tx, one, one));
    assert!(matches!(same, Err(Error::SameArticle(_))));
    Ok(())
}

#[test]
fn what_is_in_the_bin_is_not_offered_until_it_is_taken_out() -> Result<()> {
    let shelf = Shelf::new()?;
    let one = shelf.article("https://a.example/one", "One", &text(0), &[])?;
    let two = shelf.article("https://b.example/two", "Two", &text(0), &[])?;
    shelf.library.write(|tx| verbs::delete(tx, two))?;
    assert!(shelf.offers(one)?.is_empty());
    shelf.library.write(|tx| verbs::restore(tx, two))?;
    assert_eq!(shelf.offers(one)?, [two]);
    Ok(())
}

#[test]
fn an_older_library_is_gone_through_in_steps_that_go_on_where_they_were_left() -> Result<()> {
    let shelf = Shelf::new()?;
    let mut ids = Vec::new();
    for number in 0..25 {
        let words: String = (0..120).map(|i| format!("w{}x{i} ", number / 2)).collect();
        ids.push(shelf.article(&format!("https://a.example/{number}"), "Page", &words, &["https://www.b.example/"])?);
    }
    // As a library from before was: no fingerprints, keys by older rules.
    shelf.library.write(|tx| {
        tx.conn().execute_batch(
            "DELETE FROM fingerprints; DELETE FROM bands; DELETE FROM duplicates; DELETE FROM passes;
             UPDATE article_urls SET url_key = 'www.' || url_key || '?gad_source=1';
             UPDATE links SET target_key = 'www.b.example/'",
        )?;
        Ok(())
    })?;
    assert!(shelf.library.read(verbs::passes_left)?);
    shelf.library.write(verbs::next_step)?;
    // Another process goes on.
    let again = Library::open(shelf.dir.path(), std::sync::Arc::new(crate::world::Fixed::default()))?;
    while again.write(verbs::next_step)?.value {}
    assert!(!shelf.library.read(verbs::passes_left)? && shelf.passes()? == 0);
    assert_eq!(shelf.library.read(|conn| duplicates::open(conn, 100))?.len(), 12);
    for (number, id) in ids.into_iter().enumerate() {
        let key = url::key(&url::parse(&format!("https://a.example/{number}")).expect("an address"));
        assert_eq!(shelf.library.read(|conn| articles::by_url_key(conn, &key))?, Some(id), "{key}");
    }
    let stale = "SELECT count(*) FROM links WHERE target_key <> 'b.example/'";
    assert_eq!(shelf.library.read(|conn| Ok(conn.query_row(stale, [], |row| row.get::<_, u32>(0))?))?, 0);
    Ok(())
}

/// Everything of an article that a merge may touch.
fn state(shelf: &Shelf, id: DocumentId) -> Result<String> {
    shelf.library.read(|conn| {
        let keys: Vec<String> = conn
            .prepare("SELECT url_key FROM article_urls WHERE document_id = ?1 ORDER BY 1")?
            .query_map([id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let rows: Vec<String> = conn
            .prepare(
                "SELECT hex(id) || coalesce(hex(parent_id), '-') || rank || text || coalesce(start, '') || coalesce(hex(snapshot_id), '')
                 FROM points WHERE document_id = ?1 ORDER BY id",
            )?
            .query_map([id], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let document = documents::find(conn, id)?.map(|d| documents::Document { updated_at: 0, ..d });
        let backlinks = verbs::backlinks(conn, id, 0, 100)?.links.len();
        let shots: Vec<_> = snapshots::of(conn, id)?.into_iter().map(|s| s.id).collect();
        let words = (commentary::get(conn, id)?, tags::of(conn, id)?);
        Ok(format!("{document:?} {keys:?} {rows:?} {backlinks} {shots:?} {words:?}"))
    })
}

fn point(
    shelf: &Shelf,
    article: DocumentId,
    parent: Option<PointId>,
    rank: &str,
    drafted: bool,
    quote: Option<&str>,
) -> Result<PointId> {
    let outcome = shelf.library.write(|tx| {
        let id = PointId(tx.new_id());
        tx.conn().execute(
            "INSERT INTO points (id, document_id, parent_id, rank, text, voice, drafted, quote, prefix, suffix, start, \"end\")
             VALUES (?1, ?2, ?3, ?4, ?5, 'me', ?6, ?7, '', '', ?8, ?9)",
            rusqlite::params![
                id, article, parent, rank, format!("point {rank}"), drafted, quote,
                quote.map(|_| 0), quote.map(|quote| quote.len() as u32)
            ],
        )?;
        Ok(id)
    })?;
    Ok(outcome.value)
}

#[test]
fn a_merge_keeps_everything_and_can_be_taken_back_to_what_was() -> Result<()> {
    let shelf = Shelf::new()?;
    let into = shelf.article("https://a.example/one", "One", &format!("Before. {}", text(0)), &[])?;
    let from = shelf.article("https://b.example/two", "Two", &text(0), &["https://a.example/one"])?;
    shelf.library.write(|tx| verbs::save_commentary(tx, into, "", "Mine, about [[Three]].\n"))?;
    shelf.library.write(|tx| verbs::save_commentary(tx, from, "", "Also mine.\n"))?;
    shelf.library.write(|tx| verbs::set_tags(tx, into, &["a".into(), "both".into()]))?;
    shelf.library.write(|tx| verbs::set_tags(tx, from, &["b".into(), "both".into()]))?;
    shelf.note("By title", "See [[Two]].")?;
    shelf.note("By address", "See https://www.b.example/two?utm_source=x.")?;
    let drafted = point(&shelf, from, None, "80", true, None)?;
    let own = point(&shelf, from, Some(drafted), "81", false, Some("word0 word1"))?;
    point(&shelf, from, Some(own), "82", false, None)?;
    point(&shelf, into, None, "80", false, None)?;
    let before = (state(&shelf, from)?, state(&shelf, into)?);

    shelf.library.write(|tx| verbs::merge(tx, from, into))?;
    assert!(shelf.offers(into)?.is_empty());
    let read = |read: &dyn Fn(&rusqlite::Connection) -> Result<String>| shelf.library.read(read);
    assert_eq!(read(&|conn| commentary::get(conn, into))?, "Mine, about [[Three]].\n\nAlso mine.\n");
    assert_eq!(shelf.library.read(|conn| tags::of(conn, into))?, ["a", "b", "both"]);
    assert_eq!(shelf.library.read(|conn| snapshots::of(conn, into))?.len(), 2);
    for name in ["https://b.example/two", "https://a.example/one", "One", "Two", &from.to_string()] {
        assert_eq!(shelf.library.read(|conn| verbs::resolve(conn, name))?.id, into, "{name}");
    }
    assert_eq!(shelf.library.read(|conn| verbs::backlinks(conn, into, 0, 100))?.links.len(), 2);
    assert_eq!(shelf.library.read(|conn| documents::count(conn, &Filter::default()))?, 3);
    let outline = shelf.library.read(|conn| points::of(conn, into))?;
    assert_eq!(outline.len(), 2, "{outline:?}");
    let moved: &Point = &outline[1];
    let anchor = moved.row.anchor.as_ref().expect("an anchor");
    assert_eq!((moved.row.id, anchor.start, moved.children.len()), (own, 8, 1), "its anchor is in the other text now");
    assert_eq!(shelf.library.read(|conn| merges::into(conn, into))?.len(), 1);
    assert!(shelf.library.check()?.is_empty());

    shelf.library.write(|tx| verbs::unmerge(tx, from))?;
    assert_eq!((state(&shelf, from)?, state(&shelf, into)?), before);
    assert_eq!(shelf.offers(into)?, [from], "the pair is offered again");
    let again = shelf.library.write(|tx| verbs::unmerge(tx, from));
    assert!(matches!(again, Err(Error::NotMerged(_))));
    assert!(shelf.library.check()?.is_empty());
    Ok(())
}

#[test]
fn what_was_written_since_a_merge_stays_when_it_is_taken_back() -> Result<()> {
    let shelf = Shelf::new()?;
    let into = shelf.article("https://a.example/one", "One", &text(0), &[])?;
    let from = shelf.article("https://b.example/two", "Two", &text(0), &[])?;
    shelf.library.write(|tx| verbs::save_commentary(tx, into, "", "First.\n"))?;
    shelf.library.write(|tx| verbs::save_commentary(tx, from, "", "Other.\n"))?;
    shelf.library.write(|tx| verbs::merge(tx, from, into))?;
    let joined = shelf.library.read(|conn| commentary::get(conn, into))?;
    shelf.library.write(|tx| verbs::save_commentary(tx, into, &joined, &format!("New at the top.\n\n{joined}")))?;
    shelf.library.write(|tx| verbs::unmerge(tx, from))?;
    assert_eq!(shelf.library.read(|conn| commentary::get(conn, into))?, "New at the top.\n\nFirst.\n");
    assert_eq!(shelf.library.read(|conn| commentary::get(conn, from))?, "Other.\n");
    Ok(())
}

#[test]
fn merges_in_a_row_are_taken_back_from_the_last() -> Result<()> {
    let shelf = Shelf::new()?;
    let one = shelf.article("https://a.example/1", "One", &text(0), &[])?;
    let two = shelf.article("https://a.example/2", "Two", &text(0), &[])?;
    let three = shelf.article("https://a.example/3", "Three", &text(0), &[])?;
    let before = [state(&shelf, one)?, state(&shelf, two)?, state(&shelf, three)?];
    shelf.library.write(|tx| verbs::merge(tx, one, two))?;
    shelf.library.write(|tx| verbs::merge(tx, two, three))?;
    for name in ["One", "Two", "https://a.example/1", "https://a.example/2"] {
        assert_eq!(shelf.library.read(|conn| verbs::resolve(conn, name))?.id, three, "{name}");
    }
    assert_eq!(shelf.library.read(|conn| snapshots::of(conn, three))?.len(), 3);
    let early = shelf.library.write(|tx| verbs::unmerge(tx, one));
    assert!(matches!(early, Err(Error::MergedFurther(_))));
    shelf.library.write(|tx| verbs::unmerge(tx, two))?;
    shelf.library.write(|tx| verbs::unmerge(tx, one))?;
    assert_eq!([state(&shelf, one)?, state(&shelf, two)?, state(&shelf, three)?], before);
    Ok(())
}

#[test]
fn the_one_that_was_written_about_stays_else_the_older() -> Result<()> {
    let shelf = Shelf::new()?;
    let older = shelf.article("https://a.example/one", "One", &text(0), &[])?;
    let younger = shelf.article("https://b.example/two", "Two", &text(0), &[])?;
    let stays = || {
        shelf.library.read(|conn| verbs::stays(conn, &documents::get(conn, younger)?, &documents::get(conn, older)?))
    };
    assert_eq!(stays()?, older);
    shelf.library.write(|tx| verbs::append_commentary(tx, younger, "Mine."))?;
    assert_eq!(stays()?, younger);
    shelf.library.write(|tx| verbs::append_commentary(tx, older, "Mine too."))?;
    assert_eq!(stays()?, older);
    let note = shelf.note("Note", "")?;
    let refused = shelf.library.write(|tx| verbs::merge(tx, note, older));
    assert!(matches!(refused, Err(Error::WrongKind { .. })));
    Ok(())
}

#[test]
fn a_page_that_comes_for_an_article_that_was_merged_meanwhile_changes_nothing() -> Result<()> {
    let shelf = Shelf::new()?;
    let into = shelf.article("https://a.example/one", "One", &text(0), &[])?;
    let from = shelf.article("https://b.example/two", "Two", &text(0), &[])?;
    shelf.library.write(|tx| verbs::fetch_again(tx, from))?;
    let clip = shelf.clip(from)?;
    let capture = shelf.capture("https://b.example/two", "Two", "quite another text", &[])?;
    shelf.library.write(|tx| verbs::merge(tx, from, into))?;
    shelf.library.write(|tx| verbs::store(tx, &clip, &capture))?;
    let rows = shelf.library.read(|conn| snapshots::of(conn, into))?;
    assert_eq!(rows.len(), 2);
    assert_eq!(shelf.library.read(|conn| documents::get(conn, into))?.title, "One");
    Ok(())
}
