//! Footnotes, which pages write in many ways, in one way: `<sup id="p-fnref-1"><a href="#p-fn-1">1</a></sup>` in the text,
//! and `<li id="p-fn-1">… <a href="#p-fnref-1">↩</a></li>` in a numbered list.
//!
//! They are found in the whole page, before anything is taken out of it, and marked; should the finding of the article
//! lose a note whose reference it keeps, the note is put back at the end.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeRef};

use crate::dom::{attr, collapse, local};

mod find;

pub(crate) use find::mark;

/// What a note's id begins with while the article is looked for.
const NOTE: &str = "postil-note-";
/// What the id of a reference begins with.
const REFERENCE: &str = "postil-ref-";
/// What leads back from a note to the text.
const BACK: &str = "↩";

/// A note of a page, marked.
pub(crate) struct Note {
    /// What names it in the page, such as `1` or `*`.
    label: String,
    /// What is in it, as HTML.
    html: String,
    /// Whether it stands in the frame of the page, as the small print of a shop does; then it is not put back.
    frame: bool,
}

/// Gives the footnotes of an article their form, and tells the ids that it made.
pub(crate) fn settle(content: &Document, notes: &[Note]) -> HashSet<String> {
    let mut ids = HashSet::new();
    if notes.is_empty() {
        return ids;
    }
    let mut references: Vec<(usize, NodeRef<'_>)> = Vec::new();
    let mut kept: HashMap<usize, NodeRef<'_>> = HashMap::new();
    for node in content.root().descendants_it() {
        match local(&node).as_deref() {
            Some("a") => {
                references.extend(attr(&node, "href").and_then(|href| number(&href, NOTE)).map(|at| (at, node)))
            }
            Some(_) => {
                if let Some(at) = attr(&node, "id").and_then(|id| number(&id, NOTE)) {
                    kept.entry(at).or_insert(node);
                }
            }
            None => {}
        }
    }
    references.retain(|(at, link)| {
        let known = notes.get(*at).is_some_and(|note| kept.contains_key(at) || !note.frame);
        if !known {
            link.rename("sup");
            link.remove_all_attrs();
        }
        known
    });
    let names = names(&references, notes);
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for (at, link) in &references {
        let name = &names[at];
        let count = counts.entry(*at).or_default();
        *count += 1;
        let back = if *count == 1 { format!("fnref-{name}") } else { format!("fnref-{name}-{count}") };
        let label = notes[*at].label.as_str();
        let sup = link.tree.new_element("sup");
        sup.set_attr("id", &format!("p-{back}"));
        ids.insert(format!("p-{back}"));
        let inner = link.tree.new_element("a");
        inner.set_attr("href", &format!("#p-fn-{name}"));
        inner.append_child(&link.tree.new_text(label));
        sup.append_child(&inner);
        link.replace_with(&sup);
    }
    let mut lost: Vec<usize> = Vec::new();
    for (at, _) in &references {
        if !kept.contains_key(at) && !lost.contains(at) {
            lost.push(*at);
        }
    }
    if !lost.is_empty() {
        let list = content.tree.new_element("ol");
        for at in lost {
            let item = content.tree.new_element("li");
            item.set_html(notes[at].html.as_str());
            list.append_child(&item);
            kept.insert(at, item);
        }
        content.html_root().append_child(&list);
    }
    for (at, note) in kept {
        match names.get(&at) {
            Some(name) => {
                finish(&note, name, &notes[at].label);
                ids.insert(format!("p-fn-{name}"));
            }
            None => note.remove_attr("id"),
        }
    }
    ids
}

fn number(address: &str, mark: &str) -> Option<usize> {
    let (_, digits) = address.rsplit_once(mark)?;
    digits.parse().ok()
}

/// A name for each note that is referred to: its label where that can be one and is no other's, else a number.
fn names(references: &[(usize, NodeRef<'_>)], notes: &[Note]) -> HashMap<usize, String> {
    let mut names: HashMap<usize, String> = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    for (at, _) in references {
        if names.contains_key(at) {
            continue;
        }
        let label: String = notes[*at].label.chars().map(|c| if c == ' ' { '-' } else { c }).collect();
        let fits = !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        let mut next = names.len() + 1;
        let mut name = if fits { label } else { next.to_string() };
        while !taken.insert(name.clone()) {
            next += 1;
            name = next.to_string();
        }
        names.insert(*at, name);
    }
    names
}

/// Gives a note its id, its number and the way back.
fn finish(note: &NodeRef<'_>, name: &str, label: &str) {
    note.set_attr("id", &format!("p-fn-{name}"));
    if label.parse::<u32>().is_ok() && note.has_name("li") {
        note.set_attr("value", label);
    }
    let link = note.tree.new_element("a");
    link.set_attr("href", &format!("#p-fnref-{name}"));
    link.append_child(&note.tree.new_text(BACK));
    let mut place = *note;
    // It stands at the end of the last line, not under it.
    while let Some(last) = place.element_children().into_iter().next_back()
        && (last.has_name("p") || last.has_name("div"))
        && last.next_sibling().is_none_or(|rest| rest.text().trim().is_empty())
    {
        place = last;
    }
    if !place.text().ends_with(char::is_whitespace) {
        place.append_child(&note.tree.new_text(" "));
    }
    place.append_child(&link);
}

/// The name of the note that a list item of a finished article is.
pub(crate) fn label(item: &NodeRef<'_>) -> Option<String> {
    Some(attr(item, "id")?.strip_prefix("p-fn-")?.to_owned())
}

/// The name of the note to which a `sup` of a finished article refers, and does nothing else.
pub(crate) fn reference(sup: &NodeRef<'_>) -> Option<String> {
    attr(sup, "id").filter(|id| id.starts_with("p-fnref-"))?;
    let link = sup.first_element_child().filter(|link| link.has_name("a"))?;
    (collapse(&link.text()) == collapse(&sup.text())).then_some(())?;
    Some(attr(&link, "href")?.strip_prefix("#p-fn-")?.to_owned())
}

/// Whether a link of a finished article leads from a note back to the text.
pub(crate) fn is_back(link: &NodeRef<'_>) -> bool {
    attr(link, "href").is_some_and(|href| href.starts_with("#p-fnref-")) && link.text().trim() == BACK
}

#[cfg(test)]
mod tests;
