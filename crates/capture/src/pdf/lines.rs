//! From the pieces of text on a page to its lines.

use pdf_oxide::layout::{FontWeight, TextSpan};

use super::order::{Run, order};

/// A line of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) text: String,
    /// Where it begins and ends, from the page's left edge, in points.
    pub(super) left: f32,
    pub(super) right: f32,
    /// Its foot, from the page's lower edge, in points.
    pub(super) foot: f32,
    /// The size of most of its letters, in points.
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) mono: bool,
    /// Whether it is a row of several cells.
    pub(super) cells: bool,
    /// The page, from 1.
    pub(super) page: u32,
}

/// A gap wider than this many times the letters' size may part columns.
const APART: f32 = 0.9;
/// A gap wider than this many times the letters' size parts cells.
const CELLS: f32 = 1.6;
/// A gap wider than this many times the letters' size is a space.
const SPACE: f32 = 0.16;
/// Most pieces of a page that are looked at.
const MOST: usize = 50_000;

/// Joins the pieces of a page to lines, in the order in which they are read.
pub(super) fn lines(spans: &[TextSpan], page: u32) -> Vec<Line> {
    let mut pieces: Vec<Piece> = spans.iter().take(MOST).filter_map(Piece::read).collect();
    pieces.sort_by(|a, b| b.foot.total_cmp(&a.foot));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        // Raised and lowered letters belong to the row of the larger ones beside them.
        let level = |row: &Vec<Piece>| {
            row.iter().max_by_key(|one| one.letters).is_some_and(|one| {
                let larger = one.size.max(piece.size);
                (one.foot - piece.foot).abs() < larger * 0.45
            })
        };
        match rows.last_mut().filter(|row| level(row)) {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    let mut made: Vec<Line> = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    for mut row in rows {
        row.sort_by(|a, b| a.left.total_cmp(&b.left));
        let mut from = 0;
        for at in 1..=row.len() {
            let ends = row.get(at).is_none_or(|next| {
                let right = row[from..at].iter().map(|piece| piece.right).fold(f32::MIN, f32::max);
                next.left - right > next.size.max(row[at - 1].size) * APART
            });
            if ends {
                let line = line(&row[from..at], page);
                let Line { left, right, foot, size, .. } = line;
                let letters = line.text.chars().count();
                runs.push(Run { left, right, foot, size, letters, number: made.len() });
                made.push(line);
                from = at;
            }
        }
    }
    let join = |row: Vec<Run>| {
        let mut parts = row.iter().map(|run| made[run.number].clone());
        let first = parts.next()?;
        Some(parts.fold(first, |mut line, part| {
            // A number or a bullet before a line is no cell.
            let cell = part.left - line.right > line.size.max(part.size) * CELLS;
            line.cells |= cell && line.text.chars().count() > 5;
            line.text = format!("{} {}", line.text, part.text);
            line.right = line.right.max(part.right);
            line.bold &= part.bold;
            line
        }))
    };
    order(runs).into_iter().filter_map(join).collect()
}

/// A piece of text as the page has it.
struct Piece {
    text: String,
    left: f32,
    right: f32,
    foot: f32,
    size: f32,
    letters: usize,
    bold: bool,
    mono: bool,
}

impl Piece {
    fn read(span: &TextSpan) -> Option<Self> {
        let text = tidy(&span.text);
        let (left, right, foot) = (span.bbox.x, span.bbox.x + span.bbox.width.max(0.0), span.bbox.y);
        let size = if span.font_size > 0.0 { span.font_size } else { span.bbox.height }.max(1.0);
        let placed = [left, right, foot, size].iter().all(|value| value.is_finite() && value.abs() < 1e6);
        let letters = text.chars().filter(|c| !c.is_whitespace()).count();
        let bold = matches!(span.font_weight, FontWeight::Bold | FontWeight::Black | FontWeight::ExtraBold);
        let mono = span.is_monospace;
        (placed && letters > 0).then_some(Self { text, left, right, foot, size, letters, bold, mono })
    }
}

fn line(pieces: &[Piece], page: u32) -> Line {
    let mut line = Line { page, left: f32::MAX, right: f32::MIN, ..Line::default() };
    let (mut all, mut bold, mut mono, mut most) = (0, 0, 0, 0);
    for piece in pieces {
        let apart = piece.left - line.right > piece.size.min(line.size.max(1.0)) * SPACE;
        let spaced = line.text.ends_with(' ') || piece.text.starts_with([' ', '\u{ad}']);
        if !line.text.is_empty() && apart && !spaced {
            line.text.push(' ');
        }
        line.text.push_str(&piece.text);
        (line.left, line.right) = (line.left.min(piece.left), line.right.max(piece.right));
        if piece.letters > most {
            (most, line.size, line.foot) = (piece.letters, piece.size, piece.foot);
        }
        all += piece.letters;
        bold += if piece.bold { piece.letters } else { 0 };
        mono += if piece.mono { piece.letters } else { 0 };
    }
    (line.bold, line.mono) = (bold * 10 >= all * 9, mono * 10 >= all * 9);
    line.text = line.text.trim_end().to_owned();
    line
}

/// Ligatures and odd spaces as plain letters; no control characters.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{fb00}' => out.push_str("ff"),
            '\u{fb01}' => out.push_str("fi"),
            '\u{fb02}' => out.push_str("fl"),
            '\u{fb03}' => out.push_str("ffi"),
            '\u{fb04}' => out.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => out.push_str("st"),
            '\u{200b}' | '\u{feff}' | '\u{fffc}' | '\u{fffd}' => {}
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
