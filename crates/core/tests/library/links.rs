use postil_core::{DocumentId, Part, Result, tables, verbs};

use crate::world::Shelf;

fn backlinks(shelf: &Shelf, id: DocumentId) -> Result<Vec<String>> {
    let found = shelf.library.read(|conn| verbs::backlinks(conn, id))?;
    Ok(found.into_iter().map(|b| format!("{} ({}): {}", b.title, b.part, b.link.context)).collect())
}

#[test]
fn a_link_by_title_leads_there_whichever_came_first() -> Result<()> {
    let shelf = Shelf::new()?;
    shelf.note("Early", "Before it was, [[Small Queues]] was named. Then not.")?;
    let queues = shelf.note("Small queues", "")?;
    shelf.note("Late", "- and [[small queues|again]]")?;
    assert_eq!(
        backlinks(&shelf, queues)?,
        ["Late (body): and again", "Early (body): Before it was, Small Queues was named."]
    );
    Ok(())
}

#[test]
fn a_link_by_address_leads_to_the_article_whichever_came_first() -> Result<()> {
    let shelf = Shelf::new()?;
    shelf.note("Early", "I read https://a.example/queues/?utm_source=feed#top today.")?;
    let queues = shelf.article("https://a.example/queues", "Queues", "text", &[])?;
    let other = shelf.article("https://b.example/x", "Other", "text", &["http://a.example/queues#two"])?;
    assert_eq!(
        backlinks(&shelf, queues)?,
        ["Other (body): See there.", "Early (body): I read https://a.example/queues/?utm_source=feed#top today."]
    );
    assert_eq!(shelf.library.read(|conn| tables::links::count_to(conn, queues))?, 2);
    shelf.library.write(|tx| verbs::delete(tx, other))?;
    assert_eq!(shelf.library.read(|conn| tables::links::count_to(conn, queues))?, 1);
    Ok(())
}

#[test]
fn commentary_links_too_and_a_document_does_not_link_to_itself() -> Result<()> {
    let shelf = Shelf::new()?;
    let queues = shelf.article("https://a.example/queues", "Queues", "text", &["https://a.example/queues#self"])?;
    let note = shelf.note("Ink", "")?;
    shelf.library.write(|tx| verbs::save_commentary(tx, queues, "", "As [[Ink]] says, and [[Queues]]."))?;
    assert_eq!(backlinks(&shelf, note)?, ["Queues (commentary): As Ink says, and Queues."]);
    assert!(backlinks(&shelf, queues)?.is_empty());
    Ok(())
}

#[test]
fn a_title_that_two_documents_bear_leads_nowhere() -> Result<()> {
    let shelf = Shelf::new()?;
    let note = shelf.note("Queues", "")?;
    shelf.note("Linking", "See [[Queues]].")?;
    assert_eq!(backlinks(&shelf, note)?.len(), 1);
    let article = shelf.article("https://a.example/queues", "Queues", "text", &[])?;
    assert!(backlinks(&shelf, note)?.is_empty() && backlinks(&shelf, article)?.is_empty());
    Ok(())
}

#[test]
fn renaming_rewrites_every_link_that_led_there() -> Result<()> {
    let shelf = Shelf::new()?;
    let note = shelf.note("Ink", "I am [[Ink]].")?;
    let linking = shelf.note("Linking", "See [[ink|that]] and `[[Ink]]`.")?;
    let article = shelf.article("https://a.example/queues", "Queues", "text", &[])?;
    shelf.library.write(|tx| verbs::save_commentary(tx, article, "", "As in [[Ink#Red]]."))?;
    let outcome = shelf.library.write(|tx| verbs::rename(tx, note, "Red ink"))?;
    assert_eq!(outcome.changed.len(), 3);
    let text = |id| shelf.library.read(|conn| tables::notes::get(conn, id));
    assert_eq!(text(linking)?.as_deref(), Some("See [[Red ink|that]] and `[[Ink]]`."));
    assert_eq!(text(note)?.as_deref(), Some("I am [[Red ink]]."));
    let commentary = shelf.library.read(|conn| tables::commentary::get(conn, article))?;
    assert_eq!(commentary, "As in [[Red ink#Red]].");
    assert_eq!(backlinks(&shelf, note)?.len(), 2);
    let refused = shelf.library.write(|tx| verbs::rename(tx, note, "Ink [red]"));
    assert!(matches!(refused, Err(postil_core::Error::Unlinkable)));
    Ok(())
}

#[test]
fn links_of_a_document_are_listed_in_order() -> Result<()> {
    let shelf = Shelf::new()?;
    let note = shelf.note("Ink", "[[B]] and https://c.example and [[A]]")?;
    let links = shelf.library.read(|conn| tables::links::of(conn, note))?;
    let targets: Vec<&str> = links.iter().map(|link| link.target.as_str()).collect();
    assert_eq!(targets, ["B", "https://c.example", "A"]);
    shelf.library.write(|tx| {
        tables::links::replace(tx.conn(), note, Part::Body, &[])?;
        Ok(())
    })?;
    assert!(shelf.library.read(|conn| tables::links::of(conn, note))?.is_empty());
    Ok(())
}
