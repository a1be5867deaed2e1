//! Small tools for walking parsed pages. Nothing here recurses.

use dom_query::{Document, LocalName, NodeRef};

/// One step of a walk through a tree, in document order.
pub(crate) enum Step<'a> {
    /// A node, before its children.
    Enter(NodeRef<'a>),
    /// The same node, after its children.
    Leave(NodeRef<'a>),
}

/// Walks a subtree, its root included.
pub(crate) fn walk<'a>(root: &NodeRef<'a>) -> Walk<'a> {
    Walk { root: *root, last: None, skip: false }
}

/// The walk that [`walk`] starts.
pub(crate) struct Walk<'a> {
    root: NodeRef<'a>,
    last: Option<Step<'a>>,
    skip: bool,
}

impl<'a> Walk<'a> {
    /// Passes over the children of the node that was entered last.
    pub(crate) fn skip_children(&mut self) {
        self.skip = true;
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Step<'a>;

    fn next(&mut self) -> Option<Step<'a>> {
        let skip = std::mem::take(&mut self.skip);
        let next = match self.last.take() {
            None => Step::Enter(self.root),
            Some(Step::Enter(node)) => match node.first_child().filter(|_| !skip) {
                Some(child) => Step::Enter(child),
                None => Step::Leave(node),
            },
            Some(Step::Leave(node)) if node.id == self.root.id => {
                self.last = Some(Step::Leave(node));
                return None;
            }
            Some(Step::Leave(node)) => match node.next_sibling() {
                Some(sibling) => Step::Enter(sibling),
                None => Step::Leave(node.parent()?),
            },
        };
        self.last = Some(match &next {
            Step::Enter(node) => Step::Enter(*node),
            Step::Leave(node) => Step::Leave(*node),
        });
        Some(next)
    }
}

/// An element's name; empty for other nodes.
pub(crate) fn name_of(node: &NodeRef<'_>) -> String {
    node.node_name().map(|name| name.to_string()).unwrap_or_default()
}

/// An element's name; `None` for other nodes.
pub(crate) fn local(node: &NodeRef<'_>) -> Option<LocalName> {
    Some(node.qual_name_ref()?.local.clone())
}

/// An attribute, trimmed; `None` if it is missing or blank.
pub(crate) fn attr(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let value = node.attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// Whether a tree is deeper or larger than allowed.
pub(crate) fn exceeds(document: &Document, depth: usize, nodes: usize) -> bool {
    if document.tree.len() > nodes {
        return true;
    }
    let mut level = 0usize;
    for step in walk(&document.root()) {
        match step {
            Step::Enter(_) => level += 1,
            Step::Leave(_) => level -= 1,
        }
        if level > depth {
            return true;
        }
    }
    false
}

/// Whether a character is white space everywhere: in Rust, in JavaScript and in Python.
pub(crate) fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}'
    )
}

/// Collapses white space to single spaces, and trims.
pub(crate) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Shortens a text to a number of characters, at a word's end, with an ellipsis.
pub(crate) fn shorten(text: &str, most: usize) -> String {
    let Some((cut, _)) = text.char_indices().nth(most) else {
        return text.to_owned();
    };
    let room = text.char_indices().nth(most.saturating_sub(1));
    let head = &text[..room.map_or(cut, |(at, _)| at)];
    let end = match head.rfind(is_space) {
        Some(at) if at > head.len() / 2 => at,
        _ => head.len(),
    };
    let head = head[..end].trim_end_matches(|c: char| is_space(c) || matches!(c, ',' | ';' | ':'));
    format!("{head}…")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_enters_and_leaves_every_node() {
        let document = Document::fragment("<p>a<b>c</b></p>");
        let mut trace = String::new();
        for step in walk(&document.root()) {
            match step {
                Step::Enter(node) if node.is_text() => trace += &node.text(),
                Step::Enter(node) => trace += &format!("<{}>", name_of(&node)),
                Step::Leave(node) if node.is_element() => trace += &format!("</{}>", name_of(&node)),
                Step::Leave(_) => {}
            }
        }
        assert_eq!(trace, "<><html><p>a<b>c</b></p></html>");
    }

    #[test]
    fn a_shortened_text_ends_at_a_word() {
        assert_eq!(shorten("one two three", 9), "one two…");
        assert_eq!(shorten("one two", 7), "one two");
        assert_eq!(shorten("漢字漢字漢字", 4), "漢字漢…");
    }

    #[test]
    fn white_space_collapses() {
        assert_eq!(collapse(" a\n\u{a0} b "), "a b");
    }
}
