//! The entry of a document in the index.

use std::collections::BTreeSet;

use jiff::civil::Date;
use tantivy::TantivyDocument;

use super::fields::Fields;
use super::fold::fold;
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
        for tag in tags {
            document.add_text(self.tag, tag);
            document.add_text(self.tag_key, fold(tag));
        }
        if let Some(host) = &texts.host {
            document.add_text(self.host, host);
            domains(host).for_each(|domain| document.add_text(self.site, domain));
        }
        if let Some(date) = &texts.published {
            for (field, day) in self.published.into_iter().zip(days(date).into_iter().flatten()) {
                document.add_i64(field, day_number(day));
            }
        }
        if let Some(author) = &texts.author {
            document.add_text(self.author, author);
            document.add_text(self.author_name, author);
        }
        texts.lang.into_iter().for_each(|lang| document.add_text(self.lang, primary(&lang)));
        texts.flags.into_iter().for_each(|flag| document.add_text(self.flag, flag));
        document
    }
}

/// The first and the last day of a date, as far as it is known: `2024`, `2024-05` or `2024-05-01…`.
fn days(date: &str) -> Option<[Date; 2]> {
    let mut parts = date.get(..10).unwrap_or(date).splitn(3, '-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next().and_then(|month| month.parse().ok());
    let day = parts.next().and_then(|day| day.parse().ok());
    let first = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
    let last = match (month, day) {
        (None, _) => first.last_of_year(),
        (_, None) => first.last_of_month(),
        _ => first,
    };
    Some([first, last])
}

/// A day as a number: one more each day.
pub(super) fn day_number(date: Date) -> i64 {
    date.duration_since(Date::ZERO).as_hours() / 24
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
pub(super) fn primary(lang: &str) -> String {
    lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{above, day_number, days, domains};

    #[test]
    fn what_lies_above() {
        assert_eq!(above("rust/async/io", '/').collect::<Vec<_>>(), ["rust", "rust/async", "rust/async/io"]);
        assert_eq!(domains("blog.a.example").collect::<Vec<_>>(), ["blog.a.example", "a.example"]);
    }

    #[test]
    fn days_of_a_date() {
        assert_eq!(days("2024"), Some([date(2024, 1, 1), date(2024, 12, 31)]));
        assert_eq!(days("2024-02"), Some([date(2024, 2, 1), date(2024, 2, 29)]));
        assert_eq!(days("2024-05-01T23:59:00Z"), Some([date(2024, 5, 1); 2]));
        assert_eq!(days("May"), None);
        assert_eq!(day_number(date(2024, 3, 1)) - day_number(date(2024, 2, 28)), 2);
        assert!(day_number(date(-5, 1, 1)) < day_number(date(1, 1, 1)));
    }
}
