//! Server-sent events, as far as chat endpoints use them.

use serde_json::Value;

/// Cuts a stream of bytes into the JSON of its events. Lines are decoded when they are complete, so that no character is
/// cut; comments, names and numbers of events are skipped.
#[derive(Default)]
pub(crate) struct Events {
    line: Vec<u8>,
    /// Data of an event that does not make JSON yet.
    data: String,
    after_return: bool,
}

/// What an event holds.
#[derive(Debug, PartialEq)]
pub(crate) enum Event {
    /// JSON.
    Json(Value),
    /// The end of the answer.
    Done,
}

impl Events {
    /// Takes the next bytes; gives the events that they complete.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut events = Vec::new();
        for &byte in bytes {
            match byte {
                b'\n' if self.after_return => {}
                b'\n' | b'\r' => events.extend(self.end_line()),
                _ => self.line.push(byte),
            }
            self.after_return = byte == b'\r';
        }
        events
    }

    /// The event that the stream ended in, if it is complete.
    pub(crate) fn rest(&mut self) -> Option<Event> {
        self.end_line()
    }

    fn end_line(&mut self) -> Option<Event> {
        let line = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_start_matches('\u{feff}');
        if line.is_empty() {
            self.data.clear();
            return None;
        }
        let data = line.strip_prefix("data:")?.trim_start();
        if data.trim_end() == "[DONE]" {
            return Some(Event::Done);
        }
        // An event may have several lines of data. Most have one, and not all put an empty line after it.
        if !self.data.is_empty() {
            self.data.push('\n');
        }
        self.data.push_str(data);
        let value = serde_json::from_str(&self.data).ok()?;
        self.data.clear();
        Some(Event::Json(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[track_caller]
    fn check(stream: &str, expected: &[Event]) {
        let bytes = stream.as_bytes();
        for size in [1, 2, 3, bytes.len()] {
            let mut events = Events::default();
            let mut got: Vec<Event> = bytes.chunks(size).flat_map(|chunk| events.push(chunk)).collect();
            got.extend(events.rest());
            assert_eq!(got, expected, "{stream:?} by {size}");
        }
    }

    #[test]
    fn lines_end_in_every_way() {
        let two = [Event::Json(json!({"a": "ü"})), Event::Done];
        check("data: {\"a\":\"ü\"}\n\ndata: [DONE]\n\n", &two);
        check("data: {\"a\":\"ü\"}\r\n\r\ndata:[DONE]\r\n", &two);
        check("data:{\"a\":\"ü\"}\r\rdata: [DONE]", &two);
        check("data: {\"a\":\"ü\"}\ndata: [DONE]\n", &two);
    }

    #[test]
    fn comments_names_and_nonsense_are_skipped() {
        check(": wait\n\nevent: message\nid: 5\nretry: 10\ndata: 1\n\n", &[Event::Json(json!(1))]);
        check("\u{feff}data: 1\n\ndata: {oops\n\ndata: 2\n\n", &[Event::Json(json!(1)), Event::Json(json!(2))]);
    }

    #[test]
    fn an_event_may_have_several_lines() {
        check("data: {\"a\":\ndata: 1}\n\n", &[Event::Json(json!({"a": 1}))]);
    }
}
