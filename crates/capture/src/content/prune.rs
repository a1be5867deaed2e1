//! Takes out of a page what is not its content.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use super::blocks::{Block, Media, Page, Tag};
use super::words;
use crate::dom::{Step, name_of, walk};

/// Fewest words around an image that tell whether it belongs.
const COMPANY: usize = 12;
/// An image this many blocks from what is kept still stands beside it.
const NEAR: usize = 2;
/// Most words of a table or list of which a few are not left out.
const SMALL: usize = 150;

/// Keeps or leaves a table of facts as a whole, leaves no gaps in a short list, and keeps what stands without a sentence of
/// its own among what is kept: code, and the caption of a figure.
pub(super) fn together(page: &Page, keep: &mut [bool]) {
    for (place, around) in page.around.iter().enumerate() {
        let (from, to) = around.blocks;
        let table = around.tags[Tag::Table as usize] == 0;
        if to - from < 2 || !(table || around.tags[Tag::List as usize] == 0) {
            continue;
        }
        let count = |wanted: bool| -> usize {
            (from..to).filter(|at| !wanted || keep[*at]).map(|at| page.blocks[at].words.max(1)).sum()
        };
        let (all, kept) = (count(false), count(true));
        if table && is_plain(page, place) {
            keep[from..to].fill(kept * 2 > all);
        } else if all <= SMALL && kept * 3 > all * 2 {
            keep[from..to].fill(true);
        }
    }
    // A paragraph or a short sentence beside a paragraph that is kept belongs with it, unless it asks for something.
    let next_to = |at: usize, other: usize, keep: &[bool]| {
        let (one, two) = (&page.blocks[at], &page.blocks[other]);
        let parent = |block: &Block| page.around[block.around].parent;
        keep[other] && two.tag == Tag::Paragraph && two.is_prose() && parent(one) == parent(two)
    };
    for at in 0..keep.len() {
        let block = &page.blocks[at];
        let sentence = block.linked * 2 <= block.words && block.text.ends_with(['.', '!', '?', '。']);
        if keep[at] || block.tag != Tag::Paragraph || !(sentence || block.is_prose()) {
            continue;
        }
        if !block.is_prose() && words::hints(&block.text.to_lowercase()) & words::ASKS != 0 {
            continue;
        }
        let before = at.checked_sub(1).is_some_and(|other| next_to(at, other, keep));
        keep[at] = before || (at + 1 < keep.len() && next_to(at, at + 1, keep));
    }
    let beside = |at: usize, keep: &[bool]| {
        let tag = page.blocks[at].tag;
        let other = |next: &usize| page.blocks[*next].tag != tag;
        let before = (0..at).rev().find(other).is_some_and(|at| keep[at]);
        let after = (at + 1..keep.len()).find(other).is_some_and(|at| keep[at]);
        if tag == Tag::Caption { before || after } else { before && after }
    };
    for at in 0..keep.len() {
        if matches!(page.blocks[at].tag, Tag::Pre | Tag::Caption) && !keep[at] {
            keep[at] = beside(at, keep);
        }
    }
}

/// Whether a table's blocks are all rows.
fn is_plain(page: &Page, table: usize) -> bool {
    let (from, to) = page.around[table].blocks;
    page.blocks[from..to].iter().all(|block| matches!(block.tag, Tag::Row | Tag::Caption))
}

/// Removes the blocks that are not kept, the images and embedded pages that stood among them, and what is then empty.
pub(super) fn prune(document: &Document, page: &Page, keep: &[bool]) {
    let media: HashSet<NodeId> = page.media.iter().filter(|media| belongs(page, keep, media)).map(|m| m.id).collect();
    for (block, _) in page.blocks.iter().zip(keep).filter(|(_, keep)| !**keep) {
        for text in &block.texts {
            remove(document, *text);
        }
    }
    for other in page.media.iter().filter(|other| !media.contains(&other.id)) {
        remove(document, other.id);
    }
    drop_empty(document, &media);
    // What is left in these is content, whatever it stands in.
    document.select("form, fieldset, nav, dialog").rename("div");
    flatten(document);
}

/// Takes away boxes that hold only other boxes, and the white space between them.
fn flatten(document: &Document) {
    let boxes = ["div", "section", "article", "main", "header", "footer", "aside", "center", "hgroup", "address"];
    let mut hollow = Vec::new();
    let mut blank = Vec::new();
    let body = document.select_single("body");
    for step in body.nodes().iter().flat_map(walk) {
        let Step::Leave(node) = step else { continue };
        if !boxes.iter().any(|name| node.has_name(name)) || node.has_attr("id") {
            continue;
        }
        let apart = |child: &NodeRef<'_>| child.is_element() && is_apart(&name_of(child));
        let words = |child: &NodeRef<'_>| child.is_nonempty_text() || child.is_element() && !apart(child);
        if node.children_it(false).any(|child| apart(&child)) && !node.children_it(false).any(|child| words(&child)) {
            blank.extend(node.children_it(false).filter(NodeRef::is_text));
            hollow.push(node);
        }
    }
    for node in blank {
        node.set_text("\n");
    }
    for node in hollow {
        for child in node.children() {
            node.insert_before(&child);
        }
        node.remove_from_parent();
    }
    let breaks = body.nodes().iter().flat_map(NodeRef::descendants_it);
    let is_break = |node: &NodeRef<'_>| node.is_text() && &*node.text() == "\n";
    let doubled = breaks.filter(|node| is_break(node) && node.next_sibling().is_some_and(|next| is_break(&next)));
    for node in doubled.collect::<Vec<_>>() {
        node.remove_from_parent();
    }
}

/// Whether an element stands apart from text beside it.
fn is_apart(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "center"
            | "hgroup"
            | "address"
            | "p"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "pre"
            | "blockquote"
            | "figure"
            | "details"
            | "hr"
    )
}

fn remove(document: &Document, id: NodeId) {
    if let Some(node) = document.tree.get(&id) {
        node.remove_from_parent();
    }
}

/// Whether an image stands among what is kept.
fn belongs(page: &Page, keep: &[bool], media: &Media) -> bool {
    let mut place = media.around;
    loop {
        let around = &page.around[place];
        let (from, to) = around.blocks;
        let count = |of: &dyn Fn(usize) -> bool| -> usize {
            (from..to).filter(|at| of(*at)).map(|at| page.blocks[at].words).sum()
        };
        let all = count(&|_| true);
        if all >= COMPANY {
            let near = media.at.saturating_sub(NEAR)..(media.at + NEAR).min(keep.len());
            return count(&|at| keep[at]) * 2 >= all && near.into_iter().any(|at| keep[at]);
        }
        if around.parent == place {
            return keep.iter().any(|keep| *keep);
        }
        place = around.parent;
    }
}

/// Removes elements without text or kept media, innermost first.
fn drop_empty(document: &Document, media: &HashSet<NodeId>) {
    let body = document.select_single("body");
    let Some(body) = body.nodes().first() else { return };
    let links = body.descendants_it().filter(|node| node.has_name("a"));
    let wanted: HashSet<String> =
        links.filter_map(|link| Some(link.attr("href")?.rsplit_once('#')?.1.to_owned())).collect();
    let mut full: Vec<bool> = Vec::new();
    let mut empty: Vec<NodeRef<'_>> = Vec::new();
    for step in walk(body) {
        match step {
            Step::Enter(_) => full.push(false),
            Step::Leave(node) => {
                let holds = full.pop().unwrap_or_default() || media.contains(&node.id) || node.is_nonempty_text();
                // These mean something without a text of their own, but are no reason to keep what is around them.
                let stays = ["br", "hr", "wbr", "td", "th"].iter().any(|name| node.has_name(name))
                    || node.is_text()
                    || node.id_attr().is_some_and(|id| wanted.contains(&*id));
                if !holds && !stays {
                    empty.push(node);
                }
                if let Some(around) = full.last_mut() {
                    *around |= holds;
                }
            }
        }
    }
    for node in empty {
        if node.id != body.id {
            node.remove_from_parent();
        }
    }
}
