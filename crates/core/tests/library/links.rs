use postil_core::{DocumentId, Part, Result, tables, verbs};

use crate::world::Shelf;

fn backlinks(shelf: &Shelf, id: DocumentId) -> Result<Vec<String>> {
    let found = shelf.library.read(|conn| verbs::backlinks(conn, id, 0, 100))?.links;
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
    assert_eq!(shelf.library.read(|conn| verbs::linking(conn, queues))?.len(), 2);
    shelf.library.write(|tx| verbs::delete(tx, other))?;
    assert_eq!(shelf.library.read(|conn| verbs::linking(conn, queues))?.len(), 1);
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
    let outcome = shelf.library.write(|tx| verbs::rename(tx, note, "Red ink", false))?;
    assert_eq!(outcome.changed.len(), 3);
    let text = |id| shelf.library.read(|conn| tables::notes::get(conn, id));
    assert_eq!(text(linking)?.as_deref(), Some("See [[Red ink|that]] and `[[Ink]]`."));
    assert_eq!(text(note)?.as_deref(), Some("I am [[Red ink]]."));
    let commentary = shelf.library.read(|conn| tables::commentary::get(conn, article))?;
    assert_eq!(commentary, "As in [[Red ink#Red]].");
    assert_eq!(backlinks(&shelf, note)?.len(), 2);
    let refused = shelf.library.write(|tx| verbs::rename(tx, note, "Ink [red]", false));
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

#[test]
fn other_names_lead_there_after_titles_and_before_paths() -> Result<()> {
    let shelf = Shelf::new()?;
    let note = shelf.note("Small queues", "---\naliases: [Short lines, Petites files]\n---\n")?;
    shelf.note("Linking", "[[short lines]], [[Petites files.md]] and [[queues/short]].")?;
    assert_eq!(backlinks(&shelf, note)?.len(), 2);
    shelf.library.write(|tx| tables::names::put_path(tx.conn(), note, "reading/queues/Short"))?;
    assert_eq!(backlinks(&shelf, note)?.len(), 3);
    let leads = |name: &str| {
        let found = shelf.library.read(|conn| verbs::candidates(conn, name))?;
        Ok::<_, postil_core::Error>(found.into_iter().map(|document| document.title).collect::<Vec<_>>())
    };
    assert_eq!(leads("short")?, ["Small queues"]);
    assert_eq!(leads("SHORT.md")?, ["Small queues"]);
    let given = shelf.library.write(|tx| verbs::set_aliases(tx, note, &["Few waiting".to_owned()]))?.value;
    assert_eq!(given.len(), 3);
    let other = shelf.note("Short Lines", "")?;
    assert_eq!(leads("Short lines")?, ["Small queues"], "an alias that is exact comes before a title that is not");
    assert_eq!(leads("short lines")?.len(), 2, "what two may mean is ambiguous");
    assert_eq!(backlinks(&shelf, note)?.len(), 2);
    assert!(backlinks(&shelf, other)?.is_empty());
    shelf.library.write(|tx| verbs::save_note(tx, note, "---\naliases: [Short lines, Petites files]\n---\n", ""))?;
    assert_eq!(leads("petites files")?, Vec::<String>::new(), "a written alias goes with its words");
    assert_eq!(leads("few waiting")?, ["Small queues"]);
    assert_eq!(backlinks(&shelf, other)?.len(), 1);
    assert!(shelf.library.write(|tx| verbs::set_aliases(tx, note, &["a|b".to_owned()])).is_err());
    Ok(())
}

#[test]
fn tags_are_read_from_the_words_and_go_with_them() -> Result<()> {
    let shelf = Shelf::new()?;
    let text = "---\ntags: [ink, \"#red/dark\"]\n---\nOn #paper.";
    let note = shelf.note("Ink", text)?;
    let tags = || shelf.library.read(|conn| tables::tags::of(conn, note));
    assert_eq!(tags()?, ["ink", "paper", "red/dark"]);
    shelf.library.write(|tx| verbs::set_tags(tx, note, &["paper".to_owned(), "mine".to_owned()]))?;
    assert_eq!(tags()?, ["ink", "mine", "paper", "red/dark"]);
    shelf.library.write(|tx| verbs::save_note(tx, note, text, "On #wood."))?;
    assert_eq!(tags()?, ["mine", "paper", "wood"]);
    assert_eq!(shelf.library.read(|conn| tables::tags::written(conn, note))?, ["wood"]);
    let article = shelf.article("https://a.example/x", "X", "#text of the page", &[])?;
    shelf.library.write(|tx| verbs::save_commentary(tx, article, "", "This is #good."))?;
    assert_eq!(shelf.library.read(|conn| tables::tags::of(conn, article))?, ["good"]);
    Ok(())
}

#[test]
fn a_renaming_is_undone_to_the_letter() -> Result<()> {
    let shelf = Shelf::new()?;
    let note = shelf.note("Ink", "")?;
    let text = "See [[ink]], [[Ink|the note]] and [[Red ink]].";
    let linking = shelf.note("Linking", text)?;
    let waiting = shelf.note("Waiting", "[[Red ink]]")?;
    let read = |id| shelf.library.read(|conn| tables::notes::get(conn, id)).map(Option::unwrap_or_default);
    shelf.library.write(|tx| verbs::rename(tx, note, "Red ink", true))?;
    assert_eq!(read(linking)?, "See [[Red ink]], [[Red ink|the note]] and [[Red ink]].");
    let since = shelf.note("Since", "[[Red ink]] and [[Ink]]")?;
    assert_eq!(backlinks(&shelf, note)?.len(), 6, "the alias leads there, too");
    shelf.library.write(|tx| verbs::undo_rename(tx, note))?;
    assert_eq!(read(linking)?, text);
    assert_eq!(read(waiting)?, "[[Red ink]]");
    assert_eq!(read(since)?, "[[Ink]] and [[Ink]]");
    assert!(shelf.library.read(|conn| tables::names::aliases(conn, note))?.is_empty());
    shelf.library.write(|tx| verbs::set_aliases(tx, note, &["Dark ink".to_owned()]))?;
    shelf.library.write(|tx| verbs::rename(tx, note, "Dark ink", false))?;
    shelf.library.write(|tx| verbs::undo_rename(tx, note))?;
    assert_eq!(shelf.library.read(|conn| tables::names::given(conn, note))?, ["Dark ink"], "an alias is one again");
    assert!(shelf.library.write(|tx| verbs::undo_rename(tx, note)).is_err());
    Ok(())
}

#[test]
fn what_is_embedded_is_shown_and_never_within_itself() -> Result<()> {
    let shelf = Shelf::new()?;
    let one = shelf.note("One", "# Head\n\nfirst ![[Two]]\n\n# Other\n\nlast")?;
    shelf.note("Two", "second ![[One]] ![[Two]] ![[One#Other]] ![[None]]")?;
    let html = shelf.library.read(|conn| {
        let markdown = tables::notes::get(conn, one)?.unwrap_or_default();
        verbs::html_with_embeds(conn, one, &markdown, &Default::default())
    })?;
    assert_eq!(
        (html.matches("first").count(), html.matches("second").count(), html.matches("last").count()),
        (1, 1, 2)
    );
    assert!(html.contains("<a data-title=\"None\">"), "{html}");
    let part = |title: &str, fragment| shelf.library.read(|conn| verbs::embed(conn, one, title, fragment));
    assert!(part("Two", Some("Nothing"))?.no_such_part);
    assert!(part("Nothing", None)?.candidates.is_empty());
    let article = shelf.article("https://a.example/x", "X", "text", &[])?;
    shelf.library.write(|tx| verbs::save_commentary(tx, article, "", "What I *think*."))?;
    assert!(part("X", None)?.html.contains("<em>think</em>"));
    Ok(())
}

#[test]
fn circles_of_embeds_end() -> Result<()> {
    let shelf = Shelf::new()?;
    let all: String = (0..12).map(|n| format!("![[Note {n}]]\n\n")).collect();
    for n in 0..12 {
        shelf.note(&format!("Note {n}"), &all)?;
    }
    let first = shelf.library.read(|conn| verbs::resolve(conn, "Note 0"))?.id;
    let html = shelf.library.read(|conn| verbs::html_with_embeds(conn, first, &all, &Default::default()))?;
    assert!(html.len() < 200_000, "{}", html.len());
    Ok(())
}

#[test]
fn a_mention_is_found_in_all_of_a_persons_words_and_linked() -> Result<()> {
    let shelf = Shelf::new()?;
    let note = shelf.note("Queues", "")?;
    shelf.note("Small queues", "")?;
    let article = shelf.article("https://a.example/x", "X", "On queues.", &[])?;
    let mention = |source| {
        shelf.library.read(|conn| {
            let names = verbs::names_of(conn, note)?;
            Ok(verbs::mention_in(conn, source, &names)?.map(|(part, mention)| format!("{part}: {}", mention.context)))
        })
    };
    assert_eq!(mention(article)?, None, "the page's own words are not a person's");
    shelf.library.write(|tx| verbs::save_commentary(tx, article, "", "Of small queues. All queues wait."))?;
    assert_eq!(mention(article)?.as_deref(), Some("commentary: All queues wait."));
    assert!(shelf.library.write(|tx| verbs::link_mention(tx, article, note))?.value);
    assert_eq!(backlinks(&shelf, note)?, ["X (commentary): All queues wait."]);
    Ok(())
}
