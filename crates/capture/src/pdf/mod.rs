//! From a PDF to an article: the text of its pages as headings, paragraphs and items, with a quiet
//! `Page 3` where a page begins.

mod describe;
mod furniture;
mod lines;
mod order;
mod paragraphs;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use pdf_oxide::PdfDocument;
use url::Url;

use crate::article::{Article, Limits};
use crate::dom::collapse;
use crate::extract::{assemble, bare, blank};
use crate::page::Remark;
use crate::plain::escape;
use crate::sanitise;
use crate::verdict::Verdict;

use describe::{Description, describe};
use furniture::Sheet;
use paragraphs::{Block, Kind};

/// Most text that is kept, in bytes.
const MOST: usize = 8 << 20;
/// Fewer letters than this for each page, and the pages are taken to be pictures.
const FEW: usize = 8;
/// How far into a file its mark may stand, in bytes.
const MARK_WITHIN: usize = 1024;

/// Whether a body is a PDF, by its bytes.
pub fn is_pdf(body: &[u8]) -> bool {
    let head = &body[..body.len().min(MARK_WITHIN)];
    let Some(at) = head.windows(5).position(|window| window == b"%PDF-") else { return false };
    // A page that merely speaks of PDFs begins with a tag.
    !head[..at].contains(&b'<')
}

/// Reads a PDF.
pub(crate) fn read(body: &[u8], url: &Url, limits: &Limits) -> (Article, Option<Remark>) {
    let until = Instant::now() + limits.extract.mul_f32(0.7);
    let opened = PdfDocument::from_bytes(body.to_vec());
    let Ok(pdf) = opened else { return (blank(url, Verdict::Empty), Some(Remark::DamagedPdf)) };
    if pdf.is_encrypted() && !pdf.authenticate(b"").unwrap_or(false) {
        return (blank(url, Verdict::Empty), Some(Remark::LockedPdf));
    }
    let Ok(count) = pdf.page_count() else { return (blank(url, Verdict::Empty), Some(Remark::DamagedPdf)) };
    let description = catch_unwind(AssertUnwindSafe(|| describe(&pdf))).unwrap_or_default();
    let Pages { mut sheets, whole } = pages(&pdf, count.min(limits.pdf_pages), until);
    furniture::clear(&mut sheets);
    let lines: Vec<_> = sheets.into_iter().flat_map(|sheet| sheet.lines).collect();
    let letters: usize = lines.iter().map(|line| line.text.chars().filter(|c| c.is_alphanumeric()).count()).sum();
    let blocks = paragraphs::blocks(&lines);
    let whole = whole && count <= limits.pdf_pages;
    let (verdict, remark) = match (letters, whole) {
        (0, _) => (Verdict::Empty, Some(Remark::PicturesOnly)),
        (letters, _) if letters < FEW * count => (Verdict::Partial, Some(Remark::PicturesOnly)),
        (_, false) => (Verdict::Partial, Some(Remark::CutPdf)),
        _ => (Verdict::Ok, None),
    };
    (article(description, &blocks, count, url, limits, verdict), remark)
}

struct Pages {
    sheets: Vec<Sheet>,
    /// Whether every page could be read in time.
    whole: bool,
}

fn pages(pdf: &PdfDocument, count: usize, until: Instant) -> Pages {
    let mut read = Pages { sheets: Vec::new(), whole: true };
    let mut size = 0;
    for index in 0..count {
        if Instant::now() > until || size > MOST {
            read.whole = false;
            break;
        }
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let page = catch_unwind(AssertUnwindSafe(|| {
            let spans = pdf.extract_spans(index).ok()?;
            let (_, low, _, high) = pdf.get_page_media_box(index).ok()?;
            Some(Sheet { lines: lines::lines(&spans, number), low, height: high - low })
        }));
        match page {
            Ok(Some(sheet)) => {
                size += sheet.lines.iter().map(|line| line.text.len()).sum::<usize>();
                read.sheets.push(sheet);
            }
            _ => read.whole = false,
        }
    }
    read
}

fn article(
    description: Description,
    blocks: &[Block],
    pages: usize,
    url: &Url,
    limits: &Limits,
    verdict: Verdict,
) -> Article {
    let Description { title, author, subject, published, lang } = description;
    let mut metadata = bare(url);
    metadata.title = title.or_else(|| first_heading(blocks)).or_else(|| file_name(url)).unwrap_or_default();
    metadata.byline = author;
    metadata.description = subject;
    metadata.published_at = published;
    metadata.lang = lang;
    let html = sanitise::sanitise(&html(blocks, pages), url, url, &metadata.title, metadata.byline.as_deref(), &[]);
    assemble(html, metadata, url, limits, |_, _| verdict)
}

/// The largest of the headings at the beginning, or the first short line.
fn first_heading(blocks: &[Block]) -> Option<String> {
    let early = || blocks.iter().take_while(|block| block.page == 1).take(12);
    let heading = early().filter_map(|block| match block.kind {
        Kind::Heading(level) => Some((level, block)),
        _ => None,
    });
    let found = heading.min_by_key(|(level, _)| *level).map(|(_, block)| block);
    let found = found.or_else(|| early().next().filter(|block| block.text.chars().count() <= 120));
    found.map(|block| collapse(&block.text))
}

/// The name of the file, as words.
fn file_name(url: &Url) -> Option<String> {
    let name = url.path_segments()?.next_back()?;
    let name = name.strip_suffix(".pdf").or_else(|| name.strip_suffix(".PDF")).unwrap_or(name);
    let bytes: Vec<u8> = percent_decoded(name);
    let name = collapse(&String::from_utf8_lossy(&bytes).replace(['_', '+'], " "));
    (!name.is_empty()).then_some(name)
}

fn percent_decoded(name: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = name.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match code.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                out.push(byte);
                rest = &after[2..];
            }
            None => {
                out.push(*first);
                rest = after;
            }
        }
    }
    out
}

fn html(blocks: &[Block], pages: usize) -> String {
    let mut html = String::new();
    let (mut page, mut in_list) = (1, false);
    for block in blocks {
        let item = block.kind == Kind::Item;
        let turned = pages > 1 && block.page > page;
        if in_list && (!item || turned) {
            html.push_str("</ul>");
            in_list = false;
        }
        if turned {
            page = block.page;
            html.push_str(&format!("<h6>Page {page}</h6>"));
        }
        if item && !in_list {
            html.push_str("<ul>");
            in_list = true;
        }
        let (open, close) = match block.kind {
            Kind::Heading(2) => ("<h2>", "</h2>"),
            Kind::Heading(3) => ("<h3>", "</h3>"),
            Kind::Heading(_) => ("<h4>", "</h4>"),
            Kind::Paragraph => ("<p>", "</p>"),
            Kind::Item => ("<li>", "</li>"),
            Kind::Code => ("<pre><code>", "</code></pre>"),
        };
        html.push_str(open);
        escape(&block.text, &mut html);
        html.push_str(close);
    }
    if in_list {
        html.push_str("</ul>");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pdf_is_known_by_its_bytes() {
        assert!(is_pdf(b"%PDF-1.7\n") && is_pdf(b"\r\n junk %PDF-1.4"));
        assert!(!is_pdf(b"<p>%PDF-1.4") && !is_pdf(b"PDF") && !is_pdf(b""));
    }

    #[test]
    fn a_file_without_a_title_has_its_name() {
        let url = Url::parse("https://a.example/x/On%20the_tides.pdf?v=1").unwrap();
        assert_eq!(file_name(&url).as_deref(), Some("On the tides"));
    }
}
