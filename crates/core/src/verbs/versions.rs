//! Versions: what a person wrote is kept as it was, can be compared with what it is now, and can be restored.
//!
//! Texts are saved each second while they are typed. Before such a saving changes one, the text as it was is kept if no
//! version was for five minutes, or if much of it goes; it always is before a text is restored, emptied, or joined with what
//! another wrote. What is kept is thinned out as it grows older.

use rusqlite::Connection;

use super::{commentary, notes};
use crate::compare::{self, Change, Stretch};
use crate::tables::documents::{self, Document};
use crate::tables::versions::{self, VersionRow};
use crate::{DocumentId, Error, Kind, Millis, Part, Result, Tx, VersionId, VersionReason, links, tables};

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;

/// How long one goes on typing before a version is kept again.
const SESSION: Millis = 5 * MINUTE;
/// Whoever takes away more characters than this takes away much.
const MUCH: usize = 200;
/// Less than this is little, whatever part of the text it is.
const LITTLE: usize = 40;
/// Most versions that are kept of one document.
const MOST: usize = 300;
/// Most characters of a version's first line.
const LINE: usize = 160;

/// What a person wrote about an article or in a note, as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Which text it is.
    pub part: Part,
    /// It, as Markdown.
    pub markdown: String,
    /// When it came to be.
    pub begun_at: Millis,
    /// When it was last written in.
    pub written_at: Millis,
}

/// A version as it stands in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedVersion {
    /// The version.
    pub row: VersionRow,
    /// Its first line with words, as plain text.
    pub first_line: String,
    /// Words that came with the text after it: the next version, or the present text.
    pub words_added: u32,
    /// Words that went with the text after it.
    pub words_removed: u32,
}

/// What became of a restoring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The text, as it now is.
    pub markdown: String,
    /// Whether it was another before.
    pub changed: bool,
    /// The version that the text before it became; `None` when that was empty, or the same.
    pub kept: Option<VersionId>,
}

/// What a person wrote about an article or in a note.
///
/// # Errors
/// [`Error::NoDocument`].
pub fn written(conn: &Connection, id: DocumentId) -> Result<Written> {
    let document = documents::get(conn, id)?;
    match document.kind {
        Kind::Article => written_about(conn, document.id),
        _ => Ok(written_in(&document, tables::notes::get(conn, document.id)?.unwrap_or_default())),
    }
}

/// The commentary about an article.
pub(super) fn written_about(conn: &Connection, id: DocumentId) -> Result<Written> {
    let (begun_at, written_at) = tables::commentary::times(conn, id)?.unwrap_or_default();
    Ok(Written { part: Part::Commentary, markdown: tables::commentary::get(conn, id)?, begun_at, written_at })
}

/// The body of a note.
pub(super) fn written_in(note: &Document, markdown: String) -> Written {
    Written { part: Part::Body, markdown, begun_at: note.saved_at, written_at: note.updated_at }
}

/// Keeps a text before `after` takes its place: for the reason given, else if it is time or if much of it goes. A text that
/// is kept already is not kept twice, but counts as kept now. Answers the version.
pub(super) fn keep(
    tx: &Tx<'_>,
    id: DocumentId,
    before: &Written,
    after: &str,
    reason: Option<VersionReason>,
) -> Result<Option<VersionId>> {
    if before.markdown.trim().is_empty() || before.markdown == after {
        return Ok(None);
    }
    let reason = match reason {
        Some(reason) => reason,
        None if after.trim().is_empty() || takes_much(&before.markdown, after) => VersionReason::Cut,
        None if is_time(tx, id, before)? => VersionReason::Session,
        None => return Ok(None),
    };
    let words = compare::count_words(&before.markdown);
    let same = versions::same(tx.conn(), id, before.part, words, &before.markdown)?;
    let row = VersionRow {
        id: same.unwrap_or_else(|| VersionId(tx.new_id())),
        document_id: id,
        part: before.part,
        reason,
        written_at: before.written_at,
        kept_at: tx.now(),
        words,
    };
    versions::put(tx.conn(), &row, &before.markdown)?;
    let mut rows = versions::of(tx.conn(), id)?;
    rows.sort_by_key(|row| std::cmp::Reverse((row.kept_at, row.id)));
    let times: Vec<Millis> = rows.iter().map(|row| row.kept_at).collect();
    for at in surplus(&times, tx.now()) {
        versions::remove(tx.conn(), rows[at].id)?;
    }
    Ok(Some(row.id))
}

/// Whether no version was kept for so long that the text is to be. Of a text that was never kept, its own times count.
fn is_time(tx: &Tx<'_>, id: DocumentId, before: &Written) -> Result<bool> {
    let since = |then: Millis| tx.now() - then >= SESSION;
    Ok(match versions::last_kept(tx.conn(), id)? {
        Some(last) => since(last),
        None => since(before.written_at) || since(before.begun_at),
    })
}

/// Whether a change takes away more than 200 characters or a third of a text.
fn takes_much(before: &str, after: &str) -> bool {
    let limit = (before.chars().count() / 3).clamp(LITTLE, MUCH);
    let (old, new) = differing_lines(before, after);
    let start = old.chars().zip(new.chars()).take_while(|(one, other)| one == other).count();
    let old_rest = old.chars().count() - start;
    let new_rest = new.chars().count() - start;
    let ends = old.chars().rev().zip(new.chars().rev()).take_while(|(one, other)| one == other).count();
    if old_rest - ends.min(old_rest).min(new_rest) <= limit {
        return false;
    }
    let removed = |stretch: &Stretch| match stretch {
        Stretch::Removed(text) => text.chars().count(),
        Stretch::Changed(pieces) => {
            pieces.iter().filter(|piece| piece.change == Change::Removed).map(|piece| piece.text.chars().count()).sum()
        }
        Stretch::Same(_) | Stretch::Added(_) => 0,
    };
    compare::compare(old, new).stretches.iter().map(removed).sum::<usize>() > limit
}

/// Two texts without the lines that both begin and end with.
fn differing_lines<'a>(old: &'a str, new: &'a str) -> (&'a str, &'a str) {
    fn common<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> usize {
        pairs.take_while(|(one, other)| one == other).map(|(line, _)| line.len()).sum()
    }
    let start = common(old.split_inclusive('\n').zip(new.split_inclusive('\n')));
    let (old, new) = (&old[start..], &new[start..]);
    let end = common(old.split_inclusive('\n').rev().zip(new.split_inclusive('\n').rev()));
    (&old[..old.len() - end], &new[..new.len() - end])
}

/// Which versions go, by their places in a list of when they were kept, newest first. Those of the last day stay, of the week
/// before it the newest of each hour, and of older ones the newest of each day. Should that be more than 300, those of the
/// last day are thinned out too, and then the oldest go.
fn surplus(kept_at: &[Millis], now: Millis) -> Vec<usize> {
    let stays = |recent: Millis| {
        let mut last = None;
        let mut stays = vec![true; kept_at.len()];
        for (at, then) in kept_at.iter().enumerate() {
            let grain = match now - then {
                age if age < DAY => recent,
                age if age < 8 * DAY => HOUR,
                _ => DAY,
            };
            let slot = Some((grain, then.div_euclid(grain)));
            stays[at] = slot != last || grain == 1;
            last = slot;
        }
        stays
    };
    let count = |stays: &[bool]| stays.iter().filter(|stays| **stays).count();
    let mut stays =
        [1, SESSION, HOUR].map(stays).into_iter().find(|stays| count(stays) <= MOST).unwrap_or_else(|| stays(HOUR));
    let mut left = MOST;
    for stays in &mut stays {
        *stays &= left > 0;
        left -= usize::from(*stays);
    }
    (0..kept_at.len()).filter(|at| !stays[*at]).collect()
}

/// The versions of what a person wrote about an article or in a note, newest first.
///
/// # Errors
/// [`Error::NoDocument`].
pub fn list_versions(conn: &Connection, id: DocumentId) -> Result<Vec<ListedVersion>> {
    let id = documents::get(conn, id)?.id;
    let mut after = written(conn, id)?.markdown;
    let mut listed = Vec::new();
    for row in versions::of(conn, id)? {
        let markdown = versions::text(conn, row.id)?.unwrap_or_default();
        let (old, new) = differing_lines(&markdown, &after);
        let counts = compare::compare(old, new).counts;
        let first_line = markdown.lines().map(links::plain).find(|line| !line.trim().is_empty()).unwrap_or_default();
        listed.push(ListedVersion {
            row,
            first_line: first_line.trim().chars().take(LINE).collect(),
            words_added: counts.words_added,
            words_removed: counts.words_removed,
        });
        after = markdown;
    }
    Ok(listed)
}

/// The text of a version of a document.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::NoVersion`].
pub fn version_text(conn: &Connection, id: DocumentId, version: VersionId) -> Result<(VersionRow, String)> {
    let document = documents::get(conn, id)?;
    let row = versions::of(conn, document.id)?.into_iter().find(|row| row.id == version);
    match (row, versions::text(conn, version)?) {
        (Some(row), Some(markdown)) => Ok((row, markdown)),
        _ => Err(Error::NoVersion { title: document.title, name: version.to_string() }),
    }
}

/// Gives a document the text of one of its versions. The present text becomes a version first.
///
/// # Errors
/// [`Error::NoDocument`], [`Error::NoVersion`].
pub fn restore_version(tx: &Tx<'_>, id: DocumentId, version: VersionId) -> Result<Restored> {
    let mut document = documents::get(tx.conn(), id)?;
    let (_, markdown) = version_text(tx.conn(), document.id, version)?;
    let before = written(tx.conn(), document.id)?;
    if before.markdown == markdown {
        return Ok(Restored { markdown, changed: false, kept: None });
    }
    let kept = keep(tx, document.id, &before, &markdown, Some(VersionReason::Restore))?;
    match document.kind {
        Kind::Article => commentary::write(tx, document, &markdown)?,
        _ => notes::write(tx, &mut document, &markdown)?,
    }
    Ok(Restored { markdown, changed: true, kept })
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_760_000_000_000;

    /// How many of the versions stay that were kept each `step` from now back to `back`.
    fn left(step: Millis, back: Millis) -> usize {
        let times: Vec<Millis> = (0..back / step).map(|i| NOW - i * step).collect();
        times.len() - surplus(&times, NOW).len()
    }

    #[test]
    fn versions_are_thinned_out_as_they_grow_older() {
        // All of a day; then one for each hour; then one for each day.
        assert_eq!(left(10 * MINUTE, DAY), 144);
        assert_eq!(left(10 * MINUTE, DAY + 12 * HOUR), 144 + 12);
        assert_eq!(left(DAY, 40 * DAY), 40);
        assert_eq!(left(6 * HOUR, 38 * DAY), 8 * 4 + 31);
        assert_eq!(surplus(&[], NOW), [0; 0]);
    }

    #[test]
    fn of_an_hour_and_of_a_day_the_newest_version_stays() {
        let hour = (NOW - 2 * DAY).div_euclid(HOUR) * HOUR;
        let day = (NOW - 20 * DAY).div_euclid(DAY) * DAY;
        let times = [NOW, hour + 50 * MINUTE, hour + 20 * MINUTE, hour - 1, day + HOUR, day, day - 1];
        assert_eq!(surplus(&times, NOW), [2, 5]);
    }

    #[test]
    fn what_was_thinned_out_once_stays() {
        let times: Vec<Millis> = (0..5000).map(|i| NOW - i * 7 * MINUTE).collect();
        let gone = surplus(&times, NOW);
        let kept: Vec<Millis> = (0..times.len()).filter(|at| !gone.contains(at)).map(|at| times[at]).collect();
        assert_eq!(surplus(&kept, NOW), [0; 0]);
    }

    #[test]
    fn there_are_never_more_than_the_most_and_the_newest_is_among_them() {
        for (step, back) in [(1000, DAY), (MINUTE, 8 * DAY), (DAY, 2000 * DAY), (HOUR, 8 * DAY)] {
            let times: Vec<Millis> = (0..back / step).map(|i| NOW - i * step).collect();
            let gone = surplus(&times, NOW);
            assert!(times.len() - gone.len() <= MOST && !gone.contains(&0), "{step} {back}");
            // A flood of today does not wash away what is older.
            let last = (0..times.len()).rev().find(|at| !gone.contains(at)).map(|at| NOW - times[at]);
            assert!(back > 100 * DAY || last.is_some_and(|age| age > back - 2 * HOUR), "{step} {back} {last:?}");
        }
    }

    #[test]
    fn much_is_two_hundred_characters_or_a_third() {
        let long = "The keeper writes the hour down. ".repeat(30);
        let lines = "The keeper writes the hour down.\n".repeat(30);
        for (before, after, wanted) in [
            (long.as_str(), format!("{long}More."), false),
            (&long, format!("First. {long}"), false),
            (&long, long[..long.len() - 190].to_owned(), false),
            (&long, long[..long.len() - 230].to_owned(), true),
            (&long, "Other words, as many as there were. ".repeat(30), true),
            // Two small edits far apart take little.
            (&lines, format!("A {}b", lines.replacen("The", "One", 1)), false),
            (&lines, lines[..lines.len() - 33 * 7].to_owned(), true),
            ("Fifty characters are here, one after the other, ok.", "Fifty characters".to_owned(), false),
            (&long[..120], long[..70].to_owned(), true),
            ("hello", "hel".to_owned(), false),
            ("é\u{301}tude", "étude".to_owned(), false),
        ] {
            assert_eq!(takes_much(before, &after), wanted, "{before:?} to {after:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn lines_that_differ_hold_all_that_does(old in "([ab]{0,2}\n?){0,8}", new in "([ab]{0,2}\n?){0,8}") {
            let (a, b) = differing_lines(&old, &new);
            proptest::prop_assert!(old.contains(a) && new.contains(b));
            proptest::prop_assert_eq!(old.len() - a.len(), new.len() - b.len());
            proptest::prop_assert_eq!(old == new, a.is_empty() && b.is_empty());
        }
    }
}
