//! From pieces to a tree, without recursion: a text may open more parentheses than there is stack.

use std::borrow::Cow;
use std::ops::Range;

use super::group::Group;
use super::lex::{self, Lexer, Piece, Token};
use super::tree::{Expr, Filter, Node};
use super::{Problem, Query};

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

pub(super) struct Parser<'a> {
    pub text: &'a str,
    pub typing: bool,
    pub groups: Vec<Group>,
    /// How many parentheses are open that are too deep to be heeded.
    pub ignored: usize,
    pub query: Query,
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
    pub(super) fn is_last(&self, span: &Range<usize>) -> bool {
        self.typing && span.end == self.text.len()
    }

    pub(super) fn tell(&mut self, span: Range<usize>, message: &'static str) {
        self.tell_all(Problem { span, message: message.into(), suggestion: None, as_words: false });
    }

    /// Tells of what is no filter, and is searched as words.
    pub(super) fn tell_of_words(
        &mut self,
        span: Range<usize>,
        message: impl Into<Cow<'static, str>>,
        suggestion: Option<String>,
    ) {
        self.tell_all(Problem { span, message: message.into(), suggestion, as_words: true });
    }

    fn tell_all(&mut self, problem: Problem) {
        match self.query.problems.last_mut() {
            Some(last) if last.span.end == problem.span.start && last.message == problem.message => {
                last.span.end = problem.span.end;
            }
            _ => self.query.problems.push(problem),
        }
    }

    pub(super) fn group(&mut self) -> &mut Group {
        if self.groups.is_empty() {
            self.groups.push(Group::default());
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    pub(super) fn push(&mut self, mut node: Node, not: bool, span: Range<usize>) {
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

    fn finish(mut self) -> Query {
        if let Some(first) = self.groups.get(1) {
            let open = first.span.end - 1..first.span.end;
            self.tell(open, "This is not closed");
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
pub(super) fn inner(span: &Range<usize>, not: bool) -> Range<usize> {
    span.start + usize::from(not)..span.end
}

/// Whether a word that ends in this may go on.
fn goes_on(c: char) -> bool {
    c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c)
}
