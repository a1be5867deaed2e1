//! What is linked with a document, as a tree.

use std::collections::HashMap;

use postil_api::ApiError;
use serde_json::{Value, json};

use super::Session;
use crate::print;

impl Session {
    pub(super) fn graph(&self, id: &str, depth: u8) -> Result<bool, ApiError> {
        self.answer("graph_show", json!({ "id": id, "depth": depth }), tree)
    }
}

/// Each document below the first one that is nearer and linked with it: `→` is linked from that, `←` links to it, `↔` both.
fn tree(graph: &Value) -> String {
    let nodes = print::items(&graph["nodes"]);
    let edges = print::items(&graph["edges"]);
    let places: HashMap<&str, usize> =
        nodes.iter().enumerate().map(|(at, node)| (print::word(node, "id"), at)).collect();
    let mut around: Vec<HashMap<usize, (bool, bool)>> = vec![HashMap::new(); nodes.len()];
    for edge in edges {
        let (Some(from), Some(to)) = (places.get(print::word(edge, "from")), places.get(print::word(edge, "to")))
        else {
            continue;
        };
        around[*from].entry(*to).or_default().0 = true;
        around[*to].entry(*from).or_default().1 = true;
    }
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        let nearer = |other: &&usize| nodes[**other]["distance"].as_u64() < node["distance"].as_u64();
        if let Some(parent) = around[at].keys().filter(nearer).min() {
            below[*parent].push(at);
        }
    }
    let mut lines = Vec::new();
    let mut left = vec![(0, None)];
    while let Some((at, parent)) = left.pop().filter(|_| !nodes.is_empty()) {
        let node = &nodes[at];
        let arrow = match parent.and_then(|parent: usize| around[parent].get(&at)) {
            Some((true, true)) => "↔ ",
            Some((true, false)) => "→ ",
            Some(_) => "← ",
            None => "",
        };
        let indent =
            "  ".repeat(node["distance"].as_u64().and_then(|far| usize::try_from(far).ok()).unwrap_or_default());
        lines.push(format!("{indent}{arrow}{} ({})", print::word(node, "title"), print::word(node, "kind")));
        left.extend(below[at].iter().rev().map(|child| (*child, Some(at))));
    }
    lines.push(format!("{}, {}", count(nodes.len(), "document"), count(edges.len(), "link")));
    match graph["left_out"].as_u64() {
        Some(more) if more > 0 => lines.push(format!("{more} more left out")),
        _ => {}
    }
    lines.join("\n")
}

fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::tree;

    #[test]
    fn documents_stand_below_what_they_are_linked_with() {
        let node =
            |id: &str, kind: &str, distance: u8| json!({ "id": id, "kind": kind, "title": id, "distance": distance });
        let edge = |from: &str, to: &str| json!({ "from": from, "to": to });
        let graph = json!({
            "nodes": [node("A", "article", 0), node("B", "note", 1), node("C", "journal", 1), node("D", "post", 2)],
            "edges": [edge("A", "B"), edge("B", "A"), edge("B", "C"), edge("C", "A"), edge("D", "C")],
            "left_out": 3,
        });
        assert_eq!(
            tree(&graph),
            "A (article)\n  ↔ B (note)\n  ← C (journal)\n    ← D (post)\n4 documents, 5 links\n3 more left out"
        );
        let alone = json!({ "nodes": [node("A", "article", 0)], "edges": [], "left_out": 0 });
        assert_eq!(tree(&alone), "A (article)\n1 document, 0 links");
    }
}
