//! A gate before the parser: caps nesting, nodes and attributes while the page is still text.
//!
//! Trees of hundreds of thousands of nested elements make parsers slow and recursive code overflow
//! its stack. The page is read through a tokenizer that keeps a rough stack of open elements; only if
//! a cap is passed are the tokens written out again without the tags beyond it, text kept. The
//! stack may err in odd markup, so the parsed tree is measured once more before it is used.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;

use html5ever::LocalName;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::Rcdata;
use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::guard::elements::{FORMATTING, Traits, escape};

mod attributes;
mod elements;

pub(crate) use elements::raw_text;

/// Most formatting elements left open at once. A parser opens each anew in every block that follows.
const OPEN_FORMATTING: u32 = 64;

/// How much of a page is read before looking whether that was enough, in bytes.
const CHUNK: usize = 64 << 10;

/// A page within the caps: untouched, or rewritten.
pub(crate) struct Guarded<'a> {
    /// The page.
    pub(crate) html: Cow<'a, str>,
    /// Whether content was cut off at the cap on nodes.
    pub(crate) truncated: bool,
}

/// Brings a page within the caps.
pub(crate) fn guard(html: &str, depth: usize, nodes: usize) -> Guarded<'_> {
    let html = attributes::cap(html);
    if html.bytes().filter(|&byte| byte == b'<').count() <= depth.min(nodes) {
        return Guarded { html, truncated: false };
    }
    let measured = run(&html, State::new(depth, nodes, None));
    if !measured.exceeded {
        return Guarded { html, truncated: false };
    }
    let room = html.len().min(4 << 20);
    let written = run(&html, State::new(depth, nodes, Some(String::with_capacity(room))));
    Guarded { html: Cow::Owned(written.out.unwrap_or_default()), truncated: written.full }
}

fn run(html: &str, state: State) -> State {
    let measuring = state.out.is_none();
    let tokenizer = Tokenizer::new(Scan(RefCell::new(state)), TokenizerOpts::default());
    let input = BufferQueue::default();
    let mut rest = html;
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(rest.floor_char_boundary(CHUNK));
        input.push_back(StrTendril::from_slice(chunk));
        let _ = tokenizer.feed(&input);
        let state = tokenizer.sink.0.borrow();
        if state.full || (measuring && state.exceeded) {
            drop(state);
            return tokenizer.sink.0.into_inner();
        }
        rest = after;
    }
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

struct Scan(RefCell<State>);

impl TokenSink for Scan {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        self.0.borrow_mut().take(token)
    }
}

struct Open {
    name: LocalName,
    traits: Traits,
    /// The counts of open formatting elements to go back to when this element closes.
    formatting: Option<Box<[u32; FORMATTING]>>,
}

struct State {
    depth: usize,
    nodes: usize,
    out: Option<String>,
    stack: Vec<Open>,
    /// How often each name is on the stack.
    names: HashMap<LocalName, u32>,
    /// Tags dropped beyond the cap and not yet closed, by name.
    dropped: HashMap<LocalName, u32>,
    /// How many of them were too deep: while any is open, all that it holds is too.
    too_deep: u32,
    formatting: [u32; FORMATTING],
    foreign: usize,
    count: usize,
    in_text: bool,
    raw: bool,
    exceeded: bool,
    full: bool,
}

impl State {
    fn new(depth: usize, nodes: usize, out: Option<String>) -> Self {
        Self {
            depth,
            nodes,
            out,
            stack: Vec::new(),
            names: HashMap::new(),
            dropped: HashMap::new(),
            too_deep: 0,
            formatting: [0; FORMATTING],
            foreign: 0,
            count: 0,
            in_text: false,
            raw: false,
            exceeded: false,
            full: false,
        }
    }

    fn take(&mut self, token: Token) -> TokenSinkResult<()> {
        if self.full {
            return TokenSinkResult::Continue;
        }
        match token {
            Token::CharacterTokens(text) => self.text(&text),
            Token::TagToken(tag) => match tag.kind {
                TagKind::StartTag => return self.start(&tag),
                TagKind::EndTag => self.end(&tag.name),
            },
            Token::DoctypeToken(_) => self.write("<!DOCTYPE html>"),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn text(&mut self, text: &str) {
        if !self.in_text {
            self.in_text = true;
            self.node();
        }
        let raw = self.raw;
        if let Some(out) = &mut self.out {
            if raw {
                out.push_str(text);
            } else {
                escape(text, out);
            }
        }
    }

    fn node(&mut self) {
        self.count += 1;
        if self.count >= self.nodes {
            self.full = true;
            self.exceeded = true;
        }
    }

    fn write(&mut self, text: &str) {
        if let Some(out) = &mut self.out {
            out.push_str(text);
        }
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        let traits = Traits::of(name);
        if self.too_deep > 0 {
            // Nothing here is closed by what is itself dropped.
        } else if self.foreign == 0 {
            if traits.ends_any() {
                self.close_implied(traits);
            }
        } else if traits.breakout {
            self.leave_foreign();
        }
        if name == "plaintext" {
            self.exceeded = true;
            return TokenSinkResult::Plaintext;
        }
        let kind = traits.formatting;
        let reopened: u32 = self.formatting.iter().sum();
        let foreign_leaf = tag.self_closing && (self.foreign > 0 || traits.foreign);
        let leaf = traits.void || foreign_leaf;
        let raw_kind = if self.foreign > 0 { None } else { raw_text(name) };
        let at_floor = self.too_deep > 0 || self.stack.len() >= self.depth;
        let too_deep = !leaf && at_floor && raw_kind.is_none();
        self.too_deep += u32::from(too_deep);
        if too_deep || (kind.is_some() && reopened >= OPEN_FORMATTING) {
            self.exceeded = true;
            *self.dropped.entry(tag.name.clone()).or_default() += 1;
            return TokenSinkResult::Continue;
        }
        self.in_text = false;
        self.node();
        self.write_tag(tag);
        if leaf {
            return TokenSinkResult::Continue;
        }
        if let Some(index) = kind {
            // A new link closes an open one, so links never pile up.
            if name != "a" || self.formatting[index] == 0 {
                self.formatting[index] += 1;
            }
        }
        if traits.foreign {
            self.foreign += 1;
        }
        *self.names.entry(tag.name.clone()).or_default() += 1;
        self.stack.push(Open {
            formatting: matches!(name, "td" | "th" | "caption").then(|| Box::new(self.formatting)),
            traits,
            name: tag.name.clone(),
        });
        if let Some(kind) = raw_kind {
            self.raw = kind != Rcdata;
            return TokenSinkResult::RawData(kind);
        }
        TokenSinkResult::Continue
    }

    fn end(&mut self, name: &LocalName) {
        self.raw = false;
        self.in_text = false;
        if let Some(count) = self.dropped.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            self.too_deep = self.too_deep.saturating_sub(1);
            return;
        }
        let traits = Traits::of(name);
        if let Some(index) = traits.formatting {
            self.formatting[index] = self.formatting[index].saturating_sub(1);
        }
        if matches!(&**name, "p" | "br") {
            self.node();
        }
        if let Some(out) = &mut self.out {
            out.push_str("</");
            out.push_str(name);
            out.push('>');
        }
        match self.find(name, traits) {
            Some((at, false)) => self.pop_to(at),
            Some((at, true)) if traits.formatting.is_some() => {
                let open = self.stack.remove(at);
                self.forget(&open.name);
            }
            _ => {}
        }
    }

    /// Finds the element that an end tag closes, and whether a special element stands in between
    /// that the end tag cannot close.
    fn find(&self, name: &LocalName, traits: Traits) -> Option<(usize, bool)> {
        if self.names.get(name).is_none_or(|count| *count == 0) {
            return None;
        }
        let mut blocked = false;
        for (at, open) in self.stack.iter().enumerate().rev() {
            if open.name == *name {
                return Some((at, blocked));
            }
            let stops = if traits.table { open.traits.table_edge } else { open.traits.barrier };
            if stops {
                return None;
            }
            blocked |= !traits.special && open.traits.special;
        }
        None
    }

    /// Closes what a start tag closes by itself: a paragraph before a block, an item before an item.
    fn close_implied(&mut self, start: Traits) {
        let mut at = self.stack.len();
        while at > 0 {
            let open = self.stack[at - 1].traits;
            let passable = if start.table { !open.table_edge } else { open.inline };
            if start.ends(open) {
                self.pop_to(at - 1);
            } else if !passable {
                return;
            }
            at -= 1;
        }
    }

    fn leave_foreign(&mut self) {
        let mut root = None;
        for (at, open) in self.stack.iter().enumerate().rev() {
            if open.traits.integration {
                return;
            }
            if open.traits.foreign {
                root = Some(at);
                break;
            }
        }
        if let Some(at) = root {
            self.pop_to(at);
        }
    }

    fn pop_to(&mut self, at: usize) {
        while self.stack.len() > at {
            let Some(open) = self.stack.pop() else { return };
            if let Some(saved) = open.formatting {
                self.formatting = *saved;
            }
            if open.traits.foreign {
                self.foreign -= 1;
            }
            self.forget(&open.name);
        }
    }

    fn forget(&mut self, name: &LocalName) {
        if let Some(count) = self.names.get_mut(name) {
            *count -= 1;
        }
    }

    fn write_tag(&mut self, tag: &Tag) {
        let Some(out) = &mut self.out else { return };
        out.push('<');
        out.push_str(&tag.name);
        for attr in &tag.attrs {
            let name: &str = &attr.name.local;
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.');
            if name.chars().all(plain) {
                out.push(' ');
                out.push_str(name);
                out.push_str("=\"");
                escape(&attr.value, out);
                out.push('"');
            }
        }
        out.push_str(if tag.self_closing { "/>" } else { ">" });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guarded(html: &str) -> Guarded<'_> {
        guard(html, 20, 1000)
    }

    #[test]
    fn an_ordinary_page_is_untouched() {
        let html = "<ul><li>a<li>b</ul><p>x<p>y<table><tr><td>1<td>2<tr><td>3</table>".repeat(8);
        assert!(matches!(guarded(&html).html, Cow::Borrowed(_)));
    }

    #[test]
    fn tags_beyond_the_depth_go_and_their_text_stays() {
        let html = format!("{}deep{}<p>after", "<div>".repeat(30), "</div>".repeat(30));
        let out = guarded(&html).html;
        assert_eq!(out.matches("<div>").count(), 20);
        assert_eq!(out.matches("</div>").count(), 20);
        assert!(out.contains("deep") && out.ends_with("<p>after"));
    }

    #[test]
    fn end_tags_that_close_nothing_do_not_hide_depth() {
        for unit in ["<span><div></span>", "<b><div></b>", "<div><table><tr><td></div>"] {
            let html = unit.repeat(200);
            assert!(matches!(guarded(&html).html, Cow::Owned(_)), "{unit}");
        }
    }

    #[test]
    fn formatting_left_open_does_not_pile_up() {
        let html: String = (0..400).map(|n| format!("<p><b id={n}>x")).collect();
        let out = guarded(&html).html;
        assert_eq!(out.matches("<b ").count() as u32, OPEN_FORMATTING);
    }

    #[test]
    fn the_page_ends_at_the_cap_on_nodes() {
        let got = guarded(&"<p>x</p>".repeat(5000)).html.len();
        assert!(got < 8 * 1000, "{got}");
        assert!(guarded(&"<p>x</p>".repeat(5000)).truncated);
    }

    #[test]
    fn script_is_not_read_as_markup() {
        let html = format!("<script>'{}'</script>{}", "<div>".repeat(100), "<i></i>".repeat(30));
        assert!(matches!(guarded(&html).html, Cow::Borrowed(_)));
    }
}
