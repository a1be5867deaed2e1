//! Prose to be edited, and edits such as pages get. The prose is that of the sample library and of pages written for tests of
//! capture; or it is made of the sentences of a small world, of which many are much alike.

use std::ops::Range;

use postil_core::Anchor;

const WHO: &[&str] = &[
    "The keeper",
    "The harbour master",
    "Her sister",
    "The pilot of the night boat",
    "Nobody on the shore",
    "The clerk who began it",
    "An old sailor",
    "The council",
    "The woman from the customs house",
    "Each of the three brothers",
    "The teacher",
    "My father",
];
const DID: &[&str] = &[
    "wrote down",
    "forgot",
    "remembered",
    "counted",
    "asked about",
    "sold",
    "mended",
    "carried home",
    "looked for",
    "hid",
    "measured again",
    "would not speak of",
    "painted over",
    "kept for eleven years",
];
const WHAT: &[&str] = &[
    "the hour at which each ship went by",
    "every lamp on the pier",
    "the price of oil",
    "a book without a cover",
    "the names of the drowned",
    "two letters from the north",
    "the colour of the water",
    "what the tide had left",
    "the keys to the long room",
    "a rope of forty fathoms",
    "the bell that rang by itself",
    "an argument about the ferry",
    "the map with the wrong coast",
    "his own account of the storm",
];
const WHEN: &[&str] = &[
    "on the third night of the storm",
    "before the boats came home",
    "when the winter was nearly over",
    "in the spring of 1931",
    "at four in the afternoon",
    "long after the lamp went out",
    "while the others slept",
    "as soon as the wind had turned",
    "in the year of the great frost",
    "a week before the vote",
    "for no reason that anyone could name",
];
const AND: &[&str] = &[
    "and said nothing of it",
    "but told her sister",
    "and was paid for it, though not much",
    "which surprised nobody",
    "because the book was full",
    "and so the habit outlived the question",
    "although the council had forbidden it",
    "and there the matter rested",
    "as one does with things that are not one’s own",
    "and came home late",
];

pub struct Prose {
    state: u64,
}

impl Prose {
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1 }
    }

    /// A number below `most` (xorshift).
    pub fn below(&mut self, most: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 33).unwrap_or(0) % most.max(1)
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    pub fn sentence(&mut self) -> String {
        let (who, did, what) = (self.one(WHO), self.one(DID), self.one(WHAT));
        match self.below(5) {
            0 => format!("{who} {did} {what}."),
            1 => format!("{who} {did} {what} {}.", self.one(WHEN)),
            2 => format!("{who} {did} {what} {}, {}.", self.one(WHEN), self.one(AND)),
            3 => {
                let when = self.one(WHEN);
                let (first, rest) = when.split_at(1);
                format!("{}{rest}, {} {did} {what}, {}.", first.to_uppercase(), lower(who), self.one(AND))
            }
            _ => format!("It was {} who {did} {what} {}, {}.", lower(who), self.one(WHEN), self.one(AND)),
        }
    }

    /// A sentence of which at most a tenth of the characters are other ones: words are dropped, doubled, or misspelt.
    pub fn reworded(&mut self, sentence: &str) -> String {
        let mut chars: Vec<char> = sentence.chars().collect();
        for _ in 0..(chars.len() / 10).max(1) {
            let at = self.below(chars.len());
            match self.below(3) {
                0 => chars[at] = char::from(b'a' + u8::try_from(self.below(26)).unwrap_or(0)),
                1 => chars.insert(at, char::from(b'a' + u8::try_from(self.below(26)).unwrap_or(0))),
                _ => {
                    chars.remove(at);
                }
            }
        }
        chars.into_iter().collect()
    }
}

fn lower(who: &str) -> String {
    let mut letters = who.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// The sentences of pages that were written for this project, each once.
pub fn written() -> Vec<String> {
    let crates = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found: Vec<String> = Vec::new();
    for folder in ["api/sample/pages", "capture/tests/pages"] {
        let entries = std::fs::read_dir(crates.join(folder)).expect("a folder of pages").flatten();
        let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
        files.sort();
        for file in files.iter().filter(|file| file.extension().is_some_and(|extension| extension == "html")) {
            let page = std::fs::read_to_string(file).expect("a page");
            for paragraph in page.split("<p>").skip(1).filter_map(|part| part.split("</p>").next()) {
                let text: String = paragraph.split('<').map(|part| part.rsplit('>').next().unwrap_or("")).collect();
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                for sentence in words.split_inclusive(". ").map(str::trim).filter(|one| one.chars().count() >= 20) {
                    if !found.iter().any(|other| other == sentence) {
                        found.push(sentence.to_owned());
                    }
                }
            }
        }
    }
    found
}

/// What became of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Unchanged,
    Reworded,
    Deleted,
}

/// A text, an anchor for each of its sentences, the text that was made of it, and where each sentence is there.
pub struct Edited {
    pub before: String,
    pub anchors: Vec<Anchor>,
    pub text: String,
    pub fates: Vec<(Fate, Range<u32>)>,
}

/// A text of so many made sentences in paragraphs, each of them once, and what editing made of it.
pub fn edited(seed: u64, sentences: usize) -> Edited {
    let mut prose = Prose::new(seed);
    let mut made: Vec<String> = Vec::new();
    // Some more, which are added by the editing.
    while made.len() < sentences + sentences / 8 + 4 {
        let sentence = prose.sentence();
        if !made.contains(&sentence) {
            made.push(sentence);
        }
    }
    edit(&mut prose, made, sentences)
}

/// A text of so many of these sentences, in any order, and what editing made of it.
pub fn edited_of(seed: u64, written: &[String], sentences: usize) -> Edited {
    let mut prose = Prose::new(seed);
    let mut drawn = written.to_vec();
    for at in (1..drawn.len()).rev() {
        drawn.swap(at, prose.below(at + 1));
    }
    edit(&mut prose, drawn, sentences)
}

/// Edits a text of the first sentences; the others are there to be added to it.
fn edit(prose: &mut Prose, mut written: Vec<String>, sentences: usize) -> Edited {
    let mut others = written.split_off(sentences);
    let (before, places) = join(&written, 5);
    let chars: Vec<char> = before.chars().collect();
    let anchors = places.iter().map(|place| Anchor::at(&chars, place.clone()).expect("a sentence")).collect();
    let mut order: Vec<usize> = (0..sentences).collect();
    if prose.below(3) == 0 && sentences > 20 {
        // A paragraph moves.
        let from = prose.below(sentences - 10);
        let moved: Vec<usize> = order.drain(from..from + 5).collect();
        let to = prose.below(order.len());
        order.splice(to..to, moved);
    }
    let mut kept: Vec<String> = Vec::new();
    let mut at: Vec<Option<usize>> = vec![None; sentences];
    let mut fates = vec![Fate::Deleted; sentences];
    for sentence in order {
        if prose.below(12) == 0 {
            kept.extend(others.pop());
        }
        fates[sentence] = match prose.below(10) {
            0 => Fate::Deleted,
            1 | 2 => Fate::Reworded,
            _ => Fate::Unchanged,
        };
        let text = match fates[sentence] {
            Fate::Deleted => continue,
            Fate::Reworded => prose.reworded(&written[sentence]),
            Fate::Unchanged => written[sentence].clone(),
        };
        at[sentence] = Some(kept.len());
        kept.push(text);
    }
    // A deleted sentence that was written anew elsewhere is not gone.
    let (text, places) = join(&kept, 4 + prose.below(4));
    let fates =
        (0..sentences).map(|sentence| (fates[sentence], at[sentence].map_or(0..0, |at| places[at].clone()))).collect();
    Edited { before, anchors, text, fates }
}

fn join(sentences: &[String], paragraph: usize) -> (String, Vec<Range<u32>>) {
    let mut text = String::new();
    let mut count = 0u32;
    let mut places = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        if number > 0 {
            let gap = if number % paragraph == 0 { "\n\n" } else { " " };
            text.push_str(gap);
            count += u32::try_from(gap.len()).expect("short");
        }
        let length = u32::try_from(sentence.chars().count()).expect("short");
        places.push(count..count + length);
        text.push_str(sentence);
        count += length;
    }
    (text, places)
}
