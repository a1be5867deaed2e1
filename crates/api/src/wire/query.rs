use serde::Serialize;
use ts_rs::TS;

/// A search as it was read. Places count Unicode scalar values.
#[derive(Clone, Debug, Serialize, TS)]
pub struct QueryReading {
    /// Its canonical text, which means the same.
    pub canonical: String,
    /// What could not be understood, and is searched as words.
    pub problems: Vec<QueryProblem>,
    /// What stands at the end and means nothing yet, while it is typed.
    pub pending: Option<QuerySpan>,
    /// What is being typed at the cursor, if it can be completed.
    pub completing: Option<QueryCompleting>,
}

/// A place in a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct QuerySpan {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// Something in a search that could not be understood.
#[derive(Clone, Debug, Serialize, TS)]
pub struct QueryProblem {
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What is wrong, for a person.
    pub message: String,
    /// What would be right in its place.
    pub suggestion: Option<String>,
    /// Whether it is searched as words, since it is no filter.
    pub as_words: bool,
}

/// What is being typed in a search.
#[derive(Clone, Debug, Serialize, TS)]
pub struct QueryCompleting {
    /// The filter whose value it is; nothing when it is the name of a filter, or a word that may become one.
    pub filter: Option<String>,
    /// What is typed of it.
    pub typed: String,
    /// Where what a completion takes the place of begins.
    pub start: u32,
    /// Where that ends.
    pub end: u32,
    /// What may stand there, the likeliest first.
    pub choices: Vec<QueryChoice>,
}

/// What a search may be completed with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct QueryChoice {
    /// What takes the place of what is typed: a filter's name has its colon, a value its quotes.
    pub text: String,
    /// What is shown for it.
    pub label: String,
    /// How many documents have it, where that is known.
    pub count: Option<u32>,
    /// What it means, of the name of a filter.
    pub about: Option<String>,
}
