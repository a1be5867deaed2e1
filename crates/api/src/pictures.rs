//! Pictures in a person's own texts: those that lie beside imported files, and those that are pasted and dropped.

use std::collections::HashMap;

use postil_core::{BlobHash, DocumentId, Tx, links, tables, verbs};

use crate::survey::Beside;
use crate::wire::{ImportProblem, Imported, KeptPicture, PicturesTaken, ShownPicture};
use crate::{ApiError, App};

/// The largest picture that is taken in, in bytes.
pub(crate) const LARGEST: usize = 20 << 20;
/// The most characters of a picture's words that are taken from its file's name.
const LONGEST_ALT: usize = 80;

const NOT_SHOWN: &str = "It is no PNG, JPEG, GIF, WebP, AVIF or SVG, or it is damaged";
const TOO_LARGE: &str = "It is larger than 20 MB";

/// A picture to be taken in.
pub struct PictureFile {
    /// Its name, with its folders.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl App {
    /// Takes in pictures that imported texts show, where `shown` says. One that cannot be is told of.
    ///
    /// # Errors
    /// When the library fails.
    pub fn import_pictures(&self, files: Vec<PictureFile>, shown: &[ShownPicture]) -> Result<PicturesTaken, ApiError> {
        let mut answer = PicturesTaken::default();
        let mut kept: HashMap<String, (BlobHash, String)> = HashMap::new();
        for PictureFile { path, bytes } in files {
            match self.keep_blob(bytes)? {
                Ok(blob) => drop(kept.insert(path, blob)),
                Err(reason) => answer.failed.push(ImportProblem { at: path, reason: reason.to_owned() }),
            }
        }
        self.write(|tx| {
            for picture in shown {
                let Ok(id) = picture.document.parse::<DocumentId>() else { continue };
                if let Some((blob, media_type)) = kept.get(&picture.path) {
                    verbs::keep_picture(tx, id, &picture.target, *blob, media_type)?;
                }
            }
            Ok(())
        })?;
        answer.taken = u32::try_from(kept.len()).unwrap_or(u32::MAX);
        Ok(answer)
    }

    /// Keeps a picture that was put into a document's text, and answers what the text is to call it: the same for the same bytes.
    ///
    /// # Errors
    /// `not_found`; `picture` when it cannot be shown; when the library fails.
    pub fn keep_picture(&self, id: &str, name: &str, bytes: Vec<u8>) -> Result<KeptPicture, ApiError> {
        let id = self.document(id)?;
        let (blob, media_type) = self
            .keep_blob(bytes)?
            .map_err(|reason| ApiError::new("picture", format!("{name} cannot be put here"), &format!("{reason}.")))?;
        let hash = blob.to_string();
        let ending = media_type.trim_start_matches("image/").trim_end_matches("+xml").replace("jpeg", "jpg");
        let target = format!("pictures/{}.{ending}", &hash[..16]);
        self.write(|tx| verbs::keep_picture(tx, id, &target, blob, &media_type))?;
        Ok(KeptPicture { target, alt: alt_of(name), hash })
    }

    /// Keeps the bytes of a picture, or answers why they are none that can be shown.
    fn keep_blob(&self, bytes: Vec<u8>) -> Result<Result<(BlobHash, String), &'static str>, ApiError> {
        if bytes.len() > LARGEST {
            return Ok(Err(TOO_LARGE));
        }
        let Some(image) = postil_capture::recognise(bytes) else { return Ok(Err(NOT_SHOWN)) };
        Ok(Ok((self.inner.library.blobs().put(&image.bytes)?, image.media_type)))
    }
}

/// A file that is taken in, by its name, and the pictures beside it.
pub(crate) type Source<'a> = (&'a str, &'a Beside<'a>);

/// Tells which pictures a document's text shows that are beside its file, or in the library.
pub(crate) fn tell_shown(
    tx: &Tx<'_>,
    id: DocumentId,
    markdown: &str,
    (name, beside): Source<'_>,
    report: &mut Imported,
) -> postil_core::Result<()> {
    for picture in links::pictures(markdown) {
        let known = tables::pictures::get(tx.conn(), id, &picture.target)?.is_some();
        let path = beside.find(name, &picture).unwrap_or_default().to_owned();
        if known || !path.is_empty() {
            report.shown.push(ShownPicture { path, document: id.to_string(), target: picture.target, known });
        }
    }
    Ok(())
}

/// Tells which pictures of a file's text are nowhere. Those that are somewhere stand in the report from `before` on.
pub(crate) fn tell_missing(name: &str, markdown: &str, before: usize, report: &mut Imported) {
    for picture in links::pictures(markdown) {
        if report.shown[before..].iter().all(|shown| shown.target != picture.target) {
            let line = markdown[..picture.span.start].matches('\n').count() + 1;
            let reason = format!("The picture “{}” is not among the files", picture.target);
            report.skipped.push(ImportProblem { at: format!("{name}:{line}"), reason });
        }
    }
}

/// Words for a picture: its file's name, unless that is what a clipboard calls every picture.
fn alt_of(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let plain: String = stem.chars().map(|c| if "[]|\\`*_<>!\n\r".contains(c) { ' ' } else { c }).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.eq_ignore_ascii_case("image") { String::new() } else { words.chars().take(LONGEST_ALT).collect() }
}

#[cfg(test)]
mod tests {
    use super::alt_of;

    #[test]
    fn a_picture_has_words_from_its_name() {
        assert_eq!(alt_of("Harbour_at [dusk].JPG"), "Harbour at dusk");
        assert_eq!(alt_of("image.png"), "");
        assert_eq!(alt_of("余白.png"), "余白");
    }
}
