//! What stands beside an article: its outline and its highlights.

use postil_api::ApiError;
use serde_json::{Value, json};

use super::Session;
use crate::print;

impl Session {
    pub(super) fn outline(&self, id: &str, redraft: bool, model: bool) -> Result<bool, ApiError> {
        let name = if redraft { "outline_redraft" } else { "document_show" };
        let beside = if model { self.draft_with_model(id)? } else { self.app.call(name, json!({ "id": id }))? };
        let answer = json!({ "points": beside["outline"] });
        print::answer(&answer, self.json, |answer| print::outline(&answer["points"], 0));
        Ok(true)
    }

    /// Marks the first place at which a quote stands.
    pub(super) fn highlight(&self, id: &str, quote: &str, colour: &str, comment: &str) -> Result<bool, ApiError> {
        let document = self.app.call("document_show", json!({ "id": id }))?;
        let text = print::word(&document, "text");
        let found = text.find(quote).filter(|_| !quote.trim().is_empty());
        let (start, end) = match found {
            Some(byte) => {
                let start = text[..byte].chars().count();
                (start, start + quote.chars().count())
            }
            None => (0, 0),
        };
        let request = json!({
            "id": document["id"], "start": start, "end": end, "colour": colour, "comment": comment,
        });
        let margin = self.app.call("highlight_add", request)?;
        let newest =
            margin["highlights"].as_array().and_then(|all| all.iter().max_by_key(|one| print::word(one, "id")));
        print::answer(newest.unwrap_or(&Value::Null), self.json, |one| format!("Marked\n{}", print::word(one, "id")));
        Ok(true)
    }

    pub(super) fn highlights(&self, wanted: &Value, markdown: bool) -> Result<bool, ApiError> {
        let format = if markdown { "markdown" } else { "json" };
        let export = self.app.call("highlight_export", json!({ "wanted": wanted, "format": format }))?;
        let text = print::word(&export, "text");
        if markdown {
            print::line(text.trim_end());
            return Ok(true);
        }
        let items: Value = serde_json::from_str(text).unwrap_or_default();
        print::answer(&json!({ "total": export["count"], "items": items }), self.json, |answer| {
            print::highlights(&answer["items"])
        });
        Ok(true)
    }

    pub(super) fn turn(&self, name: &str, id: &str) -> Result<bool, ApiError> {
        let margin = self.app.call(name, json!({ "id": id }))?;
        let answer = json!({ "id": margin["id"], "undo": margin["undo"], "redo": margin["redo"] });
        print::answer(&answer, self.json, |answer| {
            let next = answer["undo"].as_str().unwrap_or("nothing");
            format!("Done. Next to undo: {next}")
        });
        Ok(true)
    }
}
