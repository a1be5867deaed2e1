//! Tables as Markdown can say them: one line for each row, one cell for each column.

use dom_query::NodeRef;

use crate::dom::{attr, local};
use crate::markdown::flow::Mark;
use crate::markdown::{Writer, is_block};

/// Most columns of a table, and most that a cell may span.
const COLUMNS: usize = 64;
/// Widest row whose cells are padded to stand in columns, in characters.
const PADDED: usize = 110;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    None,
    Left,
    Center,
    Right,
}

impl Writer {
    /// Writes a table. One that lays out a page, or whose cells hold what no line can, is written block by block.
    pub(super) fn table(&mut self, node: &NodeRef<'_>) {
        let mut rows = Vec::new();
        let mut head = 0;
        for part in node.children_it(false) {
            let Some(name) = local(&part) else { continue };
            match &*name {
                "caption" => {
                    let mut flow = self.flow();
                    flow.open(Mark::Emphasis);
                    self.children(&part, &mut flow);
                    flow.close();
                    self.paragraph(flow);
                }
                "tr" => rows.push(part),
                "thead" | "tbody" | "tfoot" => {
                    rows.extend(part.children_it(false).filter(|row| row.has_name("tr")));
                    if &*name == "thead" {
                        head = rows.len();
                    }
                }
                _ => {}
            }
        }
        if head == 0 && rows.first().is_some_and(|row| cells(row).all(|cell| cell.has_name("th"))) {
            head = 1;
        }
        if rows.iter().any(|row| cells(row).any(|cell| self.is_large(&cell))) {
            for row in &rows {
                for cell in cells(row) {
                    self.blocks(&cell);
                }
            }
            return;
        }
        self.grid(&rows, head);
    }

    /// Whether a cell holds what does not fit a line.
    fn is_large(&self, cell: &NodeRef<'_>) -> bool {
        if !self.facts.holders.contains(&cell.id) {
            return false;
        }
        let large = |name: &str| matches!(name, "table" | "blockquote" | "h2" | "h3" | "h4" | "dl" | "details");
        cell.descendants_it().any(|inner| {
            local(&inner).is_some_and(|name| {
                large(&name)
                    || (&*name == "pre" && inner.text().trim().contains('\n'))
                    || (&*name == "math" && is_block("math", &inner))
            })
        })
    }

    fn grid(&mut self, rows: &[NodeRef<'_>], head: usize) {
        let mut lines: Vec<Vec<String>> = Vec::new();
        let mut aligns: Vec<Align> = Vec::new();
        // How many more rows the cells above reach down, for each column.
        let mut reach: Vec<usize> = Vec::new();
        for row in rows {
            let mut line: Vec<String> = Vec::new();
            for cell in cells(row) {
                skip(&mut line, &mut reach);
                if line.len() >= COLUMNS {
                    break;
                }
                let span = |name: &str| attr(&cell, name).and_then(|n| n.parse::<usize>().ok()).unwrap_or(1).max(1);
                let mut flow = self.flow();
                self.children(&cell, &mut flow);
                let at = line.len();
                line.push(flow.line("<br>").replace('|', "\\|").replace('\n', " "));
                let wide = span("colspan").min(COLUMNS);
                line.extend((1..wide).map(|_| String::new()));
                reach.resize(reach.len().max(line.len()), 0);
                reach[at..at + wide].fill(span("rowspan").min(rows.len()) - 1);
                aligns.resize(aligns.len().max(line.len()), Align::None);
                if aligns[at] == Align::None {
                    aligns[at] = align(&cell);
                }
            }
            skip(&mut line, &mut reach);
            if line.iter().any(|cell| !cell.is_empty()) {
                lines.push(line);
            } else if lines.len() < head {
                // A head without words is none.
                continue;
            }
        }
        let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
        if columns == 0 {
            return;
        }
        if head == 0 {
            lines.insert(0, Vec::new());
        }
        aligns.resize(columns, Align::None);
        let mut widths = vec![3; columns];
        for line in &mut lines {
            line.resize(columns, String::new());
            for (width, cell) in widths.iter_mut().zip(line.iter()) {
                *width = (*width).max(cell.chars().count());
            }
        }
        if widths.iter().sum::<usize>() + 3 * columns > PADDED {
            widths.fill(0);
        }
        self.begin_block();
        for (at, line) in lines.iter().enumerate() {
            self.row(line.iter().zip(&widths).zip(&aligns).map(|((cell, width), align)| pad(cell, *width, *align)));
            if at == 0 {
                self.row(widths.iter().zip(&aligns).map(|(width, align)| rule(*width, *align)));
            }
        }
    }

    fn row(&mut self, cells: impl Iterator<Item = String>) {
        let mut line = String::from("|");
        for cell in cells {
            line.push(' ');
            line.push_str(&cell);
            line.push_str(" |");
        }
        self.line(&line);
    }
}

fn cells<'a>(row: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
    row.children_it(false).filter(|cell| cell.has_name("td") || cell.has_name("th"))
}

/// Leaves the cells empty into which those above reach.
fn skip(line: &mut Vec<String>, reach: &mut [usize]) {
    while let Some(rows) = reach.get_mut(line.len()).filter(|rows| **rows > 0) {
        *rows -= 1;
        line.push(String::new());
    }
}

fn align(cell: &NodeRef<'_>) -> Align {
    match attr(cell, "align").as_deref() {
        Some("left") => Align::Left,
        Some("center") => Align::Center,
        Some("right") => Align::Right,
        _ => Align::None,
    }
}

fn pad(cell: &str, width: usize, align: Align) -> String {
    let room = width.saturating_sub(cell.chars().count());
    let left = match align {
        Align::Right => room,
        Align::Center => room / 2,
        _ => 0,
    };
    format!("{}{cell}{}", " ".repeat(left), " ".repeat(room - left))
}

fn rule(width: usize, align: Align) -> String {
    let dashes = |ends: usize| "-".repeat(width.max(3) - ends);
    match align {
        Align::None => dashes(0),
        Align::Left => format!(":{}", dashes(1)),
        Align::Center => format!(":{}:", dashes(2)),
        Align::Right => format!("{}:", dashes(1)),
    }
}
