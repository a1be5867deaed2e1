use postil_core::verbs;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::wire::{Graph, GraphEdge, GraphNode};
use crate::{ApiError, App};

/// How many documents are shown at most.
const LIMIT: usize = 500;

/// What to show around a document.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct GraphRequest {
    /// The document: its id, its address or its exact title.
    pub id: String,
    /// Over how many links to go: 1 or 2.
    pub depth: u8,
}

pub(super) fn graph_show(app: &App, request: GraphRequest) -> Result<Graph, ApiError> {
    if !(1..=2).contains(&request.depth) {
        return Err(ApiError::bad_request(format!("A depth of {} is neither 1 nor 2", request.depth)));
    }
    let id = app.document(&request.id)?;
    let graph = app.read(|conn| verbs::neighbourhood(conn, id, request.depth, LIMIT))?;
    let node = |node: verbs::Node| GraphNode {
        id: node.id.to_string(),
        kind: node.kind.into(),
        title: node.title,
        tags: node.tags,
        distance: node.distance,
    };
    Ok(Graph {
        nodes: graph.nodes.into_iter().map(node).collect(),
        edges: graph
            .edges
            .into_iter()
            .map(|(from, to)| GraphEdge { from: from.to_string(), to: to.to_string() })
            .collect(),
        left_out: u32::try_from(graph.left_out).unwrap_or(u32::MAX),
    })
}
