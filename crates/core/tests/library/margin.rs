use postil_core::tables::points::{NewPoint, Point};
use postil_core::tables::{articles, highlights, points, readings};
use postil_core::verbs::{self, Anchored, OutlineEdit};
use postil_core::{Anchor, Colour, DocumentId, Error, Part, PointId, ReadingState, Result, Voice};

use crate::world::Shelf;

const URL: &str = "https://a.example/lamps";
const TEXT: &str = "The lamp went out on the third night of the storm. Nobody on the shore knew why it had. In the \
    morning the boats came home one after the other.";

fn point(text: &str, children: Vec<NewPoint>) -> NewPoint {
    let anchor = TEXT.find(text).map(|start| {
        let chars: Vec<char> = TEXT.chars().collect();
        let (start, length) = (u32::try_from(start).expect("short"), u32::try_from(text.len()).expect("short"));
        Anchor::at(&chars, start..start + length).expect("a place")
    });
    NewPoint { text: text.into(), voice: Voice::Author, anchor, unsupported: false, children }
}

fn draft() -> Vec<NewPoint> {
    vec![point(
        "Lamps",
        vec![
            point("The lamp went out on the third night of the storm.", vec![]),
            point("In the morning the boats came home one after the other.", vec![]),
        ],
    )]
}

/// Each point with its depth and its voice.
fn lines(points: &[Point], depth: usize, out: &mut Vec<String>) {
    for point in points {
        let me = if point.row.voice == Voice::Me { "(Me) " } else { "" };
        out.push(format!("{}{me}{}", "  ".repeat(depth), point.row.text));
        lines(&point.children, depth + 1, out);
    }
}

impl Shelf {
    fn lamps(&self) -> Result<DocumentId> {
        let typed = postil_core::url::parse(URL).expect("a web address");
        let begun = self.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value;
        self.store_again(begun.document.id, TEXT, draft())
    }

    /// Stores a page of this text and outline.
    fn store_again(&self, id: DocumentId, text: &str, outline: Vec<NewPoint>) -> Result<DocumentId> {
        let mut capture = self.capture(URL, "Lamps", text, &[])?;
        capture.outline = outline;
        let clip = self.clip(id)?;
        Ok(self.library.write(|tx| verbs::store(tx, &clip, &capture))?.value.document.id)
    }

    fn refetch(&self, id: DocumentId, text: &str, outline: Vec<NewPoint>) -> Result<()> {
        self.library.write(|tx| verbs::fetch_again(tx, id))?;
        self.store_again(id, text, outline)?;
        Ok(())
    }

    fn outline(&self, id: DocumentId) -> Result<Vec<String>> {
        let mut out = Vec::new();
        lines(&self.library.read(|conn| points::of(conn, id))?, 0, &mut out);
        Ok(out)
    }

    fn named(&self, id: DocumentId, text: &str) -> Result<PointId> {
        let rows = self.library.read(|conn| points::rows(conn, id))?;
        Ok(rows.into_iter().find(|row| row.text.starts_with(text)).expect("a point").id)
    }

    fn edit(&self, id: DocumentId, edits: &[OutlineEdit]) -> Result<()> {
        self.library.write(|tx| verbs::edit_outline(tx, id, edits, None))?;
        Ok(())
    }

    fn add(&self, id: DocumentId, parent: Option<PointId>, after: Option<PointId>, text: &str) -> Result<PointId> {
        let new = PointId(self.library.new_id());
        let add = OutlineEdit::Add { id: new, parent, after, text: text.into(), voice: Voice::Author, place: None };
        self.edit(id, &[add])?;
        Ok(new)
    }

    fn highlight(&self, id: DocumentId, quote: &str, comment: &str) -> Result<postil_core::HighlightId> {
        let start = u32::try_from(TEXT.find(quote).expect("the quote")).expect("short");
        let end = start + u32::try_from(quote.len()).expect("short");
        Ok(self.library.write(|tx| verbs::add_highlight(tx, id, (start, end), Colour::Green, comment))?.value.id)
    }

    fn undo(&self, id: DocumentId) -> Result<String> {
        Ok(self.library.write(|tx| verbs::undo_edit(tx, id))?.value)
    }

    fn redo(&self, id: DocumentId) -> Result<String> {
        Ok(self.library.write(|tx| verbs::redo_edit(tx, id))?.value)
    }
}

#[test]
fn points_are_added_edited_moved_and_deleted_and_all_of_it_is_undone_and_done_again() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.lamps()?;
    let drafted = shelf.outline(id)?;
    let lamp = shelf.named(id, "The lamp")?;
    let top = shelf.named(id, "Lamps")?;
    let aside = shelf.add(id, Some(top), Some(lamp), "(Me) So it was the oil.")?;
    shelf.edit(id, &[OutlineEdit::Text { id: lamp, text: "The lamp went out.".into() }])?;
    shelf.edit(id, &[OutlineEdit::Move { id: aside, parent: Some(lamp), after: None }])?;
    let edited = [
        "Lamps",
        "  The lamp went out.",
        "    (Me) So it was the oil.",
        "  In the morning the boats came home one after the other.",
    ];
    assert_eq!(shelf.outline(id)?, edited);
    let anchor = shelf.library.read(|conn| points::get(conn, lamp))?.expect("a point").anchor.expect("its anchor");
    assert_eq!(anchor.quote, "The lamp went out on the third night of the storm.");
    shelf.edit(id, &[OutlineEdit::Delete { id: top }])?;
    assert!(shelf.outline(id)?.is_empty());
    let labels = ["Delete a point", "Move a point", "Edit a point", "Add a point"];
    for label in labels {
        assert_eq!(shelf.undo(id)?, label);
    }
    assert_eq!(shelf.outline(id)?, drafted);
    assert!(matches!(shelf.undo(id), Err(Error::NothingToUndo)));
    for label in labels.iter().rev().take(3) {
        assert_eq!(shelf.redo(id)?, *label);
    }
    assert_eq!(shelf.outline(id)?, edited);
    shelf.edit(id, &[OutlineEdit::Voice { id: lamp, voice: Voice::Me }])?;
    assert!(matches!(shelf.redo(id), Err(Error::NothingToRedo)));
    Ok(())
}

#[test]
fn typing_in_one_point_is_undone_at_once() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.lamps()?;
    let lamp = shelf.named(id, "The lamp")?;
    for text in ["The lamp", "The lamp fell", "The lamp fell."] {
        let edit = OutlineEdit::Text { id: lamp, text: text.into() };
        shelf.library.write(|tx| verbs::edit_outline(tx, id, std::slice::from_ref(&edit), Some("typing-1")))?;
    }
    shelf.undo(id)?;
    assert!(shelf.outline(id)?[1].starts_with("  The lamp went out on"));
    Ok(())
}

#[test]
fn an_outline_cannot_be_tied_in_knots() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.lamps()?;
    let (top, lamp) = (shelf.named(id, "Lamps")?, shelf.named(id, "The lamp")?);
    let knot = OutlineEdit::Move { id: top, parent: Some(lamp), after: None };
    assert!(matches!(shelf.edit(id, &[knot]), Err(Error::BadOutline(_))));
    let nobody = PointId(shelf.library.new_id());
    assert!(matches!(shelf.edit(id, &[OutlineEdit::Delete { id: nobody }]), Err(Error::NoPoint(_))));
    let taken =
        OutlineEdit::Add { id: lamp, parent: None, after: None, text: "x".into(), voice: Voice::Me, place: None };
    assert!(matches!(shelf.edit(id, &[taken]), Err(Error::BadOutline(_))));
    let mut above = top;
    for level in 1..32 {
        above = shelf.add(id, Some(above), None, &format!("Level {level}"))?;
    }
    let too_deep = OutlineEdit::Add {
        id: PointId(shelf.library.new_id()),
        parent: Some(above),
        after: None,
        text: "x".into(),
        voice: Voice::Me,
        place: None,
    };
    assert!(matches!(shelf.edit(id, &[too_deep]), Err(Error::BadOutline(_))));
    Ok(())
}

#[test]
fn a_new_draft_leaves_alone_what_a_person_wrote_edited_or_deleted() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.lamps()?;
    let (top, lamp, boats) = (shelf.named(id, "Lamps")?, shelf.named(id, "The lamp")?, shelf.named(id, "In the")?);
    shelf.edit(id, &[OutlineEdit::Text { id: lamp, text: "The lamp failed.".into() }])?;
    shelf.edit(id, &[OutlineEdit::Delete { id: boats }])?;
    shelf.add(id, Some(top), Some(lamp), "(Me) Oil?")?;
    let longer = format!("A new beginning. {TEXT} And an end.");
    let mut outline = draft();
    outline[0].children.push(point("And an end.", vec![]));
    shelf.refetch(id, &longer, outline)?;
    assert_eq!(shelf.outline(id)?, ["Lamps", "  The lamp failed.", "  (Me) Oil?", "  And an end."]);
    shelf.undo(id)?;
    assert_eq!(shelf.outline(id)?, ["Lamps", "  The lamp failed.", "  And an end."]);
    Ok(())
}

#[test]
fn highlights_move_along_are_guessed_or_orphaned_and_are_placed_by_hand() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.lamps()?;
    let lamp = shelf.highlight(id, "The lamp went out on the third night of the storm.", "Oil?")?;
    let shore = shelf.highlight(id, "Nobody on the shore knew why it had.", "")?;
    let boats = shelf.highlight(id, "In the morning the boats came home one after the other.", "")?;
    let text = "Once more. The lamp went out on the third night of the storm. No one on the shore knew why it had. \
        Something else happened then, of which little is known to anybody.";
    shelf.refetch(id, text, vec![])?;
    let shown = shelf.library.read(|conn| articles::get(conn, id))?.expect("an article").snapshot_id.expect("a page");
    let get = |of| shelf.library.read(|conn| highlights::get(conn, of)).map(|found| found.expect("a highlight"));
    let found = get(lamp)?;
    assert_eq!((found.snapshot_id, found.anchor.start), (shown, 11));
    let guessed = get(shore)?;
    assert!(guessed.snapshot_id != shown && guessed.anchor.quote.starts_with("Nobody"));
    let (start, end) = guessed.guess.expect("a guess");
    assert_eq!(&text[start as usize..end as usize], "No one on the shore knew why it had.");
    let orphan = get(boats)?;
    assert!(orphan.snapshot_id != shown && orphan.guess.is_none());
    shelf.library.write(|tx| verbs::place_anchor(tx, Anchored::Highlight(shore), (start, end)))?;
    let placed = get(shore)?;
    assert_eq!((placed.snapshot_id, placed.anchor.quote.as_str()), (shown, "No one on the shore knew why it had."));
    // The old text comes back, and with it what was lost.
    shelf.refetch(id, TEXT, vec![])?;
    assert!(get(boats)?.anchor.quote.starts_with("In the morning") && get(boats)?.guess.is_none());
    let shown = shelf.library.read(|conn| articles::get(conn, id))?.expect("an article").snapshot_id.expect("a page");
    assert_eq!((get(boats)?.snapshot_id, get(lamp)?.snapshot_id), (shown, shown));
    Ok(())
}

#[test]
fn highlights_are_edited_deleted_listed_and_found() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.lamps()?;
    let lamp = shelf.highlight(id, "The lamp", "What *oil*?")?;
    shelf.highlight(id, "boats", "")?;
    shelf.library.write(|tx| verbs::edit_highlight(tx, lamp, Some(Colour::Pink), None, None))?;
    let listed = |wanted: &highlights::Wanted| -> Result<Vec<String>> {
        let found = shelf.library.read(|conn| highlights::page(conn, wanted, None, 10))?;
        Ok(found.into_iter().map(|(highlight, ..)| highlight.anchor.quote).collect())
    };
    let all = highlights::Wanted::default();
    assert_eq!(listed(&all)?, ["boats", "The lamp"]);
    assert_eq!(listed(&highlights::Wanted { colour: Some(Colour::Pink), ..all.clone() })?, ["The lamp"]);
    assert_eq!(listed(&highlights::Wanted { words: vec!["oil".into()], ..all.clone() })?, ["The lamp"]);
    assert!(listed(&highlights::Wanted { lost: true, ..all.clone() })?.is_empty());
    let index = shelf.index()?;
    assert_eq!(shelf.find(&index, "what oil", 5)?.hits[0].part.as_str(), "highlight");
    shelf.library.write(|tx| verbs::delete_highlight(tx, lamp))?;
    assert_eq!(listed(&all)?, ["boats"]);
    shelf.undo(id)?;
    shelf.undo(id)?;
    let found = shelf.library.read(|conn| highlights::get(conn, lamp))?.expect("a highlight");
    assert_eq!((found.colour, found.deleted_at), (Colour::Green, None));
    assert!(matches!(
        shelf.library.write(|tx| verbs::add_highlight(tx, id, (5, 5), Colour::Blue, "")),
        Err(Error::NoPlace)
    ));
    Ok(())
}

#[test]
fn how_far_one_has_come_is_kept_and_the_place_alone_is_no_change() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.lamps()?;
    let set = |state, position| shelf.library.write(|tx| verbs::set_reading(tx, id, state, position));
    let unread = shelf.library.read(|conn| readings::of(conn, id))?;
    assert_eq!((unread.state, unread.position), (ReadingState::Unread, 0));
    assert_eq!(set(Some(ReadingState::Reading), Some(40))?.changed, [id]);
    assert!(set(None, Some(60))?.changed.is_empty());
    let now = shelf.library.read(|conn| readings::of(conn, id))?;
    assert_eq!((now.state, now.position), (ReadingState::Reading, 60));
    let note = shelf.note("A note", "")?;
    assert!(matches!(shelf.library.write(|tx| verbs::set_reading(tx, note, None, None)), Err(Error::WrongKind { .. })));
    Ok(())
}

#[test]
fn links_in_comments_and_points_are_links_of_the_article_and_follow_a_name() -> Result<()> {
    let shelf = Shelf::new()?;
    let id = shelf.lamps()?;
    let note = shelf.library.write(|tx| verbs::create_note(tx, "Oil", ""))?.value.id;
    let from = || -> Result<Vec<(Part, String)>> {
        let links = shelf.library.read(|conn| verbs::backlinks(conn, note, 0, 100))?.links;
        Ok(links.into_iter().map(|link| (link.part, link.link.context)).collect())
    };
    let lamp = shelf.highlight(id, "The lamp", "See [[Oil]].")?;
    let point = shelf.add(id, None, None, "(Me) It was [[oil]] again.")?;
    let mut found = from()?;
    found.sort_by_key(|(part, _)| part.as_str());
    assert_eq!(found, [(Part::Highlight, "See Oil.".into()), (Part::Outline, "It was oil again.".into())]);
    shelf.library.write(|tx| verbs::rename(tx, note, "Lamp oil", false))?;
    let comment = shelf.library.read(|conn| highlights::get(conn, lamp))?.expect("a highlight").comment;
    assert_eq!(comment, "See [[Lamp oil]].");
    let text = shelf.library.read(|conn| points::get(conn, point))?.expect("a point").text;
    assert_eq!(text, "It was [[Lamp oil]] again.");
    assert_eq!(from()?.len(), 2);
    shelf.library.write(|tx| verbs::delete_highlight(tx, lamp))?;
    assert_eq!(from()?.len(), 1);
    shelf.undo(id)?;
    assert_eq!(from()?.len(), 2);
    Ok(())
}
