//! A model's answer, read while it comes.

use crate::form::Form;
use crate::read_json::JsonReader;
use crate::read_list::ListReader;
use crate::thoughts::{Spoken, Thoughts};

/// A point as a model wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Raw {
    /// 0 for the thesis, 1 for a main point, and on.
    pub(crate) level: u8,
    /// One line of plain text, never empty.
    pub(crate) text: String,
    /// The numbers given for it, as they were written.
    pub(crate) claimed: Vec<usize>,
}

/// Reads an answer of one form.
pub(crate) struct Reader {
    form: Form,
    thoughts: Thoughts,
    json: JsonReader,
    list: ListReader,
    characters: usize,
    bytes: usize,
}

impl Reader {
    pub(crate) fn new(form: Form) -> Reader {
        Reader {
            form,
            thoughts: Thoughts::default(),
            json: JsonReader::default(),
            list: ListReader::default(),
            characters: 0,
            bytes: 0,
        }
    }

    /// Takes the next piece; says whether what was read before was no answer.
    pub(crate) fn push(&mut self, piece: &str) -> bool {
        let mut void = false;
        self.bytes += piece.len();
        for spoken in self.thoughts.push(piece) {
            match spoken {
                Spoken::Words(words) => self.words(&words),
                Spoken::Void => {
                    void = true;
                    self.json = JsonReader::default();
                    self.list = ListReader::default();
                    self.characters = 0;
                }
            }
        }
        void
    }

    fn words(&mut self, words: &str) {
        self.characters += words.chars().count();
        self.json.push(words);
        if self.form == Form::Plain {
            self.list.push(words);
        }
    }

    /// The points so far. A model that was asked for a list may answer JSON; then that counts.
    pub(crate) fn points(&self) -> &[Raw] {
        if self.json.found.is_empty() { &self.list.found } else { &self.json.found }
    }

    /// Length of the answer so far, in characters, without thoughts.
    pub(crate) fn characters(&self) -> usize {
        self.characters
    }

    /// Length of all text so far, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// All points, or `None` if this is no answer of the form.
    pub(crate) fn finish(mut self, whole: bool) -> Option<Vec<Raw>> {
        let rest = std::mem::take(&mut self.thoughts).rest();
        self.words(&rest);
        self.list.finish(whole);
        let readable = self.json.shaped || !self.points().is_empty();
        readable.then(|| self.points().to_vec())
    }
}
