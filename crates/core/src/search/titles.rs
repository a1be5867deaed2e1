//! Opening a document by a few letters of its title or of an alias.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str, Utf32String};
use rusqlite::Connection;

use super::fold::fold;
use crate::{DocumentId, Library, Result, tables};

/// After more changes than this all titles are read again.
const MANY: usize = 5_000;

/// From so many titles on two threads look at them.
const MANY_TITLES: usize = 20_000;

/// Of what has fewer letters, nearly every title has some: those are looked at first in which they begin words.
const SHORT: usize = 4;

/// How many titles that match roughly are looked at more closely.
const ROUGHLY: usize = 400;

/// A title or an alias that matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Titled {
    /// The document.
    pub id: DocumentId,
    /// The alias that matches, where it is not the title.
    pub alias: Option<String>,
    /// The characters that match, in order: Unicode scalar values of the alias or the title.
    pub places: Vec<u32>,
}

/// All titles and aliases, in memory.
#[derive(Default)]
pub struct Titles {
    state: RwLock<State>,
}

#[derive(Default)]
struct State {
    /// The number of the newest change that was seen; `None` before the first reading.
    seq: Option<u64>,
    entries: Vec<Entry>,
    /// How many entries are gone.
    gone: usize,
    /// Where the entries of a document stand.
    places: HashMap<DocumentId, Vec<usize>>,
}

struct Entry {
    /// `None` when it is gone.
    id: Option<DocumentId>,
    text: Utf32String,
    is_alias: bool,
    /// A bit for each letter that it has.
    letters: u64,
    /// A bit for each letter with which a word of it begins.
    initials: u64,
}

/// A title that matches: how well, where it stands among the entries, and how long it is.
type Scored = (u32, usize, usize);

impl Titles {
    /// Brings them up to the library.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn follow(&self, library: &Library) -> Result<()> {
        let seen = self.state.read().unwrap_or_else(PoisonError::into_inner).seq;
        library.read(|conn| {
            let newest = tables::changes::newest(conn)?;
            let Some(seen) = seen else { return self.read_all(conn, newest) };
            if newest == seen {
                return Ok(());
            }
            let changed = tables::changes::since(conn, seen, MANY + 1)?;
            let gone = self.state.read().unwrap_or_else(PoisonError::into_inner).gone;
            if newest < seen || changed.len() > MANY || gone > MANY {
                return self.read_all(conn, newest);
            }
            let mut state = self.state.write().unwrap_or_else(PoisonError::into_inner);
            for (_, id) in changed {
                state.forget(id);
                for (text, is_alias) in names(conn, id)? {
                    state.add(id, &text, is_alias);
                }
            }
            state.seq = Some(newest);
            Ok(())
        })
    }

    fn read_all(&self, conn: &Connection, newest: u64) -> Result<()> {
        let mut state = State { seq: Some(newest), ..State::default() };
        tables::names::each_title(conn, |id, text, is_alias| state.add(id, text, is_alias))?;
        *self.state.write().unwrap_or_else(PoisonError::into_inner) = state;
        Ok(())
    }

    /// The titles and aliases that have the letters of each typed word in order, the best first, each document once.
    pub fn find(&self, typed: &str, limit: usize) -> Vec<Titled> {
        let pattern =
            Pattern::new(typed, CaseMatching::Ignore, Normalization::Smart, nucleo_matcher::pattern::AtomKind::Fuzzy);
        let state = self.state.read().unwrap_or_else(PoisonError::into_inner);
        let short = typed.chars().count() < SHORT;
        let mut scored = if short { state.scored(&pattern, letters(typed), initials(typed)) } else { Vec::new() };
        if scored.len() < limit {
            scored = state.scored(&pattern, letters(typed), 0);
        }
        let better = |(score, at, _): &Scored| {
            let entry = &state.entries[*at];
            (std::cmp::Reverse(*score), entry.text.len(), entry.is_alias, std::cmp::Reverse(entry.id))
        };
        let most = ROUGHLY.max(limit);
        if scored.len() > most {
            scored
                .select_nth_unstable_by_key(most - 1, |(score, at, length)| (std::cmp::Reverse(*score), *length, *at));
            scored.truncate(most);
        }
        let mut matcher = matcher();
        for (score, at, _) in &mut scored {
            *score = pattern.score(state.entries[*at].text.slice(..), &mut matcher).unwrap_or(0);
        }
        scored.sort_unstable_by_key(better);
        let mut seen = std::collections::HashSet::new();
        let once = scored.into_iter().filter_map(|(_, at, _)| {
            let entry = &state.entries[at];
            entry.id.filter(|id| seen.insert(*id)).map(|id| (id, entry))
        });
        once.take(limit)
            .map(|(id, entry)| {
                let mut places = Vec::new();
                pattern.indices(entry.text.slice(..), &mut matcher, &mut places);
                places.sort_unstable();
                places.dedup();
                Titled { id, alias: entry.is_alias.then(|| entry.text.to_string()), places }
            })
            .collect()
    }
}

impl State {
    /// The entries that match, each with its score, of those that have some letters and begin words with some.
    fn scored(&self, pattern: &Pattern, letters: u64, initials: u64) -> Vec<Scored> {
        let score = |from: usize, entries: &[Entry]| {
            let mut matcher = matcher();
            let mut found = Vec::new();
            for (at, entry) in (from..).zip(entries) {
                if entry.letters & letters == letters
                    && entry.initials & initials == initials
                    && entry.id.is_some()
                    && let Some(score) = roughly(pattern, entry.text.slice(..), &mut matcher)
                {
                    found.push((score, at, entry.text.len()));
                }
            }
            found
        };
        if self.entries.len() < MANY_TITLES {
            return score(0, &self.entries);
        }
        let middle = self.entries.len() / 2;
        std::thread::scope(|scope| {
            let second = scope.spawn(|| score(middle, &self.entries[middle..]));
            let mut found = score(0, &self.entries[..middle]);
            found.extend(second.join().unwrap_or_default());
            found
        })
    }

    fn add(&mut self, id: DocumentId, text: &str, is_alias: bool) {
        self.places.entry(id).or_default().push(self.entries.len());
        // Characters, not what is seen as one: so places count Unicode scalar values.
        let text32 =
            if text.is_ascii() { Utf32String::from(text) } else { Utf32String::Unicode(text.chars().collect()) };
        self.entries.push(Entry {
            id: Some(id),
            text: text32,
            is_alias,
            letters: letters(text),
            initials: initials(text),
        });
    }

    fn forget(&mut self, id: DocumentId) {
        for at in self.places.remove(&id).unwrap_or_default() {
            self.entries[at].id = None;
            self.gone += 1;
        }
    }
}

/// The title and the aliases of a document that can be opened.
fn names(conn: &Connection, id: DocumentId) -> Result<Vec<(String, bool)>> {
    let Some(document) = super::texts::present(conn, id)? else { return Ok(Vec::new()) };
    let aliases = tables::names::aliases(conn, id)?.into_iter().map(|alias| (alias.name, true));
    Ok([(document.title, false)].into_iter().chain(aliases).collect())
}

fn matcher() -> Matcher {
    let mut config = Config::DEFAULT;
    config.prefer_prefix = true;
    Matcher::new(config)
}

/// About how well a title matches: as good as its letters that come first, or that stand together.
fn roughly(pattern: &Pattern, title: Utf32Str<'_>, matcher: &mut Matcher) -> Option<u32> {
    let scores = pattern.atoms.iter().map(|atom| {
        let letters = atom.needle_text();
        if !matches!(letters, Utf32Str::Ascii(_)) {
            return atom.score(title, matcher);
        }
        (matcher.config.ignore_case, matcher.config.normalize) = (true, true);
        let first = matcher.fuzzy_match_greedy(title, letters)?;
        Some(first.max(matcher.substring_match(title, letters).unwrap_or(0)))
    });
    scores.map(|score| score.map(u32::from)).sum()
}

/// A bit for each letter with which a word begins.
fn initials(text: &str) -> u64 {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter_map(|word| word.chars().next()).fold(0, |bits, c| bits | letters(c.encode_utf8(&mut [0; 4])))
}

/// A bit for each letter or digit, folded; none for other characters.
fn letters(text: &str) -> u64 {
    let bit = |c: char| match c {
        'a'..='z' => 1 << (u32::from(c) - u32::from('a')),
        '0'..='9' => 1 << (26 + u32::from(c) - u32::from('0')),
        c if c.is_alphanumeric() => 1 << (36 + u32::from(c) % 28),
        _ => 0,
    };
    if text.is_ascii() {
        return text.bytes().fold(0, |bits, byte| bits | bit(char::from(byte.to_ascii_lowercase())));
    }
    fold(text).chars().fold(0, |bits, c| bits | bit(c))
}
