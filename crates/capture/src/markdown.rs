//! From sanitised HTML to Markdown: CommonMark with the tables, footnotes, strikethrough and formulas that most readers
//! of Markdown know.
//!
//! Rendered again, the Markdown says what the article's text says. What Markdown has no word for stays readable: a
//! definition list becomes a list in a list, cells that span others leave empty ones, and `sup`, `sub`, `kbd`, `mark`,
//! `ins` and `ruby` stay tags, which Markdown allows.

use std::collections::{HashMap, HashSet};

use dom_query::{Document, NodeId, NodeRef};

use crate::dom::{Step, attr, collapse, is_space, local, walk};
use crate::footnotes;
use crate::markdown::flow::{Flow, Mark};
use crate::math;

mod escape;
mod flow;
mod table;

/// Renders a sanitised document. Images point to their original address.
pub(crate) fn markdown(document: &Document) -> String {
    let root = document.root();
    let mut writer =
        Writer { out: String::new(), levels: vec![Level::default()], gap: None, link: None, facts: Facts::read(&root) };
    writer.blocks(&root);
    writer.out.truncate(writer.out.trim_end().len());
    writer.out
}

/// What must be known of a document before it is written.
struct Facts {
    /// Elements that hold blocks, by their node.
    holders: HashSet<NodeId>,
    /// The words of headings that links of the article lead to, by id.
    headings: HashMap<String, String>,
    math: bool,
}

impl Facts {
    fn read(root: &NodeRef<'_>) -> Self {
        let mut facts = Self { holders: HashSet::new(), headings: HashMap::new(), math: false };
        for step in walk(root) {
            let Step::Enter(node) = step else { continue };
            let Some(name) = local(&node) else { continue };
            facts.math |= &*name == "math";
            if matches!(&*name, "h2" | "h3" | "h4" | "h5" | "h6")
                && let Some(id) = attr(&node, "id")
            {
                facts.headings.insert(id, slug(&node.text()));
            }
            if !is_block(&name, &node) {
                continue;
            }
            for above in node.ancestors_it(None) {
                if !facts.holders.insert(above.id) {
                    break;
                }
            }
        }
        facts
    }
}

/// The fragment that readers of Markdown give to a heading.
fn slug(heading: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ');
    let lower = collapse(heading).to_lowercase();
    lower.chars().filter(|c| kept(*c)).map(|c| if c == ' ' { '-' } else { c }).collect()
}

fn is_block(name: &str, node: &NodeRef<'_>) -> bool {
    match name {
        "p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "ul" | "ol" | "li" | "dl" | "dt" | "dd" | "pre"
        | "blockquote" | "table" | "figure" | "figcaption" | "details" | "summary" | "hr" => true,
        "math" => node.attr("display").is_some_and(|display| &*display == "block"),
        _ => false,
    }
}

/// What every line of an item or a quotation begins with.
#[derive(Default)]
struct Level {
    prefix: String,
    /// What its first line begins with instead.
    marker: Option<String>,
    /// Whether something was written in it.
    begun: bool,
    /// Whether its blocks follow each other without an empty line.
    tight: bool,
    /// The sign of the list that was written last.
    list: Option<char>,
}

struct Writer {
    out: String,
    levels: Vec<Level>,
    /// An empty line is due, in so many levels.
    gap: Option<usize>,
    link: Option<String>,
    facts: Facts,
}

impl Writer {
    /// Writes the blocks of a node, and the words between them as paragraphs.
    fn blocks(&mut self, node: &NodeRef<'_>) {
        let mut flow = self.flow();
        for child in node.children_it(false) {
            if child.is_text() {
                flow.words(&child.text());
                continue;
            }
            let Some(name) = local(&child) else { continue };
            let holds = self.facts.holders.contains(&child.id);
            if !is_block(&name, &child) && !holds {
                self.inline(&child, &mut flow);
                continue;
            }
            self.paragraph(std::mem::replace(&mut flow, self.flow()));
            self.block(&name, &child);
        }
        self.paragraph(flow);
    }

    fn flow(&self) -> Flow {
        let mut flow = Flow::new(self.facts.math);
        if let Some(link) = &self.link {
            flow.open(Mark::Link(link.clone()));
        }
        flow
    }

    fn block(&mut self, name: &str, node: &NodeRef<'_>) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(name, node),
            "pre" => self.code(node),
            "hr" => {
                self.begin_block();
                self.line("---");
            }
            "ul" | "ol" => self.list(name == "ol", node),
            "dl" => self.definitions(node),
            "blockquote" => {
                self.begin_block();
                self.within(Level { prefix: "> ".into(), marker: Some("> ".into()), ..Level::default() }, |writer| {
                    writer.blocks(node);
                });
            }
            "table" => self.table(node),
            "math" if !self.facts.holders.contains(&node.id) => self.display(node),
            "figcaption" | "summary" if !self.facts.holders.contains(&node.id) => {
                let mark = if name == "summary" { Mark::Strong } else { Mark::Emphasis };
                let mut flow = self.flow();
                flow.open(mark);
                self.children(node, &mut flow);
                flow.close();
                self.paragraph(flow);
            }
            // A link around blocks is written in each of them.
            "a" => {
                let link = self.target(node).filter(|_| self.link.is_none());
                let outer = std::mem::replace(&mut self.link, link);
                self.blocks(node);
                self.link = outer;
            }
            _ => self.blocks(node),
        }
    }

    fn heading(&mut self, name: &str, node: &NodeRef<'_>) {
        let level = name.as_bytes().get(1).map_or(2, |digit| usize::from(digit - b'0'));
        let mut flow = self.flow();
        self.children(node, &mut flow);
        let mut line = flow.line(" ");
        if line.is_empty() {
            return;
        }
        // Number signs at the end would be taken for the heading's own.
        let words = line.trim_end_matches('#').len();
        if words < line.len() && line[..words].ends_with(' ') {
            line.insert(words, '\\');
        }
        self.begin_block();
        self.line(&format!("{} {line}", "#".repeat(level)));
    }

    fn paragraph(&mut self, flow: Flow) {
        if flow.is_empty() {
            return;
        }
        for lines in flow.paragraphs() {
            self.begin_block();
            let last = lines.len() - 1;
            for (at, line) in lines.iter().enumerate() {
                // A tag that stands alone in its line would begin a block that is read as it is written.
                let broken = if line.starts_with('<') && line.ends_with('>') { "\\" } else { "  " };
                self.line(&if at < last { format!("{line}{broken}") } else { line.clone() });
            }
        }
    }

    fn code(&mut self, node: &NodeRef<'_>) {
        let mut text = String::new();
        for step in walk(node) {
            match step {
                Step::Enter(inner) if inner.is_text() => text.push_str(&inner.text()),
                Step::Enter(inner) if inner.has_name("br") => text.push('\n'),
                _ => {}
            }
        }
        let text = text.trim_end();
        let text = text.trim_start_matches(['\n', '\r']);
        if text.trim().is_empty() {
            return;
        }
        let class = dom_query::Selection::from(*node).select("code").attr("class");
        let class = class.as_deref().unwrap_or_default();
        let language = class.split_whitespace().find_map(|class| class.strip_prefix("language-"));
        let fence = "`".repeat(longest_run(text).max(2) + 1);
        self.begin_block();
        self.line(&format!("{fence}{}", language.unwrap_or_default()));
        for line in text.lines() {
            self.line(line);
        }
        self.line(&fence);
    }

    fn display(&mut self, node: &NodeRef<'_>) {
        let tex = math::tex(node);
        if tex.is_empty() {
            return;
        }
        self.begin_block();
        self.line("$$");
        for line in tex.lines().filter(|line| !line.trim().is_empty()) {
            self.line(line.trim_end());
        }
        self.line("$$");
    }

    fn list(&mut self, ordered: bool, node: &NodeRef<'_>) {
        let says = |node: &NodeRef<'_>| node.is_element() || node.is_text() && !node.text().trim().is_empty();
        let items: Vec<_> = node.children_it(false).filter(says).collect();
        let tight = !items.iter().any(|item| self.is_loose(item));
        let number = |node: &NodeRef<'_>, name: &str| attr(node, name)?.parse::<u64>().ok();
        let down = node.attr("reversed").is_some();
        let mut next = number(node, "start").unwrap_or(if down { items.len() as u64 } else { 1 });
        // A list beside another of its kind needs another sign, or both would be one.
        let last = self.levels.last().and_then(|level| level.list);
        let sign = match (ordered, last) {
            (false, Some('-')) => '*',
            (false, _) => '-',
            (true, Some('.')) => ')',
            (true, _) => '.',
        };
        let notes = items.iter().any(|item| footnotes::label(item).is_some());
        // Only a list that begins with one may follow a line of words at once.
        let apart = ordered && next != 1 && !notes;
        let mut first = true;
        for item in &items {
            if let Some(label) = footnotes::label(item) {
                self.begin_block();
                self.item(format!("[^{label}]: "), "    ".into(), false, item);
                continue;
            }
            if first {
                self.begin_list(apart);
            } else if !tight {
                self.begin_block();
            }
            first = false;
            if !item.has_name("li") {
                self.stray(format!("{sign} "), "  ".into(), tight, item);
                continue;
            }
            let marker = match ordered {
                true => {
                    next = number(item, "value").unwrap_or(next).min(999_999_999);
                    let marker = format!("{next}{sign} ");
                    next = if down { next.saturating_sub(1) } else { next + 1 };
                    marker
                }
                false => format!("{sign} "),
            };
            let prefix = " ".repeat(marker.len());
            self.item(marker, prefix, tight, item);
        }
        if let Some(level) = self.levels.last_mut().filter(|_| !first) {
            level.list = Some(sign);
        }
    }

    fn item(&mut self, marker: String, prefix: String, tight: bool, node: &NodeRef<'_>) {
        let level = Level { prefix, marker: Some(marker), tight, ..Level::default() };
        self.within(level, |writer| {
            writer.blocks(node);
            if !writer.levels.last().is_some_and(|level| level.begun) {
                writer.line("");
            }
        });
    }

    /// Writes what stands in a list and is no item as one.
    fn stray(&mut self, marker: String, prefix: String, tight: bool, node: &NodeRef<'_>) {
        let level = Level { prefix, marker: Some(marker), tight, ..Level::default() };
        self.within(level, |writer| writer.lone(node));
    }

    /// Writes a node by itself.
    fn lone(&mut self, node: &NodeRef<'_>) {
        let Some(name) = local(node) else {
            let mut flow = self.flow();
            flow.words(&node.text());
            self.paragraph(flow);
            return;
        };
        if is_block(&name, node) || self.facts.holders.contains(&node.id) {
            self.block(&name, node);
            return;
        }
        let mut flow = self.flow();
        self.inline(node, &mut flow);
        self.paragraph(flow);
    }

    /// Whether an item has more in it than a few words and a list.
    fn is_loose(&self, item: &NodeRef<'_>) -> bool {
        let mut parts = 0;
        let mut open: Vec<NodeRef<'_>> = item.children_it(true).collect();
        let mut words = false;
        while let Some(node) = open.pop() {
            let Some(name) = local(&node) else {
                words |= node.is_text() && !node.text().trim().is_empty();
                continue;
            };
            match &*name {
                "ul" | "ol" => {
                    parts += usize::from(std::mem::take(&mut words));
                }
                "p" | "div" | "figure" | "dl" | "details" if !node.text().trim().is_empty() => {
                    parts += 1 + usize::from(std::mem::take(&mut words));
                    let deep = ["pre", "table", "blockquote"];
                    if node.descendants_it().any(|inner| deep.iter().any(|name| inner.has_name(name))) {
                        return true;
                    }
                }
                "pre" | "table" | "blockquote" | "h2" | "h3" | "h4" | "h5" | "h6" => return true,
                _ => words |= !node.text().trim().is_empty(),
            }
        }
        parts + usize::from(words) > 1
    }

    /// Terms as items, what is said of them as items within.
    fn definitions(&mut self, node: &NodeRef<'_>) {
        let mut open: Vec<NodeRef<'_>> = node.children_it(true).collect();
        let mut inside = false;
        let mut first = true;
        while let Some(part) = open.pop() {
            let term = part.has_name("dt");
            if !term && !part.has_name("dd") {
                let groups = part.has_name("div")
                    && part.descendants_it().any(|inner| inner.has_name("dt") || inner.has_name("dd"));
                if groups {
                    open.extend(part.children_it(true));
                } else if !part.text().trim().is_empty() {
                    self.lone(&part);
                }
                continue;
            }
            if part.text().trim().is_empty() && !part.descendants_it().any(|inner| inner.has_name("img")) {
                continue;
            }
            if first {
                self.begin_list(false);
            }
            first = false;
            if term {
                inside = true;
                let level = Level { prefix: "  ".into(), marker: Some("- ".into()), tight: true, ..Level::default() };
                let held = self.facts.holders.contains(&part.id);
                self.within(level, |writer| {
                    if held {
                        writer.blocks(&part);
                    } else {
                        let mut flow = writer.flow();
                        flow.open(Mark::Strong);
                        writer.children(&part, &mut flow);
                        flow.close();
                        writer.paragraph(flow);
                    }
                });
            } else {
                let indent = if inside { "  " } else { "" };
                self.item(format!("{indent}- "), format!("{indent}  "), true, &part);
            }
        }
        if let Some(level) = self.levels.last_mut().filter(|_| !first) {
            level.list = Some('-');
        }
    }

    /// Writes within an item or a quotation.
    fn within(&mut self, level: Level, write: impl FnOnce(&mut Self)) {
        self.levels.push(level);
        write(self);
        self.levels.pop();
    }

    /// Begins a block: an empty line comes before it, unless it is the first of its level.
    fn begin_block(&mut self) {
        let count = self.levels.len();
        if let Some(level) = self.levels.last_mut() {
            level.list = None;
            if level.begun {
                self.gap = Some(count);
            }
        }
    }

    /// Begins a list. In a tight item it may follow the words at once, unless it must stand `apart`.
    fn begin_list(&mut self, apart: bool) {
        if apart || self.levels.last().is_some_and(|level| !level.tight || level.list.is_some()) {
            self.begin_block();
        }
    }

    fn line(&mut self, line: &str) {
        if let Some(count) = self.gap.take() {
            let prefix: String = self.levels.iter().take(count).map(|level| level.prefix.as_str()).collect();
            self.out.push_str(prefix.trim_end());
            self.out.push('\n');
        }
        let start = self.out.len();
        for level in &mut self.levels {
            match level.marker.take() {
                Some(marker) => self.out.push_str(&marker),
                None => self.out.push_str(&level.prefix),
            }
            level.begun = true;
        }
        if line.is_empty() {
            let kept = self.out[start..].trim_end().len();
            self.out.truncate(start + kept);
        }
        self.out.push_str(line);
        self.out.push('\n');
    }

    /// Adds what is in a node to a run of words; blocks within it become lines.
    fn children(&mut self, node: &NodeRef<'_>, flow: &mut Flow) {
        for child in node.children_it(false) {
            if child.is_text() {
                flow.words(&child.text());
            } else if child.is_element() {
                self.inline(&child, flow);
            }
        }
    }

    fn inline(&mut self, node: &NodeRef<'_>, flow: &mut Flow) {
        let Some(name) = local(node) else { return };
        match &*name {
            "em" | "i" | "cite" | "dfn" | "var" => self.marked(Mark::Emphasis, node, flow),
            "strong" | "b" => self.marked(Mark::Strong, node, flow),
            "del" | "s" => self.marked(Mark::Strike, node, flow),
            "br" => flow.line_break(),
            "img" => {
                if let Some(image) = image(node) {
                    flow.atom(image);
                }
            }
            "code" | "samp" => self.code_words(node, flow),
            "a" if footnotes::is_back(node) => {}
            "a" => match self.target(node) {
                Some(target) => self.marked(Mark::Link(target), node, flow),
                None => self.children(node, flow),
            },
            "math" if is_in_code(node) => self.children(node, flow),
            "math" if !self.facts.holders.contains(&node.id) => {
                let tex = collapse(&math::tex(node));
                if !tex.is_empty() {
                    flow.atom(format!("${tex}$"));
                }
            }
            "sup" | "sub" | "kbd" | "mark" | "ins" | "ruby" | "rt" | "rp" => {
                if let Some(label) = footnotes::reference(node) {
                    flow.atom(format!("[^{label}]"));
                } else if !node.text().trim().is_empty() {
                    flow.atom(format!("<{name}>"));
                    self.children(node, flow);
                    flow.atom(format!("</{name}>"));
                }
            }
            "pre" => {
                for line in node.text().lines().filter(|line| !line.trim().is_empty()) {
                    flow.line_break();
                    flow.atom(code_span(line.trim()));
                }
                flow.line_break();
            }
            "td" | "th" => {
                self.children(node, flow);
                flow.words(" ");
            }
            name if name == "tr" || is_block(name, node) => {
                flow.line_break();
                self.children(node, flow);
                flow.line_break();
            }
            _ => self.children(node, flow),
        }
    }

    fn marked(&mut self, mark: Mark, node: &NodeRef<'_>, flow: &mut Flow) {
        let opened = flow.open(mark);
        self.children(node, flow);
        if opened {
            flow.close();
        }
    }

    fn code_words(&mut self, node: &NodeRef<'_>, flow: &mut Flow) {
        let text = node.text();
        let words = collapse(&text);
        if words.is_empty() {
            flow.words(&text);
            return;
        }
        // Code that is all one link is a link of code.
        let link = node.descendants_it().find(|inner| inner.has_name("a") && collapse(&inner.text()) == words);
        let link = link.and_then(|link| self.target(&link));
        let opened = link.is_some_and(|link| flow.open(Mark::Link(link)));
        if text.starts_with(is_space) {
            flow.words(" ");
        }
        flow.atom(code_span(&words));
        if opened {
            flow.close();
        }
        if text.ends_with(is_space) {
            flow.words(" ");
        }
    }

    /// Where a link leads; `None` within the article, unless it leads to a heading.
    fn target(&self, link: &NodeRef<'_>) -> Option<String> {
        let address = attr(link, "href")?;
        match address.strip_prefix('#') {
            Some(id) => self.facts.headings.get(id).map(|slug| format!("#{slug}")),
            None => Some(address),
        }
    }
}

fn image(node: &NodeRef<'_>) -> Option<String> {
    let address = attr(node, "data-src").filter(|address| !address.starts_with("data:"))?;
    let alt = collapse(&attr(node, "alt").unwrap_or_default());
    let alt: Vec<String> = alt.split(' ').map(|word| escape::words(word).replace('$', "\\$")).collect();
    Some(format!("![{}]({})", alt.join(" "), escape::address(&address)))
}

/// Whether a formula stands within code, where it is words.
fn is_in_code(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|above| ["pre", "code", "samp"].iter().any(|name| above.has_name(name)))
}

fn code_span(words: &str) -> String {
    let fence = "`".repeat(match longest_run(words) {
        0 => 1,
        1 => 2,
        more => more + 1,
    });
    let pad = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{words}{pad}{fence}")
}

/// The length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or_default()
}

#[cfg(test)]
mod tests;
