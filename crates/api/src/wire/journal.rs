use serde::Serialize;
use ts_rs::TS;

use super::DocumentRef;

/// A day of the journal.
#[derive(Clone, Debug, Serialize, TS)]
pub struct JournalDay {
    /// Its document; `null` while nothing is written.
    pub id: Option<String>,
    /// Its date, `YYYY-MM-DD`.
    pub date: String,
    /// What was written, as Markdown.
    pub markdown: String,
    /// The date of the day before it on which something was written.
    pub previous: Option<String>,
    /// The date of the day after it on which something was written.
    pub next: Option<String>,
    /// The articles that were saved on that day, at most 200.
    pub saved: Vec<DocumentRef>,
    /// The same day in other years, newest first.
    pub years: Vec<JournalYear>,
}

/// A day of the journal in another year.
#[derive(Clone, Debug, Serialize, TS)]
pub struct JournalYear {
    /// Its document.
    pub id: String,
    /// Its date, `YYYY-MM-DD`.
    pub date: String,
    /// Its beginning.
    pub excerpt: String,
}

/// A month of the journal.
#[derive(Clone, Debug, Serialize, TS)]
pub struct JournalMonth {
    /// The dates on which something was written.
    pub days: Vec<String>,
}
