//! What is kept in memory of one segment of the index, since each hit is looked at by it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use tantivy::columnar::{Column, StrColumn};
use tantivy::index::SegmentId;
use tantivy::schema::Field;
use tantivy::{InvertedIndexReader, Searcher, SegmentReader};

use super::counts::Years;
use super::fields::{Fields, PARTS};
use super::lexicon::Lexicon;
use super::{stems, stored};
use crate::{DocumentId, Kind, Millis, Part, Result};

/// What is known of a segment's documents, by their places in it.
pub(super) struct Segment {
    /// The first and the second half of the ids.
    pub ids: [Column<u64>; 2],
    /// Of which kind they are.
    pub kinds: Vec<Kind>,
    /// The languages, see [`stems::language`].
    pub languages: Vec<u8>,
    /// Each language that a document has, as a bit.
    pub used: u32,
    /// When they came into the library.
    pub saved: Vec<Millis>,
    /// The first and the last day on which they may have been published, see [`super::entry::day_number`].
    pub published: [Column<i64>; 2],
    /// Their titles, to sort by; none when no document has one.
    pub title_keys: Option<StrColumn>,
    /// In which years, see [`Years`].
    pub years: Vec<u8>,
    /// The hosts, by their numbers in [`Names`]; 0 is none.
    pub hosts: Vec<u32>,
    /// Where the tags of each begin in `tags`, and where one more's would.
    pub tags_from: Vec<u32>,
    /// The tags, by their numbers in [`Names`].
    pub tags: Vec<u32>,
    /// The text parts, in the order of [`PARTS`].
    pub parts: Vec<Arc<InvertedIndexReader>>,
    /// How many words each part has in each document, by tantivy's number for it.
    pub lengths: Vec<Vec<u8>>,
    /// When the newest of them came into the library.
    pub newest: Millis,
    lexicons: [OnceLock<Lexicon>; 5],
    /// The segment's own id.
    pub name: SegmentId,
}

/// Tags and hosts, by number, the same in all segments.
#[derive(Default)]
pub(super) struct Names {
    numbers: HashMap<String, u32>,
    /// The names, by number.
    pub names: Vec<Arc<str>>,
}

/// The segments in use, by id. A segment never changes but for what is deleted from it, which tantivy keeps apart.
pub(super) struct Segments {
    dir: PathBuf,
    known: Mutex<(HashMap<SegmentId, Arc<Segment>>, Names)>,
}

impl Segments {
    /// Those of the index in `dir`.
    pub(super) fn new(dir: &Path) -> Self {
        Self { dir: dir.to_path_buf(), known: Mutex::default() }
    }

    /// The segments of a searcher, in its order.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn of(&self, searcher: &Searcher, fields: &Fields) -> Result<Vec<Arc<Segment>>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (segments, names) = &mut *known;
        let mut used = Vec::new();
        for reader in searcher.segment_readers() {
            let id = reader.segment_id();
            let segment = match segments.get(&id) {
                Some(segment) => Arc::clone(segment),
                None => Arc::new(Segment::read(reader, fields, names)?),
            };
            used.push((id, segment));
        }
        if used.len() != segments.len() || used.iter().any(|(id, _)| !segments.contains_key(id)) {
            *segments = used.iter().cloned().collect();
        }
        drop(known);
        // Side by side: the words of a large library take a while to read.
        std::thread::scope(|scope| {
            let cold: Vec<&Segment> = used.iter().map(|(_, segment)| &**segment).filter(|one| one.is_cold()).collect();
            let (first, rest) = cold.split_first().map_or((None, &[][..]), |(first, rest)| (Some(*first), rest));
            let others: Vec<_> = rest.iter().map(|segment| scope.spawn(|| segment.warm(&self.dir))).collect();
            first.map_or(Ok(()), |segment| segment.warm(&self.dir))?;
            others.into_iter().try_for_each(|other| other.join().unwrap_or(Ok(())))
        })?;
        Ok(used.into_iter().map(|(_, segment)| segment).collect())
    }

    /// The names of tags and hosts, by number.
    pub(super) fn names(&self, numbers: &[u32]) -> Vec<Arc<str>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        numbers.iter().map(|number| Arc::clone(&known.1.names[*number as usize])).collect()
    }

    /// How many names there are.
    pub(super) fn names_len(&self) -> usize {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).1.names.len()
    }
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        if self.names.is_empty() {
            self.names.push(Arc::from(""));
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push(Arc::from(name));
        self.numbers.insert(name.to_owned(), number);
        number
    }
}

impl Segment {
    fn read(reader: &SegmentReader, fields: &Fields, names: &mut Names) -> Result<Self> {
        let fast = reader.fast_fields();
        let schema = reader.schema();
        let size = reader.max_doc();
        let name = |field| schema.get_field_name(field);
        let strings = |field, of: &mut dyn FnMut(&str) -> u32| -> Result<Option<(StrColumn, Vec<u32>)>> {
            let Some(column) = fast.str(name(field))? else { return Ok(None) };
            let mut values = Vec::new();
            let mut text = String::new();
            for ord in 0..column.num_terms() as u64 {
                text.clear();
                column.ord_to_str(ord, &mut text).map_err(tantivy::TantivyError::from)?;
                values.push(of(&text));
            }
            Ok(Some((column, values)))
        };
        let first = |read: Option<(StrColumn, Vec<u32>)>, none: u32| -> Vec<u32> {
            let Some((column, values)) = read else { return vec![none; size as usize] };
            (0..size).map(|doc| column.ords().first(doc).map_or(none, |ord| values[ord as usize])).collect()
        };
        let kind = |text: &str| text.parse::<Kind>().map_or(0, |kind| kind as u32);
        let kinds = first(strings(fields.kind, &mut |text| kind(text))?, 0);
        let kinds = kinds.into_iter().map(|at| [Kind::Article, Kind::Note, Kind::Journal, Kind::Post][at as usize]);
        let languages = strings(fields.lang, &mut |text| u32::from(stems::language(text)))?;
        let languages = first(languages, stems::UNKNOWN.into());
        let hosts = first(strings(fields.host, &mut |text| names.number(text))?, 0);
        let (mut tags_from, mut tags) = (vec![0; size as usize + 1], Vec::new());
        if let Some((column, values)) = strings(fields.tag, &mut |text| names.number(text))? {
            for (doc, end) in (0..size).zip(&mut tags_from[1..]) {
                tags.extend(column.term_ords(doc).map(|ord| values[ord as usize]));
                *end = u32::try_from(tags.len()).unwrap_or(u32::MAX);
            }
        }
        let published = |end: usize| -> Result<Column<i64>> {
            let column = fast.column_opt(name(fields.published[end]))?;
            Ok(column.unwrap_or_else(|| Column::build_empty_column(size)))
        };
        let saved = fast.i64(name(fields.saved))?;
        let saved: Vec<Millis> = (0..size).map(|doc| saved.first(doc).unwrap_or(0)).collect();
        let lengths = |field: &Field| -> Result<Vec<u8>> {
            let lengths = reader.get_fieldnorms_reader(*field)?;
            Ok((0..size).map(|doc| lengths.fieldnorm_id(doc)).collect())
        };
        let parts = fields.texts.iter().map(|field| reader.inverted_index(*field)).collect::<Result<_, _>>()?;
        Ok(Self {
            ids: [fast.u64(name(fields.id_halves[0]))?, fast.u64(name(fields.id_halves[1]))?],
            published: [published(0)?, published(1)?],
            title_keys: fast.str(name(fields.title_key))?,
            kinds: kinds.collect(),
            used: languages.iter().fold(0, |used, language| used | 1 << language),
            languages: languages.into_iter().map(|language| language as u8).collect(),
            years: Years::default().of(&saved),
            newest: saved.iter().max().copied().unwrap_or(0),
            saved,
            hosts,
            tags_from,
            tags,
            parts,
            lengths: fields.texts.iter().map(lengths).collect::<Result<_, _>>()?,
            lexicons: Default::default(),
            name: reader.segment_id(),
        })
    }

    /// The id of a document.
    pub(super) fn id(&self, doc: u32) -> DocumentId {
        let [first, second] = [0, 1].map(|half: usize| u128::from(self.ids[half].first(doc).unwrap_or(0)));
        DocumentId(uuid::Uuid::from_u128(first << 64 | second))
    }

    /// The parts of a document that have words.
    pub(super) fn parts_of(&self, doc: u32) -> Vec<Part> {
        let parts = PARTS.into_iter().enumerate();
        parts.filter(|(place, _)| self.has(doc, *place)).map(|(_, (part, _))| part).collect()
    }

    /// Whether a document has words in the part at a place of [`PARTS`].
    pub(super) fn has(&self, doc: u32, place: usize) -> bool {
        self.lengths[place][doc as usize] > 0
    }

    /// The tags of a document.
    pub(super) fn tags(&self, doc: u32) -> &[u32] {
        let at = doc as usize;
        &self.tags[self.tags_from[at] as usize..self.tags_from[at + 1] as usize]
    }

    /// The words of a part, read when they are first asked for.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(super) fn lexicon(&self, part: usize) -> Result<&Lexicon> {
        let slot = &self.lexicons[part];
        if let Some(lexicon) = slot.get() {
            return Ok(lexicon);
        }
        let lexicon = Lexicon::read(&self.parts[part]).map_err(tantivy::TantivyError::from)?;
        Ok(slot.get_or_init(|| lexicon))
    }

    fn is_cold(&self) -> bool {
        self.lexicons.iter().any(|lexicon| lexicon.get().is_none())
    }

    /// Reads the words of every part.
    fn warm(&self, dir: &Path) -> Result<()> {
        if let Some(lexicons) = stored::read(dir, self.name) {
            for (slot, lexicon) in self.lexicons.iter().zip(lexicons) {
                let _ = slot.set(lexicon);
            }
        }
        (0..PARTS.len()).try_for_each(|part| self.lexicon(part).map(|_| ()))
    }
}
