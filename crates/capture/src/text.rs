//! From sanitised HTML to plain text with its blocks and links.
//!
//! Only white space is ever changed: with all white space removed, the text equals the document's
//! text content. Blocks are apart by an empty line, list items, rows and `br` by a line break, table
//! cells by a tab. Within `pre` white space stays as it is.

use dom_query::{Document, NodeRef};

use crate::dom::{Step, attr, is_space, name_of, walk};
use crate::footnotes;

/// A document as text.
pub(crate) struct Rendered {
    /// The text.
    pub(crate) text: String,
    /// Runs of text that stand apart from their neighbours, in order.
    pub(crate) blocks: Vec<Block>,
    /// Links with a text, in order.
    pub(crate) links: Vec<Link>,
}

/// A run of text between two breaks. Positions are bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    pub(crate) kind: Kind,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The list item that it belongs to; none within a table.
    pub(crate) item: Option<Item>,
}

/// An item of a list. Lists and items are counted from the top of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) list: u32,
    pub(crate) item: u32,
    pub(crate) form: Form,
    /// How many lists it is in.
    pub(crate) depth: u32,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Bullet,
    /// One of a numbered list.
    Step,
    /// What a definition defines.
    Term,
    Definition,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Heading(u8),
    Paragraph,
    Item,
    Cell,
    Caption,
    Code,
    /// A footnote.
    Note,
}

/// A link's text. Positions are bytes.
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Space,
    Tab,
    Line,
    Empty,
}

/// Renders sanitised HTML.
#[cfg(test)]
pub(crate) fn render(html: &str) -> Rendered {
    render_document(&Document::fragment(html))
}

/// Renders a parsed document.
pub(crate) fn render_document(document: &Document) -> Rendered {
    let mut writer = Writer {
        text: String::new(),
        blocks: Vec::new(),
        links: Vec::new(),
        open_links: Vec::new(),
        kinds: Vec::new(),
        gap: Gap::None,
        pre: 0,
        narrow: 0,
        lists: Vec::new(),
        items: Vec::new(),
        counts: (0, 0),
    };
    for step in walk(&document.root()) {
        match step {
            Step::Enter(node) if node.is_text() => writer.write(&node.text()),
            Step::Enter(node) if node.is_element() => writer.enter(&node),
            Step::Leave(node) if node.is_element() => writer.leave(&node),
            _ => {}
        }
    }
    writer.close_block();
    Rendered { text: writer.text, blocks: writer.blocks, links: writer.links }
}

struct Writer {
    text: String,
    blocks: Vec<Block>,
    links: Vec<Link>,
    open_links: Vec<(String, Option<usize>)>,
    kinds: Vec<Kind>,
    gap: Gap,
    pre: usize,
    narrow: usize,
    /// The lists that are open: their numbers, and whether they are numbered.
    lists: Vec<(u32, bool)>,
    items: Vec<Item>,
    /// How many lists and items there were.
    counts: (u32, u32),
}

impl Writer {
    fn enter(&mut self, node: &NodeRef<'_>) {
        let name = name_of(node);
        if name == "br" {
            self.line_break();
            return;
        }
        self.want(&name);
        if let Some(kind) = kind_of(&name) {
            let note = kind == Kind::Item && footnotes::label(node).is_some();
            self.kinds.push(if note { Kind::Note } else { kind });
        }
        match name.as_str() {
            "ul" | "ol" | "dl" => {
                self.counts.0 += 1;
                self.lists.push((self.counts.0, name == "ol"));
            }
            "li" | "dt" | "dd" => {
                self.counts.1 += 1;
                let (list, numbered) = self.lists.last().copied().unwrap_or_default();
                let form = match name.as_str() {
                    "dt" => Form::Term,
                    "dd" => Form::Definition,
                    _ if numbered => Form::Step,
                    _ => Form::Bullet,
                };
                self.items.push(Item { list, item: self.counts.1, form, depth: self.lists.len() as u32 });
            }
            _ => {}
        }
        match name.as_str() {
            "pre" => self.pre += 1,
            "li" | "dd" | "td" | "th" => self.narrow += 1,
            "a" => self.open_links.push((attr(node, "href").unwrap_or_default(), None)),
            _ => {}
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let name = name_of(node);
        match name.as_str() {
            "pre" => {
                self.pre -= 1;
                self.text.truncate(self.text.trim_end_matches(is_space).len());
                self.close_block();
            }
            "li" | "dd" | "td" | "th" => self.narrow -= 1,
            "ul" | "ol" | "dl" => drop(self.lists.pop()),
            "a" => {
                if let Some((href, Some(start))) = self.open_links.pop() {
                    let end = self.text.len();
                    self.links.push(Link { href, start, end });
                }
            }
            _ => {}
        }
        if kind_of(&name).is_some() {
            self.kinds.pop();
        }
        if matches!(name.as_str(), "li" | "dt" | "dd") {
            self.items.pop();
        }
        self.want(&name);
    }

    /// Asks for the gap that an element's edge makes.
    fn want(&mut self, name: &str) {
        let gap = match name {
            "li" | "dt" | "dd" | "tr" | "option" => Gap::Line,
            "td" | "th" => Gap::Tab,
            "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "dl" | "pre" | "blockquote"
            | "table" | "figure" | "figcaption" | "caption" | "section" | "article" | "details" | "summary" | "hr"
            | "header" | "footer" | "aside" | "main" | "nav" | "address" => match self.kinds.contains(&Kind::Cell) {
                true if name != "table" => Gap::Space,
                _ if self.narrow > 0 => Gap::Line,
                _ => Gap::Empty,
            },
            _ => return,
        };
        self.gap = self.gap.max(gap);
    }

    fn line_break(&mut self) {
        if matches!(self.kinds.last(), Some(Kind::Heading(_) | Kind::Cell)) {
            self.gap = self.gap.max(Gap::Space);
        } else if self.pre > 0 && self.gap == Gap::None {
            self.text.push('\n');
        } else if self.gap >= Gap::Line {
            self.gap = Gap::Empty;
        } else {
            self.gap = Gap::Line;
        }
    }

    fn write(&mut self, text: &str) {
        for c in text.chars() {
            let space = is_space(c);
            if space && self.pre == 0 {
                self.gap = self.gap.max(Gap::Space);
                continue;
            }
            self.fill_gap();
            if !space {
                self.mark();
            }
            self.text.push(c);
        }
    }

    fn fill_gap(&mut self) {
        let gap = std::mem::replace(&mut self.gap, Gap::None);
        if gap > Gap::Space {
            self.close_block();
        }
        if !self.text.is_empty() {
            self.text.push_str(match gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Tab => "\t",
                Gap::Line => "\n",
                Gap::Empty => "\n\n",
            });
        }
    }

    /// Starts the block and the links that the next character is the first of.
    fn mark(&mut self) {
        let at = self.text.len();
        if self.blocks.last().is_none_or(|block| block.end != usize::MAX) {
            self.blocks.push(Block {
                kind: self.kinds.last().copied().unwrap_or(Kind::Paragraph),
                start: at,
                end: usize::MAX,
                item: self.items.last().filter(|_| !self.kinds.contains(&Kind::Cell)).copied(),
            });
        }
        for (_, start) in &mut self.open_links {
            start.get_or_insert(at);
        }
    }

    fn close_block(&mut self) {
        let end = self.text.trim_end_matches(is_space).len();
        if let Some(block) = self.blocks.last_mut().filter(|block| block.end == usize::MAX) {
            block.end = end;
        }
    }
}

fn kind_of(name: &str) -> Option<Kind> {
    Some(match name {
        "h1" => Kind::Heading(1),
        "h2" => Kind::Heading(2),
        "h3" => Kind::Heading(3),
        "h4" => Kind::Heading(4),
        "h5" => Kind::Heading(5),
        "h6" => Kind::Heading(6),
        "li" | "dt" | "dd" => Kind::Item,
        "td" | "th" => Kind::Cell,
        "figcaption" | "caption" => Kind::Caption,
        "pre" => Kind::Code,
        _ => return None,
    })
}

/// Translates byte positions in a text to Unicode scalar values.
pub(crate) struct Scale<'a> {
    bytes: &'a [u8],
    marks: Vec<u32>,
}

const STRIDE: usize = 512;

impl<'a> Scale<'a> {
    /// Measures a text.
    pub(crate) fn new(text: &'a str) -> Self {
        let mut marks = vec![0];
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            count += starts(chunk);
            marks.push(count);
        }
        Self { bytes: text.as_bytes(), marks }
    }

    /// The number of scalar values before a byte position.
    pub(crate) fn at(&self, byte: usize) -> u32 {
        let byte = byte.min(self.bytes.len());
        let mark = byte / STRIDE;
        self.marks[mark] + starts(&self.bytes[mark * STRIDE..byte])
    }
}

fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(render(html).text, expected);
    }

    #[test]
    fn blocks_items_rows_and_cells_are_apart() {
        check("<h2>A</h2><p>b  <b>c</b>\n d</p><p>e</p>", "A\n\nb c d\n\ne");
        check("<p>x</p><ul><li>a<li><p>b</p><p>c</p></ul><p>y", "x\n\na\nb\nc\n\ny");
        check("<table><tr><th>a</th><td><p>b</p></td></tr><tr><td>c</td></tr></table>z", "a\tb\nc\n\nz");
        check("a<br>b<br><br>c", "a\nb\n\nc");
    }

    #[test]
    fn code_keeps_its_white_space() {
        check("<p>x</p><pre><code>  a\n    b\n\n</code></pre><p>y</p>", "x\n\n  a\n    b\n\ny");
        check("<pre>  </pre><p>y</p>", "y");
    }

    #[test]
    fn blocks_and_links_know_where_they_are() {
        let got = render("<h2>Té</h2><p>see <a href='https://a.example/'> here </a>.</p>");
        let blocks: Vec<_> = got.blocks.iter().map(|b| (b.kind, &got.text[b.start..b.end])).collect();
        assert_eq!(blocks, [(Kind::Heading(2), "Té"), (Kind::Paragraph, "see here .")]);
        assert_eq!(&got.text[got.links[0].start..got.links[0].end], "here");
    }

    #[test]
    fn scale_counts_characters() {
        let text = "aé漢🙂".repeat(300);
        let scale = Scale::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(scale.at(byte), count as u32);
        }
        assert_eq!(scale.at(text.len()), 1200);
    }
}
