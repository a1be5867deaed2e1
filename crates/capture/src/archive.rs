//! Copies of pages in a web archive: the Wayback Machine, or another that speaks as it does.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use url::Url;

use crate::article::{Captured, Fetched};
use crate::capture::read;
use crate::error::FetchError;
use crate::fetch::Fetcher;
use crate::isolate::Extractor;

/// A web archive, by its base address.
#[derive(Clone, Debug)]
pub struct Archive {
    base: String,
}

/// Where and when an archive took a copy of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedCopy {
    /// The copy, as the page was, without the archive's own bar.
    pub url: Url,
    /// When it was taken.
    pub taken_at: Timestamp,
}

impl Default for Archive {
    fn default() -> Self {
        Self { base: "https://web.archive.org/".to_owned() }
    }
}

impl Archive {
    /// An archive at another address than the Wayback Machine's. `None` when it is no http or https address.
    pub fn at(base: &str) -> Option<Self> {
        let base = Url::parse(&format!("{}/", base.trim_end_matches('/'))).ok()?;
        matches!(base.scheme(), "http" | "https").then(|| Self { base: base.into() })
    }

    /// The address that leads to the newest copy of a page.
    pub fn newest(&self, page: &Url) -> Option<Url> {
        self.address(&format!("{}id_", Zoned::now().year()), page)
    }

    /// The address of an image of a copy, as it was at that time.
    pub fn image(&self, copy: &ArchivedCopy, image: &Url) -> Option<Url> {
        self.address(&format!("{}im_", copy.taken_at.strftime("%Y%m%d%H%M%S")), image)
    }

    fn address(&self, when: &str, url: &Url) -> Option<Url> {
        let mut url = url.clone();
        url.set_fragment(None);
        Url::parse(&format!("{}web/{when}/{url}", self.base)).ok()
    }

    /// Reads from an address of this archive which copy stands there. `None` when none does.
    fn copy_at(&self, url: &Url) -> Option<ArchivedCopy> {
        let rest = url.as_str().strip_prefix(&self.base)?.strip_prefix("web/")?;
        let (when, _) = rest.split_once("id_/")?;
        if when.len() != 14 {
            return None;
        }
        let time = DateTime::strptime("%Y%m%d%H%M%S", when).ok()?;
        let taken_at = time.to_zoned(TimeZone::UTC).ok()?.timestamp();
        Some(ArchivedCopy { url: url.clone(), taken_at })
    }
}

/// Fetches the newest copy of a page from an archive and extracts its article, as if the page had been fetched from its
/// own address: that is the capture's address, and the one to which its links and images are resolved.
///
/// # Errors
/// Those of [`crate::capture`], and [`FetchError::NoArchivedCopy`].
pub async fn capture_archived(
    fetcher: &Fetcher,
    extractor: &Extractor,
    archive: &Archive,
    page: &Url,
) -> Result<(Captured, ArchivedCopy), FetchError> {
    let newest = archive.newest(page).ok_or(FetchError::NoArchivedCopy)?;
    let fetched = fetcher.page(&newest).await?;
    let Some(copy) = archive.copy_at(&fetched.url) else {
        let Fetched { status, retry_after, .. } = fetched;
        let host = newest.host_str().unwrap_or_default().to_owned();
        let trouble = matches!(status, 408 | 425 | 429 | 500..=599);
        return Err(if trouble {
            FetchError::Status { host, status, retry_after }
        } else {
            FetchError::NoArchivedCopy
        });
    };
    let captured = read(Fetched { url: page.clone(), ..fetched }, extractor).await?;
    Ok((captured, copy))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_of_a_copy_stands_in_its_address() {
        let archive = Archive::at("http://127.0.0.1:9/archive").unwrap();
        let copy = |url: &str| archive.copy_at(&Url::parse(url).unwrap()).map(|copy| copy.taken_at.to_string());
        let at = "http://127.0.0.1:9/archive/web/";
        assert_eq!(
            copy(&format!("{at}20210304050607id_/https://a.example/x?y=1")),
            Some("2021-03-04T05:06:07Z".into())
        );
        assert_eq!(copy(&format!("{at}2026id_/https://a.example/x")), None);
        assert_eq!(copy(&format!("{at}20211304050607id_/https://a.example/x")), None);
        assert_eq!(copy("http://127.0.0.1:9/web/20210304050607id_/https://a.example/x"), None);
        assert_eq!(copy("https://a.example/web/20210304050607id_/https://a.example/x"), None);
    }

    #[test]
    fn an_address_is_asked_for_whole_but_for_its_fragment() {
        let archive = Archive::default();
        let page = Url::parse("https://a.example/x?y=1&z=2#top").unwrap();
        let newest = archive.newest(&page).unwrap().to_string();
        assert!(
            newest.starts_with("https://web.archive.org/web/2") && newest.ends_with("id_/https://a.example/x?y=1&z=2")
        );
        let copy = ArchivedCopy { url: page.clone(), taken_at: "2021-03-04T05:06:07Z".parse().unwrap() };
        let image = Url::parse("https://a.example/i.png").unwrap();
        assert_eq!(
            archive.image(&copy, &image).unwrap().as_str(),
            "https://web.archive.org/web/20210304050607im_/https://a.example/i.png"
        );
        assert!(Archive::at("ftp://a.example").is_none() && Archive::at("").is_none());
    }
}
