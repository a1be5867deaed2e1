//! A page as a list of blocks: runs of text that stand together, with the elements around them.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use dom_query::{Document, NodeData, NodeId, NodeRef};

use super::words;
use crate::dom::{Step, is_space, walk};

/// What an element is, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Tag {
    Other,
    Article,
    Main,
    Nav,
    Header,
    Footer,
    Aside,
    Section,
    Form,
    Table,
    Row,
    Cell,
    List,
    Item,
    Definitions,
    Figure,
    Caption,
    Quote,
    Details,
    Paragraph,
    Heading,
    Pre,
    Div,
    Dialog,
    Address,
    Label,
}

/// How many kinds of elements there are.
pub(super) const TAGS: usize = Tag::Label as usize + 1;
/// The number of word families, and of the mark for what is hidden.
pub(super) const MARKS: usize = words::FAMILIES.len() + 1;
const HIDDEN: usize = MARKS - 1;
/// A distance that stands for "nowhere above".
pub(super) const FAR: u8 = 20;

/// An element that sets its text apart.
pub(super) struct Around {
    pub(super) id: NodeId,
    /// Level of a heading, else 0.
    pub(super) level: u8,
    /// Place of the element around it; its own for the root.
    pub(super) parent: usize,
    pub(super) depth: usize,
    /// Hash of name and classes, with those of its parent.
    pub(super) signature: u64,
    /// Levels up to the nearest element of a kind.
    pub(super) tags: [u8; TAGS],
    /// Levels up to the nearest element of a word family.
    pub(super) marks: [u8; MARKS],
    /// First block within, and the one after the last.
    pub(super) blocks: (usize, usize),
    /// Number of the elements with the same signature next to it, and its place among them.
    pub(super) twins: (usize, usize),
}

/// A run of text.
pub(super) struct Block {
    /// Place of the element around it.
    pub(super) around: usize,
    /// Its text nodes.
    pub(super) texts: Vec<NodeId>,
    pub(super) tag: Tag,
    /// Level of a heading, else 0.
    pub(super) level: u8,
    /// Families named by elements within the run.
    pub(super) inner: u64,
    pub(super) text: String,
    /// Number of words and of characters that are no white space.
    pub(super) words: usize,
    pub(super) chars: usize,
    /// Words within links, and the number of links.
    pub(super) linked: usize,
    pub(super) links: usize,
    /// Words set in bold or italics.
    pub(super) strong: usize,
    /// Line breaks within the run.
    pub(super) breaks: usize,
}

impl Block {
    /// The share of words within links.
    pub(super) fn density(&self) -> f32 {
        self.linked as f32 / self.words.max(1) as f32
    }

    /// Whether it reads like a sentence or more.
    pub(super) fn is_prose(&self) -> bool {
        self.words >= 12 && self.density() < 0.34 && self.text.contains(['.', '!', '?', '。', '！', '？', '।', '…'])
    }
}

/// A page as blocks.
pub(super) struct Page {
    pub(super) around: Vec<Around>,
    pub(super) blocks: Vec<Block>,
    pub(super) media: Vec<Media>,
}

/// An image or embedded page: what has no text by which to judge it.
pub(super) struct Media {
    pub(super) id: NodeId,
    /// Place of the element around it.
    pub(super) around: usize,
    /// Number of blocks before it.
    pub(super) at: usize,
}

/// Reads the blocks of a page's body, in order.
pub(super) fn read(document: &Document, embeds: &[NodeId]) -> Page {
    let body = document.select_single("body");
    let Some(body) = body.nodes().first().copied() else {
        return Page { around: Vec::new(), blocks: Vec::new(), media: Vec::new() };
    };
    let mut reader = Reader {
        page: Page { around: Vec::new(), blocks: Vec::new(), media: Vec::new() },
        embeds,
        open: Vec::new(),
        run: Run::default(),
        whole: 0,
        links: 0,
        strong: 0,
        inner: Vec::new(),
    };
    let mut steps = walk(&body);
    while let Some(step) = steps.next() {
        match step {
            Step::Enter(node) => {
                if reader.enter(&node) {
                    steps.skip_children();
                }
            }
            Step::Leave(node) => reader.leave(&node),
        }
    }
    reader.flush();
    let mut page = reader.page;
    count_twins(&mut page);
    page
}

#[derive(Default)]
struct Run {
    texts: Vec<NodeId>,
    text: String,
    gap: bool,
    inner: u64,
    linked_chars: usize,
    links: usize,
    strong_chars: usize,
    breaks: usize,
    pending: usize,
}

enum Sort {
    Block(Tag, u8),
    Inline,
    Skipped,
    Break,
    Rule,
    Image,
}

struct Reader<'a> {
    page: Page,
    embeds: &'a [NodeId],
    /// Elements that are open: their node and place.
    open: Vec<(NodeId, usize)>,
    run: Run,
    /// How many open elements keep all their text in one run.
    whole: usize,
    links: usize,
    strong: usize,
    inner: Vec<u64>,
}

impl Reader<'_> {
    /// Enters a node; answers whether to pass over its children.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        enum Seen {
            Text,
            Element(Sort, Facts),
            Nothing,
        }
        let seen = node.query_or(Seen::Nothing, |tree| match &tree.data {
            NodeData::Text { contents } => {
                self.run.write(contents, self.links > 0, self.strong > 0);
                Seen::Text
            }
            NodeData::Element(element) => {
                let name: &str = &element.name.local;
                Seen::Element(sort(name), Facts::read(name, element))
            }
            _ => Seen::Nothing,
        });
        match seen {
            Seen::Text => {
                self.run.texts.push(node.id);
                false
            }
            Seen::Nothing => true,
            Seen::Element(..) if self.embeds.contains(&node.id) => {
                self.enter_element(node, Sort::Image, Facts::default())
            }
            Seen::Element(sort, facts) => self.enter_element(node, sort, facts),
        }
    }

    fn enter_element(&mut self, node: &NodeRef<'_>, sort: Sort, facts: Facts) -> bool {
        match sort {
            Sort::Skipped => return true,
            Sort::Image => {
                if let Some((_, around)) = self.open.last().copied() {
                    self.page.media.push(Media { id: node.id, around, at: self.page.blocks.len() });
                }
                return true;
            }
            Sort::Rule => {
                self.flush();
                return true;
            }
            Sort::Break => {
                self.run.breaks += 1;
                self.run.pending += 1;
                self.run.gap = true;
                if self.run.pending >= 2 && self.whole == 0 {
                    self.flush();
                }
                return true;
            }
            Sort::Inline => {
                self.links += usize::from(facts.link);
                self.run.links += usize::from(facts.link);
                self.strong += usize::from(facts.strong);
                self.inner.push(facts.families);
                self.run.inner |= facts.families;
                return false;
            }
            Sort::Block(tag, level) => {
                if self.whole == 0 {
                    self.flush();
                    self.open(node.id, tag, level, &facts);
                }
                self.run.gap = true;
                if self.whole > 0 || tag == Tag::Pre || (tag == Tag::Row && is_data(node)) {
                    self.whole += 1;
                }
            }
        }
        false
    }

    fn open(&mut self, id: NodeId, tag: Tag, level: u8, facts: &Facts) {
        let at = self.page.around.len();
        let parent = self.open.last().map_or(at, |(_, place)| *place);
        let up = self.page.around.get(parent);
        let mut tags = up.map_or([FAR; TAGS], |up| up.tags.map(|far| (far + 1).min(FAR)));
        let mut marks = up.map_or([FAR; MARKS], |up| up.marks.map(|far| (far + 1).min(FAR)));
        tags[tag as usize] = 0;
        if let Some(role) = facts.role {
            tags[role as usize] = 0;
        }
        // The body's own classes speak of the whole page.
        let families = if up.is_some() { facts.families } else { 0 };
        for (family, far) in marks.iter_mut().enumerate() {
            if families >> family & 1 == 1 {
                *far = 0;
            }
        }
        if facts.hidden {
            marks[HIDDEN] = 0;
        }
        let mut hasher = DefaultHasher::new();
        (facts.own, up.map(|up| up.signature & 0xffff_ffff)).hash(&mut hasher);
        let depth = up.map_or(0, |up| up.depth + 1);
        let first = self.page.blocks.len();
        // Only two levels of names go into a signature.
        let signature = hasher.finish() << 32 | (facts.own & 0xffff_ffff);
        self.page.around.push(Around {
            id,
            level,
            parent,
            depth,
            signature,
            tags,
            marks,
            blocks: (first, first),
            twins: (1, 0),
        });
        self.open.push((id, at));
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let sort = node.query_or(None, |tree| match &tree.data {
            NodeData::Element(element) => {
                let name: &str = &element.name.local;
                Some((sort(name), name == "a", is_strong(name)))
            }
            _ => None,
        });
        match sort {
            Some((Sort::Inline, link, strong)) => {
                self.links -= usize::from(link);
                self.strong -= usize::from(strong);
                self.inner.pop();
            }
            Some((Sort::Block(..), ..)) => {
                let opened = self.open.last().is_some_and(|(id, _)| *id == node.id);
                if self.whole > 0 {
                    self.whole -= 1;
                    self.run.gap = true;
                }
                if opened {
                    self.flush();
                    if let Some((_, place)) = self.open.pop() {
                        self.page.around[place].blocks.1 = self.page.blocks.len();
                    }
                }
            }
            _ => {}
        }
    }

    fn flush(&mut self) {
        let run = std::mem::take(&mut self.run);
        self.run.inner = self.inner.iter().fold(0, |all, one| all | one);
        if run.text.is_empty() {
            return;
        }
        let Some((_, around)) = self.open.last().copied() else { return };
        let place = &self.page.around[around];
        let tag = (0..TAGS).find(|tag| place.tags[*tag] == 0).unwrap_or_default();
        let words = count_words(&run.text);
        let chars = run.text.chars().filter(|c| !is_space(*c)).count().max(1);
        let share = |part: usize| (words as f32 * part as f32 / chars as f32).round() as usize;
        let (tag, level) = (TAG_LIST[tag], place.level);
        self.page.blocks.push(Block {
            around,
            tag,
            level,
            inner: run.inner,
            words,
            chars,
            linked: share(run.linked_chars).min(words),
            links: run.links,
            strong: share(run.strong_chars).min(words),
            breaks: run.breaks,
            texts: run.texts,
            text: run.text,
        });
    }
}

const TAG_LIST: [Tag; TAGS] = [
    Tag::Other,
    Tag::Article,
    Tag::Main,
    Tag::Nav,
    Tag::Header,
    Tag::Footer,
    Tag::Aside,
    Tag::Section,
    Tag::Form,
    Tag::Table,
    Tag::Row,
    Tag::Cell,
    Tag::List,
    Tag::Item,
    Tag::Definitions,
    Tag::Figure,
    Tag::Caption,
    Tag::Quote,
    Tag::Details,
    Tag::Paragraph,
    Tag::Heading,
    Tag::Pre,
    Tag::Div,
    Tag::Dialog,
    Tag::Address,
    Tag::Label,
];

impl Run {
    fn write(&mut self, text: &str, linked: bool, strong: bool) {
        let mut visible = 0;
        for c in text.chars() {
            if is_space(c) {
                self.gap = true;
                continue;
            }
            if std::mem::take(&mut self.gap) && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.text.push(c);
            visible += 1;
        }
        if visible > 0 {
            self.pending = 0;
        }
        if linked {
            self.linked_chars += visible;
        }
        if strong {
            self.strong_chars += visible;
        }
    }
}

/// What an element says of itself.
#[derive(Default)]
struct Facts {
    families: u64,
    own: u64,
    role: Option<Tag>,
    hidden: bool,
    link: bool,
    strong: bool,
}

impl Facts {
    fn read(name: &str, element: &dom_query::Element) -> Self {
        let mut facts =
            Self { families: 0, own: 0, role: None, hidden: false, link: name == "a", strong: is_strong(name) };
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        for attr in &element.attrs {
            let value: &str = &attr.value;
            match &*attr.name.local {
                "class" => {
                    facts.families |= words::families(value);
                    value.trim().hash(&mut hasher);
                }
                "id" => facts.families |= words::families(value),
                "role" => facts.role = role(value),
                "hidden" => facts.hidden = true,
                "aria-hidden" => facts.hidden |= value == "true",
                "style" => {
                    let plain: String = value.chars().filter(|c| !c.is_whitespace()).collect();
                    facts.hidden |= plain.contains("display:none") || plain.contains("visibility:hidden");
                }
                _ => {}
            }
        }
        facts.own = hasher.finish();
        facts
    }
}

fn role(value: &str) -> Option<Tag> {
    Some(match value {
        "main" => Tag::Main,
        "article" => Tag::Article,
        "navigation" | "menu" | "menubar" => Tag::Nav,
        "banner" => Tag::Header,
        "contentinfo" => Tag::Footer,
        "complementary" => Tag::Aside,
        "dialog" | "alertdialog" => Tag::Dialog,
        "search" | "form" => Tag::Form,
        _ => return None,
    })
}

fn is_strong(name: &str) -> bool {
    matches!(name, "b" | "strong" | "i" | "em")
}

fn heading_level(name: &str) -> u8 {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => level - b'0',
        _ => 0,
    }
}

fn sort(name: &str) -> Sort {
    let tag = match name {
        "script" | "style" | "template" | "noscript" | "svg" | "canvas" | "iframe" | "object" | "embed" | "select"
        | "textarea" | "input" | "datalist" | "button" | "video" | "audio" | "head" | "title" | "map" => {
            return Sort::Skipped;
        }
        "br" => return Sort::Break,
        "hr" => return Sort::Rule,
        "img" => return Sort::Image,
        "article" => Tag::Article,
        "main" => Tag::Main,
        "nav" | "menu" => Tag::Nav,
        "header" | "hgroup" => Tag::Header,
        "footer" => Tag::Footer,
        "aside" => Tag::Aside,
        "section" => Tag::Section,
        "form" | "fieldset" => Tag::Form,
        "table" => Tag::Table,
        "tr" => Tag::Row,
        "td" | "th" => Tag::Cell,
        "ul" | "ol" => Tag::List,
        "li" => Tag::Item,
        "dl" | "dt" | "dd" => Tag::Definitions,
        "figure" => Tag::Figure,
        "figcaption" | "caption" => Tag::Caption,
        "blockquote" => Tag::Quote,
        "details" | "summary" => Tag::Details,
        "p" => Tag::Paragraph,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Heading,
        "pre" => Tag::Pre,
        "dialog" => Tag::Dialog,
        "address" => Tag::Address,
        "div" | "center" => Tag::Div,
        "body" | "tbody" | "thead" | "tfoot" | "colgroup" | "legend" | "picture" | "search" => Tag::Other,
        "label" => Tag::Label,
        _ => return Sort::Inline,
    };
    Sort::Block(tag, heading_level(name))
}

/// Whether a row is one of a table of facts, which is kept or left as a whole.
fn is_data(row: &NodeRef<'_>) -> bool {
    let mut cells = 0;
    for step in walk(row) {
        let Step::Enter(node) = step else { continue };
        let plain = node.query_or(true, |tree| match &tree.data {
            NodeData::Element(element) => match &*element.name.local {
                "td" | "th" => {
                    cells += 1;
                    true
                }
                "table" | "div" | "ul" | "ol" | "form" | "blockquote" | "pre" | "h1" | "h2" | "h3" | "article" => false,
                _ => true,
            },
            NodeData::Text { contents } => contents.len() < 600,
            _ => true,
        });
        if !plain {
            return false;
        }
    }
    cells >= 2
}

/// Counts words: runs of letters and digits; a character of a script without spaces counts as half a word.
pub(super) fn count_words(text: &str) -> usize {
    let (mut words, mut wide, mut inside) = (0, 0usize, false);
    for c in text.chars() {
        if c >= '\u{2e80}' && c.is_alphanumeric() {
            wide += 1;
            inside = false;
        } else if c.is_alphanumeric() {
            words += usize::from(!inside);
            inside = true;
        } else {
            inside = false;
        }
    }
    words + wide.div_ceil(2)
}

fn count_twins(page: &mut Page) {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); page.around.len()];
    for (at, around) in page.around.iter().enumerate().skip(1) {
        if around.blocks.1 > around.blocks.0 {
            children[around.parent].push(at);
        }
    }
    for group in children {
        let mut seen: std::collections::HashMap<u64, Vec<usize>> = std::collections::HashMap::new();
        for at in group {
            seen.entry(page.around[at].signature).or_default().push(at);
        }
        for twins in seen.into_values() {
            for (place, at) in twins.iter().enumerate() {
                page.around[*at].twins = (twins.len(), place);
            }
        }
    }
}
