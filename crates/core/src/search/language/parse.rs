//! From pieces to a tree, without recursion: a text may open more parentheses than there is stack.

use std::borrow::Cow;
use std::ops::Range;

use super::filter::{self, Said, Wrong};
use super::lex::{self, Lexer, Piece, Quoted, Token, Value};
use super::names::Name;
use super::near;
use super::tree::{Expr, Filter, Node, Sort};
use super::{Problem, Query};

/// Groups within groups, at most. Whoever walks the tree may do so by recursion.
const DEEPEST: usize = 64;

/// Reads a search. Any text is one.
pub fn parse(text: &str) -> Query {
    read(text, false)
}

/// Reads a search that is being typed at its end: what stands there may be unfinished, which is no problem.
pub fn parse_typing(text: &str) -> Query {
    read(text, true)
}

fn read(text: &str, typing: bool) -> Query {
    let mut parser = Parser { text, typing, groups: vec![Group::default()], ignored: 0, query: Query::default() };
    for token in Lexer::new(text) {
        parser.take(token);
    }
    parser.finish()
}

/// A group whose end has not come yet.
#[derive(Default)]
struct Group {
    /// Where it begins, with its sign and name, and where its parenthesis ends.
    span: Range<usize>,
    not: bool,
    title: bool,
    /// What stands between the `OR`s that were there.
    choices: Vec<Node>,
    /// What stands after the last of them.
    nodes: Vec<Node>,
    /// Where the last `OR` stands.
    or: Range<usize>,
}

struct Parser<'a> {
    text: &'a str,
    typing: bool,
    groups: Vec<Group>,
    /// How many parentheses are open that are too deep to be heeded.
    ignored: usize,
    query: Query,
}

impl Parser<'_> {
    fn take(&mut self, token: Token<'_>) {
        let Token { span, not, piece } = token;
        match piece {
            Piece::Open { title } => self.open(span, not, title),
            Piece::Close => self.close(span),
            Piece::Or => self.or(span),
            Piece::Bare(word) if self.is_last(&span) && !lex::says_something(word) => self.query.pending = Some(span),
            Piece::Bare(word) => {
                let node = self.word(word, inner(&span, not));
                self.push(node, not, span);
            }
            Piece::Quoted(quoted) => {
                if let Some(node) = self.quoted(quoted, inner(&span, not)) {
                    self.push(node, not, span);
                }
            }
            Piece::Filter { name, value, .. } => self.filter(name, &value, not, span),
        }
    }

    /// Whether what ends here is being typed.
    fn is_last(&self, span: &Range<usize>) -> bool {
        self.typing && span.end == self.text.len()
    }

    fn tell(&mut self, span: Range<usize>, message: impl Into<Cow<'static, str>>, suggestion: Option<String>) {
        let message = message.into();
        match self.query.problems.last_mut() {
            Some(last) if last.span.end == span.start && last.message == message => last.span.end = span.end,
            _ => self.query.problems.push(Problem { span, message, suggestion }),
        }
    }

    fn group(&mut self) -> &mut Group {
        if self.groups.is_empty() {
            self.groups.push(Group::default());
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn push(&mut self, mut node: Node, not: bool, span: Range<usize>) {
        let goes_on = match &node.expr {
            Expr::Word { prefix, .. } => !prefix && self.text.ends_with(goes_on),
            _ => !self.text.ends_with(|c| lex::is_quote(c) || matches!(c, '*' | ']')),
        };
        let excludes = not || self.groups.iter().any(|group| group.not);
        node.unfinished = self.is_last(&span) && goes_on && !excludes;
        if let Expr::Filter(Filter::Title(title)) = &mut node.expr {
            title.unfinished = node.unfinished;
        }
        let node = if not { node.not(span) } else { node };
        self.group().nodes.push(node);
    }

    fn word(&mut self, typed: &str, span: Range<usize>) -> Node {
        let (word, prefix) = lex::without_star(typed);
        if !lex::says_something(word) {
            self.tell(span.clone(), "Without letters or digits nothing is found by this", None);
        } else if let Some((name, value)) = meant(word) {
            let suggestion = format!("{}:{value}", name.as_str());
            let place = span.start..span.start + word.len();
            self.tell(place, format!("There is no filter {}", &word[..word.len() - value.len()]), Some(suggestion));
        }
        Node::word(word, prefix, span)
    }

    fn quoted(&mut self, quoted: Quoted<'_>, span: Range<usize>) -> Option<Node> {
        self.closed(quoted, span.start);
        let node = Node::phrase(quoted.text, quoted.prefix, span.clone());
        let Expr::Phrase { text, .. } = &node.expr else { return Some(node) };
        if !lex::says_something(text) && !self.is_last(&span) {
            self.tell(span, "Without letters or digits nothing is found by this", None);
        }
        (!text.is_empty()).then_some(node)
    }

    fn closed(&mut self, quoted: Quoted<'_>, start: usize) {
        if !quoted.closed {
            let quote = self.text[start..].chars().next().map_or(0, char::len_utf8);
            self.tell(start..start + quote, "This is not closed", None);
        }
    }

    fn filter(&mut self, name: Name, value: &Value<'_>, not: bool, span: Range<usize>) {
        let inner = inner(&span, not);
        let value_start = inner.start + name.as_str().len() + 1;
        if let Value::Quoted(quoted) | Value::Linked(quoted) = value {
            self.closed(*quoted, value_start);
        }
        let read = match (name, value) {
            (Name::Title, Value::Bare("")) => Err(filter::wrong(name, "")),
            (Name::Title, Value::Bare(word)) => {
                let word = self.word(word, value_start..span.end);
                Ok(Filter::Title(Box::new(word)))
            }
            (Name::Title, Value::Quoted(quoted) | Value::Linked(quoted)) => self
                .quoted(*quoted, value_start..span.end)
                .map(|phrase| Filter::Title(Box::new(phrase)))
                .ok_or_else(|| filter::wrong(name, "")),
            _ => match filter::read(name, value) {
                Ok(Said::Filter(filter)) => Ok(filter),
                Ok(Said::Sort(by)) => return self.sort(Sort { by, reversed: not }, span),
                Err(wrong) => Err(wrong),
            },
        };
        match read {
            Ok(filter) => self.push(Node::new(Expr::Filter(filter), inner), not, span),
            Err(_) if self.is_last(&span) && filter::may_become(name, text_of(value)) => {
                self.query.pending = Some(span);
            }
            Err(Wrong { message, suggestion }) => {
                let suggestion = suggestion.map(|value| format!("{}:{value}", name.as_str()));
                self.tell(inner.clone(), message, suggestion);
                let words = Node::phrase(&self.text[inner.clone()], false, inner);
                self.push(words, not, span);
            }
        }
    }

    fn sort(&mut self, sort: Sort, span: Range<usize>) {
        if self.query.sort.replace(sort).is_some() {
            self.tell(span, "Sorted before already: this one counts", None);
        }
    }

    fn or(&mut self, span: Range<usize>) {
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
        self.tell(span.clone(), "OR stands between two: here it is a word", None);
        self.group().nodes.push(Node::phrase("OR", false, span));
    }

    fn open(&mut self, span: Range<usize>, not: bool, title: bool) {
        if self.groups.len() > DEEPEST {
            self.ignored += 1;
            self.tell(span, "Groups within so many groups are not heeded", None);
        } else {
            self.groups.push(Group { span, not, title, ..Group::default() });
        }
    }

    fn close(&mut self, span: Range<usize>) {
        if self.ignored > 0 {
            self.ignored -= 1;
        } else if self.groups.len() > 1 {
            self.end_group(span.end);
        } else {
            self.tell(span, "This closes nothing", None);
        }
    }

    /// Ends the group at hand and gives what it says to the one around it.
    fn end_group(&mut self, end: usize) {
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
            None => self.tell(place, "Nothing stands between these", None),
        }
    }

    /// What the group at hand says.
    fn said(&mut self) -> Option<Node> {
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

    fn finish(mut self) -> Query {
        if let Some(first) = self.groups.get(1) {
            let open = first.span.end - 1..first.span.end;
            self.tell(open, "This is not closed", None);
        }
        while self.groups.len() > 1 {
            self.end_group(self.text.len());
        }
        self.query.tree = self.said();
        self.query.problems.sort_by_key(|problem| problem.span.start);
        self.query
    }
}

/// A span without the `-` at its beginning.
fn inner(span: &Range<usize>, not: bool) -> Range<usize> {
    span.start + usize::from(not)..span.end
}

fn text_of<'a>(value: &Value<'a>) -> &'a str {
    match value {
        Value::Bare(text) => text,
        Value::Quoted(quoted) | Value::Linked(quoted) => quoted.text,
    }
}

/// Whether a word that ends in this may go on.
fn goes_on(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}

/// Whether this may stand after an `OR` before there is anything to look for.
fn opens(c: char) -> bool {
    c.is_whitespace() || lex::is_quote(c) || matches!(c, '(' | '-')
}

/// The filter that was meant by a word with a colon, if its value fits; and that value.
fn meant(word: &str) -> Option<(Name, &str)> {
    let (typed, value) = word.split_once(':')?;
    let name = near::name(typed)?;
    let fits = match name {
        Name::Tag | Name::Author | Name::Title | Name::LinksTo => !value.is_empty() && !value.starts_with([':', '/']),
        Name::Site => value.contains('.') && filter::read(name, &Value::Bare(value)).is_ok(),
        _ => filter::read(name, &Value::Bare(value)).is_ok(),
    };
    fits.then_some((name, value))
}
