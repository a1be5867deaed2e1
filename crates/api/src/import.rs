//! Taking in files that were written elsewhere: posts about articles, daily logs, posts and notes.

use jiff::civil::Date;
use postil_core::links;
use postil_core::tables::imported_parts::Kept;
use postil_core::tables::points::NewPoint;
use postil_core::verbs::{self, Day, FileToKeep, ImportedArticle, KnownFile};
use postil_core::{DocumentId, ImportId, Kind, Millis, Tx, Voice};
use postil_posts::{Dated, Part, PartKind, Point, Read, ReadAs, Shape};

use crate::pictures::{self, Source};
use crate::survey::Beside;
use crate::wire::{ImportFormat, ImportProblem, Imported};
use crate::{ApiError, App};

/// How many files are taken in by one transaction.
const BATCH: usize = 64;
/// The most damaged places that are told of one file.
const MOST_DAMAGE: usize = 20;
/// The most characters that are shown before and after a damaged place.
const LONGEST_WORD: usize = 20;

/// How many characters of a text its title has that is made of its first words.
const LONGEST_TITLE: usize = 60;

/// A file to be taken in: its name, as a person is told of it, and its bytes.
pub type ImportFile<'a> = (&'a str, &'a [u8]);

/// How files are taken in.
#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// The import that they belong to; without it, it is one of its own.
    pub import: Option<String>,
    /// The file or folder, as a person knows it.
    pub name: String,
    /// The names of the pictures that lie beside the files.
    pub pictures: Vec<String>,
    /// Whether only to say what would come of it.
    pub dry: bool,
    /// As what they are read; otherwise their content tells.
    pub format: Option<ImportFormat>,
    /// Whether characters that an earlier program spoilt are repaired.
    pub repair: bool,
}

/// A file that was read.
struct FileRead<'a> {
    path: String,
    bytes: &'a [u8],
    read: Read,
    repaired: bool,
}

/// Why a file of so many bytes is not even looked at, if it is not.
pub fn too_large(name: &str, bytes: u64) -> Option<ImportProblem> {
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    let error = postil_posts::Error::TooLarge { bytes };
    (bytes > postil_posts::LARGEST).then(|| ImportProblem { at: name.to_owned(), reason: error.to_string() })
}

impl App {
    /// Takes in files; with `dry` it only says what would come of it. A file that cannot be read is told of, and the others are taken in.
    /// What is there already is not taken in again. Which of the pictures beside them the texts show is in the answer.
    ///
    /// # Errors
    /// When the library fails; what was taken in before stays.
    pub fn import(&self, files: &[ImportFile<'_>], options: &ImportOptions) -> Result<Imported, ApiError> {
        let import = match &options.import {
            Some(id) => ImportId(id.parse().map_err(|_| postil_core::Error::NoImport(id.clone()))?),
            None => ImportId(self.inner.library.new_id()),
        };
        let mut report = Imported { import: import.to_string(), ..Imported::default() };
        let mut formats: Vec<&'static str> = Vec::new();
        let beside = Beside::new(&options.pictures);
        for batch in files.chunks(BATCH) {
            let mut all = Vec::new();
            for (name, bytes) in batch {
                match read(name, bytes, options, &mut report) {
                    Ok(file) => {
                        formats.push(format_of(&file.read.shape));
                        all.push(file);
                    }
                    Err(error) => {
                        report.failed.push(ImportProblem { at: (*name).to_owned(), reason: error.to_string() });
                    }
                }
            }
            let mut found = report.clone();
            let taken = self.write(|tx| {
                verbs::begin_import(tx, import, &options.name)?;
                for file in &all {
                    let before = found.shown.len();
                    take(tx, import, file, &beside, &mut found)?;
                    pictures::tell_missing(&file.path, &file.read.text, before, &mut found);
                }
                // What is only tried is taken back by its transaction.
                if options.dry { Err(postil_core::Error::NothingToUndo) } else { Ok(()) }
            });
            match taken {
                Err(error) if !options.dry || error.code != "nothing_to_undo" => return Err(error),
                _ => report = found,
            }
        }
        formats.sort_unstable();
        formats.dedup();
        report.format = match formats.as_slice() {
            [] => "none",
            [one] => one,
            _ => "mixed",
        }
        .to_owned();
        let (_, waiting) = self.read(|conn| postil_core::tables::import_runs::outcome(conn, import))?;
        report.waiting = u32::try_from(waiting.len()).unwrap_or(u32::MAX);
        Ok(report)
    }
}

/// Reads a file as its content tells, or as it is said to be, and tells what was not understood.
fn read<'a>(
    name: &str,
    bytes: &'a [u8],
    options: &ImportOptions,
    report: &mut Imported,
) -> postil_posts::Result<FileRead<'a>> {
    let path = name.replace('\\', "/");
    let short = path.rsplit('/').next().unwrap_or(&path);
    let read = match options.format {
        Some(format) => postil_posts::read_as(bytes, short, read_as(format))?,
        None => postil_posts::read(bytes, short)?,
    };
    tell(name, &read, options.repair, report);
    let repaired = options.repair && !read.damage.is_empty();
    let read = if repaired { postil_posts::repaired(&read)? } else { read };
    Ok(FileRead { path, bytes, read, repaired })
}

/// Takes in one file, as an import of its own.
#[cfg(test)]
pub(crate) fn take_one(
    tx: &Tx<'_>,
    name: &str,
    bytes: &[u8],
    options: &ImportOptions,
    report: &mut Imported,
) -> postil_core::Result<()> {
    let import = ImportId(tx.new_id());
    verbs::begin_import(tx, import, name)?;
    let file = read(name, bytes, options, report).map_err(|error| postil_core::Error::Damaged(error.to_string()))?;
    take(tx, import, &file, &Beside::new(&[]), report)
}

/// What a file was read as, as it stands in answers and in the library.
pub(crate) fn format_of(shape: &Shape) -> &'static str {
    match shape {
        Shape::CommentaryPost(_) => "commentary_post",
        Shape::DailyLog(_) => "daily_log",
        Shape::Post(_) => "post",
        Shape::Note(_) => "markdown",
    }
}

fn read_as(format: ImportFormat) -> ReadAs {
    match format {
        ImportFormat::CommentaryPost => ReadAs::CommentaryPost,
        ImportFormat::DailyLog => ReadAs::DailyLog,
        ImportFormat::Post => ReadAs::Post,
        ImportFormat::Markdown => ReadAs::Note,
    }
}

/// Tells what was not understood, and what is spoilt.
fn tell(name: &str, read: &Read, repair: bool, report: &mut Imported) {
    let at = |line: usize| format!("{name}:{line}");
    report.skipped.extend(
        read.unread.iter().map(|unread| ImportProblem { at: at(unread.line), reason: unread.reason.to_string() }),
    );
    report.damages += u32::try_from(read.damage.len()).unwrap_or(u32::MAX);
    report.damaged.extend(read.damage.iter().take(MOST_DAMAGE).map(|damage| {
        let (before, after) = word_around(&read.text, damage.span.range());
        let (found, once) =
            (format!("{before}{}{after}", damage.found), format!("{before}{}{after}", damage.suggestion));
        let reason = if repair {
            format!("“{found}” becomes “{once}”")
        } else {
            format!("“{found}” was once “{once}”, it seems")
        };
        ImportProblem { at: at(damage.line), reason }
    }));
}

/// What belongs to a word before and after a stretch of it.
fn word_around(text: &str, range: std::ops::Range<usize>) -> (String, String) {
    let is_part = |c: &char| !c.is_whitespace();
    let before: Vec<char> = text[..range.start].chars().rev().take(LONGEST_WORD).take_while(is_part).collect();
    let after = text[range.end..].chars().take(LONGEST_WORD).take_while(is_part).collect();
    (before.into_iter().rev().collect(), after)
}

fn take(
    tx: &Tx<'_>,
    import: ImportId,
    file: &FileRead<'_>,
    beside: &Beside,
    report: &mut Imported,
) -> postil_core::Result<()> {
    let read = &file.read;
    let at = day_of(read).and_then(noon);
    let known = verbs::known_file(tx.conn(), file.bytes, &file.path, &read.title.text)?
        .filter(|known| known.file.format == format_of(&read.shape));
    let from = (file.path.as_str(), beside);
    let mut taking = Taking { tx, import, at, from, known: known.as_ref(), parts: Vec::new(), report };
    let document = match &read.shape {
        Shape::DailyLog(log) => {
            // A log of which a day cannot be told is kept as a note, so that nothing is lost.
            let told = log.days.iter().all(|day| day.date.day.is_some()) && log.others.is_empty();
            let document = if told { None } else { Some(taking.text(read, Kind::Note)?) };
            for (position, day) in (0..).zip(&log.days) {
                let entries: Vec<String> = day.entries.iter().map(|entry| entry.text.text.clone()).collect();
                day.date.day.map(|date| taking.day(position, date, &entries)).transpose()?;
            }
            document
        }
        Shape::CommentaryPost(post) => {
            for (position, part) in (0..).zip(&post.parts) {
                match part.kind {
                    PartKind::Note => taking.note(position, part, &read.text)?,
                    _ => taking.part(position, part)?,
                }
            }
            Some(taking.text(read, Kind::Post)?)
        }
        Shape::Post(_) => Some(taking.text(read, Kind::Post)?),
        Shape::Note(_) => Some(taking.text(read, Kind::Note)?),
    };
    let kept = FileToKeep {
        path: &file.path,
        bytes: file.bytes,
        format: format_of(&read.shape),
        repaired: known.as_ref().map_or(file.repaired, |known| known.file.repaired),
        document,
        parts: &taking.parts,
    };
    // Here it is known which file of a folder became which document.
    verbs::keep_file(tx, import, kept)
}

/// A file that is taken in at this moment.
struct Taking<'a> {
    tx: &'a Tx<'a>,
    import: ImportId,
    at: Option<Millis>,
    from: Source<'a>,
    /// The same file, if it was taken in before.
    known: Option<&'a KnownFile>,
    parts: Vec<(u32, DocumentId, Kept)>,
    report: &'a mut Imported,
}

impl Taking<'_> {
    /// Whether the part at a place was taken in before and is there: then it stays what it has become.
    fn is_known(&mut self, position: u32) -> postil_core::Result<bool> {
        let Some(known) = self.known else { return Ok(false) };
        let Some(part) = known.part(self.tx.conn(), position)? else { return Ok(false) };
        self.parts.push((position, part.document_id, part.kept.clone()));
        self.report.known += 1;
        Ok(true)
    }

    fn day(&mut self, position: u32, date: Date, entries: &[String]) -> postil_core::Result<()> {
        let Some(began) = midnight(date) else { return Ok(()) };
        let name = date.to_string();
        if self.is_known(position)? {
            return Ok(());
        }
        if let Some((imported, kept)) =
            verbs::import_entries(self.tx, self.import, Day { date: &name, began }, entries)?
        {
            pictures::tell_shown(self.tx, imported.document.id, &entries.join("\n"), self.from, self.report)?;
            self.parts.push((position, imported.document.id, Kept::Day(kept)));
            count(&imported, self.report, |report| report.added.journal += 1);
        }
        Ok(())
    }

    fn part(&mut self, position: u32, part: &Part) -> postil_core::Result<()> {
        let main = part.heading.as_ref().and_then(|heading| heading.link.as_ref());
        let main = main.filter(|_| part.kind == PartKind::Article);
        let further = part.links.iter().filter(|link| main.is_none_or(|main| main.url != link.url));
        for link in main.into_iter().chain(further) {
            let Some(url) = postil_core::url::parse(&link.url) else { continue };
            let whole = main.is_some_and(|main| main.url == link.url);
            if whole && self.is_known(position)? {
                continue;
            }
            let title = match (&part.heading, whole) {
                (Some(heading), true) => heading.title.text.clone(),
                _ => link.title.clone(),
            };
            let article = ImportedArticle {
                // A heading that is a bare address says no title.
                title: if postil_core::url::parse(&title).is_some() { String::new() } else { title },
                url,
                outline: if whole { part.points.iter().map(point).collect() } else { Vec::new() },
                commentary: if whole { part.commentary_text() } else { String::new() },
                at: self.at,
            };
            let (imported, kept) = verbs::import_article(self.tx, self.import, &article)?;
            pictures::tell_shown(self.tx, imported.document.id, &article.commentary, self.from, self.report)?;
            if whole {
                self.parts.push((position, imported.document.id, Kept::Article(kept)));
            }
            count(&imported, self.report, |report| report.added.articles += 1);
        }
        Ok(())
    }

    /// A text under an empty heading, which is called by its first words.
    fn note(&mut self, position: u32, part: &Part, text: &str) -> postil_core::Result<()> {
        let body = text[part.span.range()].split_once('\n').map_or("", |(_, body)| body).trim();
        if body.is_empty() || self.is_known(position)? {
            return Ok(());
        }
        let words = links::shown(body);
        let first = words.lines().next().unwrap_or_default();
        let cut = first.char_indices().nth(LONGEST_TITLE).map_or(first.len(), |(at, _)| at);
        let cut = if cut < first.len() { first[..cut].rfind(' ').unwrap_or(cut) } else { cut };
        let title = first[..cut].trim_end_matches(['.', ',', ';', ':']);
        let imported = verbs::import_text(self.tx, self.import, Kind::Note, title, body, &[], self.at)?;
        pictures::tell_shown(self.tx, imported.document.id, body, self.from, self.report)?;
        self.parts.push((position, imported.document.id, Kept::Note(body.to_owned())));
        count(&imported, self.report, |report| report.added.notes += 1);
        Ok(())
    }

    fn text(&mut self, read: &Read, kind: Kind) -> postil_core::Result<DocumentId> {
        let tags: Vec<String> = match &read.front {
            // Its tags are read from the text itself, and go with it.
            Some(front) => front.categories.clone(),
            None => Vec::new(),
        };
        let imported = match self.known.and_then(|known| known.file.document_id) {
            Some(known) => verbs::import_again(self.tx, self.import, known)?,
            None => verbs::import_text(self.tx, self.import, kind, &read.title.text, &read.text, &tags, self.at)?,
        };
        pictures::tell_shown(self.tx, imported.document.id, &read.text, self.from, self.report)?;
        count(&imported, self.report, |report| match kind {
            Kind::Post => report.added.posts += 1,
            _ => report.added.notes += 1,
        });
        Ok(imported.document.id)
    }
}

fn count(imported: &verbs::Imported, report: &mut Imported, add: impl FnOnce(&mut Imported)) {
    if imported.added {
        report.created.push(imported.document.id.to_string());
        add(report);
    } else if !imported.changed {
        report.known += 1;
    }
}

fn point(point: &Point) -> NewPoint {
    NewPoint {
        text: point.text.text.clone(),
        voice: voice(point.voice),
        anchor: None,
        unsupported: false,
        children: point.children.iter().map(self::point).collect(),
    }
}

pub(crate) fn voice(voice: postil_posts::Voice) -> Voice {
    match voice {
        postil_posts::Voice::Author => Voice::Author,
        postil_posts::Voice::Me => Voice::Me,
    }
}

fn day_of(read: &Read) -> Option<Date> {
    let front = read.front.as_ref().and_then(|front| front.date.as_ref());
    let of = |dated: &Dated| dated.day;
    front.and_then(of).or_else(|| read.date.as_ref().and_then(of)).or(read.named_day)
}

fn midnight(date: Date) -> Option<Millis> {
    let zone = jiff::tz::TimeZone::system();
    date.to_zoned(zone).ok().map(|begin| begin.timestamp().as_millisecond())
}

fn noon(date: Date) -> Option<Millis> {
    Some(midnight(date)? + 12 * 3_600_000)
}
