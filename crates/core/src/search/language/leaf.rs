//! Words, phrases and filters: what stands between the parentheses.

use std::ops::Range;

use super::filter::{self, Said, Wrong};
use super::lex::{self, Quoted, Value};
use super::names::Name;
use super::near;
use super::parse::{Parser, inner};
use super::tree::{Expr, Filter, Node, Sort};

impl Parser<'_> {
    pub(super) fn word(&mut self, typed: &str, span: Range<usize>) -> Node {
        let (word, prefix) = lex::without_star(typed);
        if !lex::says_something(word) {
            self.tell(span.clone(), "Without letters or digits nothing is found by this");
        } else if let Some((name, value)) = meant(word) {
            let suggestion = format!("{}:{value}", name.as_str());
            let place = span.start..span.start + word.len();
            self.tell_of_words(
                place,
                format!("There is no filter {}", &word[..word.len() - value.len()]),
                Some(suggestion),
            );
        }
        Node::word(word, prefix, span)
    }

    pub(super) fn quoted(&mut self, quoted: Quoted<'_>, span: Range<usize>) -> Option<Node> {
        self.closed(quoted, span.start);
        let node = Node::phrase(quoted.text, quoted.prefix, span.clone());
        let Expr::Phrase { text, .. } = &node.expr else { return Some(node) };
        if !lex::says_something(text) && !self.is_last(&span) {
            self.tell(span, "Without letters or digits nothing is found by this");
        }
        (!text.is_empty()).then_some(node)
    }

    fn closed(&mut self, quoted: Quoted<'_>, start: usize) {
        if !quoted.closed {
            let quote = self.text[start..].chars().next().map_or(0, char::len_utf8);
            self.tell(start..start + quote, "This is not closed");
        }
    }

    pub(super) fn filter(&mut self, name: Name, value: &Value<'_>, not: bool, span: Range<usize>) {
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
                self.tell_of_words(inner.clone(), message, suggestion);
                let words = Node::phrase(&self.text[inner.clone()], false, inner);
                self.push(words, not, span);
            }
        }
    }

    fn sort(&mut self, sort: Sort, span: Range<usize>) {
        if self.query.sort.replace(sort).is_some() {
            self.tell(span, "Sorted before already: this one counts");
        }
    }
}

fn text_of<'a>(value: &Value<'a>) -> &'a str {
    match value {
        Value::Bare(text) => text,
        Value::Quoted(quoted) | Value::Linked(quoted) => quoted.text,
    }
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
