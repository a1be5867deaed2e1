//! Taking in files that were written elsewhere: posts about articles, daily logs, posts and notes.

use jiff::civil::Date;
use postil_core::tables::points::NewPoint;
use postil_core::verbs::{self, Day, ImportedArticle};
use postil_core::{Kind, Millis, Tx, Voice};
use postil_posts::{Dated, Part, PartKind, Point, Read, Shape};

use crate::pictures::{self, Source};
use crate::survey::Beside;
use crate::wire::{ImportProblem, Imported};
use crate::{ApiError, App};

/// How many files are taken in by one transaction.
const BATCH: usize = 64;
/// The most damaged places that are told of one file.
const MOST_DAMAGE: usize = 20;

/// A file to be taken in: its name, as a person is told of it, and its bytes.
pub type ImportFile<'a> = (&'a str, &'a [u8]);

impl App {
    /// Takes in files; with `dry` it only says what would come of it. A file that cannot be read is told of, and the others are taken in.
    /// What is there already is not taken in again. `pictures` are the names of those that lie beside the files: which of them the
    /// texts show is in the answer.
    ///
    /// # Errors
    /// When the library fails; what was taken in before stays.
    pub fn import(&self, files: &[ImportFile<'_>], pictures: &[String], dry: bool) -> Result<Imported, ApiError> {
        let mut report = Imported::default();
        let mut formats: Vec<&'static str> = Vec::new();
        let beside = Beside::new(pictures);
        for batch in files.chunks(BATCH) {
            let mut all = Vec::new();
            for (name, bytes) in batch {
                let short = name.rsplit(['/', '\\']).next().unwrap_or(name);
                match postil_posts::read(bytes, short) {
                    Ok(read) => {
                        tell(name, &read, &mut report);
                        formats.push(format(&read.shape));
                        all.push((*name, read));
                    }
                    Err(error) => {
                        report.failed.push(ImportProblem { at: (*name).to_owned(), reason: error.to_string() });
                    }
                }
            }
            let mut found = report.clone();
            let taken = self.write(|tx| {
                for (name, read) in &all {
                    let before = found.shown.len();
                    take(tx, read, (name, &beside), &mut found)?;
                    pictures::tell_missing(name, &read.text, before, &mut found);
                }
                // What is only tried is taken back by its transaction.
                if dry { Err(postil_core::Error::NothingToUndo) } else { Ok(()) }
            });
            match taken {
                Err(error) if !dry || error.code != "nothing_to_undo" => return Err(error),
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
        Ok(report)
    }
}

fn format(shape: &Shape) -> &'static str {
    match shape {
        Shape::CommentaryPost(_) => "commentary_post",
        Shape::DailyLog(_) => "daily_log",
        Shape::Post(_) => "post",
        Shape::Note(_) => "markdown",
    }
}

/// Tells what was not understood, and what is spoilt.
fn tell(name: &str, read: &Read, report: &mut Imported) {
    let at = |line: usize| format!("{name}:{line}");
    report.skipped.extend(
        read.unread.iter().map(|unread| ImportProblem { at: at(unread.line), reason: unread.reason.to_string() }),
    );
    report.damaged.extend(read.damage.iter().take(MOST_DAMAGE).map(|damage| ImportProblem {
        at: at(damage.line),
        reason: format!("“{}” was once “{}”, it seems", damage.found, damage.suggestion),
    }));
}

fn take(tx: &Tx<'_>, read: &Read, from: Source<'_>, report: &mut Imported) -> postil_core::Result<()> {
    let at = day_of(read).and_then(noon);
    match &read.shape {
        Shape::DailyLog(log) => {
            // A log of which a day cannot be told is kept as a note, so that nothing is lost.
            let told = log.days.iter().all(|day| day.date.day.is_some()) && log.others.is_empty();
            if !told {
                take_text(tx, read, (Kind::Note, from), at, report)?;
            }
            for day in &log.days {
                let Some(date) = day.date.day else { continue };
                let Some(began) = midnight(date) else { continue };
                let entries: Vec<String> = day.entries.iter().map(|entry| entry.text.text.clone()).collect();
                let name = date.to_string();
                if let Some(imported) = verbs::import_entries(tx, Day { date: &name, began }, &entries)? {
                    pictures::tell_shown(tx, imported.document.id, &entries.join("\n"), from, report)?;
                    count(&imported, report, |report| report.added.journal += 1);
                }
            }
            Ok(())
        }
        Shape::CommentaryPost(post) => {
            for part in &post.parts {
                take_part(tx, part, (at, from), report)?;
            }
            take_text(tx, read, (Kind::Post, from), at, report)
        }
        Shape::Post(_) => take_text(tx, read, (Kind::Post, from), at, report),
        Shape::Note(_) => take_text(tx, read, (Kind::Note, from), at, report),
    }
}

fn take_part(
    tx: &Tx<'_>,
    part: &Part,
    (at, from): (Option<Millis>, Source<'_>),
    report: &mut Imported,
) -> postil_core::Result<()> {
    let main = part.heading.as_ref().and_then(|heading| heading.link.as_ref());
    let main = main.filter(|_| part.kind == PartKind::Article);
    let further = part.links.iter().filter(|link| main.is_none_or(|main| main.url != link.url));
    for link in main.into_iter().chain(further) {
        let Some(url) = postil_core::url::parse(&link.url) else { continue };
        let whole = main.is_some_and(|main| main.url == link.url);
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
            at,
        };
        let imported = verbs::import_article(tx, &article)?;
        pictures::tell_shown(tx, imported.document.id, &article.commentary, from, report)?;
        count(&imported, report, |report| report.added.articles += 1);
    }
    Ok(())
}

fn take_text(
    tx: &Tx<'_>,
    read: &Read,
    (kind, from): (Kind, Source<'_>),
    at: Option<Millis>,
    report: &mut Imported,
) -> postil_core::Result<()> {
    let tags: Vec<String> = match &read.front {
        Some(front) => front.tags.iter().chain(&front.categories).cloned().collect(),
        None => Vec::new(),
    };
    let imported = verbs::import_text(tx, kind, &read.title.text, &read.text, &tags, at)?;
    pictures::tell_shown(tx, imported.document.id, &read.text, from, report)?;
    count(&imported, report, |report| match kind {
        Kind::Post => report.added.posts += 1,
        _ => report.added.notes += 1,
    });
    Ok(())
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
        voice: match point.voice {
            postil_posts::Voice::Author => Voice::Author,
            postil_posts::Voice::Me => Voice::Me,
        },
        anchor: None,
        unsupported: false,
        children: point.children.iter().map(self::point).collect(),
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
