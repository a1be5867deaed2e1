//! The entry of a document in the index.

use std::collections::BTreeSet;

use tantivy::TantivyDocument;

use super::fields::Fields;
use super::texts::Texts;
use crate::DocumentId;

impl Fields {
    /// The entry of a document.
    pub(super) fn document(&self, id: DocumentId, texts: Texts) -> TantivyDocument {
        let bytes: usize = texts.parts.iter().map(String::len).sum();
        let mut document = TantivyDocument::with_capacity(bytes + 1024);
        document.add_bytes(self.id, id.0.as_bytes());
        let (first, second) = id.0.as_u64_pair();
        document.add_u64(self.id_halves[0], first);
        document.add_u64(self.id_halves[1], second);
        document.add_text(self.kind, texts.kind.as_str());
        document.add_i64(self.saved, texts.saved_at);
        document.add_text(self.title_key, texts.title_key);
        for (field, text) in self.texts.into_iter().zip(texts.parts).filter(|(_, text)| !text.is_empty()) {
            document.add_text(field, text);
        }
        let tags: BTreeSet<&str> = texts.tags.iter().flat_map(|tag| above(tag, '/')).collect();
        tags.into_iter().for_each(|tag| document.add_text(self.tag, tag));
        if let Some(host) = &texts.host {
            document.add_text(self.host, host);
            domains(host).for_each(|domain| document.add_text(self.site, domain));
        }
        if let Some(date) = &texts.published {
            let date = date.get(..10).unwrap_or(date);
            above(date, '-').for_each(|date| document.add_text(self.published, date));
        }
        texts.author.into_iter().for_each(|author| document.add_text(self.author, author));
        texts.lang.into_iter().for_each(|lang| document.add_text(self.lang, primary(&lang)));
        texts.flags.into_iter().for_each(|flag| document.add_text(self.flag, flag));
        document
    }
}

/// A path and all above it, from the top: `rust`, `rust/async`.
fn above(path: &str, between: char) -> impl Iterator<Item = &str> {
    path.match_indices(between).map(|(at, _)| &path[..at]).filter(|part| !part.is_empty()).chain([path])
}

/// A host and the domains above it, but for the last part.
fn domains(host: &str) -> impl Iterator<Item = &str> {
    let below = host.match_indices('.').map(|(at, _)| &host[at + 1..]);
    [host].into_iter().chain(below.filter(|domain| domain.contains('.')))
}

/// The language of a tag, without region and script.
fn primary(lang: &str) -> String {
    lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::{above, domains};

    #[test]
    fn what_lies_above() {
        assert_eq!(above("rust/async/io", '/').collect::<Vec<_>>(), ["rust", "rust/async", "rust/async/io"]);
        assert_eq!(above("2024-05-01", '-').collect::<Vec<_>>(), ["2024", "2024-05", "2024-05-01"]);
        assert_eq!(domains("blog.a.example").collect::<Vec<_>>(), ["blog.a.example", "a.example"]);
    }
}
