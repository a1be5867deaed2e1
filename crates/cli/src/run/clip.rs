//! Clipping: the rows first, all of them, then the pages.

use std::time::Duration;

use postil_api::{ApiError, App};
use serde_json::{Value, json};

use crate::print;

/// How many pages are worked on at a time. How many are fetched at a time is the queue's matter.
const AT_ONCE: usize = 8;

/// How long what is under way may take to notice that it is not wanted any more.
const GRACE: Duration = Duration::from_secs(1);

pub fn clip(
    app: &App,
    urls: &[String],
    tags: &[String],
    comment: Option<&str>,
    as_json: bool,
) -> Result<bool, ApiError> {
    let mut clips: Vec<Value> = Vec::new();
    for url in urls {
        let begun = app.call("article_clip", json!({ "url": url, "tags": tags, "comment": comment }));
        clips.push(begun.or_else(|error| match error.code.as_str() {
            "invalid_address" | "unsupported_scheme" | "bad_address" => Ok(refused(url, &error)),
            _ => Err(error),
        })?);
    }
    work(app, clips, as_json)
}

/// Works on clips whose rows are there, and answers what became of each. Interrupted, it leaves the rest queued.
pub fn work(app: &App, clips: Vec<Value>, as_json: bool) -> Result<bool, ApiError> {
    let count = clips.len();
    let (clips, interrupted) = wait(app, clips)?;
    let failed = clips.iter().filter(|clip| clip["state"] == "failed").count();
    print::answer(&json!(clips), as_json, |_| clips.iter().map(print::clip).collect::<Vec<_>>().join("\n"));
    if interrupted {
        let hint = "They are fetched when Postil is open, or by: postil clips retry --all";
        return Err(ApiError::new("interrupted", "Interrupted; what was not fetched yet stays queued", hint));
    }
    if failed > 0 && as_json {
        let message = format!("{failed} of {count} clips failed");
        return Err(ApiError::new("clip_failed", message, "The answer says why, for each."));
    }
    Ok(failed == 0)
}

/// Works on clips until they are done, or until it is interrupted. Answers what became of each, and whether it was.
pub fn wait(app: &App, mut clips: Vec<Value>) -> Result<(Vec<Value>, bool), ApiError> {
    let runtime = super::runtime()?;
    let interrupted = runtime.block_on(async {
        tokio::select! {
            ended = finish(app, &mut clips) => ended.map(|()| false),
            _ = tokio::signal::ctrl_c() => Ok(true),
        }
    })?;
    // What is held is given back as its task is dropped, so that another process need not wait for it.
    runtime.shutdown_timeout(GRACE);
    if interrupted {
        for clip in clips.iter_mut().filter(|clip| clip["state"] == "queued") {
            let shown = app.call("document_show", json!({ "id": clip["id"] }))?;
            match &shown["clip"] {
                Value::Null => clip["state"] = json!("saved"),
                now => *clip = now.clone(),
            }
        }
    }
    Ok((clips, interrupted))
}

/// What is answered for an address that cannot be clipped. There is no row for it.
fn refused(url: &str, error: &ApiError) -> Value {
    json!({ "id": null, "url": url, "title": url, "state": "failed", "verdict": null, "error": error })
}

async fn finish(app: &App, clips: &mut [Value]) -> Result<(), ApiError> {
    for group in clips.chunks_mut(AT_ONCE) {
        let mut requests = Vec::new();
        for clip in group.iter_mut().filter(|clip| clip["state"] == "queued") {
            let (app, id) = (app.clone(), print::word(clip, "id").to_owned());
            requests.push((clip, tokio::spawn(async move { app.finish_clip(&id).await })));
        }
        for (clip, request) in requests {
            let answer = request.await.map_err(|error| ApiError::new("system", error.to_string(), ""))??;
            *clip = json!(answer);
        }
    }
    Ok(())
}
