//! Reading a file: its text, what it is, and what it holds.

use jiff::civil::Date;

use crate::commentary::{CommentaryPost, PartKind};
use crate::daily::DailyLog;
use crate::damage::{Damage, damage, repair};
use crate::decode::{Decoding, decode};
use crate::front::{self, Dated, FrontMatter};
use crate::lines::{Lines, Newline, Piece, Span};
use crate::other_text::changed;
use crate::post::{self, Head, Post};
use crate::shape;
use crate::unread::Unread;
use crate::{Result, file_name};

/// A file that was read. Nothing of it is lost: written back, it is the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// The file's name, as it was given.
    pub name: String,
    /// The decoded text, in which all spans are.
    pub text: String,
    /// How its bytes were read.
    pub decoding: Decoding,
    /// How most of its lines end.
    pub newline: Newline,
    /// What stands between `---` or `+++` at its head.
    pub front: Option<FrontMatter>,
    /// Its title.
    pub title: Title,
    /// Its date, from front matter or a line of its own.
    pub date: Option<Dated>,
    /// The day in the file's name, as Jekyll has it.
    pub named_day: Option<Date>,
    /// What it is, and what it holds.
    pub shape: Shape,
    /// What was not understood, in the order of the text.
    pub unread: Vec<Unread>,
    /// Characters that an earlier program spoilt. They are in the text as they were found.
    pub damage: Vec<Damage>,
}

/// A title, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title {
    /// The words.
    pub text: String,
    /// Where they are from.
    pub from: TitleFrom,
    /// Where they stand in the text.
    pub span: Option<Span>,
}

/// Where a title comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TitleFrom {
    /// Front matter.
    FrontMatter,
    /// A line of its own.
    Line,
    /// The first heading of level 1.
    Heading,
    /// The path in a terminal's transcript.
    Transcript,
    /// The file's name.
    FileName,
}

/// What a file is, told by its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A post about articles.
    CommentaryPost(CommentaryPost),
    /// A log of days.
    DailyLog(DailyLog),
    /// An essay.
    Post(Post),
    /// Any other text.
    Note(Note),
}

/// As what a file is to be read, whatever it looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadAs {
    /// A post about articles.
    CommentaryPost,
    /// A log of days.
    DailyLog,
    /// An essay.
    Post,
    /// Any other text.
    Note,
}

impl Shape {
    /// As what the file was read.
    pub fn read_as(&self) -> ReadAs {
        match self {
            Self::CommentaryPost(_) => ReadAs::CommentaryPost,
            Self::DailyLog(_) => ReadAs::DailyLog,
            Self::Post(_) => ReadAs::Post,
            Self::Note(_) => ReadAs::Note,
        }
    }
}

/// Any other Markdown. It is left as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Note {
    /// All but the front matter, without blank lines around.
    pub body: Piece,
}

/// Reads a file. `name` is its name, from which it may get its title; what it is depends on its content alone.
///
/// # Errors
///
/// [`crate::Error::TooLarge`] above [`crate::LARGEST`] bytes, and [`crate::Error::Binary`] for what is no text.
pub fn read(bytes: &[u8], name: &str) -> Result<Read> {
    let (text, decoding) = decode(bytes)?;
    read_text(text, decoding, name, None)
}

/// Reads a file as what it is said to be.
///
/// # Errors
///
/// Those of [`read`], and [`crate::Error::NotThat`] for a file without any article or without any day.
pub fn read_as(bytes: &[u8], name: &str, wanted: ReadAs) -> Result<Read> {
    let (text, decoding) = decode(bytes)?;
    read_text(text, decoding, name, Some(wanted))
}

/// Reads a text again with every suggestion of [`crate::damage()`] taken.
///
/// # Errors
///
/// [`crate::Error::NotThat`], if it is no longer what it was.
pub fn repaired(read: &Read) -> Result<Read> {
    let text = repair(&read.text);
    let decoding = Decoding { damaged: Vec::new(), ..read.decoding.clone() };
    read_text(text, decoding, &read.name, Some(read.shape.read_as()))
}

/// Reads a file that has another text now, as what it was. Lines that are the same keep their bytes and their ends; the others end as most
/// do.
///
/// # Errors
///
/// [`crate::Error::NotThat`], if it is no longer what it was.
pub fn with_text(before: &Read, text: &str) -> Result<Read> {
    if before.text == text {
        return Ok(before.clone());
    }
    let (text, decoding) = changed(before, text);
    read_text(text, decoding, &before.name, Some(before.shape.read_as()))
}

/// Reads a text, as what is wanted or as what it looks like.
fn read_text(text: String, decoding: Decoding, name: &str, wanted: Option<ReadAs>) -> Result<Read> {
    let lines = Lines::new(&text);
    let mut unread = Vec::new();
    let first = (0..lines.count()).find(|&at| !lines.is_blank(at));
    let transcript = first.and_then(|at| Some((at, post::transcript(&lines, at)?)));
    let start = transcript.as_ref().map_or(0, |(at, _)| at + 1);
    let (front, start) = match front::read(&lines, start, &mut unread) {
        Some((front, taken)) => (Some(front), taken.end),
        None => (None, start),
    };
    let mut head = Head::default();
    if let Some((at, path)) = transcript {
        head.transcript = Some(path);
        head.lines.push(lines.span_of(at..at + 1));
    }
    let shape = match wanted {
        None => shape::read(&lines, start, front.as_ref(), head, &mut unread),
        Some(wanted) => shape::read_as(&lines, start, front.as_ref(), head, &mut unread, wanted)?,
    };
    let date = front.as_ref().and_then(|front| front.date.clone()).or_else(|| match &shape {
        Shape::Post(post) => post.date.clone(),
        Shape::CommentaryPost(post) => post.date.clone(),
        _ => None,
    });
    let title = title(&lines, start, front.as_ref(), &shape, name);
    unread.sort_by_key(|unread| unread.span.start);
    let (newline, damage) = (lines.newline(), damage(&text));
    let named_day = file_name::day_of(name);
    Ok(Read { name: name.to_owned(), newline, front, title, date, named_day, shape, unread, damage, decoding, text })
}

fn title(lines: &Lines<'_>, start: usize, front: Option<&FrontMatter>, shape: &Shape, name: &str) -> Title {
    let of = |piece: &Piece, from| Title { text: piece.text.clone(), from, span: Some(piece.span) };
    if let Some(title) = front.and_then(|front| front.title.as_ref()) {
        return of(title, TitleFrom::FrontMatter);
    }
    match shape {
        Shape::Post(Post { title: Some(title), .. })
        | Shape::CommentaryPost(CommentaryPost { title: Some(title), .. }) => return of(title, TitleFrom::Line),
        Shape::Post(Post { transcript: Some(path), .. }) => {
            let text = path.text.strip_suffix(".md").or_else(|| path.text.strip_suffix(".txt")).unwrap_or(&path.text);
            return Title { text: text.to_owned(), from: TitleFrom::Transcript, span: None };
        }
        Shape::Post(_) | Shape::Note(_) => {
            if let Some(heading) = shape::first_heading(lines, start) {
                return of(&heading, TitleFrom::Heading);
            }
        }
        // A post's first heading is its title, unless it is an article's.
        Shape::CommentaryPost(post) => {
            let first = post.parts.iter().find(|part| part.kind != PartKind::Introduction);
            if let Some(heading) =
                first.filter(|part| part.kind == PartKind::Text).and_then(|part| part.heading.as_ref())
                && heading.level == 1
            {
                return of(&heading.title, TitleFrom::Heading);
            }
        }
        Shape::DailyLog(_) => {}
    }
    Title { text: file_name::title_of(name), from: TitleFrom::FileName, span: None }
}
