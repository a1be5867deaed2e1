//! Points out of JSON that is still being written, or is not quite JSON.
//!
//! The reader goes through the text once, knows no error and gives out each point as soon as its object ends. Prose and
//! code fences around the JSON, commas too many and a missing end make no difference.

use crate::reader::Raw;
use crate::tidy::{named, tidy};

/// Deepest nesting that is read.
const DEEPEST: usize = 64;

/// Reads JSON in pieces.
#[derive(Default)]
pub(crate) struct JsonReader {
    stack: Vec<Frame>,
    token: Token,
    /// The points so far.
    pub(crate) found: Vec<Raw>,
    /// Whether a list of points, be it an empty one, was read to its end.
    pub(crate) shaped: bool,
}

#[derive(Default)]
enum Token {
    #[default]
    None,
    Text(Text),
    /// A number or a word such as `null`.
    Word(String),
}

#[derive(Default)]
struct Text {
    text: String,
    escape: Escape,
    /// The first half of a character beyond the 16 bits that an escape has.
    high: Option<u32>,
}

#[derive(Default)]
enum Escape {
    #[default]
    None,
    Slash,
    Digits(String),
}

enum Frame {
    Object(Entry),
    Array,
}

#[derive(Default)]
struct Entry {
    key: Option<String>,
    level: u8,
    text: String,
    claimed: Vec<usize>,
    /// Whether it was given out, as a point with others beneath it is before it ends.
    told: bool,
}

impl JsonReader {
    /// Takes the next piece of text.
    pub(crate) fn push(&mut self, piece: &str) {
        for c in piece.chars() {
            self.take(c);
        }
    }

    fn take(&mut self, c: char) {
        match &mut self.token {
            Token::Text(text) => {
                if text.take(c) {
                    let text = std::mem::take(&mut text.text);
                    self.token = Token::None;
                    self.text(text);
                }
                return;
            }
            Token::Word(word) if c.is_alphanumeric() || matches!(c, '.' | '-' | '+') => {
                word.push(c);
                return;
            }
            Token::Word(word) => {
                let word = std::mem::take(word);
                self.token = Token::None;
                self.word(&word);
            }
            Token::None => {}
        }
        match c {
            '{' | '[' if self.stack.len() >= DEEPEST => {}
            '{' => self.open_object(),
            '[' => self.stack.push(Frame::Array),
            '}' => self.close_object(),
            ']' => self.close_array(),
            _ if self.stack.is_empty() => {}
            '"' => self.token = Token::Text(Text::default()),
            ',' => {
                if let Some(Frame::Object(entry)) = self.stack.last_mut() {
                    entry.key = None;
                }
            }
            _ if c.is_alphanumeric() || c == '-' => self.token = Token::Word(c.to_string()),
            _ => {}
        }
    }

    /// The object that is innermost, be it around a list.
    fn entry(&mut self) -> Option<&mut Entry> {
        self.stack.iter_mut().rev().find_map(|frame| match frame {
            Frame::Object(entry) => Some(entry),
            Frame::Array => None,
        })
    }

    fn open_object(&mut self) {
        // What has others beneath it stands before them.
        let level = self.entry().map_or(1, |entry| if entry.text.is_empty() { 1 } else { entry.level + 1 });
        self.tell();
        self.stack.push(Frame::Object(Entry { level: level.min(9), ..Entry::default() }));
    }

    fn close_object(&mut self) {
        while matches!(self.stack.last(), Some(Frame::Array)) {
            self.stack.pop();
        }
        self.tell();
        self.stack.pop();
    }

    fn close_array(&mut self) {
        if matches!(self.stack.last(), Some(Frame::Array)) {
            self.stack.pop();
            if let Some(Frame::Object(entry)) = self.stack.last() {
                self.shaped |= entry.key.as_deref() == Some("points");
            }
        }
    }

    fn tell(&mut self) {
        let Some(entry) = self.entry().filter(|entry| !entry.told && !entry.text.is_empty()) else {
            return;
        };
        entry.told = true;
        let (text, marks) = tidy(&entry.text);
        let claimed = entry.claimed.drain(..).chain(marks).collect();
        let raw = Raw { level: entry.level, text, claimed };
        self.found.extend(Some(raw).filter(|raw| !raw.text.is_empty()));
    }

    fn text(&mut self, text: String) {
        let inside = matches!(self.stack.last(), Some(Frame::Array));
        let Some(entry) = self.entry() else {
            return;
        };
        match entry.key.as_deref() {
            None if !inside => entry.key = Some(text.to_ascii_lowercase()),
            Some("text" | "point") if !inside => entry.text = text,
            Some("sentences" | "sentence") => entry.claimed.extend(named(&text).unwrap_or_default()),
            _ => {}
        }
    }

    fn word(&mut self, word: &str) {
        let Some(entry) = self.entry() else {
            return;
        };
        match entry.key.as_deref() {
            Some("level") => entry.level = word.parse().unwrap_or(entry.level).min(9),
            Some("sentences" | "sentence") => entry.claimed.extend(word.parse::<usize>()),
            _ => {}
        }
    }
}

impl Text {
    /// Takes a character; says whether the text ends with it.
    fn take(&mut self, c: char) -> bool {
        match &mut self.escape {
            Escape::None if c == '"' => return true,
            Escape::None if c == '\\' => self.escape = Escape::Slash,
            Escape::None => self.text.push(c),
            Escape::Slash if c == 'u' => self.escape = Escape::Digits(String::new()),
            Escape::Slash => {
                self.text.push(if matches!(c, 'n' | 't' | 'r' | 'b' | 'f') { ' ' } else { c });
                self.escape = Escape::None;
            }
            Escape::Digits(digits) => {
                digits.push(c);
                if digits.len() >= 4 {
                    let unit = u32::from_str_radix(digits, 16).unwrap_or(0xfffd);
                    self.escape = Escape::None;
                    self.unit(unit);
                }
            }
        }
        false
    }

    fn unit(&mut self, unit: u32) {
        if (0xd800..0xdc00).contains(&unit) {
            self.high = Some(unit);
            return;
        }
        let code = match self.high.take() {
            Some(high) if (0xdc00..0xe000).contains(&unit) => 0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00),
            _ => unit,
        };
        self.text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read, as `level text numbers`, whole and in pieces of one character.
    #[track_caller]
    fn check(json: &str, expected: &[&str]) {
        let pieces: Vec<String> = json.chars().map(String::from).collect();
        for pieces in [vec![json.to_owned()], pieces] {
            let mut reader = JsonReader::default();
            pieces.iter().for_each(|piece| reader.push(piece));
            let told = |raw: &Raw| format!("{} {} {:?}", raw.level, raw.text, raw.claimed);
            assert_eq!(reader.found.iter().map(told).collect::<Vec<_>>(), expected, "{json}");
        }
    }

    #[test]
    fn points_are_read_in_any_order_of_keys() {
        check(r#"{"points":[{"level":0,"sentences":[1,2],"text":"A."}]}"#, &["0 A. [1, 2]"]);
        check(r#"{"points":[{"text":"A.","sentence":"[4]","level":2}]}"#, &["2 A. [4]"]);
        check(r#"[{"text":"A."},{"point":"B. [7]"}]"#, &["1 A. []", "1 B. [7]"]);
    }

    #[test]
    fn what_stands_beneath_a_point_comes_after_it() {
        check(
            r#"{"points":[{"text":"A","sentences":[1],"children":[{"text":"B","children":[{"text":"C"}]}]},{"text":"D"}]}"#,
            &["1 A [1]", "2 B []", "3 C []", "1 D []"],
        );
    }

    #[test]
    fn escapes_are_read() {
        check(r#"{"text":"a \"b\" \\ \u00e9 \ud83d\ude42 \n c \/"}"#, &["1 a \"b\" \\ é 🙂 c / []"]);
        check(r#"{"text":"\ud83d x \uzzzz"}"#, &["1 x \u{fffd} []"]);
    }

    #[test]
    fn what_is_not_quite_json_is_read_as_far_as_it_is_whole() {
        check("Here it is:\n```json\n{\"points\":[{\"text\":\"A\",},]}\n```\nDone.", &["1 A []"]);
        check(r#"{"points":[{"text":"A"},{"text":"B","sent"#, &["1 A []"]);
        check(r#"{"points":[{"text":"A"},{"text":"cut of"#, &["1 A []"]);
        check(r#"{"points":[{"text":"A","sentences":[1}, {"text":"B"}]"#, &["1 A [1]", "1 B []"]);
        check(r#"{"points":[{"text":5},{"text":null},{"level":"x","text":"A"}]}"#, &["1 A []"]);
        check("}]}{[\"", &[]);
        check(&format!("{}{{\"text\":\"A\"}}", "[".repeat(100_000)), &[]);
        check("- A list [12]\n- and { no JSON", &[]);
    }

    #[test]
    fn an_empty_list_is_told_from_none() {
        for (json, shaped) in [(r#"{"points":[]}"#, true), (r#"{"points":["#, false), (r#"{"answer":[1]}"#, false)] {
            let mut reader = JsonReader::default();
            reader.push(json);
            assert_eq!(reader.shaped, shaped, "{json}");
        }
    }
}
