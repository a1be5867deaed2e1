//! Edits of commentary.

use super::{Change, Writer};
use crate::blocks::{Kind, blocks};
use crate::commentary::{Commentary, Part};
use crate::compose::safe_commentary;
use crate::lines::{Lines, plain_newlines};

impl Writer<'_> {
    pub(super) fn commentary(&self, part: &Part, text: &str, changes: &mut Vec<Change>) {
        let text = plain_newlines(text);
        let text = text.trim();
        if part.commentary_text() == text {
            return;
        }
        let Some((first, more)) = part.commentary.split_first() else {
            changes.extend((!text.is_empty()).then(|| self.new_commentary(part, text)));
            return;
        };
        changes.extend(more.iter().map(|more| self.remove(more.span)));
        if text.is_empty() {
            changes.push(self.remove(first.span));
            return;
        }
        let text = safe_commentary(text, self.level(first));
        let on_marker_line = first.text.span.line == first.marker.line && self.level(first).is_none();
        let marker = &self.read.text[first.marker.range()];
        if first.text.text.is_empty() {
            let gap = if self.level(first).is_some() || begins_block(&text) { "\n\n" } else { " " };
            let at = first.marker.start + marker.trim_end().len();
            changes.push(Change::new(at..at, format!("{gap}{text}").replace('\n', self.newline())));
        } else if on_marker_line && begins_block(&text) {
            let at = first.marker.start + marker.trim_end().len();
            let marker = if marker.is_empty() { "Thoughts:" } else { "" };
            let text = format!("{marker}\n\n{text}").replace('\n', self.newline());
            changes.push(Change::new(at..first.text.span.end, text));
        } else {
            // Where the words that open it are part of its first sentence, they may be gone.
            let opens = !marker.is_empty() || crate::blocks::thoughts(&text).is_some();
            let text = if opens { text } else { format!("Thoughts: {text}") };
            changes.extend(self.replace(first.text.span, &first.text.text, &text, ""));
        }
    }

    /// The level of the heading that opens a commentary.
    fn level(&self, commentary: &Commentary) -> Option<u8> {
        let line = self.lines.get(commentary.marker.line - 1).trim_start();
        let hashes = line.bytes().take_while(|&b| b == b'#').count();
        if hashes > 0 {
            return Some(hashes as u8);
        }
        let lines = Lines::new(&self.read.text[commentary.marker.range()]);
        let is_heading = |kind: &Kind| matches!(kind, Kind::Heading(_));
        let first = blocks(&lines, 0..lines.count()).into_iter().next().filter(|block| is_heading(&block.kind))?;
        match first.kind {
            Kind::Heading(level) => Some(level),
            _ => None,
        }
    }

    /// Commentary for a part without any, opened as elsewhere in the text.
    fn new_commentary(&self, part: &Part, text: &str) -> Change {
        let like = self.parts().iter().flat_map(|part| &part.commentary).find(|c| !c.marker.range().is_empty());
        let marker = like.map_or("Thoughts:", |c| self.read.text[c.marker.range()].trim());
        let level = like.and_then(|c| self.level(c));
        let own = part.heading.as_ref().map_or(0, |heading| heading.level);
        let (marker, gap) = match level {
            Some(level) if level > own && !marker.contains(['\n', '\r']) => (marker, "\n\n"),
            Some(_) => ("Thoughts:", " "),
            None => (marker, " "),
        };
        let text = safe_commentary(text, level.filter(|_| gap != " "));
        let gap = if begins_block(&text) { "\n\n" } else { gap };
        let ends = [
            part.heading.as_ref().map(|heading| heading.span.end),
            part.link_lines.last().map(|span| span.end),
            part.points.last().map(|point| point.span.end),
        ];
        let end = ends.into_iter().flatten().max().unwrap_or(part.span.end);
        self.insert_after(end.max(1) - 1, &format!("\n{marker}{gap}{text}"))
    }
}

/// Whether a text begins with something else than prose, which wants a line of its own.
pub(crate) fn begins_block(text: &str) -> bool {
    let lines = Lines::new(text);
    blocks(&lines, 0..lines.count()).first().is_some_and(|block| block.kind != Kind::Paragraph)
}
