//! What a PDF says of itself.

use dom_query::Document;
use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};
use pdf_oxide::PdfDocument;
use pdf_oxide::object::Object;

use crate::dates;
use crate::dom::collapse;

/// Titles and authors that programs put in by themselves, in lower case.
const EMPTY: &[&str] = &["untitled", "anonymous", "unknown", "unspecified", "title", "author", "user", "admin", "root"];
/// What titles begin with that are names of files, in lower case.
const PRODUCED: &[&str] = &["microsoft word -", "microsoft powerpoint -", "print ", "layout 1"];
/// Ends of names of files, in lower case.
const FILES: &[&str] =
    &[".doc", ".docx", ".pdf", ".tex", ".dvi", ".qxd", ".indd", ".ps", ".odt", ".rtf", ".ppt", ".pptx", ".html"];

/// What a PDF says of itself.
#[derive(Debug, Default)]
pub(super) struct Description {
    pub(super) title: Option<String>,
    pub(super) author: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) published: Option<String>,
    pub(super) lang: Option<String>,
}

/// Reads it from the document's information and, where that is silent, from its XMP packet.
pub(super) fn describe(pdf: &PdfDocument) -> Description {
    let info = pdf.trailer().as_dict().and_then(|trailer| trailer.get("Info")).map(|info| resolved(pdf, info));
    let field = |name: &str| {
        let value = resolved(pdf, info.as_ref()?.as_dict()?.get(name)?);
        Some(collapse(&text_string(value.as_string()?))).filter(|text| !text.is_empty())
    };
    let catalog = pdf.catalog().ok();
    let xmp = catalog.as_ref().and_then(|catalog| xmp(pdf, catalog)).unwrap_or_default();
    let lang = catalog.as_ref().and_then(|catalog| {
        let value = resolved(pdf, catalog.as_dict()?.get("Lang")?);
        let tag = text_string(value.as_string()?).replace('_', "-");
        let plain = tag.len() <= 35 && tag.split('-').all(|part| (1..=8).contains(&part.len()));
        (plain && tag.len() >= 2 && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')).then_some(tag)
    });
    Description {
        title: field("Title").filter(|title| is_title(title)).or(xmp.title.filter(|title| is_title(title))),
        author: field("Author").filter(|name| is_name(name)).or(xmp.author.filter(|name| is_name(name))),
        subject: field("Subject").or(xmp.subject),
        published: field("CreationDate").and_then(|date| pdf_date(&date)).or(xmp.published),
        lang,
    }
}

fn resolved(pdf: &PdfDocument, object: &Object) -> Object {
    match object.as_reference() {
        Some(reference) => pdf.load_object(reference).unwrap_or(Object::Null),
        None => object.clone(),
    }
}

fn xmp(pdf: &PdfDocument, catalog: &Object) -> Option<Description> {
    /// Longest packet that is read, in bytes.
    const LONGEST: usize = 1 << 20;
    let packet = resolved(pdf, catalog.as_dict()?.get("Metadata")?).decode_stream_data().ok()?;
    let packet = text_of(&packet[..packet.len().min(LONGEST)]);
    let document = Document::from(packet.as_str());
    let of = |selector: &str| {
        let matcher = dom_query::Matcher::new(selector).ok()?;
        let found = document.select_single_matcher(&matcher);
        Some(collapse(&found.text())).filter(|text| !text.is_empty())
    };
    Some(Description {
        title: of(r"dc\:title rdf\:li"),
        author: of(r"dc\:creator rdf\:li"),
        subject: of(r"dc\:description rdf\:li"),
        published: of(r"xmp\:createdate").and_then(|date| dates::parse(&date)),
        lang: None,
    })
}

fn text_of(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// A text string: UTF-16 or UTF-8 by its mark, else one byte for each letter.
fn text_string(bytes: &[u8]) -> String {
    let marked = matches!(bytes, [0xfe, 0xff, ..] | [0xff, 0xfe, ..] | [0xef, 0xbb, 0xbf, ..]);
    if marked || std::str::from_utf8(bytes).is_ok() {
        text_of(bytes).replace('\0', "")
    } else {
        WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
    }
}

fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    title.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !EMPTY.contains(&lower.as_str())
        && !PRODUCED.iter().any(|start| lower.starts_with(start))
        && !FILES.iter().any(|end| lower.ends_with(end))
}

fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.chars().filter(|c| c.is_alphabetic()).count() >= 2
        && !EMPTY.contains(&lower.as_str())
        && name.chars().count() <= 200
        && !lower.contains('@')
}

/// A PDF's date, `D:20230517103000+02'00'`, as RFC 3339.
fn pdf_date(date: &str) -> Option<String> {
    let rest = date.strip_prefix("D:").unwrap_or(date);
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to);
    let (year, month, day) = (part(0, 4)?, part(4, 6).unwrap_or("01"), part(6, 8).unwrap_or("01"));
    let day = format!("{year}-{month}-{day}");
    let Some(((hour, minute), second)) = part(8, 10).zip(part(10, 12)).zip(part(12, 14)) else {
        return dates::parse(&day);
    };
    let zone: String = rest[digits.len()..].chars().filter(|c| *c != '\'').collect();
    let zone = match (zone.get(..1), zone.get(1..3), zone.get(3..5)) {
        (Some(sign @ ("+" | "-")), Some(hours), minutes) => format!("{sign}{hours}:{}", minutes.unwrap_or("00")),
        _ => "Z".to_owned(),
    };
    dates::parse(&format!("{day}T{hour}:{minute}:{second}{zone}")).or_else(|| dates::parse(&day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read() {
        let check = |date, expected: &str| assert_eq!(pdf_date(date).as_deref(), Some(expected), "{date}");
        check("D:20230517103000+02'00'", "2023-05-17T10:30:00+02:00");
        check("D:20230517103000Z", "2023-05-17T10:30:00Z");
        check("D:20230517", "2023-05-17");
        assert_eq!(pdf_date("yesterday"), None);
    }

    #[test]
    fn names_of_files_are_no_titles() {
        for title in ["untitled", "Microsoft Word - final.doc", "paper.dvi", "12"] {
            assert!(!is_title(title), "{title}");
        }
        assert!(is_title("On Waiting") && is_name("Ida Marlow") && !is_name("root"));
    }

    #[test]
    fn text_strings_are_in_several_encodings() {
        assert_eq!(text_string(b"\xfe\xff\x4f\x59\x76\x7d"), "余白");
        assert_eq!(text_string(b"caf\xe9"), "café");
        assert_eq!(text_string("café".as_bytes()), "café");
    }
}
