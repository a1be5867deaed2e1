use serde::Serialize;
use ts_rs::TS;

use super::Kind;

/// A document in a graph.
#[derive(Clone, Debug, Serialize, TS)]
pub struct GraphNode {
    /// Its identity.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// Its title.
    pub title: String,
    /// Its tags.
    pub tags: Vec<String>,
    /// Over how many links it is reached: 0, of the document itself, to 2.
    pub distance: u8,
}

/// That one document links to another.
#[derive(Clone, Debug, Serialize, TS)]
pub struct GraphEdge {
    /// The one that links.
    pub from: String,
    /// The one to which it links.
    pub to: String,
}

/// The documents around one, and their links.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Graph {
    /// The document itself, then the nearest, of these the best connected first.
    pub nodes: Vec<GraphNode>,
    /// Which of them link to which, each pair once in each direction.
    pub edges: Vec<GraphEdge>,
    /// How many more there are at the distance at which there was no room for all.
    pub left_out: u32,
}
