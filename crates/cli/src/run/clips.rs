//! The queue of clips: listing and changing it.

use postil_api::ApiError;
use serde_json::{Value, json};

use super::{Session, clip};
use crate::args::{Clips, ClipsCommand};
use crate::print;

impl Session {
    pub(super) fn clips(&self, command: Option<ClipsCommand>) -> Result<bool, ApiError> {
        match command {
            None => self.list_clips(),
            Some(ClipsCommand::Pause(which)) => self.change("clip_pause", &which, "paused"),
            Some(ClipsCommand::Resume(which)) => self.change("clip_resume", &which, "resumed"),
            Some(ClipsCommand::Cancel(which)) => self.change("clip_cancel", &which, "cancelled"),
            Some(ClipsCommand::Retry(which)) => self.retry(&which),
            Some(ClipsCommand::Wayback { id }) => {
                let begun = self.app.call("article_fetch_archived", json!({ "id": id }))?;
                clip::work(&self.app, vec![begun], self.json)
            }
        }
    }

    /// Every clip that is not done.
    fn open_clips(&self) -> Result<Vec<Value>, ApiError> {
        let (_, rows) = self.whole_shelf("clips", u32::MAX)?;
        Ok(rows
            .into_iter()
            .map(|row| if row["clip"].is_null() { row["refetch"].clone() } else { row["clip"].clone() })
            .collect())
    }

    fn list_clips(&self) -> Result<bool, ApiError> {
        let queue = self.app.call("library_status", json!({}))?["clips"].clone();
        let answer = json!({ "queue": queue, "clips": self.open_clips()? });
        print::answer(&answer, self.json, print::queue);
        Ok(true)
    }

    fn change(&self, name: &str, which: &Clips, done: &str) -> Result<bool, ApiError> {
        let answer = self.app.call(name, request(which))?;
        print::answer(&answer, self.json, |answer| {
            let count = &answer["changed"];
            let bin = answer["binned"].as_array().map_or(0, Vec::len);
            let binned =
                if bin > 0 { format!("; {bin} in the bin, from where they can be restored") } else { String::new() };
            format!("{count} {done}{binned}")
        });
        Ok(true)
    }

    /// Queues the clips anew, and works on them: nobody else may be there to do it.
    fn retry(&self, which: &Clips) -> Result<bool, ApiError> {
        let ids: Vec<Value> = which
            .ids
            .iter()
            .map(|id| Ok(self.app.call("document_show", json!({ "id": id }))?["id"].clone()))
            .collect::<Result<_, ApiError>>()?;
        self.app.call("clip_retry", request(which))?;
        let mut open = self.open_clips()?;
        open.retain(|clip| which.all || ids.contains(&clip["id"]));
        clip::work(&self.app, open, self.json)
    }
}

fn request(which: &Clips) -> Value {
    json!({ "ids": if which.all { Value::Null } else { json!(which.ids) } })
}
