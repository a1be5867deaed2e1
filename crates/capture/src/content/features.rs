//! What is known of each block before it is judged: numbers about itself, its surroundings and the page.

use std::collections::HashMap;

use dom_query::Document;
use url::Url;

use super::blocks::{Block, FAR, Page, Tag};
use super::talk::Talk;
use super::words;

/// Levels of surroundings that are described.
const LEVELS: usize = 4;

/// Sums over blocks, to be had for any run of them at once.
pub(super) struct Sums {
    words: Vec<f32>,
    linked: Vec<f32>,
    prose: Vec<f32>,
}

impl Sums {
    fn new(page: &Page) -> Self {
        let mut sums = Self { words: vec![0.0], linked: vec![0.0], prose: vec![0.0] };
        let (mut words, mut linked, mut prose) = (0.0, 0.0, 0.0);
        for block in &page.blocks {
            words += block.words as f32;
            linked += block.linked as f32;
            if block.is_prose() {
                prose += block.words as f32;
            }
            sums.words.push(words);
            sums.linked.push(linked);
            sums.prose.push(prose);
        }
        sums
    }

    pub(super) fn words(&self, (from, to): (usize, usize)) -> f32 {
        self.words[to] - self.words[from]
    }

    fn linked(&self, (from, to): (usize, usize)) -> f32 {
        self.linked[to] - self.linked[from]
    }

    pub(super) fn prose(&self, (from, to): (usize, usize)) -> f32 {
        self.prose[to] - self.prose[from]
    }
}

/// What is known of a page as a whole.
pub(super) struct Whole {
    row: Vec<f32>,
    title: Vec<String>,
}

impl Whole {
    /// Reads it from a page's head and address.
    pub(super) fn read(document: &Document, url: &Url) -> Self {
        let mut row = Vec::new();
        let mut data = String::new();
        for script in document.select("script[type='application/ld+json']").nodes() {
            data.push_str(&script.text());
            if data.len() > 400_000 {
                break;
            }
        }
        for kind in [
            "Article\"",
            "BlogPosting\"",
            "Product\"",
            "DiscussionForumPosting\"",
            "QAPage\"",
            "ItemList\"",
            "CollectionPage\"",
            "FAQPage\"",
            "Service\"",
            "Event\"",
            "Recipe\"",
            "LocalBusiness\"",
        ] {
            row.push(f32::from(u8::from(data.contains(kind))));
        }
        let og = document.select_single("meta[property='og:type']").attr("content").unwrap_or_default();
        for kind in ["article", "product", "website", "profile"] {
            row.push(f32::from(u8::from(og.contains(kind))));
        }
        row.push(f32::from(u8::from(document.select_single("meta[property='article:published_time']").exists())));
        let path = url.path().to_ascii_lowercase();
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        row.push(parts.len() as f32);
        row.push(parts.last().map_or(0, |last| last.split(['-', '_']).count()) as f32);
        row.push(path.chars().filter(char::is_ascii_digit).count() as f32);
        row.push(f32::from(u8::from(path.ends_with('/'))));
        row.push(f32::from(u8::from(url.query().is_some())));
        let address = format!("{}{path}", url.host_str().unwrap_or_default());
        for kind in [
            &["forum", "thread", "topic", "/t/", "question", "showthread", "discuss", "community", "/r/", "answers"][..],
            &["docs", "/doc", "api", "reference", "guide", "manual", "wiki", "learn", "developer", "tutorial"][..],
            &["product", "shop", "/item", "/p/", "/dp/", "store", "buy"][..],
            &["category", "/tag", "collection", "/list", "/c/", "archive", "browse", "catalog"][..],
            &["service", "about", "solution", "pricing", "features", "platform"][..],
            &["blog", "news", "article", "/20", "story", "post"][..],
        ] {
            row.push(f32::from(u8::from(kind.iter().any(|word| address.contains(word)))));
        }
        let title = document.select_single("title").text().to_lowercase();
        let title = title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_owned);
        Self { row, title: title.collect() }
    }
}

/// A row of numbers for each block.
pub(super) fn rows(page: &Page, whole: &Whole) -> Vec<Vec<f32>> {
    let sums = Sums::new(page);
    let all = (0, page.blocks.len());
    let total = sums.words(all).max(1.0);
    let prose = sums.prose(all).max(1.0);
    let cores = [0.95, 0.8, 0.5].map(|share| core(page, &sums, prose * share));
    let page_row = page_row(page, &sums, whole, total);
    let signatures = signatures(page);
    let talk = Talk::read(page);
    let prose_at: Vec<usize> = (0..page.blocks.len()).filter(|at| page.blocks[*at].is_prose()).collect();
    let mut rows = Vec::with_capacity(page.blocks.len());
    for (at, block) in page.blocks.iter().enumerate() {
        let mut row = Vec::with_capacity(280);
        own(&mut row, block, whole);
        surroundings(&mut row, page, &sums, block, total, prose);
        for core in &cores {
            row.push(apart(page, block.around, *core));
        }
        neighbours(&mut row, page, at);
        nearest(&mut row, page, at, &prose_at);
        let around = &page.around[block.around];
        let same = &signatures[&(around.signature, block.level)];
        row.extend([same.0 as f32, same.1 / same.0 as f32, same.2 / same.1.max(1.0)]);
        group(&mut row, page, &sums, block.around, total);
        talk.tell(&mut row, page, &sums, at, prose);
        row.extend([
            at as f32 / page.blocks.len() as f32,
            at as f32,
            (page.blocks.len() - at) as f32,
            sums.words((0, at)) / total,
            sums.prose((0, at)) / prose,
            sums.prose((at, all.1)) / prose,
            around.depth as f32,
        ]);
        row.extend_from_slice(&page_row);
        rows.push(row);
    }
    rows
}

fn own(row: &mut Vec<f32>, block: &Block, whole: &Whole) {
    let text = &block.text;
    let count = |wanted: fn(char) -> bool| text.chars().filter(|c| wanted(*c)).count() as f32;
    let chars = block.chars as f32;
    let short = block.words <= 25;
    let lower = if block.words <= 400 {
        text.to_lowercase()
    } else {
        text.chars().take(2400).collect::<String>().to_lowercase()
    };
    let mut function = 0usize;
    let mut total = 0usize;
    let mut titled = 0usize;
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        total += 1;
        function += usize::from(words::is_function(word));
        titled += usize::from(short && whole.title.iter().any(|other| other == word));
    }
    let total = total.max(1) as f32;
    row.extend([
        f32::from(block.tag as u8),
        f32::from(block.level),
        block.words as f32,
        chars,
        chars / block.words.max(1) as f32,
        block.density(),
        block.links as f32,
        block.strong as f32 / block.words.max(1) as f32,
        block.breaks as f32,
        count(|c| matches!(c, ',' | '，' | '、')),
        count(|c| matches!(c, '.' | '!' | '?' | '。' | '！' | '？')),
        count(|c| matches!(c, '|' | '•' | '·' | '»' | '›' | '→')),
        count(|c| c.is_numeric()) / chars,
        count(char::is_uppercase) / chars,
        count(|c| !c.is_alphanumeric() && !c.is_whitespace()) / chars,
        f32::from(u8::from(text.ends_with(['.', '!', '?', '。', '"', '”', ')', '…']))),
        f32::from(u8::from(text.ends_with(':'))),
        f32::from(u8::from(text.ends_with(['…', '→', '›', '»']) || text.ends_with("..."))),
        f32::from(u8::from(text.starts_with(char::is_uppercase))),
        f32::from(u8::from(text.contains('@'))),
        function as f32 / total,
        titled as f32 / total,
        titled as f32 / whole.title.len().max(1) as f32,
    ]);
    let hints = if short { words::hints(&lower) } else { 0 };
    row.extend((0..words::HINTS.len()).map(|hint| (hints >> hint & 1) as f32));
}

fn surroundings(row: &mut Vec<f32>, page: &Page, sums: &Sums, block: &Block, total: f32, prose: f32) {
    let around = &page.around[block.around];
    row.extend(around.tags.iter().map(|far| f32::from(*far)));
    row.extend(around.marks.iter().enumerate().map(|(family, far)| {
        let inside = block.inner.checked_shr(family as u32).unwrap_or_default() & 1 == 1;
        if inside { 0.0 } else { f32::from(*far) }
    }));
    for place in levels(page, block.around) {
        let Some(place) = place else {
            row.extend([-1.0; 7]);
            continue;
        };
        let around = &page.around[place];
        let run = around.blocks;
        let words = sums.words(run);
        row.extend([
            words,
            words / total,
            sums.linked(run) / words.max(1.0),
            (run.1 - run.0) as f32,
            sums.prose(run) / words.max(1.0),
            sums.prose(run) / prose,
            words / (run.1 - run.0).max(1) as f32,
        ]);
    }
}

/// The elements around a place, one for each larger set of blocks.
pub(super) fn levels(page: &Page, mut place: usize) -> [Option<usize>; LEVELS] {
    let mut found = [None; LEVELS];
    let mut count = 0;
    let mut at = 0;
    loop {
        let around = &page.around[place];
        let size = around.blocks.1 - around.blocks.0;
        if size > count.max(1) || (at == 0 && size > count) {
            found[at] = Some(place);
            count = size;
            at += 1;
        }
        if at == LEVELS || around.parent == place {
            return found;
        }
        place = around.parent;
    }
}

/// The innermost element that holds this much prose.
fn core(page: &Page, sums: &Sums, enough: f32) -> usize {
    let mut place = 0;
    for (at, around) in page.around.iter().enumerate() {
        if sums.prose(around.blocks) >= enough && around.depth >= page.around[place].depth {
            place = at;
        }
    }
    place
}

/// How many levels up from a place to the first element that also holds the other.
fn apart(page: &Page, mut place: usize, other: usize) -> f32 {
    let Some(other) = page.around.get(other) else { return f32::from(FAR) };
    let mut steps = 0u8;
    loop {
        let around = &page.around[place];
        if around.blocks.0 <= other.blocks.0 && around.blocks.1 >= other.blocks.1 && around.depth <= other.depth {
            // Within it: how deep below counts the other way.
            return if around.depth == other.depth && around.id == other.id {
                -f32::from(steps.min(1))
            } else {
                f32::from(steps)
            };
        }
        if around.parent == place || steps == FAR {
            return f32::from(FAR);
        }
        place = around.parent;
        steps += 1;
    }
}

fn neighbours(row: &mut Vec<f32>, page: &Page, at: usize) {
    let here = &page.blocks[at];
    for step in [-3isize, -2, -1, 1, 2, 3] {
        let other = at.checked_add_signed(step).and_then(|other| page.blocks.get(other));
        match other {
            None => row.extend([-1.0; 5]),
            Some(other) => {
                let level = page.around[other.around].depth as f32 - page.around[here.around].depth as f32;
                row.extend([
                    other.words as f32,
                    other.density(),
                    f32::from(other.tag as u8),
                    level,
                    f32::from(u8::from(page.around[other.around].signature == page.around[here.around].signature)),
                ]);
            }
        }
    }
}

fn nearest(row: &mut Vec<f32>, page: &Page, at: usize, prose: &[usize]) {
    let place = prose.partition_point(|other| *other < at);
    let before = place.checked_sub(1).map(|place| prose[place]);
    let after = prose[place..].iter().copied().find(|other| *other != at);
    for other in [before, after] {
        match other {
            None => row.extend([999.0, f32::from(FAR), -1.0]),
            Some(other) => {
                let far = shared(page, page.blocks[at].around, page.blocks[other].around);
                row.extend([other.abs_diff(at) as f32, f32::from(far), page.blocks[other].words as f32]);
            }
        }
    }
}

/// How many levels up from one place to what it shares with another.
fn shared(page: &Page, one: usize, other: usize) -> u8 {
    let (mut a, mut b) = (one, other);
    let mut steps = 0;
    while a != b && steps < FAR {
        if page.around[a].depth >= page.around[b].depth {
            if page.around[a].parent == a {
                break;
            }
            a = page.around[a].parent;
            steps += 1;
        } else {
            b = page.around[b].parent;
        }
    }
    steps
}

fn signatures(page: &Page) -> HashMap<(u64, u8), (usize, f32, f32)> {
    let mut found: HashMap<(u64, u8), (usize, f32, f32)> = HashMap::new();
    for block in &page.blocks {
        let same = found.entry((page.around[block.around].signature, block.level)).or_default();
        same.0 += 1;
        same.1 += block.words as f32;
        same.2 += block.linked as f32;
    }
    found
}

/// The nearest element around a place that is one of several alike.
pub(super) fn repeated(page: &Page, mut place: usize) -> Option<usize> {
    loop {
        let around = &page.around[place];
        if around.twins.0 >= 3 && around.blocks.1 - around.blocks.0 >= 2 {
            return Some(place);
        }
        if around.parent == place {
            return None;
        }
        place = around.parent;
    }
}

fn group(row: &mut Vec<f32>, page: &Page, sums: &Sums, place: usize, total: f32) {
    let Some(place) = repeated(page, place) else {
        row.extend([0.0; 7]);
        return;
    };
    let around = &page.around[place];
    let run = page.around[around.parent].blocks;
    let own = around.blocks;
    let words = sums.words(own);
    row.extend([
        around.twins.0 as f32,
        around.twins.1 as f32,
        words,
        sums.words(run) / total,
        sums.words(run) / around.twins.0 as f32,
        sums.linked(run) / sums.words(run).max(1.0),
        sums.prose(run) / sums.words(run).max(1.0),
    ]);
}

fn page_row(page: &Page, sums: &Sums, whole: &Whole, total: f32) -> Vec<f32> {
    let all = (0, page.blocks.len());
    let of = |tag: Tag| page.blocks.iter().filter(|block| block.tag == tag).count() as f32;
    let within = |tag: Tag| {
        let words: usize =
            page.blocks.iter().filter(|b| page.around[b.around].tags[tag as usize] < FAR).map(|b| b.words).sum();
        words as f32 / total
    };
    let longest = page.blocks.iter().filter(|block| block.density() < 0.3).map(|block| block.words).max();
    let articles = page.around.iter().filter(|around| around.tags[Tag::Article as usize] == 0).count();
    let mut row = vec![
        total,
        page.blocks.len() as f32,
        sums.linked(all) / total,
        sums.prose(all) / total,
        sums.prose(all),
        longest.unwrap_or_default() as f32,
        page.media.len() as f32,
        of(Tag::Paragraph),
        of(Tag::Heading),
        of(Tag::Item),
        of(Tag::Pre),
        of(Tag::Cell) + of(Tag::Row),
        articles as f32,
        within(Tag::Article),
        within(Tag::Main),
        within(Tag::Nav),
        within(Tag::List),
    ];
    row.extend_from_slice(&whole.row);
    row
}
