use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};

use postil_core::tables::{commentary, documents, versions};
use postil_core::{DocumentId, Error, Library, Millis, Result, VersionId, VersionReason, World, url, verbs};
use tempfile::TempDir;
use uuid::Uuid;

const SECOND: Millis = 1000;
const MINUTE: Millis = 60 * SECOND;

/// A clock that is wound by hand.
struct Wound {
    now: AtomicI64,
    ids: AtomicU64,
}

impl World for Wound {
    fn now(&self) -> Millis {
        self.now.load(Ordering::SeqCst)
    }

    fn new_id(&self) -> Uuid {
        Uuid::from_u128(0x0199_0000_0000_7000_8000_0000_0000_0000 + u128::from(self.ids.fetch_add(1, Ordering::SeqCst)))
    }
}

struct Desk {
    _dir: TempDir,
    world: Arc<Wound>,
    library: Library,
}

impl Desk {
    fn new() -> Result<Self> {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let world = Arc::new(Wound { now: AtomicI64::new(1_760_000_000_000), ids: AtomicU64::new(0) });
        let library = Library::open(dir.path(), Arc::<Wound>::clone(&world))?;
        Ok(Self { _dir: dir, world, library })
    }

    fn wait(&self, time: Millis) {
        self.world.now.fetch_add(time, Ordering::SeqCst);
    }

    fn article(&self, at: &str) -> Result<DocumentId> {
        let typed = url::parse(at).expect("a web address");
        Ok(self.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value.document.id)
    }

    fn note(&self, title: &str, markdown: &str) -> Result<DocumentId> {
        Ok(self.library.write(|tx| verbs::create_note(tx, title, markdown))?.value.id)
    }

    fn now(&self, id: DocumentId) -> Result<String> {
        Ok(self.library.read(|conn| verbs::written(conn, id))?.markdown)
    }

    /// Saves what was edited from the present text, as an editor does.
    fn save(&self, id: DocumentId, markdown: &str) -> Result<()> {
        let base = self.now(id)?;
        self.library.write(|tx| match documents::get(tx.conn(), id)?.kind {
            postil_core::Kind::Article => verbs::save_commentary(tx, id, &base, markdown),
            _ => verbs::save_note(tx, id, &base, markdown),
        })?;
        Ok(())
    }

    fn kept(&self, id: DocumentId) -> Result<Vec<(VersionReason, String)>> {
        self.library.read(|conn| {
            let rows = versions::of(conn, id)?;
            rows.into_iter().map(|row| Ok((row.reason, versions::text(conn, row.id)?.expect("a text")))).collect()
        })
    }

    fn texts(&self, id: DocumentId) -> Result<Vec<String>> {
        Ok(self.kept(id)?.into_iter().map(|(_, text)| text).collect())
    }

    fn restore(&self, id: DocumentId, version: VersionId) -> Result<verbs::Restored> {
        Ok(self.library.write(|tx| verbs::restore_version(tx, id, version))?.value)
    }

    fn newest(&self, id: DocumentId) -> Result<VersionId> {
        Ok(self.library.read(|conn| versions::of(conn, id))?.first().expect("a version").id)
    }
}

#[test]
fn typing_on_and_on_leaves_a_version_for_each_five_minutes() -> Result<()> {
    let desk = Desk::new()?;
    for id in [desk.note("Ink", "")?, desk.article("https://a.example/")?] {
        let mut text = String::new();
        for typed in 0..29 * 3 {
            text.push_str(if typed % 10 == 9 { "ink.\n" } else { "ink " });
            desk.wait(20 * SECOND);
            desk.save(id, &text)?;
        }
        let kept = desk.kept(id)?;
        assert_eq!(kept.len(), 5);
        assert!(kept.iter().all(|(reason, _)| *reason == VersionReason::Session));
        assert!(kept.windows(2).all(|pair| pair[0].1.len() > pair[1].1.len() && pair[0].1.starts_with(&pair[1].1)));
    }
    Ok(())
}

#[test]
fn a_text_that_rested_is_kept_before_it_is_changed() -> Result<()> {
    let desk = Desk::new()?;
    let id = desk.article("https://a.example/")?;
    desk.wait(30 * MINUTE);
    desk.save(id, "G")?;
    desk.wait(SECOND);
    desk.save(id, "Good.")?;
    assert!(desk.texts(id)?.is_empty(), "what was typed a second ago is no version");
    desk.wait(5 * MINUTE);
    desk.save(id, "Good?")?;
    desk.wait(SECOND);
    desk.save(id, "Good? No")?;
    assert_eq!(desk.kept(id)?, [(VersionReason::Session, "Good.".to_owned())]);
    Ok(())
}

#[test]
fn what_is_emptied_or_cut_is_kept_at_once() -> Result<()> {
    let desk = Desk::new()?;
    let id = desk.note("Ink", "")?;
    let long = "The keeper of the light writes the hour down. ".repeat(20);
    desk.save(id, &long)?;
    desk.save(id, &long[..long.len() - 100])?;
    assert!(desk.texts(id)?.is_empty());
    let short = &long[..long.len() - 400];
    desk.save(id, short)?;
    desk.save(id, "")?;
    assert_eq!(desk.kept(id)?.len(), 2);
    assert_eq!(desk.kept(id)?[0], (VersionReason::Cut, short.to_owned()));
    // The empty text is no version, and one that is kept already is not kept twice.
    desk.save(id, short)?;
    desk.save(id, "\n")?;
    assert_eq!(desk.texts(id)?.len(), 2);
    Ok(())
}

#[test]
fn what_is_joined_with_an_edit_from_elsewhere_is_kept_before() -> Result<()> {
    let desk = Desk::new()?;
    let id = desk.note("Ink", "one\n\ntwo\n")?;
    desk.save(id, "ONE\n\ntwo\n")?;
    desk.library.write(|tx| verbs::save_note(tx, id, "one\n\ntwo\n", "one\n\nTWO\n"))?;
    assert_eq!(desk.now(id)?, "ONE\n\nTWO\n");
    assert_eq!(desk.kept(id)?, [(VersionReason::Join, "ONE\n\ntwo\n".to_owned())]);
    Ok(())
}

#[test]
fn a_restored_version_can_be_undone_and_loses_nothing() -> Result<()> {
    let desk = Desk::new()?;
    for (id, other) in [
        (desk.article("https://a.example/")?, desk.article("https://b.example/")?),
        (desk.note("Ink", "")?, desk.note("Other", "x")?),
    ] {
        desk.save(id, "First, see [[Other]].\n")?;
        desk.wait(10 * MINUTE);
        desk.save(id, "Second.\n")?;
        let first = desk.newest(id)?;
        let outcome = desk.library.write(|tx| verbs::restore_version(tx, id, first))?;
        assert_eq!(outcome.changed, [id]);
        let kept = outcome.value.kept.expect("the text before is kept");
        assert_eq!(
            (outcome.value.markdown, desk.now(id)?),
            ("First, see [[Other]].\n".into(), "First, see [[Other]].\n".into())
        );
        let links = desk.library.read(|conn| postil_core::tables::links::of(conn, id))?;
        assert_eq!(links.len(), 1, "its links are read again");
        let again = desk.restore(id, first)?;
        assert_eq!((again.changed, again.kept), (false, None), "it is that text already");

        desk.wait(MINUTE);
        let back = desk.restore(id, kept)?;
        assert_eq!((back.kept, desk.now(id)?), (Some(first), "Second.\n".to_owned()));
        assert_eq!(desk.texts(id)?.len(), 2, "neither is kept twice");

        desk.save(id, "")?;
        let filled = desk.restore(id, first)?;
        assert_eq!((filled.changed, filled.kept), (true, None), "there was nothing to keep");
        let strange = desk.library.write(|tx| verbs::restore_version(tx, other, first));
        assert!(matches!(strange, Err(Error::NoVersion { .. })));
    }
    assert!(desk.library.check()?.is_empty());
    Ok(())
}

#[test]
fn a_list_says_what_came_after_each_version() -> Result<()> {
    let desk = Desk::new()?;
    let id = desk.note("Ink", "# Red *ink*\n\nIt dries slowly.\n")?;
    for text in ["# Red *ink*\n\nIt dries very slowly.\n", "# Red *ink*\n\nIt dries very fast.\n\nMore.\n"] {
        desk.wait(10 * MINUTE);
        desk.save(id, text)?;
    }
    let listed = desk.library.read(|conn| verbs::list_versions(conn, id))?;
    let said: Vec<_> =
        listed.iter().map(|one| (one.first_line.as_str(), one.row.words, one.words_added, one.words_removed)).collect();
    assert_eq!(said, [("Red ink", 6, 2, 1), ("Red ink", 5, 1, 0)]);
    let started = 1_760_000_000_000;
    let times: Vec<_> = listed.iter().map(|one| (one.row.written_at - started, one.row.kept_at - started)).collect();
    assert_eq!(times, [(10 * MINUTE, 20 * MINUTE), (0, 10 * MINUTE)]);
    Ok(())
}

#[test]
fn a_rename_that_rewrites_links_keeps_what_rested() -> Result<()> {
    let desk = Desk::new()?;
    let target = desk.note("Ink", "")?;
    let (note, article) = (desk.note("Other", "See [[Ink]].")?, desk.article("https://a.example/")?);
    desk.save(article, "As [[Ink]] says.")?;
    desk.wait(10 * MINUTE);
    desk.library.write(|tx| verbs::rename(tx, target, "Red ink", false))?;
    assert_eq!((desk.now(note)?, desk.texts(note)?), ("See [[Red ink]].".into(), vec!["See [[Ink]].".into()]));
    assert_eq!(
        (desk.now(article)?, desk.texts(article)?),
        ("As [[Red ink]] says.".into(), vec!["As [[Ink]] says.".into()])
    );
    Ok(())
}

#[test]
fn versions_go_along_when_articles_are_merged_and_come_back() -> Result<()> {
    let desk = Desk::new()?;
    let (from, into) = (desk.article("https://a.example/")?, desk.article("https://b.example/")?);
    for (id, text) in [(from, "From"), (into, "Into")] {
        desk.save(id, &format!("{text} one."))?;
        desk.wait(10 * MINUTE);
        desk.save(id, &format!("{text} two."))?;
    }
    let before = (desk.texts(from)?, desk.texts(into)?);
    desk.library.write(|tx| verbs::merge(tx, from, into))?;
    assert_eq!(desk.now(into)?, "Into two.\n\nFrom two.\n");
    let mut texts = desk.texts(into)?;
    texts.sort();
    assert_eq!(texts, ["From one.", "Into one.", "Into two."]);
    let moved = desk.library.read(|conn| verbs::list_versions(conn, from))?;
    assert_eq!(moved.len(), 3, "the merged article answers for both");

    desk.library.write(|tx| verbs::unmerge(tx, from))?;
    assert_eq!(desk.texts(from)?, before.0);
    assert!(before.1.iter().all(|text| desk.texts(into).is_ok_and(|all| all.contains(text))));
    assert_eq!(desk.kept(into)?[0], (VersionReason::Merge, "Into two.\n\nFrom two.\n".to_owned()));
    assert_eq!(desk.library.read(|conn| commentary::get(conn, from))?, "From two.");
    assert!(desk.library.check()?.is_empty());
    Ok(())
}
