//! From lines to headings, paragraphs and items.

use std::collections::{HashMap, HashSet};

use super::lines::Line;

/// A part of a document.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// The page on which it begins, from 1.
    pub(super) page: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A heading: 2 is the highest.
    Heading(u8),
    Paragraph,
    Item,
    Code,
}

/// Longest heading, in characters.
const HEADING: usize = 200;
/// What begins an item of a list.
const BULLETS: &[char] = &['•', '‣', '◦', '▪', '●', '○', '■', '–', '—', '·', '*', '-', '\u{f0b7}'];

/// Bullets that also stand within sentences.
const DASHES: &[char] = &['–', '—', '·', '*', '-'];

/// Builds the blocks of a document from the lines of all its pages.
pub(super) fn blocks(lines: &[Line]) -> Vec<Block> {
    let type_of = Type::measure(lines);
    let words = Words::collect(lines);
    let mut groups: Vec<Vec<&Line>> = Vec::new();
    for line in lines {
        match groups.last_mut() {
            Some(group) if type_of.continues(group, line) => group.push(line),
            _ => groups.push(vec![line]),
        }
    }
    type_of.reach_over_notes(&mut groups);
    let sizes = type_of.heading_sizes(&groups);
    groups.iter().filter_map(|group| block(group, &type_of, &sizes, &words)).collect()
}

fn block(group: &[&Line], type_of: &Type, sizes: &[f32], words: &Words) -> Option<Block> {
    let first = group.first()?;
    let text = if first.mono && group.iter().all(|line| line.mono) {
        let indent = group.iter().map(|line| line.left).fold(f32::INFINITY, f32::min);
        let line = |line: &&Line| {
            let spaces = ((line.left - indent) / (line.size * 0.6).max(1.0)).round().clamp(0.0, 40.0);
            format!("{}{}", " ".repeat(spaces as usize), line.text)
        };
        return Some(Block {
            kind: Kind::Code,
            text: group.iter().map(line).collect::<Vec<_>>().join("\n"),
            page: first.page,
        });
    } else {
        join(group, words)
    };
    let kind = if type_of.is_heading(group) {
        let level = sizes.iter().position(|size| same(*size, first.size)).unwrap_or(sizes.len());
        Kind::Heading(2 + u8::try_from(level.min(2)).unwrap_or(2))
    } else if bullet(&text).is_some() {
        Kind::Item
    } else {
        Kind::Paragraph
    };
    let text = match kind {
        Kind::Item => bullet(&text).unwrap_or(&text).to_owned(),
        _ => text,
    };
    (!text.is_empty()).then_some(Block { kind, text, page: first.page })
}

/// What follows a bullet.
fn bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(BULLETS)?;
    let item = rest.trim_start();
    (!item.is_empty() && item.len() < rest.len()).then_some(item)
}

/// How a document is set.
struct Type {
    /// The size of most letters.
    body: f32,
    /// The usual distance from line to line, for each size in half points.
    leading: HashMap<i32, f32>,
    /// Where lines usually end, for each place at which they begin.
    right: HashMap<i32, f32>,
}

impl Type {
    fn measure(lines: &[Line]) -> Self {
        let mut sizes: HashMap<i32, usize> = HashMap::new();
        for line in lines {
            *sizes.entry(half_points(line.size)).or_default() += line.text.len();
        }
        let body = sizes.into_iter().max_by_key(|(size, letters)| (*letters, -*size));
        let mut gaps: HashMap<i32, Vec<f32>> = HashMap::new();
        for pair in lines.windows(2) {
            let gap = pair[0].foot - pair[1].foot;
            if same(pair[0].size, pair[1].size) && gap > 0.0 && gap < pair[0].size * 3.0 {
                gaps.entry(half_points(pair[0].size)).or_default().push(gap);
            }
        }
        let mut ends: HashMap<i32, Vec<f32>> = HashMap::new();
        for line in lines {
            ends.entry(place(line.left)).or_default().push(line.right);
        }
        Self {
            body: body.map_or(10.0, |(size, _)| size as f32 / 2.0),
            // The lower half holds the distances within paragraphs.
            leading: gaps
                .into_iter()
                .filter(|(_, gaps)| gaps.len() > 3)
                .map(|(size, gaps)| (size, share(gaps, 0.3)))
                .collect(),
            right: ends.into_iter().map(|(left, ends)| (left, share(ends, 0.95))).collect(),
        }
    }

    fn leading(&self, size: f32) -> f32 {
        self.leading.get(&half_points(size)).copied().unwrap_or(size * 1.2)
    }

    /// Whether a line is the next of a paragraph.
    fn continues(&self, group: &[&Line], line: &Line) -> bool {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { return false };
        if !same(last.size, line.size) || last.mono != line.mono || last.cells || line.cells {
            return false;
        }
        if last.bold != line.bold && (self.stands_alone(group) || line.bold && self.stands_alone(&[line])) {
            return false;
        }
        // A line within a sentence may well begin with a dash.
        let dash = line.text.starts_with(DASHES) && !ends_sentence(&last.text) && bullet(&first.text).is_none();
        if bullet(&line.text).is_some() && !dash && !last.text.ends_with(['-', '\u{ad}']) {
            return false;
        }
        let drop = last.foot - line.foot;
        let moved = last.page != line.page || drop < -line.size || (line.left - last.right) > line.size;
        if moved {
            // Over to the next column or page: only a sentence that was cut goes on.
            let heading = line.bold || line.size > self.body * 1.15;
            return !heading && !first.mono && !ends_sentence(&last.text) && goes_on(&line.text);
        }
        if drop > self.leading(line.size) * 1.22 + 0.5 {
            return false;
        }
        if first.mono {
            return true;
        }
        let indent = line.size * 0.8;
        let item = bullet(&first.text).is_some();
        if !item && line.left > last.left + indent && group.len() > 1 {
            return false;
        }
        // A first line is indented; one further left than the first of a paragraph of one line is its second.
        if item && line.left < first.left - 1.0 {
            return false;
        }
        // Where the next word had room, the line was ended on purpose.
        let right = self.right.get(&place(last.left)).copied().unwrap_or(last.right);
        let word = line.text.split(' ').next().map_or(0, |word| word.chars().count());
        let room = right - last.right - line.size * (0.6 * word.min(20) as f32 + 1.0);
        let large = line.size > self.body * 1.12;
        !(room > 0.0 && !large && (ends_sentence(&last.text) || room > (right - last.left) * 0.25))
    }

    /// Joins a paragraph that was cut by the notes at the foot of its column or page.
    fn reach_over_notes(&self, groups: &mut Vec<Vec<&Line>>) {
        let small = |group: &[&Line]| group.first().is_some_and(|line| line.size < self.body - 0.6);
        let mut at = 0;
        while at < groups.len() {
            let notes = groups[at + 1..].iter().take(20).take_while(|group| small(group)).count();
            let next = at + 1 + notes;
            let cut = groups[at].last().is_some_and(|last| {
                let rest = groups.get(next).and_then(|group| group.first());
                let fits = |first: &&&Line| {
                    let moved = first.page != last.page || first.foot > last.foot;
                    moved && same(first.size, last.size) && first.bold == last.bold && goes_on(&first.text)
                };
                same(last.size, self.body) && !ends_sentence(&last.text) && rest.as_ref().is_some_and(fits)
            });
            if notes > 0 && cut && !self.is_heading(&groups[next]) {
                let rest = groups.remove(next);
                groups[at].extend(rest);
            } else {
                at += 1;
            }
        }
    }

    /// Whether a line of bold letters is set apart, and is no emphasis within a paragraph.
    fn stands_alone(&self, group: &[&Line]) -> bool {
        group.iter().all(|line| line.bold) && group.iter().map(|line| line.text.len()).sum::<usize>() < HEADING
    }

    fn is_heading(&self, group: &[&Line]) -> bool {
        let Some(first) = group.first() else { return false };
        let length: usize = group.iter().map(|line| line.text.chars().count()).sum();
        let last = group.last().map_or("", |line| line.text.as_str());
        let letters = group.iter().flat_map(|line| line.text.chars()).filter(|c| c.is_alphabetic()).count();
        if length > HEADING || group.len() > 4 || letters < 2 || bullet(&first.text).is_some() {
            return false;
        }
        let large = first.size > self.body * 1.12;
        let bold = group.iter().all(|line| line.bold) && first.size > self.body * 0.95;
        (large || bold && length < 120) && !last.ends_with([',', ';']) && (large || !last.ends_with('.'))
    }

    /// The sizes of headings, the largest first.
    fn heading_sizes(&self, groups: &[Vec<&Line>]) -> Vec<f32> {
        let mut sizes: Vec<f32> = Vec::new();
        for group in groups.iter().filter(|group| self.is_heading(group)) {
            let size = group.first().map_or(0.0, |line| line.size);
            if !sizes.iter().any(|known| same(*known, size)) {
                sizes.push(size);
            }
        }
        sizes.sort_by(|a, b| b.total_cmp(a));
        sizes
    }
}

fn half_points(size: f32) -> i32 {
    (size * 2.0).round() as i32
}

fn place(left: f32) -> i32 {
    (left / 4.0).round() as i32
}

fn same(a: f32, b: f32) -> bool {
    (a - b).abs() < 0.6
}

/// The value below which this share of the values lies.
fn share(mut values: Vec<f32>, part: f32) -> f32 {
    values.sort_by(f32::total_cmp);
    let at = ((values.len().saturating_sub(1)) as f32 * part).round() as usize;
    values.get(at).copied().unwrap_or_default()
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', ')', ']', '»', '」', '』']);
    // A digit after the full stop is a note's mark.
    let bare = bare.trim_end_matches(|c: char| c.is_ascii_digit() || c == '*' || c == '†');
    let bare = if bare.ends_with(['.', '!', '?']) { bare } else { text.trim_end() };
    bare.ends_with(['.', '!', '?', ':', '。', '！', '？', '…'])
}

/// Whether a text looks like the rest of a sentence.
fn goes_on(text: &str) -> bool {
    text.chars().next().is_some_and(|c| c.is_alphanumeric() || "([“\"'‘„«".contains(c))
}

/// The words of a document, by which a hyphen at the end of a line is judged.
struct Words {
    plain: HashSet<String>,
    hyphened: HashSet<String>,
}

impl Words {
    fn collect(lines: &[Line]) -> Self {
        let (mut plain, mut hyphened) = (HashSet::new(), HashSet::new());
        for line in lines {
            let mut words = line.text.split_whitespace().peekable();
            while let Some(word) = words.next() {
                let word = bare(word);
                // The last word may be cut.
                if words.peek().is_none() && line.text.trim_end().ends_with(['-', '\u{ad}', '‐']) {
                    continue;
                }
                if word.contains(['-', '‐']) {
                    hyphened.insert(word.replace('‐', "-"))
                } else {
                    plain.insert(word)
                };
            }
        }
        Self { plain, hyphened }
    }

    /// Whether the hyphen between two halves belongs to the word.
    fn keep_hyphen(&self, before: &str, after: &str) -> bool {
        let before = bare(before.rsplit(char::is_whitespace).next().unwrap_or_default());
        let after = bare(after.split(char::is_whitespace).next().unwrap_or_default());
        let whole = format!("{before}{after}");
        if self.plain.contains(&whole) {
            return false;
        }
        if self.hyphened.contains(&format!("{before}-{after}")) {
            return true;
        }
        // `well-` before `known`, where both stand elsewhere; but not `re-` before `port`.
        before.chars().count() > 3 && self.plain.contains(&before) && self.plain.contains(&after)
    }
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// Joins lines, and words that were cut at their ends.
fn join(group: &[&Line], words: &Words) -> String {
    let mut text = String::new();
    for line in group {
        let next = line.text.trim();
        let cut = text.ends_with('\u{ad}');
        if let Some(before) = text.strip_suffix(['\u{ad}', '-', '‐'])
            && before.ends_with(char::is_alphabetic)
            && next.starts_with(char::is_alphabetic)
        {
            if cut || (next.starts_with(char::is_lowercase) && !words.keep_hyphen(before, next)) {
                text.truncate(before.len());
            }
        } else if let (Some(last), Some(first)) = (text.chars().next_back(), next.chars().next())
            && !(is_unspaced(last) && is_unspaced(first))
        {
            text.push(' ');
        }
        text.push_str(next);
    }
    text.replace('\u{ad}', "")
}

/// Whether a letter belongs to a script without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{2ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, row: u32) -> Line {
        let foot = 700.0 - 12.0 * row as f32;
        let right = 72.0 + 5.0 * text.chars().count() as f32;
        Line { text: text.into(), left: 72.0, right, foot, size: 10.0, page: 1, ..Line::default() }
    }

    fn joined(texts: &[&str]) -> String {
        let lines: Vec<Line> = texts.iter().zip(0..).map(|(text, row)| line(text, row)).collect();
        join(&lines.iter().collect::<Vec<_>>(), &Words::collect(&lines))
    }

    #[test]
    fn words_cut_at_the_end_of_a_line_are_joined() {
        assert_eq!(joined(&["a phe-", "nomenon of note"]), "a phenomenon of note");
        assert_eq!(joined(&["a phe\u{ad}", "nomenon"]), "a phenomenon");
        assert_eq!(joined(&["it is well-", "known", "and the well-known"]), "it is well-known and the well-known");
        assert_eq!(joined(&["the Franco-", "Prussian war"]), "the Franco-Prussian war");
        assert_eq!(joined(&["本を読む", "とき"]), "本を読むとき");
    }

    #[test]
    fn a_gap_parts_paragraphs_and_a_larger_size_is_a_heading() {
        let mut lines = vec![
            line("A larger line", 0),
            line("The first line of some text that is long enough to be set", 2),
            line("and goes on to the next line of the very same long text.", 3),
            line("After a gap there is another one which is also quite long", 6),
            line("• an item of it", 8),
        ];
        lines[0].size = 16.0;
        let got = blocks(&lines);
        let kinds: Vec<Kind> = got.iter().map(|block| block.kind).collect();
        assert_eq!(kinds, [Kind::Heading(2), Kind::Paragraph, Kind::Paragraph, Kind::Item]);
        assert_eq!(got[3].text, "an item of it");
    }
}
