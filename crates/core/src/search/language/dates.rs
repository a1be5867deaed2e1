//! Days as they are typed: `today`, `7d`, `2024-06`, and ranges of them. Which days they are is told when today is known.

use std::fmt;

use jiff::Span;
use jiff::civil::Date;

/// A day or a stretch of days that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// `today`
    Today,
    /// `yesterday`
    Yesterday,
    /// `7d`: so long ago.
    Ago(u16, Unit),
    /// `2024`
    Year(i16),
    /// `2024-06`
    Month(i16, i8),
    /// `2024-06-05`
    Date(Date),
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// `d`
    Days,
    /// `w`
    Weeks,
    /// `m`
    Months,
    /// `y`
    Years,
}

/// A time as `saved:` and `published:` take it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// In this; of `7d`, since then.
    In(Day),
    /// From the first day of the one to the last day of the other: `2024-01..2024-06`. Not both are open.
    Range(Option<Day>, Option<Day>),
}

/// Days, both ends among them; without one, it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Option<Date>,
    /// The last.
    pub last: Option<Date>,
}

/// Why a text is no day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoDay {
    /// There is no such month.
    Month(i16, u8),
    /// The month has no such day.
    Day(i16, i8, u8),
    /// It is nothing of the kind.
    Other,
}

impl Day {
    pub(super) fn read(typed: &str) -> Result<Self, NoDay> {
        match typed {
            "today" => return Ok(Self::Today),
            "yesterday" => return Ok(Self::Yesterday),
            _ => {}
        }
        if let Some((at, unit)) = typed.char_indices().next_back()
            && let Some(unit) = Unit::read(unit)
        {
            return number(&typed[..at], 1..=5).map(|count| Self::Ago(count, unit)).ok_or(NoDay::Other);
        }
        let mut parts = typed.splitn(3, '-');
        let year = parts.next().and_then(|year| number(year, 4..=4)).ok_or(NoDay::Other)?;
        let Some(month) = parts.next() else { return Ok(Self::Year(year)) };
        let month = number(month, 1..=2).ok_or(NoDay::Other)?;
        let begin = i8::try_from(month).ok().and_then(|month| Date::new(year, month, 1).ok());
        let begin = begin.ok_or(NoDay::Month(year, month))?;
        let Some(day) = parts.next() else { return Ok(Self::Month(year, begin.month())) };
        let day = number(day, 1..=2).ok_or(NoDay::Other)?;
        let date = i8::try_from(day).ok().and_then(|day| Date::new(year, begin.month(), day).ok());
        date.map(Self::Date).ok_or(NoDay::Day(year, begin.month(), day))
    }

    /// Whether more letters may make a day of it.
    pub(super) fn may_become(typed: &str) -> bool {
        ["today", "yesterday"].iter().any(|word| word.starts_with(typed))
            || ["d", "1", "01"].iter().any(|more| Self::read(&format!("{typed}{more}")).is_ok())
    }

    /// Its first day.
    pub fn first(self, today: Date) -> Date {
        match self {
            Self::Today => today,
            Self::Yesterday => today.yesterday().unwrap_or(Date::MIN),
            Self::Ago(count, unit) => today.checked_sub(unit.span(count)).unwrap_or(Date::MIN),
            Self::Year(year) => Date::new(year, 1, 1).unwrap_or(Date::MIN),
            Self::Month(year, month) => Date::new(year, month, 1).unwrap_or(Date::MIN),
            Self::Date(date) => date,
        }
    }

    /// Its last day.
    pub fn last(self, today: Date) -> Date {
        match self {
            Self::Year(_) => self.first(today).last_of_year(),
            Self::Month(..) => self.first(today).last_of_month(),
            _ => self.first(today),
        }
    }
}

impl Unit {
    fn read(letter: char) -> Option<Self> {
        Some(match letter {
            'd' => Self::Days,
            'w' => Self::Weeks,
            'm' => Self::Months,
            'y' => Self::Years,
            _ => return None,
        })
    }

    fn letter(self) -> char {
        match self {
            Self::Days => 'd',
            Self::Weeks => 'w',
            Self::Months => 'm',
            Self::Years => 'y',
        }
    }

    /// So many; where there is no such span, the longest.
    fn span(self, count: u16) -> Span {
        let count = i64::from(count);
        match self {
            Self::Days => Span::new().days(count),
            Self::Weeks => Span::new().weeks(count),
            Self::Months => Span::new().months(count),
            Self::Years => Span::new().years(count.min(19_998)),
        }
    }
}

impl Period {
    pub(super) fn read(typed: &str) -> Result<Self, NoDay> {
        let Some((from, to)) = typed.split_once("..") else { return Day::read(typed).map(Self::In) };
        let end = |typed: &str| if typed.is_empty() { Ok(None) } else { Day::read(typed).map(Some) };
        match (end(from)?, end(to)?) {
            (None, None) => Err(NoDay::Other),
            (from, to) => Ok(Self::Range(from, to)),
        }
    }

    /// Whether more letters may make a time of it.
    pub(super) fn may_become(typed: &str) -> bool {
        match typed.split_once("..") {
            Some((from, to)) => (from.is_empty() || Day::read(from).is_ok()) && Day::may_become(to),
            None => Day::may_become(typed) || typed.strip_suffix('.').is_some_and(|day| Day::read(day).is_ok()),
        }
    }

    /// Which days they are. A range whose ends stand the wrong way round is read the other way round.
    pub fn days(self, today: Date) -> Days {
        match self {
            Self::In(day @ Day::Ago(..)) => Days { first: Some(day.first(today)), last: Some(today) },
            Self::In(day) => Days { first: Some(day.first(today)), last: Some(day.last(today)) },
            Self::Range(Some(from), Some(to)) => {
                let (from, to) = if from.first(today) <= to.first(today) { (from, to) } else { (to, from) };
                Days { first: Some(from.first(today)), last: Some(from.last(today).max(to.last(today))) }
            }
            Self::Range(from, to) => {
                Days { first: from.map(|day| day.first(today)), last: to.map(|day| day.last(today)) }
            }
        }
    }
}

fn number<T: std::str::FromStr>(digits: &str, long: std::ops::RangeInclusive<usize>) -> Option<T> {
    let fits = long.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| digits.parse().ok()).flatten()
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Today => f.write_str("today"),
            Self::Yesterday => f.write_str("yesterday"),
            Self::Ago(count, unit) => write!(f, "{count}{}", unit.letter()),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Date(date) => write!(f, "{date}"),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |day: &Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
        match self {
            Self::In(day) => write!(f, "{day}"),
            Self::Range(from, to) => write!(f, "{}..{}", end(from), end(to)),
        }
    }
}

impl NoDay {
    /// What is wrong, for a person.
    pub(super) fn message(self) -> Option<String> {
        match self {
            Self::Month(_, month) => Some(format!("There is no month {month}")),
            Self::Day(year, month, day) => Some(format!("{year:04}-{month:02} has no day {day}")),
            Self::Other => None,
        }
    }
}
