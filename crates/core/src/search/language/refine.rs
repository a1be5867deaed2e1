//! Adding a filter to a search, and taking it out.

use super::tree::{Expr, Node};
use super::{Query, parse, parse_typing};

/// A search with a filter added: beside all that it says already, but before what is being typed at the end. A filter that it has is taken
/// out instead. Where the beginning of a word comes to stand elsewhere, it is written as such.
pub fn refined(text: &str, filter: &str) -> Query {
    let Query { tree, sort, .. } = parse_typing(text);
    let added = parse(filter);
    if let Some(by) = added.sort {
        return Query { tree, sort: (sort != Some(by)).then_some(by), ..Query::default() };
    }
    let mut nodes = match tree {
        Some(Node { expr: Expr::All(nodes), .. }) => nodes,
        other => other.into_iter().collect(),
    };
    let before = nodes.len();
    nodes.retain(|node| Some(node) != added.tree.as_ref());
    let typing = nodes.pop_if(|last| last.unfinished);
    let is_new = nodes.len() + usize::from(typing.is_some()) == before;
    let mut nodes: Vec<Node> = nodes.into_iter().map(settled).collect();
    nodes.extend(added.tree.filter(|_| is_new));
    nodes.extend(typing);
    Query { tree: Node::all(nodes), sort, ..Query::default() }
}

/// Whether a search has a filter, beside all that it says.
pub fn has(query: &Query, filter: &str) -> bool {
    let filter = parse(filter);
    if filter.sort.is_some() {
        return query.sort == filter.sort;
    }
    match (&query.tree, &filter.tree) {
        (Some(Node { expr: Expr::All(nodes), .. }), Some(filter)) => nodes.contains(filter),
        (tree, filter) => filter.is_some() && tree == filter,
    }
}

/// Writes the beginning of a word as such, since it will not stand at the end any more.
fn settled(node: Node) -> Node {
    let Node { expr, span, unfinished } = node;
    let all = |nodes: Vec<Node>| nodes.into_iter().map(settled).collect();
    let expr = match expr {
        Expr::Word { text, prefix } => Expr::Word { text, prefix: prefix || unfinished },
        Expr::Phrase { text, prefix } => Expr::Phrase { text, prefix: prefix || unfinished },
        Expr::All(nodes) => Expr::All(all(nodes)),
        Expr::Any(nodes) => Expr::Any(all(nodes)),
        other => other,
    };
    Node { expr, span, unfinished: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_added_and_taken_out() {
        let check = |text: &str, filter: &str, wanted: &str| {
            assert_eq!(refined(text, filter).to_string(), wanted, "{text} {filter}");
            let back = refined(text, filter);
            assert_eq!(has(&back, filter), !has(&parse_typing(text), filter), "{text} {filter}");
        };
        check("", "tag:rust", "tag:rust");
        check("small que", "tag:rust", "small tag:rust que");
        check("que", "tag:rust", "tag:rust que");
        check("tag:rust que", "tag:rust", "que");
        check("que sort:title", "tag:rust", "sort:title que tag:rust");
        check("sort:title que", "tag:rust", "sort:title tag:rust que");
        check("small tag:rust", "tag:rust", "small");
        check("tag:rust", "tag:rust", "");
        check("a OR b ", "kind:note", "(a OR b) kind:note");
        check("a", "sort:title", "sort:title a");
        check("a sort:title", "sort:title", "a");
        check("a sort:saved", "sort:title", "sort:title a");
        check("x ", "author:\"two words\"", "x author:\"two words\"");
    }
}
