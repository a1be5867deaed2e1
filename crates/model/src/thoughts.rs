//! What a reasoning model thinks before it answers, where the endpoint leaves that in the answer.

const TAGS: &[(&str, &str)] =
    &[("<think>", "</think>"), ("<thinking>", "</thinking>"), ("<reasoning>", "</reasoning>")];

/// A template may have written the opening tag itself, so that only the end of the thoughts is in the answer.
const END: &str = "</think>";

/// Drops thoughts from text that comes in pieces.
#[derive(Default)]
pub(crate) struct Thoughts {
    state: State,
    held: String,
}

#[derive(Default)]
enum State {
    #[default]
    Start,
    /// Until this tag.
    Thinking(&'static str),
    /// Prose, which may turn out to be thoughts.
    Perhaps,
    Answer,
}

/// What a piece comes to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Spoken {
    /// A piece of the answer.
    Words(String),
    /// All that was given out before was thought.
    Void,
}

impl Thoughts {
    /// Takes the next piece of text.
    pub(crate) fn push(&mut self, piece: &str) -> Vec<Spoken> {
        self.held.push_str(piece);
        let mut spoken = Vec::new();
        loop {
            match self.state {
                State::Start => {
                    let text = self.held.trim_start();
                    if let Some((open, close)) = TAGS.iter().find(|(open, _)| text.starts_with(open)) {
                        self.held = text[open.len()..].to_owned();
                        self.state = State::Thinking(close);
                    } else if TAGS.iter().any(|(open, _)| open.starts_with(text)) {
                        return spoken;
                    } else {
                        // Thoughts are prose; a list or JSON is the answer, whatever stands in it.
                        let answers = text.starts_with(['{', '[', '`', '-', '*', '+', '•', '#']);
                        self.state = if answers { State::Answer } else { State::Perhaps };
                    }
                }
                State::Thinking(close) => {
                    let Some(at) = self.held.find(close) else {
                        let kept = self.held.len() - partial(&self.held, close);
                        self.held.drain(..kept);
                        return spoken;
                    };
                    self.held.drain(..at + close.len());
                    self.state = State::Start;
                }
                State::Perhaps => {
                    if let Some(at) = self.held.find(END) {
                        self.held.drain(..at + END.len());
                        self.state = State::Start;
                        spoken.push(Spoken::Void);
                    } else {
                        let kept = self.held.len() - partial(&self.held, END);
                        let words: String = self.held.drain(..kept).collect();
                        spoken.extend((!words.is_empty()).then_some(Spoken::Words(words)));
                        return spoken;
                    }
                }
                State::Answer => {
                    spoken.push(Spoken::Words(std::mem::take(&mut self.held)));
                    return spoken;
                }
            }
        }
    }

    /// What is held back when no more comes.
    pub(crate) fn rest(self) -> String {
        if matches!(self.state, State::Thinking(_)) { String::new() } else { self.held }
    }
}

/// The length of the longest end of `text` with which `tag` begins.
fn partial(text: &str, tag: &str) -> usize {
    (1..tag.len()).rev().find(|length| text.ends_with(&tag[..*length])).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left of a text, whole and in pieces of one character.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let pieces: Vec<String> = text.chars().map(String::from).collect();
        for pieces in [vec![text.to_owned()], pieces] {
            let mut thoughts = Thoughts::default();
            let mut left = String::new();
            for spoken in pieces.iter().flat_map(|piece| thoughts.push(piece)) {
                match spoken {
                    Spoken::Words(words) => left.push_str(&words),
                    Spoken::Void => left.clear(),
                }
            }
            left.push_str(&thoughts.rest());
            assert_eq!(left.trim(), expected);
        }
    }

    #[test]
    fn thoughts_are_dropped() {
        check("<think>Hm. - no point [1]</think>\n- A point [2]", "- A point [2]");
        check("\n<thinking>a < b </think> c</thinking>{}", "{}");
        check("<think>a</think> <think>b</think>- c", "- c");
        check("<think>never ends", "");
        check("The user wants points.\n</think>\n\n- One [1]", "- One [1]");
    }

    #[test]
    fn an_answer_is_left_alone() {
        check("- A tag </think> is quoted [1]", "- A tag </think> is quoted [1]");
        check("{\"text\":\"</think>\"}", "{\"text\":\"</think>\"}");
        check("Here it is: a < b", "Here it is: a < b");
        check("<th", "<th");
    }
}
