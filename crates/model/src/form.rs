//! The forms in which a model may be asked to answer.

/// A form of answer, from the strictest down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JSON, held to a schema by the endpoint.
    Schema,
    /// JSON, of a shape that is only asked for.
    Object,
    /// A Markdown list.
    Plain,
}

impl Form {
    /// The form that asks less of an endpoint.
    pub(crate) fn next(self) -> Option<Form> {
        match self {
            Self::Schema => Some(Self::Object),
            Self::Object => Some(Self::Plain),
            Self::Plain => None,
        }
    }
}

/// How an endpoint is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Manner {
    pub(crate) form: Form,
    /// Whether a low temperature is asked for, which some models refuse.
    pub(crate) cool: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self { form: Form::Schema, cool: true }
    }
}
