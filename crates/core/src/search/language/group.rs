//! Groups and what `OR` stands between.

use std::ops::Range;

use super::lex;
use super::parse::{Parser, inner};
use super::tree::{Expr, Filter, Node};

/// Groups within groups, at most. Whoever walks the tree may do so by recursion.
const DEEPEST: usize = 64;

/// A group whose end has not come yet.
#[derive(Default)]
pub(super) struct Group {
    /// Where it begins, with its sign and name, and where its parenthesis ends.
    pub span: Range<usize>,
    pub not: bool,
    title: bool,
    /// What stands between the `OR`s that were there.
    choices: Vec<Node>,
    /// What stands after the last of them.
    pub nodes: Vec<Node>,
    /// Where the last `OR` stands.
    or: Range<usize>,
}

impl Parser<'_> {
    pub(super) fn or(&mut self, span: Range<usize>) {
        let group = self.group();
        match Node::all(std::mem::take(&mut group.nodes)) {
            Some(node) => {
                group.choices.push(node);
                group.or = span;
            }
            None => self.lone_or(span),
        }
    }

    fn lone_or(&mut self, span: Range<usize>) {
        self.tell(span.clone(), "OR stands between two: here it is a word");
        self.group().nodes.push(Node::phrase("OR", false, span));
    }

    pub(super) fn open(&mut self, span: Range<usize>, not: bool, title: bool) {
        if self.groups.len() > DEEPEST {
            if self.ignored == 0 {
                self.tell(span, "Groups within so many groups are not heeded");
            }
            self.ignored += 1;
        } else {
            self.groups.push(Group { span, not, title, ..Group::default() });
        }
    }

    pub(super) fn close(&mut self, span: Range<usize>) {
        if self.ignored > 0 {
            self.ignored -= 1;
        } else if self.groups.len() > 1 {
            self.end_group(span.end);
        } else {
            self.tell(span, "This closes nothing");
        }
    }

    /// Ends the group at hand and gives what it says to the one around it.
    pub(super) fn end_group(&mut self, end: usize) {
        let node = self.said();
        let Some(Group { span, not, title, .. }) = self.groups.pop() else { return };
        let place = span.start..end;
        match node {
            Some(mut node) => {
                let inner = inner(&place, not);
                if title {
                    node = Node::new(Expr::Filter(Filter::Title(Box::new(node))), inner);
                } else if !matches!(node.expr, Expr::Not(_)) {
                    node.span = inner;
                }
                self.group().nodes.push(if not { node.not(place) } else { node });
            }
            None if self.typing && end == self.text.len() => {}
            None => self.tell(place, "Nothing stands between these"),
        }
    }

    /// What the group at hand says.
    pub(super) fn said(&mut self) -> Option<Node> {
        let group = self.group();
        if group.nodes.is_empty() && !group.choices.is_empty() {
            group.nodes.extend(group.choices.pop());
            let or = group.or.clone();
            let is_open = self.query.pending.is_some() || self.text[or.end..].chars().all(opens);
            if self.typing && is_open {
                self.query.pending = Some(or.start..self.text.len());
            } else {
                self.lone_or(or);
            }
        }
        let group = self.group();
        let last = Node::all(std::mem::take(&mut group.nodes));
        let mut choices = std::mem::take(&mut group.choices);
        choices.extend(last);
        Node::any(choices)
    }
}

/// Whether this may stand after an `OR` before there is anything to look for.
fn opens(c: char) -> bool {
    c.is_whitespace() || lex::is_quote(c) || matches!(c, '(' | '-')
}
