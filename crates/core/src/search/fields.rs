//! The fields of the index.

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::tokenize::ANALYZER;
use crate::Part;

/// The parts of a document that are searched, each with its weight in the ranking.
pub(super) const PARTS: [(Part, f32); 5] =
    [(Part::Title, 4.0), (Part::Commentary, 1.6), (Part::Outline, 2.0), (Part::Highlight, 1.4), (Part::Body, 1.0)];

/// Where a part stands among [`PARTS`].
pub(super) fn place_of(part: Part) -> usize {
    PARTS.iter().position(|(one, _)| *one == part).unwrap_or_default()
}

/// The fields of the index. What is counted, sorted by or looked at for each hit is `FAST`; what is filtered by is indexed.
#[derive(Clone, Copy)]
pub(super) struct Fields {
    /// The document's id, by which it is deleted.
    pub id: Field,
    /// The first half of the id as a number, and the second.
    pub id_halves: [Field; 2],
    /// What it is.
    pub kind: Field,
    /// Its tags and all above them, as they are counted.
    pub tag: Field,
    /// The same, folded, as they are looked for.
    pub tag_key: Field,
    /// Its host.
    pub host: Field,
    /// Its host and all domains above it.
    pub site: Field,
    /// The words of who wrote it.
    pub author: Field,
    /// Who wrote it, as it is counted.
    pub author_name: Field,
    /// Its language, by its first subtag.
    pub lang: Field,
    /// When it came into the library, in milliseconds.
    pub saved: Field,
    /// When it was published: the first and the last day that it may have been.
    pub published: [Field; 2],
    /// What it is: `unread`, `untagged` and so on.
    pub flag: Field,
    /// Its title, folded, to sort by.
    pub title_key: Field,
    /// The texts, in the order of [`PARTS`].
    pub texts: [Field; 5],
}

/// The schema, and its fields.
pub(super) fn schema() -> (Schema, Fields) {
    let positions =
        TextFieldIndexing::default().set_tokenizer(ANALYZER).set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = TextOptions::default().set_indexing_options(positions);
    let fast = || NumericOptions::default().set_fast();
    let mut schema = Schema::builder();
    let fields = Fields {
        id: schema.add_bytes_field("id", INDEXED),
        id_halves: [schema.add_u64_field("id_first", fast()), schema.add_u64_field("id_second", fast())],
        kind: schema.add_text_field("kind", STRING | FAST),
        tag: schema.add_text_field("tag", TextOptions::from(FAST)),
        tag_key: schema.add_text_field("tag_key", STRING),
        host: schema.add_text_field("host", TextOptions::from(FAST)),
        site: schema.add_text_field("site", STRING),
        author: schema.add_text_field("author", text.clone()),
        author_name: schema.add_text_field("author_name", TextOptions::from(FAST)),
        lang: schema.add_text_field("lang", STRING | FAST),
        saved: schema.add_i64_field("saved", fast()),
        published: ["published_first", "published_last"].map(|name| schema.add_i64_field(name, fast())),
        flag: schema.add_text_field("flag", STRING),
        title_key: schema.add_text_field("title_key", TextOptions::from(FAST)),
        texts: PARTS.map(|(part, _)| schema.add_text_field(part.as_str(), text.clone())),
    };
    (schema.build(), fields)
}
