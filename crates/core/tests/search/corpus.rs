//! The corpus in `judged/`, as a library.

use std::collections::HashMap;

use postil_core::search::Index;
use postil_core::tables::{documents, points};
use postil_core::{Anchor, Colour, DocumentId, Kind, PointId, Result, Voice, verbs};

use crate::world::Shelf;

/// A library with its index, and the keys of its documents.
pub struct Corpus {
    pub shelf: Shelf,
    pub index: Index,
    pub keys: HashMap<DocumentId, String>,
}

/// Reads the corpus into a new library.
pub fn corpus() -> Result<Corpus> {
    let shelf = Shelf::new()?;
    let mut keys = HashMap::new();
    let text = unescaped(include_str!("judged/documents.txt"));
    for block in text.split("\n= ").skip(1) {
        let (head, rest) = block.split_once('\n').expect("a text below the title");
        let (what, title) = head.split_once(" | ").expect("a title");
        let [key, kind, lang] = what.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{what}: a key, a kind, a language")
        };
        keys.insert(document(&shelf, kind.parse().expect("a kind"), key, lang, title, rest)?, key.to_owned());
    }
    let index = shelf.index()?;
    Ok(Corpus { shelf, index, keys })
}

/// `\u{e9}` is written for letters that editors like to compose anew.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut whole = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("a closed escape");
        whole.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32).expect("a character"));
        whole.push_str(rest);
    }
    whole
}

fn document(shelf: &Shelf, kind: Kind, key: &str, lang: &str, title: &str, rest: &str) -> Result<DocumentId> {
    let part = |name: &str| rest.lines().find_map(|line| line.strip_prefix(name)).map(str::trim);
    let own = ["outline:", "commentary:", "highlight:"];
    let lines = rest.lines().filter(|line| !own.iter().any(|name| line.starts_with(name)));
    let body = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
    if kind != Kind::Article {
        let id = shelf.note(title, &body)?;
        // All of a person's own documents are made as notes; what kind they are is not what these tests ask.
        return Ok(id);
    }
    let url = format!("https://{key}.example/page");
    let typed = postil_core::url::parse(&url).expect("a web address");
    let begun = shelf.library.write(|tx| verbs::begin_clip(tx, &typed, &[], None))?.value;
    let mut capture = shelf.capture(&url, title, &body, &[])?;
    capture.lang = Some(lang.to_owned());
    let clip = shelf.clip(begun.document.id)?;
    let id = shelf.library.write(|tx| verbs::store(tx, &clip, &capture))?.value.document.id;
    shelf.library.write(|tx| {
        for (at, text) in part("outline:").into_iter().flat_map(|text| text.split(" · ")).enumerate() {
            points::put(tx.conn(), &point(PointId(tx.new_id()), id, at, text))?;
        }
        if let Some(text) = part("commentary:") {
            verbs::save_commentary(tx, id, "", text)?;
        }
        if let Some(quote) = part("highlight:") {
            let start = body.find(quote).map(|at| body[..at].chars().count()).expect("a quote of the text");
            let (start, end) = (start as u32, (start + quote.chars().count()) as u32);
            let anchor = Anchor { quote: quote.into(), prefix: String::new(), suffix: String::new(), start, end };
            highlight(tx, id, anchor)?;
        }
        tx.touch(documents::get(tx.conn(), id)?.id);
        Ok(())
    })?;
    Ok(id)
}

fn highlight(tx: &postil_core::Tx<'_>, id: DocumentId, anchor: Anchor) -> Result<()> {
    use postil_core::tables::highlights::{Highlight, put};
    let article = postil_core::tables::articles::get(tx.conn(), id)?.expect("an article");
    let snapshot_id = article.snapshot_id.expect("a page");
    let (colour, now) = (Colour::Yellow, tx.now());
    put(
        tx.conn(),
        &Highlight {
            id: postil_core::HighlightId(tx.new_id()),
            document_id: id,
            snapshot_id,
            colour,
            comment: String::new(),
            anchor,
            guess: None,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        },
    )
}

fn point(id: PointId, document_id: DocumentId, at: usize, text: &str) -> points::PointRow {
    points::PointRow {
        id,
        document_id,
        snapshot_id: None,
        parent_id: None,
        rank: format!("{at:04}"),
        text: text.into(),
        voice: Voice::Author,
        drafted: true,
        folded: false,
        deleted_at: None,
        anchor: None,
        guess: None,
        unsupported: false,
    }
}
