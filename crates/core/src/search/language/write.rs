//! The canonical text of a search.

use std::fmt;

use super::lex;
use super::tree::{Expr, Filter, Node, Sort};
use super::{Name, Query};
use crate::links::Target;
use crate::title::is_linkable;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(sort) = self.sort {
            write!(f, "{sort}{}", if self.tree.is_some() { " " } else { "" })?;
        }
        self.tree.as_ref().map_or(Ok(()), |tree| write!(f, "{tree}"))
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}:{}", if self.reversed { "-" } else { "" }, Name::Sort.as_str(), self.by.as_str())
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.expr {
            Expr::Word { text, prefix } => write!(f, "{text}{}", star(*prefix)),
            Expr::Phrase { text, prefix } => write!(f, "{}{}", quoted(text), star(*prefix)),
            Expr::Not(node) if is_group(node) || takes_dash(node) => write!(f, "-({node})"),
            Expr::Not(node) => write!(f, "-{node}"),
            Expr::All(nodes) => joined(f, nodes, " ", |node| matches!(node.expr, Expr::Any(_))),
            Expr::Any(nodes) => joined(f, nodes, " OR ", |_| false),
            Expr::Filter(filter) => write!(f, "{filter}"),
        }
    }
}

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.name().as_str())?;
        match self {
            Self::Tag(text) | Self::Site(text) | Self::Author(text) | Self::Lang(text) => f.write_str(&value(text)),
            Self::Title(node) => match node.expr {
                Expr::Word { .. } | Expr::Phrase { .. } => write!(f, "{node}"),
                _ => write!(f, "({node})"),
            },
            Self::In(part) | Self::Has(part) => write!(f, "{part}"),
            Self::Kind(kind) => write!(f, "{kind}"),
            Self::Is(state) => f.write_str(state.as_str()),
            Self::Before(day) | Self::After(day) => write!(f, "{day}"),
            Self::Saved(period) | Self::Published(period) => write!(f, "{period}"),
            Self::LinksTo(Target::Url(url)) => f.write_str(&value(url)),
            Self::LinksTo(Target::Title(title)) if is_linkable(title) => write!(f, "[[{title}]]"),
            Self::LinksTo(Target::Title(title)) => f.write_str(&quoted(title)),
        }
    }
}

impl Filter {
    /// Its name.
    pub fn name(&self) -> Name {
        match self {
            Self::Tag(_) => Name::Tag,
            Self::Site(_) => Name::Site,
            Self::Author(_) => Name::Author,
            Self::Title(_) => Name::Title,
            Self::In(_) => Name::In,
            Self::Kind(_) => Name::Kind,
            Self::Is(_) => Name::Is,
            Self::Has(_) => Name::Has,
            Self::Before(_) => Name::Before,
            Self::After(_) => Name::After,
            Self::Saved(_) => Name::Saved,
            Self::Published(_) => Name::Published,
            Self::Lang(_) => Name::Lang,
            Self::LinksTo(_) => Name::LinksTo,
        }
    }
}

/// A text as it is typed behind the colon of a filter: in quotes if it must be.
pub fn value(text: &str) -> String {
    if lex::is_value(text) { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", lex::unquoted(text))
}

fn star(prefix: bool) -> &'static str {
    if prefix { "*" } else { "" }
}

fn is_group(node: &Node) -> bool {
    matches!(node.expr, Expr::All(_) | Expr::Any(_))
}

/// Whether a `-` before it would be a part of it: `--flag`, `->`.
fn takes_dash(node: &Node) -> bool {
    match &node.expr {
        Expr::Word { text, .. } => text.starts_with(['-', '>']) || text.chars().all(|c| c.is_ascii_punctuation()),
        _ => false,
    }
}

fn joined(f: &mut fmt::Formatter<'_>, nodes: &[Node], by: &str, is_weaker: fn(&Node) -> bool) -> fmt::Result {
    for (at, node) in nodes.iter().enumerate() {
        f.write_str(if at > 0 { by } else { "" })?;
        if is_weaker(node) {
            write!(f, "({node})")?;
        } else {
            write!(f, "{node}")?;
        }
    }
    Ok(())
}
