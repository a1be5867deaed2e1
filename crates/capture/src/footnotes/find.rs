//! Which links of a page refer to notes, and where the notes are.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};
use url::Url;

use crate::dom::{Step, attr, collapse, local, walk};
use crate::footnotes::{NOTE, Note, REFERENCE};

/// Longest label of a reference, in characters.
const LABEL: usize = 10;
/// Longest note, in bytes of its text.
const LONGEST: usize = 8 << 10;
/// Most references of a page.
const MOST: usize = 3000;

/// Words with which the ids of notes begin.
const NAMES: &[&str] = &[
    "fn",
    "_fn",
    "footnote",
    "cite_note",
    "cite-note",
    "endnote",
    "ftn",
    "_ftn",
    "_edn",
    "note",
    "easy-footnote",
    "sdfootnote",
];

struct Local<'a> {
    link: NodeRef<'a>,
    /// Where it leads within the page.
    target: String,
    /// Its place among the elements of the page.
    place: usize,
}

struct Place<'a> {
    node: NodeRef<'a>,
    place: usize,
}

/// Marks the notes of a page and the references to them, and gives the notes.
pub(crate) fn mark(document: &Document, page: &Url) -> Vec<Note> {
    let mut notes = Vec::new();
    beside(document, &mut notes);
    let links = links(document, page);
    if links.is_empty() {
        return notes;
    }
    let places = places(document, &links);
    // A note by the place of its element, so that several references find the same one.
    let mut known: HashMap<NodeId, usize> = HashMap::new();
    let mut taken: Vec<(NodeRef<'_>, usize)> = Vec::new();
    let mut blocks: Vec<NodeRef<'_>> = Vec::new();
    for link in &links {
        let Some(target) = places.get(link.target.as_str()).filter(|target| target.place > link.place) else {
            continue;
        };
        let Some(block) = block_of(&target.node) else { continue };
        if is_within(&link.link, &block) {
            continue;
        }
        let mutual = leads_back(&block, link);
        let lower = link.target.to_ascii_lowercase();
        let named = NAMES.iter().any(|name| lower.starts_with(name))
            || link.link.class().is_some_and(|class| class.contains("footnote"));
        if !(mutual || named && block.has_name("li")) || block.text().len() > LONGEST {
            continue;
        }
        let at = *known.entry(block.id).or_insert_with(|| {
            blocks.push(block);
            blocks.len() - 1
        });
        taken.push((link.link, at));
    }
    let first = notes.len();
    let mut labels: Vec<Option<String>> = vec![None; blocks.len()];
    for (number, (link, at)) in taken.iter().enumerate() {
        labels[*at].get_or_insert_with(|| label_of(&link.text()));
        refer(link, first + at, number);
    }
    for (at, block) in blocks.iter().enumerate() {
        let label = labels[at].take().unwrap_or_default();
        drop_way_back(block);
        drop_label(block, &label);
        let frame = block.ancestors_it(None).any(|above| above.has_name("footer") || above.has_name("nav"))
            && !block.ancestors_it(None).any(|above| above.has_name("article") || above.has_name("main"));
        notes.push(Note { html: block.inner_html().to_string(), label, frame });
        block.set_attr("id", &format!("{NOTE}{}", first + at));
    }
    list(&blocks);
    notes
}

/// The links of a page that lead to a place in it and whose words could be a note's label.
fn links<'a>(document: &'a Document, page: &Url) -> Vec<Local<'a>> {
    let mut own = page.clone();
    own.set_fragment(None);
    let own = own.to_string();
    let mut found = Vec::new();
    let mut place = 0;
    for step in walk(&document.root()) {
        let Step::Enter(node) = step else { continue };
        if !node.is_element() {
            continue;
        }
        place += 1;
        if !node.has_name("a") || found.len() >= MOST {
            continue;
        }
        let Some(href) = attr(&node, "href") else { continue };
        let Some((before, target)) = href.split_once('#') else { continue };
        let here = before.is_empty() || before == own || (before.starts_with('/') && own.ends_with(before));
        if here && !target.is_empty() && is_label(&node.text()) {
            let target = percent(target);
            found.push(Local { link: node, target, place });
        }
    }
    found
}

fn percent(fragment: &str) -> String {
    match fragment.contains('%') {
        true => crate::sanitise::percent(fragment),
        false => fragment.to_owned(),
    }
}

fn is_label(text: &str) -> bool {
    let label = label_of(text);
    let count = label.chars().count();
    let sign = |c: char| c.is_ascii_digit() || "*†‡§¶‖#".contains(c);
    let word = label.rsplit(' ').next().unwrap_or_default();
    (1..=LABEL).contains(&count)
        && (label.chars().all(sign)
            || count == 1 && label.chars().all(char::is_alphabetic)
            || word.chars().all(|c| c.is_ascii_digit()))
}

fn label_of(text: &str) -> String {
    collapse(text).trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')' | '.' | ':' | '^' | ' ')).to_owned()
}

/// The places that links of the page lead to, by id or by name.
fn places<'a>(document: &'a Document, links: &[Local<'_>]) -> HashMap<String, Place<'a>> {
    let wanted: HashSet<&str> = links.iter().map(|link| link.target.as_str()).collect();
    let mut places = HashMap::new();
    let mut place = 0;
    for step in walk(&document.root()) {
        let Step::Enter(node) = step else { continue };
        if !node.is_element() {
            continue;
        }
        place += 1;
        for name in ["id", "name"] {
            if let Some(id) = attr(&node, name).filter(|id| wanted.contains(id.as_str())) {
                places.entry(id).or_insert(Place { node, place });
            }
        }
    }
    places
}

/// The block that a note is.
fn block_of<'a>(target: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let mut node = *target;
    loop {
        match &*local(&node)? {
            "li" | "p" | "div" | "aside" => return Some(node),
            "a" | "span" | "sup" | "b" | "strong" | "small" | "cite" | "em" | "i" => node = node.parent()?,
            _ => return None,
        }
    }
}

fn is_within(node: &NodeRef<'_>, outer: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|above| above.id == outer.id)
}

/// Whether a note has a link back to where it is referred to.
fn leads_back(block: &NodeRef<'_>, link: &Local<'_>) -> bool {
    let mut own: Vec<String> = Vec::new();
    for node in std::iter::once(link.link).chain(link.link.ancestors_it(Some(2))).chain(link.link.descendants_it()) {
        own.extend(["id", "name"].iter().filter_map(|name| attr(&node, name)));
    }
    if own.is_empty() {
        return false;
    }
    block.descendants_it().filter(|node| node.has_name("a")).any(|node| {
        attr(&node, "href")
            .and_then(|href| Some(percent(href.split_once('#')?.1)))
            .is_some_and(|target| own.contains(&target))
    })
}

/// Makes a reference of a link.
fn refer(link: &NodeRef<'_>, note: usize, number: usize) {
    let label = label_of(&link.text());
    let plain = link.tree.new_element("a");
    plain.set_attr("href", &format!("#{NOTE}{note}"));
    plain.set_attr("id", &format!("{REFERENCE}{number}"));
    plain.append_child(&link.tree.new_text(label));
    // The brackets and the raised letters around it go; it is raised anew.
    let mut whole = *link;
    while let Some(parent) = whole.parent()
        && ["sup", "span", "small", "b", "i"].iter().any(|name| parent.has_name(name))
        && label_of(&parent.text()) == label_of(&link.text())
    {
        whole = parent;
    }
    match whole.parent().filter(|parent| parent.has_name("sup")) {
        Some(sup) => {
            whole.replace_with(&plain);
            sup.rename("span");
        }
        None => whole.replace_with(&plain),
    }
}

/// Removes the links of a note that lead back to the text, with what only frames them.
fn drop_way_back(block: &NodeRef<'_>) {
    let links: Vec<NodeRef<'_>> = block.descendants_it().filter(|node| node.has_name("a")).collect();
    for link in links {
        let local = attr(&link, "href").is_some_and(|href| href.contains('#') && !href.contains(NOTE));
        let text = collapse(&link.text());
        let short = text.chars().count() <= 4
            || ["jump up", "back", "return", "back to text", "top"].contains(&text.to_lowercase().as_str());
        let arrow = text.contains(['↩', '↑', '⏎', '^', '⤴', '↵']);
        if !(local && (short || arrow)) {
            continue;
        }
        let mut whole = link;
        while let Some(parent) = whole.parent().filter(|parent| parent.id != block.id) {
            let rest: String =
                parent.text().chars().filter(|c| !c.is_whitespace() && !matches!(c, '^' | '[' | ']' | '↑')).collect();
            let own: String =
                whole.text().chars().filter(|c| !c.is_whitespace() && !matches!(c, '^' | '[' | ']' | '↑')).collect();
            if rest != own || parent.has_name("p") && parent.text().trim() != whole.text().trim() {
                break;
            }
            whole = parent;
        }
        whole.remove_from_parent();
    }
    // What is left of a row of letters that each led back.
    let mut open = block.first_child();
    while let Some(node) = open {
        let next = node.next_sibling();
        let text = node.text();
        let bare = text.trim();
        if !bare.is_empty() && !bare.chars().all(|c| matches!(c, '^' | '↑' | '↩' | ',' | ' ')) {
            break;
        }
        if !bare.is_empty() {
            node.remove_from_parent();
        }
        open = next;
    }
}

/// Removes the label that a note begins with, since the list numbers it.
fn drop_label(block: &NodeRef<'_>, label: &str) {
    let Some(first) = block.descendants_it().find(|node| node.is_text() && !node.text().trim().is_empty()) else {
        return;
    };
    let text = first.text();
    let start = text.trim_start();
    let parent = first.parent().filter(|parent| parent.id != block.id && !parent.has_name("p"));
    if let Some(parent) = parent.filter(|parent| label_of(&parent.text()) == label) {
        parent.remove_from_parent();
        return;
    }
    let Some(rest) = start.trim_start_matches(['[', '(']).strip_prefix(label) else { return };
    let marked = start.starts_with(['[', '(']) || rest.starts_with([']', ')', '.', ':']);
    if marked {
        let rest = rest.trim_start_matches([']', ')', '.', ':']).trim_start();
        first.set_text(rest.to_owned());
    }
}

/// Makes a numbered list of notes that stand side by side and are in none.
fn list(blocks: &[NodeRef<'_>]) {
    let mut last: Option<(NodeRef<'_>, NodeRef<'_>)> = None;
    for block in blocks {
        if block.has_name("li") {
            if let Some(list) = block.parent().filter(|list| list.has_name("ul")) {
                list.rename("ol");
            }
            continue;
        }
        block.rename("li");
        let beside = last.filter(|(_, list)| {
            let mut before = block.prev_sibling();
            while let Some(node) = before.filter(|node| node.is_text() && node.text().trim().is_empty()) {
                before = node.prev_sibling();
            }
            before.is_some_and(|before| before.id == list.id)
        });
        let list = match beside {
            Some((_, list)) => list,
            None => {
                let list = block.tree.new_element("ol");
                block.insert_before(&list);
                list
            }
        };
        block.remove_from_parent();
        list.append_child(block);
        last = Some((*block, list));
    }
}

/// Takes notes that stand beside the text, in the midst of a sentence, out of it.
fn beside(document: &Document, notes: &mut Vec<Note>) {
    let mut found = Vec::new();
    for step in walk(&document.root()) {
        if let Step::Enter(node) = step
            && node.has_name("span")
            && node.class().is_some_and(|class| class.split_ascii_whitespace().any(|name| name == "sidenote"))
        {
            found.push(node);
        }
    }
    for (number, node) in found.into_iter().enumerate() {
        let text = node.text();
        if text.trim().is_empty() || text.len() > LONGEST {
            continue;
        }
        while let Some(before) = node.prev_element_sibling()
            && (before.has_name("input") || before.has_name("label"))
        {
            before.remove_from_parent();
        }
        let label = (notes.len() + 1).to_string();
        let reference = node.tree.new_element("a");
        reference.set_attr("href", &format!("#{NOTE}{}", notes.len()));
        reference.set_attr("id", &format!("{REFERENCE}s{number}"));
        reference.append_child(&node.tree.new_text(label.as_str()));
        notes.push(Note { html: node.inner_html().to_string(), label, frame: false });
        node.replace_with(&reference);
    }
}
