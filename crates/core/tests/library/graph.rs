use std::collections::BTreeSet;

use postil_core::verbs::Graph;
use postil_core::{DocumentId, Error, Result, tables, verbs};

use crate::world::Shelf;

fn graph(shelf: &Shelf, id: DocumentId, depth: u8, limit: usize) -> Result<Graph> {
    shelf.library.read(|conn| verbs::neighbourhood(conn, id, depth, limit))
}

/// Its documents as `distance title`, and its links as `from > to`.
fn shown(graph: &Graph) -> (Vec<String>, Vec<String>) {
    let title = |id| graph.nodes.iter().find(|node| node.id == id).map_or("?", |node| node.title.as_str());
    let nodes = graph.nodes.iter().map(|node| format!("{} {}", node.distance, node.title));
    let edges = graph.edges.iter().map(|(from, to)| format!("{} > {}", title(*from), title(*to)));
    (nodes.collect(), edges.collect())
}

#[test]
fn neighbours_are_found_in_both_directions_up_to_a_distance() -> Result<()> {
    let shelf = Shelf::new()?;
    let queues = shelf.article("https://a.example/queues", "Queues", "text", &["https://b.example/x"])?;
    shelf.article("https://b.example/x", "Cited", "text", &["https://c.example/far"])?;
    shelf.article("https://c.example/far", "Far", "text", &["https://d.example/farther"])?;
    shelf.article("https://d.example/farther", "Farther", "text", &[])?;
    shelf.note("Ink", "[[Queues]], [[queues]], [[Cited]], [[Ink]] and [[Nowhere]].")?;
    shelf.note("Beside", "Of [[Far]], and http://a.example/queues?utm_source=x#part.")?;
    let near = graph(&shelf, queues, 1, 500)?;
    assert_eq!(
        shown(&near),
        (
            ["0 Queues", "1 Beside", "1 Ink", "1 Cited"].map(String::from).to_vec(),
            ["Queues > Cited", "Beside > Queues", "Ink > Queues", "Ink > Cited"].map(String::from).to_vec(),
        )
    );
    let (nodes, edges) = shown(&graph(&shelf, queues, 2, 500)?);
    assert_eq!(nodes, ["0 Queues", "1 Beside", "1 Ink", "1 Cited", "2 Far"]);
    assert_eq!(
        edges,
        ["Queues > Cited", "Beside > Queues", "Beside > Far", "Ink > Queues", "Ink > Cited", "Cited > Far"]
    );
    Ok(())
}

#[test]
fn what_has_no_links_stands_alone() -> Result<()> {
    let shelf = Shelf::new()?;
    let note = shelf.note("Alone", "[[Alone]] and [[Nowhere]]")?;
    let alone = graph(&shelf, note, 2, 500)?;
    assert_eq!((shown(&alone), alone.left_out), ((vec!["0 Alone".to_owned()], vec![]), 0));
    let nobody = "0199aaaa-0000-7000-8000-000000000000".parse().expect("an id");
    assert!(matches!(graph(&shelf, nobody, 2, 500), Err(Error::NoDocument(_))));
    Ok(())
}

#[test]
fn a_title_that_two_bear_what_is_in_the_bin_and_what_was_merged_are_no_nodes() -> Result<()> {
    let shelf = Shelf::new()?;
    let note = shelf.note("Ink", "[[Twice]], [[Gone]], [[Old]] and https://old.example/a")?;
    shelf.note("Twice", "")?;
    shelf.article("https://a.example/twice", "Twice", "text", &[])?;
    let gone = shelf.note("Gone", "[[Ink]]")?;
    let old = shelf.article("https://old.example/a", "Old", "text", &["https://a.example/twice"])?;
    let kept = shelf.article("https://new.example/a", "New", "text", &[])?;
    shelf.library.write(|tx| {
        verbs::delete(tx, gone)?;
        verbs::merge(tx, old, kept)
    })?;
    shelf.library.write(|tx| verbs::set_tags(tx, kept, &["paper".into(), "ink".into()]))?;
    let around = graph(&shelf, note, 2, 500)?;
    assert_eq!(shown(&around), (["0 Ink", "1 New"].map(String::from).to_vec(), vec!["Ink > New".to_owned()]));
    assert_eq!(around.nodes[1].tags, ["ink", "paper"]);
    let same = graph(&shelf, old, 1, 500)?;
    assert_eq!((same.nodes[0].id, same.nodes.len()), (kept, 2));
    Ok(())
}

#[test]
fn where_there_is_no_room_the_nearest_and_best_connected_stay() -> Result<()> {
    let shelf = Shelf::new()?;
    let hub = shelf.note("Hub", "[[One 3]] and [[One 5]]")?;
    for number in 0..8 {
        shelf.note(&format!("One {number}"), "[[Hub]]")?;
    }
    for number in 0..4 {
        let more = if number == 1 { "and [[One 2]]" } else { "" };
        shelf.note(&format!("Two {number}"), &format!("[[One {number}]] {more}"))?;
    }
    let few = graph(&shelf, hub, 2, 4)?;
    assert_eq!(shown(&few).0, ["0 Hub", "1 One 5", "1 One 3", "1 One 7"]);
    assert_eq!(few.left_out, 5);
    let more = graph(&shelf, hub, 2, 10)?;
    assert_eq!(shown(&more).0[9], "2 Two 1");
    assert_eq!((more.nodes.len(), more.left_out), (10, 3));
    let exact = graph(&shelf, hub, 2, 13)?;
    assert_eq!((exact.nodes.len(), exact.left_out), (13, 0));
    assert_eq!(graph(&shelf, hub, 1, 500)?.nodes.len(), 9);
    Ok(())
}

#[test]
fn its_links_are_those_that_are_listed_of_each_document() -> Result<()> {
    let shelf = Shelf::new()?;
    let queues =
        shelf.article("https://a.example/q", "Queues", "text", &["https://b.example/x", "https://e.example"])?;
    let cited = shelf.article("https://b.example/x", "Cited", "text", &["https://a.example/q#self"])?;
    let twin = shelf.article("https://t.example/x", "Twin", "text", &["https://a.example/q"])?;
    shelf.note("ink", "[[Twin]] and [[Queues]]")?;
    shelf.note("Notes", "[[ink]], [[INK]], [[Ink]] and https://b.example/x")?;
    shelf.article("https://i.example/x", "Ink", "text", &["https://t.example/x"])?;
    shelf.library.write(|tx| verbs::save_commentary(tx, queues, "", "As [[Ink]] says, in [[Queues]]."))?;
    shelf.library.write(|tx| verbs::merge(tx, twin, cited))?;
    let around = graph(&shelf, queues, 2, 500)?;
    let found: BTreeSet<_> = around.edges.iter().copied().collect();
    assert_eq!(found.len(), around.edges.len());
    let listed = shelf.library.read(|conn| {
        let mut listed = BTreeSet::new();
        for node in &around.nodes {
            listed.extend(
                verbs::backlinks(conn, node.id, 0, 100)?.links.into_iter().map(|link| (link.source_id, node.id)),
            );
            for link in tables::links::of(conn, node.id)? {
                let target = match link.kind {
                    tables::links::TargetKind::Title => verbs::resolve_title(conn, &link.target)?,
                    tables::links::TargetKind::Url => verbs::resolve_url(conn, &link.target)?,
                };
                listed.extend(target.filter(|target| target.id != node.id).map(|target| (node.id, target.id)));
            }
        }
        Ok(listed)
    })?;
    assert_eq!(found, listed);
    assert_eq!(around.nodes.len(), 5);
    Ok(())
}
