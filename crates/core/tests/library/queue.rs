use postil_core::tables::clips::{self, AtOnce, Clip, ClipError, Counts, Progress};
use postil_core::tables::documents::{self, Filter};
use postil_core::tables::snapshots::FromArchive;
use postil_core::tables::{articles, commentary, snapshots, tags};
use postil_core::verbs::{self, Failure};
use postil_core::{ClipSource, ClipStage, ClipState, DocumentId, Error, Millis, Result, Verdict, url};

use crate::world::Shelf;

const MANY: AtOnce = AtOnce { all: 8, per_host: 2 };

fn begin(shelf: &Shelf, address: &str) -> Result<DocumentId> {
    let typed = url::parse(address).expect("a web address");
    Ok(shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &["sea".into()], Some("Typed.")))?.value.document.id)
}

/// Claims the clip of an article, as a worker does. Answers it as it is held, if it was to be had.
fn claim(shelf: &Shelf, id: DocumentId) -> Result<Option<Clip>> {
    let outcome = shelf.library.write(|tx| {
        let clip = clips::of(tx.conn(), id)?.expect("a clip");
        let taken = clips::claim(tx.conn(), clip.id, tx.new_id(), MANY, tx.now(), tx.now() + 60_000)?;
        Ok(if taken { clips::of(tx.conn(), id)? } else { None })
    })?;
    Ok(outcome.value)
}

fn held(shelf: &Shelf, id: DocumentId) -> Result<Clip> {
    Ok(claim(shelf, id)?.expect("a clip that can be claimed"))
}

fn failure(retry_at: Option<Millis>, no_network: bool) -> Failure {
    let error = ClipError { code: "timeout".into(), message: "Too slow".into(), hint: None };
    Failure { verdict: Verdict::Unreachable, error, retry_at, no_network, host_rests: false }
}

fn fail(shelf: &Shelf, clip: &Clip, retry_at: Option<Millis>, no_network: bool) -> Result<()> {
    shelf.library.write(|tx| verbs::fail_clip(tx, clip, &failure(retry_at, no_network)))?;
    Ok(())
}

fn due(shelf: &Shelf, skip: &[&str]) -> Result<Vec<String>> {
    let skip: Vec<String> = skip.iter().map(|host| (*host).to_owned()).collect();
    let found = shelf.library.read(|conn| clips::due(conn, shelf.library.now(), &skip, 100))?;
    Ok(found.into_iter().map(|clip| clip.url).collect())
}

fn counts(shelf: &Shelf) -> Result<(u32, u32, u32)> {
    let Counts { waiting, running, failed } = shelf.library.read(|conn| clips::counts(conn, shelf.library.now()))?;
    Ok((waiting, running, failed))
}

#[test]
fn no_more_are_worked_on_than_may_be_of_one_host_and_in_all() -> Result<()> {
    let shelf = Shelf::new()?;
    let of_a: Vec<DocumentId> =
        (0..3).map(|n| begin(&shelf, &format!("https://a.example/{n}"))).collect::<Result<_>>()?;
    assert!(claim(&shelf, of_a[0])?.is_some() && claim(&shelf, of_a[1])?.is_some());
    assert!(claim(&shelf, of_a[2])?.is_none(), "two of one host");
    for n in 0..6 {
        assert!(claim(&shelf, begin(&shelf, &format!("https://h{n}.example/"))?)?.is_some());
    }
    let ninth = begin(&shelf, "https://other.example/")?;
    assert!(claim(&shelf, ninth)?.is_none(), "eight in all");
    assert_eq!(counts(&shelf)?, (2, 8, 0));
    fail(&shelf, &shelf.clip(of_a[0])?, None, false)?;
    assert!(claim(&shelf, of_a[2])?.is_some(), "a place is free again");
    Ok(())
}

#[test]
fn what_is_due_leaves_out_the_hosts_that_are_to_rest() -> Result<()> {
    let shelf = Shelf::new()?;
    begin(&shelf, "https://a.example/1")?;
    begin(&shelf, "https://b.example/2")?;
    assert_eq!(due(&shelf, &[])?, ["https://a.example/1", "https://b.example/2"]);
    assert_eq!(due(&shelf, &["a.example", "c.example"])?, ["https://b.example/2"]);
    Ok(())
}

#[test]
fn a_paused_clip_waits_and_what_was_under_way_is_given_up() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = begin(&shelf, "https://a.example/queues")?;
    let clip = held(&shelf, id)?;
    assert_eq!(shelf.library.write(|tx| verbs::pause_clips(tx, Some(&[id])))?.value, 1);
    let capture = shelf.capture("https://a.example/queues", "Queues", "come late", &[])?;
    shelf.library.write(|tx| verbs::store(tx, &clip, &capture))?;
    fail(&shelf, &clip, None, false)?;
    let now = shelf.clip(id)?;
    assert_eq!((now.state, now.paused, now.attempts, now.claimed_by), (ClipState::Queued, true, 0, None));
    assert!(now.error.is_none() && shelf.library.read(|conn| snapshots::of(conn, id))?.is_empty());
    assert!(due(&shelf, &[])?.is_empty() && claim(&shelf, id)?.is_none());
    shelf.library.write(|tx| verbs::resume_clips(tx, Some(&[id])))?;
    assert_eq!(due(&shelf, &[])?.len(), 1);
    Ok(())
}

#[test]
fn a_paused_queue_holds_what_is_clipped_later_too_and_survives_reopening() -> Result<()> {
    let shelf = Shelf::new()?;
    let first = begin(&shelf, "https://a.example/1")?;
    let clip = held(&shelf, first)?;
    shelf.library.write(|tx| verbs::pause_clips(tx, None))?;
    assert!(!shelf.library.read(|conn| clips::is_held(conn, &clip))?);
    let second = begin(&shelf, "https://a.example/2")?;
    let again = postil_core::Library::open(shelf.dir.path(), std::sync::Arc::new(crate::world::Fixed::default()))?;
    assert!(again.read(clips::queue_is_paused)?);
    assert!(due(&shelf, &[])?.is_empty() && claim(&shelf, second)?.is_none());
    shelf.library.write(|tx| verbs::pause_clips(tx, Some(&[second])))?;
    shelf.library.write(|tx| verbs::resume_clips(tx, None))?;
    assert_eq!(due(&shelf, &[])?.len(), 2, "resuming all resumes each");
    Ok(())
}

#[test]
fn clipping_or_asking_again_resumes_a_paused_clip() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = begin(&shelf, "https://a.example/1")?;
    for ask in [
        (|tx, _| verbs::begin_clip(tx, &url::parse("https://a.example/1").expect("an address"), &[], None).map(drop))
            as fn(&postil_core::Tx<'_>, DocumentId) -> Result<()>,
        |tx, id| verbs::fetch_again(tx, id).map(drop),
        |tx, id| verbs::retry_clips(tx, Some(&[id])).map(drop),
    ] {
        shelf.library.write(|tx| verbs::pause_clips(tx, Some(&[id])))?;
        shelf.library.write(|tx| ask(tx, id))?;
        assert_eq!(due(&shelf, &[])?.len(), 1);
    }
    Ok(())
}

#[test]
fn cancelling_a_clip_without_a_page_bins_the_article_and_undo_brings_all_of_it_back() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = begin(&shelf, "https://a.example/queues")?;
    let clip = held(&shelf, id)?;
    let cancelled = shelf.library.write(|tx| verbs::cancel_clips(tx, Some(&[id])))?.value;
    assert!(cancelled[0].binned && cancelled[0].document.deleted_at.is_some());
    let capture = shelf.capture("https://a.example/queues", "Queues", "come late", &[])?;
    shelf.library.write(|tx| verbs::store(tx, &clip, &capture))?;
    assert!(shelf.library.read(|conn| snapshots::of(conn, id))?.is_empty(), "the late page is not stored");
    assert_eq!(counts(&shelf)?, (0, 0, 0));
    assert!(due(&shelf, &[])?.is_empty() && claim(&shelf, id)?.is_none());
    shelf.library.write(|tx| verbs::restore(tx, id))?;
    assert_eq!(shelf.library.read(|conn| commentary::get(conn, id))?, "Typed.\n");
    assert_eq!(shelf.library.read(|conn| tags::of(conn, id))?, ["sea"]);
    assert_eq!((due(&shelf, &[])?.len(), shelf.clip(id)?.attempts), (1, 0));
    Ok(())
}

#[test]
fn cancelling_a_second_fetch_keeps_the_page() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article("https://a.example/queues", "Queues", "the good text", &[])?;
    shelf.library.write(|tx| verbs::fetch_again(tx, id))?;
    let clip = held(&shelf, id)?;
    assert_eq!(shelf.library.read(|conn| documents::count(conn, &Filter { clips: true, ..Filter::default() }))?, 1);
    let cancelled = shelf.library.write(|tx| verbs::cancel_clips(tx, None))?.value;
    assert!(!cancelled[0].binned && cancelled[0].document.deleted_at.is_none());
    fail(&shelf, &clip, None, false)?;
    let now = shelf.clip(id)?;
    assert_eq!((now.state, now.verdict, now.error), (ClipState::Done, Some(Verdict::Ok), None));
    assert_eq!(shelf.library.read(|conn| documents::count(conn, &Filter { clips: true, ..Filter::default() }))?, 0);
    Ok(())
}

#[test]
fn a_failed_second_fetch_is_among_the_clips_and_the_address_is_known_all_the_same() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article("https://a.example/queues", "Queues", "the good text", &[])?;
    shelf.library.write(|tx| verbs::fetch_again(tx, id))?;
    fail(&shelf, &held(&shelf, id)?, None, false)?;
    assert_eq!(counts(&shelf)?, (0, 0, 1));
    let typed = url::parse("https://a.example/queues").expect("an address");
    assert!(shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value.known);
    assert_eq!(counts(&shelf)?, (0, 0, 1));
    Ok(())
}

#[test]
fn a_try_without_a_network_does_not_count_and_any_answer_brings_it_forward() -> Result<()> {
    let shelf = Shelf::new()?;
    let far = shelf.library.now() + 1_000_000_000;
    let offline = begin(&shelf, "https://a.example/offline")?;
    let slow = begin(&shelf, "https://b.example/slow")?;
    let other = begin(&shelf, "https://c.example/other")?;
    for tries in 1..=2 {
        fail(&shelf, &held(&shelf, offline)?, Some(if tries == 2 { far } else { 0 }), true)?;
        let clip = shelf.clip(offline)?;
        assert_eq!((clip.attempts, clip.no_network, clip.state), (0, tries, ClipState::Queued));
        assert_eq!(clip.error.map(|error| error.code).as_deref(), Some("timeout"));
    }
    fail(&shelf, &held(&shelf, slow)?, Some(far), false)?;
    assert_eq!((shelf.clip(slow)?.attempts, shelf.clip(offline)?.no_network), (1, 0), "an answer is an answer");
    fail(&shelf, &held(&shelf, offline)?, Some(far), true)?;
    assert!(!due(&shelf, &[])?.contains(&"https://a.example/offline".into()));
    let clip = held(&shelf, other)?;
    let capture = shelf.capture("https://c.example/other", "Other", "text", &[])?;
    shelf.library.write(|tx| verbs::store(tx, &clip, &capture))?;
    assert_eq!(due(&shelf, &[])?, ["https://a.example/offline"], "what failed by itself waits on");
    Ok(())
}

#[test]
fn a_site_that_asks_for_rest_gets_it_from_all_its_clips_until_a_person_asks() -> Result<()> {
    let shelf = Shelf::new()?;
    let far = shelf.library.now() + 1_000_000_000;
    let first = begin(&shelf, "https://a.example/1")?;
    let second = begin(&shelf, "https://a.example/2")?;
    begin(&shelf, "https://b.example/")?;
    let resting = Failure { host_rests: true, ..failure(Some(far), false) };
    let clip = held(&shelf, first)?;
    let changed = shelf.library.write(|tx| verbs::fail_clip(tx, &clip, &resting))?.changed;
    assert_eq!(changed, [first, second], "both are told of");
    assert_eq!(due(&shelf, &[])?, ["https://b.example/"]);
    shelf.library.write(|tx| verbs::retry_clips(tx, Some(&[second])))?;
    assert_eq!(due(&shelf, &[])?, ["https://b.example/", "https://a.example/2"]);
    Ok(())
}

#[test]
fn without_a_network_one_is_tried_for_all() -> Result<()> {
    let shelf = Shelf::new()?;
    let soon = shelf.library.now() + 1_000_000;
    let ids: Vec<DocumentId> =
        (0..3).map(|n| begin(&shelf, &format!("https://h{n}.example/"))).collect::<Result<_>>()?;
    for id in &ids {
        fail(&shelf, &held(&shelf, *id)?, Some(soon), true)?;
    }
    fail(&shelf, &held(&shelf, ids[1])?, Some(soon + 7), true)?;
    for id in ids {
        assert_eq!(shelf.clip(id)?.next_attempt_at, Some(soon + 7));
    }
    Ok(())
}

#[test]
fn trying_all_again_takes_the_failed_and_the_waiting_but_not_the_paused() -> Result<()> {
    let shelf = Shelf::new()?;
    let far = shelf.library.now() + 1_000_000_000;
    let failed = begin(&shelf, "https://a.example/failed")?;
    let waits = begin(&shelf, "https://b.example/waits")?;
    let paused = begin(&shelf, "https://c.example/paused")?;
    let runs = begin(&shelf, "https://d.example/runs")?;
    fail(&shelf, &held(&shelf, failed)?, None, false)?;
    fail(&shelf, &held(&shelf, waits)?, Some(far), false)?;
    shelf.library.write(|tx| verbs::pause_clips(tx, Some(&[paused])))?;
    let running = held(&shelf, runs)?;
    assert_eq!(shelf.library.write(|tx| verbs::retry_clips(tx, None))?.value, 2);
    assert_eq!(due(&shelf, &[])?.len(), 2);
    assert!(shelf.clip(paused)?.paused && shelf.library.read(|conn| clips::is_held(conn, &running))?);
    assert_eq!(shelf.clip(failed)?.attempts, 0);
    Ok(())
}

#[test]
fn progress_is_noted_by_the_holder_only_and_ends_with_the_work() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = begin(&shelf, "https://a.example/1")?;
    let clip = held(&shelf, id)?;
    assert_eq!(clip.progress.map(|p| p.stage), Some(ClipStage::Fetching));
    let progress = Progress { stage: ClipStage::Images, images_done: 3, images_total: 12 };
    shelf.library.write(|tx| clips::advance(tx.conn(), &clip, progress))?;
    let running = shelf.library.read(|conn| clips::running(conn, shelf.library.now()))?;
    assert_eq!(running.iter().map(|clip| clip.progress).collect::<Vec<_>>(), [Some(progress)]);
    assert!(shelf.library.write(|tx| clips::hold(tx.conn(), &clip, tx.now() + 9))?.value);
    shelf.library.write(|tx| clips::release(tx.conn(), clip.id, tx.now()))?;
    shelf.library.write(|tx| clips::advance(tx.conn(), &clip, progress))?;
    assert!(!shelf.library.write(|tx| clips::hold(tx.conn(), &clip, tx.now() + 9))?.value);
    assert_eq!(shelf.clip(id)?.progress, None);
    Ok(())
}

#[test]
fn a_copy_from_an_archive_is_kept_under_the_articles_own_address() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = begin(&shelf, "https://a.example/queues")?;
    let running = held(&shelf, id)?;
    shelf.library.write(|tx| verbs::fetch_archived(tx, id))?;
    assert!(!shelf.library.read(|conn| clips::is_held(conn, &running))?, "the page itself is asked no more");
    let clip = held(&shelf, id)?;
    assert_eq!((clip.source, clip.url.as_str()), (ClipSource::Archive, "https://a.example/queues"));
    let mut capture = shelf.capture("https://a.example/queues", "Queues", "as it was", &[])?;
    let archive = FromArchive { url: "https://archive.example/web/2019id_/x".into(), taken_at: 5 };
    capture.archive = Some(archive.clone());
    shelf.library.write(|tx| verbs::store(tx, &clip, &capture))?;
    let shown = shelf.library.read(|conn| {
        let article = articles::get(conn, id)?.expect("an article");
        snapshots::get(conn, article.snapshot_id.expect("a snapshot"))
    })?;
    let shown = shown.expect("a snapshot");
    assert_eq!((shown.url.as_str(), shown.archive), ("https://a.example/queues", Some(archive)));
    shelf.library.write(|tx| verbs::fetch_again(tx, id))?;
    assert_eq!(shelf.clip(id)?.source, ClipSource::Page);
    Ok(())
}

#[test]
fn a_document_that_waits_for_nothing_cannot_be_paused_or_cancelled() -> Result<()> {
    let shelf = Shelf::new()?;
    let done = shelf.article("https://a.example/queues", "Queues", "text", &[])?;
    let note = shelf.note("Ink", "words")?;
    for id in [done, note] {
        let refused = shelf.library.write(|tx| verbs::cancel_clips(tx, Some(&[id])));
        assert!(matches!(refused, Err(Error::NoClip(_))), "{refused:?}");
        assert!(shelf.library.write(|tx| verbs::pause_clips(tx, Some(&[id]))).is_err());
    }
    Ok(())
}
