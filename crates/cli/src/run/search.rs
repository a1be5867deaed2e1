use postil_api::ApiError;
use serde_json::{Value, json};

use super::Session;
use crate::args::SearchesCommand;
use crate::print;

impl Session {
    /// Searches, and says what of the search could not be understood: beside the answer, or in its JSON.
    pub(super) fn search(&self, query: &str, offset: u32, limit: u32) -> Result<bool, ApiError> {
        let found = self.found(query, offset, limit)?;
        self.tell_problems(query, &found);
        print::answer(&found, self.json, print::hits);
        Ok(true)
    }

    /// What a search finds; its problems stand beside the hits.
    fn found(&self, query: &str, offset: u32, limit: u32) -> Result<Value, ApiError> {
        let request = json!({ "query": query, "offset": offset, "limit": limit, "finished": true });
        let mut found = self.app.call("search_run", request)?;
        let reading = found["reading"].take();
        found["query"] = reading["canonical"].clone();
        found["problems"] = reading["problems"].clone();
        found.as_object_mut().map(|found| found.remove("reading"));
        Ok(found)
    }

    fn tell_problems(&self, query: &str, found: &Value) {
        if !self.json {
            let problems = found["problems"].as_array().into_iter().flatten();
            problems.for_each(|problem| print::remark(&print::problem(query, problem)));
        }
    }

    pub(super) fn list(&self, query: Option<String>, limit: u32) -> Result<bool, ApiError> {
        let Some(query) = query.filter(|query| !query.trim().is_empty()) else {
            return self.list_shelf("library", limit);
        };
        let found = self.found(&query, 0, limit)?;
        self.tell_problems(&query, &found);
        let hits = found["hits"].as_array().cloned().unwrap_or_default();
        let show = |hit: &Value| self.app.call("document_show", json!({ "id": hit["id"] }));
        self.rows(&found["total"], &hits.iter().map(show).collect::<Result<Vec<_>, _>>()?);
        Ok(true)
    }

    pub(super) fn searches(&self, command: Option<SearchesCommand>) -> Result<bool, ApiError> {
        match command {
            None => self.answer("search_list", json!({}), print::searches),
            Some(SearchesCommand::Save { query, name }) => {
                let request = json!({ "name": name.unwrap_or_default(), "query": query });
                self.answer("search_save", request, print::saved)
            }
            Some(SearchesCommand::Edit { id, name, query }) => {
                let request = json!({ "id": id, "name": name, "query": query });
                self.answer("search_edit", request, print::saved)
            }
            Some(SearchesCommand::Remove { id }) => self.answer("search_forget", json!({ "id": id }), |search| {
                format!(
                    "Removed {}. Undo: postil searches restore {}",
                    print::word(search, "name"),
                    print::word(search, "id")
                )
            }),
            Some(SearchesCommand::Restore { id }) => self.answer("search_restore", json!({ "id": id }), print::saved),
            Some(SearchesCommand::History { clear: true, .. }) => {
                self.answer("search_forget_history", json!({ "query": null }), |_| "The history is empty.".into())
            }
            Some(SearchesCommand::History { limit, .. }) => {
                self.answer("search_history", json!({ "limit": limit }), print::past)
            }
        }
    }
}
