//! Points out of a Markdown list that is still being written.

use crate::reader::Raw;
use crate::tidy::tidy;

/// Longest line that is read, in bytes.
const LONGEST: usize = 8 << 10;

/// Reads a list in pieces.
#[derive(Default)]
pub(crate) struct ListReader {
    line: String,
    /// The point that further lines may belong to.
    open: Option<Open>,
    /// Indentations of the points around the last one.
    indents: Vec<usize>,
    /// The points so far.
    pub(crate) found: Vec<Raw>,
}

struct Open {
    level: u8,
    text: String,
}

impl ListReader {
    /// Takes the next piece of text.
    pub(crate) fn push(&mut self, piece: &str) {
        for c in piece.chars() {
            if c == '\n' {
                self.end_line();
            } else if self.line.len() < LONGEST {
                self.line.push(c);
            }
        }
    }

    /// Ends the text. Unless it is whole, a last line that lacks its number is taken to be cut off.
    pub(crate) fn finish(&mut self, whole: bool) {
        let cut = !whole && !self.line.trim_end().ends_with([']', '】']);
        if !cut {
            self.end_line();
        }
        // What was cut off may be the rest of the point before.
        if !cut || self.line.is_empty() || bullet(&self.line).is_some() {
            self.close();
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        let text = line.trim();
        if text.starts_with("```") {
            return;
        }
        if text.is_empty() || text.starts_with('#') {
            self.close();
        } else if let Some(bullet) = bullet(&line) {
            self.close();
            let depth = self.depth(bullet.indent);
            let level = if bullet.thesis && depth == 0 { 0 } else { depth + 1 };
            self.open = Some(Open { level, text: bullet.text.to_owned() });
        } else if let Some(open) = self.open.as_mut().filter(|open| !open.text.trim_end().ends_with(']')) {
            open.text.push(' ');
            open.text.push_str(text);
        } else {
            // A model that forgets the bullets still gives the numbers; prose has none.
            self.close();
            if !tidy(text).1.is_empty() {
                self.indents.clear();
                self.open = Some(Open { level: 1, text: text.to_owned() });
            }
        }
    }

    fn depth(&mut self, indent: usize) -> u8 {
        while self.indents.last().is_some_and(|last| indent < *last) {
            self.indents.pop();
        }
        if self.indents.last().is_none_or(|last| indent > *last) {
            self.indents.push(indent);
        }
        u8::try_from(self.indents.len() - 1).unwrap_or(u8::MAX).min(8)
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else {
            return;
        };
        let (text, claimed) = tidy(&open.text);
        if !text.is_empty() {
            self.found.push(Raw { level: open.level, text, claimed });
        }
    }
}

struct Bullet<'a> {
    /// In columns.
    indent: usize,
    /// Whether the bullet is the one of a thesis.
    thesis: bool,
    text: &'a str,
}

fn bullet(line: &str) -> Option<Bullet<'_>> {
    let text = line.trim_start();
    let indent = line[..line.len() - text.len()].chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let mark = text.chars().next()?;
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match mark {
        '-' | '*' | '+' | '•' | '–' | '◦' => &text[mark.len_utf8()..],
        _ if (1..=3).contains(&digits) => text[digits..].strip_prefix(['.', ')'])?,
        _ => return None,
    };
    // A bullet is followed by a space; without one it is a sign or emphasis.
    rest.starts_with([' ', '\t', '\u{a0}']).then(|| Bullet { indent, thesis: mark == '+', text: rest.trim() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_cut(list: &str, whole: bool, expected: &[&str]) {
        let pieces: Vec<String> = list.chars().map(String::from).collect();
        for pieces in [vec![list.to_owned()], pieces] {
            let mut reader = ListReader::default();
            pieces.iter().for_each(|piece| reader.push(piece));
            reader.finish(whole);
            let told = |raw: &Raw| format!("{} {} {:?}", raw.level, raw.text, raw.claimed);
            assert_eq!(reader.found.iter().map(told).collect::<Vec<_>>(), expected, "{list}");
        }
    }

    #[track_caller]
    fn check(list: &str, expected: &[&str]) {
        check_cut(list, true, expected);
    }

    #[test]
    fn bullets_of_every_kind_are_read() {
        check(
            "+ T [1]\n- A [2]\n* B [3]\n• C [4]\n1. D [5]\n12) E [6]",
            &["0 T [1]", "1 A [2]", "1 B [3]", "1 C [4]", "1 D [5]", "1 E [6]"],
        );
        check("Here is the outline:\r\n\r\n- A [1]\r\n\r\n- B [2]\r\n\r\nI hope it helps!", &["1 A [1]", "1 B [2]"]);
        check("```markdown\n- A [1]\n```", &["1 A [1]"]);
        check("The port closed. [3]\nShips left. [4]", &["1 The port closed. [3]", "1 Ships left. [4]"]);
    }

    #[test]
    fn indentation_is_nesting_however_wide() {
        check("- A\n  - B\n    - C\n- D", &["1 A []", "2 B []", "3 C []", "1 D []"]);
        check("- A\n\t- B\n\t\t- C\n\t- D", &["1 A []", "2 B []", "3 C []", "2 D []"]);
        check("1. A\n   - B\n      * C\n2. D", &["1 A []", "2 B []", "3 C []", "1 D []"]);
        check("   - A\n     - B\n   - C", &["1 A []", "2 B []", "1 C []"]);
    }

    #[test]
    fn a_point_may_go_over_several_lines() {
        check("- The port\n  closed. [3]\n- Ships left. [4]", &["1 The port closed. [3]", "1 Ships left. [4]"]);
    }

    #[test]
    fn a_list_that_was_cut_off_loses_its_last_line() {
        check_cut("- A [1]\n- B is not fin", false, &["1 A [1]"]);
        check_cut("- A [1]\n- B [2]", false, &["1 A [1]", "1 B [2]"]);
        check_cut("- A [1]\n- B [2]\n", false, &["1 A [1]", "1 B [2]"]);
    }

    #[test]
    fn no_bullets_are_no_list() {
        check("I cannot do this.\n-5 degrees\n**bold**", &[]);
    }
}
