use postil_core::tables::checks::Validators;
use postil_core::tables::points::{NewPoint, Point};
use postil_core::tables::snapshots::Snapshot;
use postil_core::tables::{articles, checks, documents, images, points, snapshots};
use postil_core::verbs::{self, Capture, Fate};
use postil_core::{BlobHash, ClipState, DocumentId, Finding, Result, Verdict, Voice, compare};

use crate::world::Shelf;

const URL: &str = "https://a.example/queues";

const VERDICTS: [Verdict; 9] = [
    Verdict::Ok,
    Verdict::Partial,
    Verdict::LoginWall,
    Verdict::ConsentWall,
    Verdict::Captcha,
    Verdict::NotFound,
    Verdict::NotAPage,
    Verdict::Empty,
    Verdict::Unreachable,
];

impl Shelf {
    /// Fetches an article again, and stores what `change` makes of a capture of this text.
    fn again(&self, id: DocumentId, text: &str, change: impl FnOnce(&mut Capture)) -> Result<()> {
        self.library.write(|tx| verbs::fetch_again(tx, id))?;
        let mut capture = self.capture(URL, "Queues", text, &[])?;
        change(&mut capture);
        let clip = self.clip(id)?;
        self.library.write(|tx| verbs::store(tx, &clip, &capture))?;
        Ok(())
    }

    fn shown(&self, id: DocumentId) -> Result<Snapshot> {
        self.library.read(|conn| {
            let article = articles::get(conn, id)?.expect("an article");
            Ok(snapshots::get(conn, article.snapshot_id.expect("a page"))?.expect("a snapshot"))
        })
    }

    fn count(&self, id: DocumentId) -> Result<usize> {
        Ok(self.library.read(|conn| snapshots::of(conn, id))?.len())
    }

    fn finding(&self, id: DocumentId) -> Result<Option<Finding>> {
        Ok(self.library.read(|conn| checks::of(conn, id))?.map(|check| check.finding))
    }
}

#[test]
fn whatever_comes_never_takes_the_place_of_something_better() -> Result<()> {
    let worth = |verdict: Verdict| match verdict {
        Verdict::Ok => 2,
        Verdict::Partial => 1,
        _ => 0,
    };
    for old in VERDICTS {
        for new in VERDICTS {
            for same in [false, true] {
                let shelf = Shelf::new()?;
                let typed = postil_core::url::parse(URL).expect("an address");
                let id = shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value.document.id;
                shelf.again(id, "the old text", |capture| capture.verdict = old)?;
                let text = if same { "the  old\ntext" } else { "the new text" };
                shelf.again(id, text, |capture| capture.verdict = new)?;
                let takes_its_place = worth(new) > worth(old) || (worth(new) == worth(old) && !same);
                let wanted = if takes_its_place { (text, new) } else { ("the old text", old) };
                let (shown, told) = (shelf.shown(id)?, format!("{old} then {new}, same text: {same}"));
                assert_eq!((shown.text.as_str(), shown.verdict), wanted, "{told}");
                let count = if takes_its_place || !same { 2 } else { 1 };
                assert_eq!(shelf.count(id)?, count, "{told}");
                assert_eq!(shelf.clip(id)?.state == ClipState::Done, new.is_good(), "{told}");
            }
        }
    }
    Ok(())
}

#[test]
fn the_fate_of_a_capture() {
    for (shown, new, same, wanted) in [
        (None, Verdict::Ok, false, Fate::Shown),
        (None, Verdict::LoginWall, false, Fate::Shown),
        (Some(Verdict::Ok), Verdict::Ok, true, Fate::LeftOut),
        (Some(Verdict::Ok), Verdict::Ok, false, Fate::Shown),
        (Some(Verdict::Ok), Verdict::Partial, false, Fate::SetAside),
        (Some(Verdict::Ok), Verdict::Captcha, true, Fate::LeftOut),
        (Some(Verdict::Partial), Verdict::Ok, true, Fate::Shown),
        (Some(Verdict::Partial), Verdict::Partial, false, Fate::Shown),
        (Some(Verdict::LoginWall), Verdict::Ok, false, Fate::Shown),
        (Some(Verdict::LoginWall), Verdict::Captcha, false, Fate::Shown),
        (Some(Verdict::LoginWall), Verdict::LoginWall, true, Fate::LeftOut),
    ] {
        assert_eq!(verbs::fate(shown, new, same), wanted, "{shown:?} then {new}, same: {same}");
    }
    for old in VERDICTS.into_iter().filter(|v| v.is_good()) {
        for new in VERDICTS.into_iter().filter(|v| !v.is_good()) {
            for same in [false, true] {
                assert_ne!(verbs::fate(Some(old), new, same), Fate::Shown, "{old} then {new}");
            }
        }
    }
}

#[test]
fn the_same_text_adds_no_snapshot_but_refreshes_what_is_said_about_it() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article(URL, "Queues", "one\n\ntwo", &[])?;
    let first = shelf.shown(id)?;
    let blob: BlobHash = shelf.library.blobs().put(b"a picture")?;
    shelf.again(id, "one\ntwo ", |capture| {
        capture.title = "Queues, corrected".into();
        capture.byline = Some("A. Writer".into());
        capture.html = "<p>other HTML</p>".into();
        capture.etag = Some("\"2\"".into());
        let image = verbs::Image { url: "https://a.example/i.png".into(), blob, media_type: "image/png".into() };
        capture.images = vec![image];
    })?;
    let shown = shelf.shown(id)?;
    assert_eq!((shown.id, shown.html.as_str()), (first.id, "<p>one\n\ntwo</p>"), "a snapshot is never edited");
    assert_eq!((shelf.count(id)?, shelf.finding(id)?), (1, Some(Finding::SameText)));
    let document = shelf.library.read(|conn| documents::get(conn, id))?;
    assert_eq!(document.title, "Queues, corrected");
    let article = shelf.library.read(|conn| articles::get(conn, id))?.expect("an article");
    assert_eq!(article.byline.as_deref(), Some("A. Writer"));
    assert_eq!(shelf.library.read(|conn| images::of(conn, first.id))?.len(), 1, "an image that was missing is added");
    let validators = shelf.library.read(|conn| verbs::validators(conn, id))?;
    assert_eq!(validators.and_then(|v| v.etag).as_deref(), Some("\"2\""), "the newest are asked with");
    Ok(())
}

#[test]
fn a_page_that_the_server_says_is_unchanged_costs_a_date() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article(URL, "Queues", "text", &[])?;
    shelf.again(id, "other text", |capture| capture.etag = Some("\"1\"".into()))?;
    let wanted = Validators { url: URL.into(), etag: Some("\"1\"".into()), last_modified: None };
    assert_eq!(shelf.library.read(|conn| verbs::validators(conn, id))?, Some(wanted.clone()));
    let (before, saved) = (shelf.count(id)?, shelf.library.read(|conn| documents::get(conn, id))?);
    shelf.library.write(|tx| verbs::fetch_again(tx, id))?;
    let clip = shelf.clip(id)?;
    let outcome = shelf.library.write(|tx| verbs::store_unchanged(tx, &clip))?;
    assert_eq!(outcome.changed, [id]);
    let clip = shelf.clip(id)?;
    assert_eq!((clip.state, clip.verdict, clip.error), (ClipState::Done, Some(Verdict::Ok), None));
    let check = shelf.library.read(|conn| checks::of(conn, id))?.expect("a check");
    assert_eq!((check.finding, check.validators), (Finding::Unchanged, Some(wanted)));
    assert_eq!(shelf.count(id)?, before);
    assert_eq!(shelf.library.read(|conn| documents::get(conn, id))?, saved);
    Ok(())
}

#[test]
fn a_wall_is_set_aside_once_and_its_validators_are_not_asked_with() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article(URL, "Queues", "the good text", &[])?;
    for _ in 0..3 {
        shelf.again(id, "Sign in", |capture| {
            capture.verdict = Verdict::LoginWall;
            capture.etag = Some("\"wall\"".into());
            capture.title = "Sign in".into();
        })?;
    }
    assert_eq!((shelf.count(id)?, shelf.finding(id)?), (2, Some(Finding::Worse)));
    assert_eq!(shelf.shown(id)?.text, "the good text");
    assert_eq!(shelf.library.read(|conn| documents::get(conn, id))?.title, "Queues");
    assert_eq!(shelf.library.read(|conn| verbs::validators(conn, id))?, None);
    Ok(())
}

#[test]
fn a_point_of_ones_own_outlives_the_drafted_one_above_it() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article(URL, "Queues", "text", &[])?;
    let drafted = |text: &str| NewPoint {
        text: text.into(),
        voice: Voice::Author,
        anchor: None,
        unsupported: false,
        children: Vec::new(),
    };
    shelf.again(id, "second", |capture| capture.outline = vec![drafted("Drafted")])?;
    let parent = shelf.library.read(|conn| points::of(conn, id))?[0].row.id;
    let add = |text: &'static str, parent, rank: &'static str| {
        shelf.library.write(|tx| {
            let point = postil_core::PointId(tx.new_id());
            tx.conn().execute(
                "INSERT INTO points (id, document_id, parent_id, rank, text, voice, drafted) VALUES (?1, ?2, ?3, ?4, ?5, 'me', 0)",
                (point, id, parent, rank, text),
            )?;
            Ok(point)
        })
    };
    let mine = add("Mine", parent, "81")?.value;
    add("Beneath mine", mine, "82")?;
    shelf.again(id, "third", |capture| capture.outline = vec![drafted("Drafted anew")])?;
    let outline = shelf.library.read(|conn| points::of(conn, id))?;
    let lines = |points: &[Point]| points.iter().map(|point| point.row.text.clone()).collect::<Vec<_>>();
    assert_eq!(lines(&outline), ["Drafted anew", "Mine"]);
    assert_eq!(lines(&outline[1].children), ["Beneath mine"]);
    Ok(())
}

#[test]
fn two_snapshots_can_be_compared_and_words_are_counted_of_old_ones_too() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.article(URL, "Queues", "Queues are long.\n\nSame.", &[])?;
    shelf.again(id, "Queues are short.\n\nSame.", |capture| capture.word_count = 4)?;
    shelf.library.write(|tx| Ok(tx.conn().execute("UPDATE snapshots SET word_count = NULL", [])?))?;
    let rows = shelf.library.read(|conn| snapshots::of(conn, id))?;
    assert_eq!(rows.iter().map(|row| row.word_count).collect::<Vec<_>>(), [4, 4]);
    let texts = shelf.library.read(|conn| {
        rows.iter().map(|row| Ok(snapshots::get(conn, row.id)?.expect("a snapshot").text)).collect::<Result<Vec<_>>>()
    })?;
    let counts = compare::compare(&texts[0], &texts[1]).counts;
    assert_eq!((counts.words_added, counts.words_removed, counts.paragraphs_changed), (1, 1, 1));
    Ok(())
}
