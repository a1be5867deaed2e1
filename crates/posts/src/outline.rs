//! Outlines: blocks as a tree of points.

use crate::blocks::{Block, Form, Kind};
use crate::lead;
use crate::lines::{Lines, Piece, Span, indent, plain_newlines};

/// How deep points are nested at most; what is deeper stands at this depth.
const DEEPEST: usize = 64;

/// Whose words a point has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Voice {
    /// The article's author.
    #[default]
    Author,
    /// The reader, by `(Me)`.
    Me,
}

/// How a point is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PointForm {
    /// A heading, with its level; what stands beneath it are its children.
    Heading(u8),
    /// An item with a bullet.
    Bullet,
    /// An item with a number.
    Numbered,
    /// A paragraph.
    Paragraph,
    /// What stays whole: code, a quotation, a table, a diagram, HTML.
    Whole(Form),
}

/// A point of an outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its lines and those of its children.
    pub span: Span,
    /// Its own lines.
    pub own: Span,
    /// How it is written.
    pub form: PointForm,
    /// Whose words it has.
    pub voice: Voice,
    /// Its words as Markdown, without mark and voice, on one line. What stays whole keeps its lines, less their indent.
    pub text: Piece,
    /// Where `(Me)` stands, with the space after it.
    pub voice_span: Option<Span>,
    /// What is nested in it.
    pub children: Vec<Point>,
}

impl Point {
    /// The place by which an edit names it: where its first line begins, in bytes.
    pub fn at(&self) -> usize {
        self.span.start
    }

    /// Calls a function with this point and all beneath it, in the order of the text.
    pub fn walk<'a>(&'a self, visit: &mut impl FnMut(&'a Point)) {
        visit(self);
        self.children.iter().for_each(|child| child.walk(visit));
    }
}

/// Something that stands between the points and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// What it is.
    pub form: Form,
    /// Its lines.
    pub text: Piece,
}

/// Makes a tree of blocks, and says what is no point.
pub(crate) fn points(lines: &Lines<'_>, blocks: &[Block]) -> (Vec<Point>, Vec<Other>) {
    let mut tree = Tree::default();
    let mut others = Vec::new();
    for block in blocks {
        if let Kind::Whole(form @ (Form::Rule | Form::Definition | Form::Other)) = block.kind {
            let span = lines.span_of(block.lines.clone());
            others.push(Other { form, text: lines.piece(span.range()) });
            continue;
        }
        let place = match block.kind {
            Kind::Heading(level) => Place::Heading(level),
            Kind::Item { .. } => Place::Item(block.indent),
            _ => Place::Leaf { indent: block.indent, near: !block.after_blank && block.indent < 2 },
        };
        tree.add(place, point(lines, block));
    }
    tree.close(0);
    (tree.roots, others)
}

#[derive(Clone, Copy)]
enum Place {
    Heading(u8),
    Item(usize),
    /// What has no children. `near` is what follows without a blank line, and is not indented.
    Leaf {
        indent: usize,
        near: bool,
    },
}

#[derive(Default)]
struct Tree {
    roots: Vec<Point>,
    open: Vec<(Place, Point)>,
}

impl Tree {
    fn add(&mut self, place: Place, point: Point) {
        let keep = self.open.iter().rposition(|(above, _)| match (place, above) {
            (Place::Heading(level), Place::Heading(above)) => *above < level,
            (Place::Heading(_), _) => false,
            (_, Place::Heading(_)) => true,
            // Two columns make a level, and a jump of many is a single one.
            (Place::Item(indent), Place::Item(above)) => indent >= above + 2,
            (Place::Leaf { indent, near }, Place::Item(above)) => indent >= above + 2 || near,
            (_, Place::Leaf { .. }) => false,
        });
        self.close(keep.map_or(0, |at| at + 1).min(DEEPEST));
        self.open.push((place, point));
    }

    /// Closes all but so many of the open points.
    fn close(&mut self, keep: usize) {
        while self.open.len() > keep {
            let Some((_, mut point)) = self.open.pop() else { return };
            point.span.end = point.children.last().map_or(point.own.end, |last| last.span.end.max(point.own.end));
            match self.open.last_mut() {
                Some((_, parent)) => parent.children.push(point),
                None => self.roots.push(point),
            }
        }
    }
}

fn point(lines: &Lines<'_>, block: &Block) -> Point {
    let own = lines.span_of(block.lines.clone());
    let written = &lines.text[block.text.clone()];
    let form = match block.kind {
        Kind::Heading(level) => PointForm::Heading(level),
        Kind::Item { numbered: true, .. } => PointForm::Numbered,
        Kind::Item { .. } => PointForm::Bullet,
        Kind::Paragraph => PointForm::Paragraph,
        Kind::Whole(form) => PointForm::Whole(form),
    };
    if let PointForm::Whole(_) = form {
        let text = Piece { text: dedent(written, block.margin), span: lines.span(block.text.clone()) };
        return Point { span: own, own, form, voice: Voice::Author, text, voice_span: None, children: Vec::new() };
    }
    let marker = lead::me(written);
    let start = block.text.start + marker.unwrap_or(0);
    let text = joined(&lines.text[start..block.text.end]);
    Point {
        span: own,
        own,
        form,
        voice: if marker.is_some() { Voice::Me } else { Voice::Author },
        text: Piece { text: lead::plain(&text), span: lines.span(start..block.text.end) },
        voice_span: marker.map(|_| lines.span(block.text.start..start)),
        children: Vec::new(),
    }
}

/// Wrapped lines as one.
pub(crate) fn joined(text: &str) -> String {
    text.split(['\n', '\r']).map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Lines after the first without so many columns of white space before them, with `\n` at their ends.
pub(crate) fn dedent(text: &str, columns: usize) -> String {
    let text = plain_newlines(text);
    let mut lines = text.split('\n');
    let mut out = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        out.push('\n');
        let (has, _) = indent(line);
        if has <= columns {
            out.push_str(line.trim_start());
            continue;
        }
        let mut cut = 0;
        for (at, c) in line.char_indices() {
            if indent(&line[..at]).0 >= columns {
                break;
            }
            cut = at + c.len_utf8();
        }
        out.push_str(&line[cut..]);
    }
    out
}
