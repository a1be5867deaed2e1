use postil_core::tables::clips::{AtOnce, ClipError};
use postil_core::tables::{articles, clips, commentary, documents, snapshots, tags};
use postil_core::verbs::Failure;
use postil_core::{ClipState, Library, Result, Verdict, url, verbs};
use uuid::Uuid;

use crate::world::Shelf;

fn address(text: &str) -> ::url::Url {
    url::parse(text).expect("a web address")
}

#[test]
fn the_row_stands_before_the_request_and_keeps_what_was_typed() -> Result<()> {
    let shelf = Shelf::new()?;
    let typed = address("https://a.example/queues?utm_source=x");
    let begun = shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &["Waiting".into()], Some("Read this.")))?.value;
    assert!(!begun.known);
    let id = begun.document.id;
    let clip = shelf.clip(id)?;
    assert_eq!((clip.state, clip.url.as_str()), (ClipState::Queued, typed.as_str()));
    let error = ClipError { code: "connection_refused".into(), message: "Refused".into(), hint: None };
    let failure = Failure {
        verdict: Verdict::Unreachable,
        error: error.clone(),
        retry_at: Some(shelf.library.now() + 60_000),
        no_network: false,
        host_rests: false,
    };
    shelf.library.write(|tx| verbs::fail_clip(tx, &clip, &failure))?;
    let clip = shelf.clip(id)?;
    assert_eq!((clip.state, clip.error), (ClipState::Queued, Some(error)));
    assert_eq!(shelf.library.read(|conn| commentary::get(conn, id))?, "Read this.\n");
    assert_eq!(shelf.library.read(|conn| tags::of(conn, id))?, ["Waiting"]);
    Ok(())
}

#[test]
fn every_spelling_of_an_address_is_the_same_article() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article("https://a.example/queues", "Queues", "text", &[])?;
    for typed in ["http://A.example:80/queues/", "https://a.example/queues?fbclid=1#two"] {
        let begun = shelf.library.write(|tx| verbs::begin_clip(tx, &address(typed), &[], Some("again")))?.value;
        assert!(begun.known && begun.document.id == id, "{typed}");
    }
    assert_eq!(shelf.library.read(|conn| commentary::get(conn, id))?, "again\n\nagain\n");
    Ok(())
}

#[test]
fn an_address_that_the_page_declares_is_the_same_article() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article("https://a.example/queues", "Queues", "text", &[])?;
    let typed = address("https://a.example/p?id=7");
    let tags = ["tag".to_owned()];
    let begun = shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &tags, Some("typed beside")))?.value;
    assert!(!begun.known);
    let mut capture = shelf.capture(typed.as_str(), "Queues", "text", &[])?;
    capture.declared_url = Some(address("https://a.example/queues/"));
    let clip = shelf.clip(begun.document.id)?;
    let stored = shelf.library.write(|tx| verbs::store(tx, &clip, &capture))?.value;
    assert!(stored.known && stored.document.id == id);
    assert_eq!(shelf.library.read(|conn| commentary::get(conn, id))?, "typed beside\n");
    assert_eq!(shelf.library.read(|conn| tags::of(conn, id))?, ["tag"]);
    let again = shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value;
    assert!(again.known && again.document.id == id);
    let old_id = shelf.library.read(|conn| verbs::resolve(conn, &begun.document.id.to_string()))?;
    assert_eq!(old_id.id, id);
    let count = shelf.library.read(|conn| documents::count(conn, &documents::Filter::default()))?;
    assert_eq!(count, 1);
    Ok(())
}

#[test]
fn another_site_cannot_declare_itself_into_an_article() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article("https://a.example/queues", "Queues", "text", &[])?;
    let typed = address("https://evil.example/x");
    let begun = shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value;
    let mut capture = shelf.capture(typed.as_str(), "Queues", "text", &[])?;
    capture.declared_url = Some(address("https://a.example/queues"));
    let clip = shelf.clip(begun.document.id)?;
    let stored = shelf.library.write(|tx| verbs::store(tx, &clip, &capture))?.value;
    assert!(!stored.known && stored.document.id != id);
    Ok(())
}

#[test]
fn a_bad_capture_never_takes_the_place_of_a_good_one() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article("https://a.example/queues", "Queues", "the good text", &[])?;
    shelf.library.write(|tx| verbs::fetch_again(tx, id))?;
    let mut capture = shelf.capture("https://a.example/queues", "Sign in", "Sign in to go on", &[])?;
    capture.verdict = Verdict::LoginWall;
    let clip = shelf.clip(id)?;
    shelf.library.write(|tx| verbs::store(tx, &clip, &capture))?;
    let shown = shelf.library.read(|conn| {
        let article = articles::get(conn, id)?.expect("an article");
        snapshots::get(conn, article.snapshot_id.expect("a snapshot"))
    })?;
    assert_eq!(shown.map(|s| s.text).as_deref(), Some("the good text"));
    assert_eq!(shelf.library.read(|conn| verbs::resolve(conn, "Queues"))?.id, id);
    assert_eq!(shelf.library.read(|conn| snapshots::of(conn, id))?.len(), 2);
    assert_eq!(shelf.clip(id)?.state, ClipState::Failed);
    Ok(())
}

#[test]
fn a_clip_is_worked_on_by_one_at_a_time() -> Result<()> {
    let shelf = Shelf::new()?;
    let typed = address("https://a.example/queues");
    let id = shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value.document.id;
    let clip = shelf.clip(id)?;
    let claim = |library: &Library, now, until| {
        let at_once = AtOnce { all: 8, per_host: 2 };
        library.write(|tx| clips::claim(tx.conn(), clip.id, Uuid::from_u128(7), at_once, now, until)).map(|o| o.value)
    };
    assert!(claim(&shelf.library, 100, 200)?);
    assert!(!claim(&shelf.library, 150, 250)?);
    assert!(claim(&shelf.library, 200, 300)?, "a worker that vanished gives way");
    Ok(())
}

#[test]
fn clipping_what_is_in_the_bin_takes_it_out() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article("https://a.example/queues", "Queues", "text", &[])?;
    shelf.library.write(|tx| verbs::delete(tx, id))?;
    let begun = shelf.library.write(|tx| verbs::begin_clip(tx, &address("https://a.example/queues"), &[], None))?;
    assert!(begun.value.known && begun.value.document.deleted_at.is_none());
    Ok(())
}

#[test]
fn a_title_that_a_person_gave_is_kept_by_a_fetch() -> Result<()> {
    let shelf = Shelf::new()?;
    let typed = address("https://a.example/queues");
    let id = shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value.document.id;
    shelf.library.write(|tx| verbs::rename(tx, id, "Mine", false))?;
    let clip = shelf.clip(id)?;
    let capture = shelf.capture("https://a.example/queues", "Theirs", "text", &[])?;
    let stored = shelf.library.write(|tx| verbs::store(tx, &clip, &capture))?.value;
    assert_eq!(stored.document.title, "Mine");
    assert_eq!(shelf.url(id)?, "https://a.example/queues");
    Ok(())
}

/// Stores what a window showed at an address, for an article that no worker holds.
fn show(shelf: &Shelf, id: postil_core::DocumentId, url: &str, declared: Option<&str>, text: &str) -> Result<()> {
    let clip = shelf.library.write(|tx| verbs::take_clip(tx, id, tx.now() + 60_000))?.value;
    let mut capture = shelf.capture(url, "Queues", text, &[])?;
    capture.declared_url = declared.map(address);
    shelf.library.write(|tx| verbs::store_shown(tx, &clip.expect("nobody else holds it"), &capture))?;
    Ok(())
}

#[test]
fn an_article_learns_from_a_window_an_address_of_its_own_site_only() -> Result<()> {
    let shelf = Shelf::new()?;
    let known = |url: &str| shelf.library.read(|conn| articles::by_url_key(conn, &url::key(&address(url))));
    let begin = |url: &str| shelf.library.write(|tx| verbs::begin_clip(tx, &address(url), &[], None));
    let id = begin("https://a.example/queues")?.value.document.id;
    show(&shelf, id, "https://login.example/done", Some("https://login.example/hello"), "One text")?;
    assert_eq!(shelf.clip(id)?.state, ClipState::Done);
    assert_eq!(shelf.url(id)?, "https://a.example/queues");
    assert_eq!((known("https://login.example/done")?, known("https://login.example/hello")?), (None, None));

    show(&shelf, id, "https://www.a.example/queues?all", Some("https://a.example/on-queues"), "Another text")?;
    assert_eq!(shelf.url(id)?, "https://a.example/on-queues");
    assert_eq!(known("https://www.a.example/queues?all")?, Some(id));
    Ok(())
}

#[test]
fn a_window_does_not_make_two_articles_one_across_sites() -> Result<()> {
    let shelf = Shelf::new()?;
    let kept = shelf.article("https://other.example/start", "Start", "text", &[])?;
    let typed = address("https://a.example/queues");
    let id = shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value.document.id;
    show(&shelf, id, "https://other.example/start", None, "text")?;
    assert_ne!(shelf.library.read(|conn| documents::get(conn, id))?.id, kept);
    Ok(())
}

#[test]
fn what_a_worker_holds_is_not_taken_for_a_window() -> Result<()> {
    let shelf = Shelf::new()?;
    let typed = address("https://a.example/queues");
    let id = shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value.document.id;
    let (worker, at_once) = (Uuid::from_u128(7), clips::AtOnce { all: 1, per_host: 1 });
    let clip = shelf.clip(id)?;
    shelf.library.write(|tx| clips::claim(tx.conn(), clip.id, worker, at_once, tx.now(), tx.now() + 60_000))?;
    let taken = shelf.library.write(|tx| verbs::take_clip(tx, id, tx.now() + 60_000))?.value;
    assert_eq!(taken, None);
    assert_eq!(shelf.clip(id)?.claimed_by, Some(worker));
    Ok(())
}

#[test]
fn what_a_person_shows_is_stored_while_the_queue_is_paused() -> Result<()> {
    let shelf = Shelf::new()?;
    let typed = address("https://a.example/queues");
    let id = shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value.document.id;
    shelf.library.write(|tx| clips::pause_queue(tx.conn(), true))?;
    show(&shelf, id, "https://a.example/queues", None, "One text")?;
    assert_eq!(shelf.clip(id)?.state, ClipState::Done);
    Ok(())
}
