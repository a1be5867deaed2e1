//! From what the capture crate brings to what the library stores.

use postil_capture::{ArchivedCopy, Article, Captured, Fetcher, OutLink, Remark};
use postil_core::Anchor;
use postil_core::tables::clips::ClipError;
use postil_core::tables::links::{Link, TargetKind};
use postil_core::tables::points::NewPoint;
use postil_core::tables::snapshots::FromArchive;
use postil_core::verbs::{Capture, Image};
use postil_core::{Library, Result, Verdict, Voice};
use tokio::task::JoinSet;
use url::Url;

use crate::ApiError;

/// How many images of one page are fetched at a time.
const AT_ONCE: usize = 4;
/// How large the images of one page may be together, in bytes.
const MOST: usize = 80 << 20;
/// What names an image in stored HTML that the page itself held; its hash follows.
const INLINE: &str = "inline:";

/// The library's word for a verdict of the capture crate; both spell it alike.
pub(crate) fn verdict(verdict: postil_capture::Verdict) -> Verdict {
    verdict.as_str().parse().unwrap_or(Verdict::Partial)
}

/// What a person is told of a capture that is no article.
pub(crate) fn complaint(verdict: Verdict) -> Option<ApiError> {
    let (message, hint) = match verdict {
        Verdict::Ok | Verdict::Partial => return None,
        Verdict::LoginWall => (
            "The page asks for a login",
            "In the desktop app, open it in a window and log in; or read it in a browser.",
        ),
        Verdict::ConsentWall => (
            "The page asks for consent before it shows its text",
            "In the desktop app, open it in a window and answer; or read it in a browser.",
        ),
        Verdict::Captcha => (
            "The site wants to know whether you are human",
            "In the desktop app, open it in a window and answer; or try later.",
        ),
        Verdict::NotFound => ("The site says that there is no such page", "Check the address."),
        Verdict::NotAPage => ("This is a file, not a page", "Only web pages and plain text can be clipped."),
        Verdict::Empty => (
            "The page has no text",
            "A script may write it: in the desktop app, open it in a window; or read it in a browser.",
        ),
        Verdict::Unreachable => ("The page could not be reached", "Try again later."),
    };
    Some(ApiError::new(verdict.as_str(), message, hint))
}

/// What a person is told of a page beyond its verdict.
fn remark(remark: Remark) -> ApiError {
    let open = "Open the PDF to read it: the file is kept.";
    let (code, message, hint) = match remark {
        Remark::PicturesOnly => ("pdf_without_text", "This PDF holds pictures of pages, and hardly any text", open),
        Remark::LockedPdf => ("pdf_locked", "This PDF is locked with a password", open),
        Remark::DamagedPdf => ("pdf_unreadable", "The text of this PDF could not be read", open),
        Remark::CutPdf => ("pdf_cut", "Only a part of this long PDF could be read", open),
    };
    ApiError::new(code, message, hint)
}

/// Fetches the images of a page and keeps them, each once whatever addresses it has. One that cannot be had is left out:
/// its alternative text stands.
/// `address` says where an image is to be had, `told` hears how many were asked for and answered.
pub(crate) async fn fetch_images(
    fetcher: &Fetcher,
    library: &Library,
    page: &Url,
    urls: &[Url],
    address: impl Fn(&Url) -> Option<Url>,
    mut told: impl FnMut(usize),
) -> Result<Vec<Image>> {
    let mut kept = Vec::new();
    let mut requests = JoinSet::new();
    let mut waiting = urls.iter().filter(|url| matches!(url.scheme(), "http" | "https" | "data"));
    let mut done = 0;
    let mut size = 0;
    loop {
        while requests.len() < AT_ONCE && size <= MOST {
            let Some(url) = waiting.next() else { break };
            let from = if url.scheme() == "data" { Some(url.clone()) } else { address(url) };
            let Some(from) = from else { continue };
            let (fetcher, page, url) = (fetcher.clone(), page.clone(), url.clone());
            requests.spawn(async move { fetcher.image(&page, &from).await.map(|image| (url, image)) });
        }
        let Some(request) = requests.join_next().await else { return Ok(kept) };
        if let Ok(Ok((url, image))) = request {
            size += image.bytes.len();
            let blob = library.blobs().put(&image.bytes)?;
            kept.push(Image { url: url.to_string(), blob, media_type: image.media_type });
        }
        done += 1;
        told(done);
    }
}

/// A capture as the library stores it. The raw page goes to `blobs/`.
pub(crate) fn to_core(
    library: &Library,
    captured: Captured,
    archive: Option<ArchivedCopy>,
    mut images: Vec<Image>,
) -> Result<Capture> {
    let Captured { fetched, encoding, mut article, remark } = captured;
    name_inline(&mut article.html, &mut images);
    let verdict = verdict(article.verdict);
    let Article { title, byline, site_name, lang, published_at, canonical_url, excerpt, .. } = article;
    Ok(Capture {
        page_blob: library.blobs().put(&fetched.body)?,
        url: fetched.url,
        archive: archive.map(|copy| FromArchive { url: copy.url.into(), taken_at: copy.taken_at.as_millisecond() }),
        declared_url: canonical_url,
        status: fetched.status,
        verdict,
        error: remark.map(self::remark).or_else(|| complaint(verdict)).map(ClipError::from),
        encoding,
        content_type: fetched.content_type,
        etag: fetched.etag,
        last_modified: fetched.last_modified,
        title,
        byline,
        site_name,
        lang,
        published_at,
        excerpt,
        word_count: article.word_count,
        html: article.html,
        text: article.text,
        markdown: article.markdown,
        outline: article.outline.into_iter().map(point).collect(),
        images,
        links: article.links.into_iter().map(link).collect(),
    })
}

/// Names the images that a page held itself by their hash: their bytes are a blob, and need not stand in the HTML too.
fn name_inline(html: &mut String, images: &mut [Image]) {
    for image in images.iter_mut().filter(|image| image.url.starts_with("data:")) {
        let written = image.url.replace('&', "&amp;").replace('"', "&quot;");
        let name = format!("{INLINE}{}", image.blob);
        *html = html.replace(&format!("data-src=\"{written}\""), &format!("data-src=\"{name}\""));
        image.url = name;
    }
}

/// A place in a text.
pub(crate) fn anchor(anchor: postil_capture::Anchor) -> Anchor {
    let postil_capture::Anchor { quote, prefix, suffix, start, end } = anchor;
    Anchor { quote, prefix, suffix, start, end }
}

/// A drafted point.
pub(crate) fn point(point: postil_capture::Point) -> NewPoint {
    NewPoint {
        text: point.text,
        voice: Voice::Author,
        anchor: point.anchor.map(anchor),
        unsupported: false,
        children: point.children.into_iter().map(self::point).collect(),
    }
}

fn link(link: OutLink) -> Link {
    Link {
        kind: TargetKind::Url,
        target: link.url.to_string(),
        text: link.text,
        context: link.context,
        start: link.start,
        end: link.end,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use postil_capture::{Limits, extract};

    use super::*;
    use crate::world::Machine;

    #[test]
    #[allow(clippy::unwrap_used)]
    fn an_image_that_a_page_holds_itself_is_kept_once() {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::open(folder.path(), Arc::new(Machine)).unwrap();
        let dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ";
        let padded = format!("data:image/png;base64,{dot}{}", "A".repeat(1600));
        let other = padded.replace("data:image/png;", "data:image/png;charset=x;");
        let words = "The keeper wrote down every boat that passed, its name and its load. ".repeat(12);
        let page = Url::parse("https://a.example/p").unwrap();
        let html = format!(
            "<title>T</title><article><p>{words}</p><p><img src='{padded}' alt=a></p><p>{words}</p>\
             <p><img src='{other}' alt=b></p></article>"
        );
        let article = extract(&html, &page);
        assert_eq!(article.images.len(), 2);
        let fetcher = Fetcher::new(Limits::default()).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let mut images =
            runtime.block_on(fetch_images(&fetcher, &library, &page, &article.images, |_| None, |_| ())).unwrap();
        assert_eq!(images.len(), 2);
        assert_eq!(images[0].blob, images[1].blob);
        let mut stored = article.html.clone();
        name_inline(&mut stored, &mut images);
        assert_eq!(stored.matches(&format!("data-src=\"inline:{}\"", images[0].blob)).count(), 2);
        assert!(!stored.contains("base64"));
    }
}
