//! Clipping: the rows first, all of them, then the pages.

use postil_api::{ApiError, App};
use serde_json::{Value, json};

use crate::print;

/// How many pages are fetched at a time.
const AT_ONCE: usize = 8;

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
    let runtime = tokio::runtime::Runtime::new()
        .map_err(|error| ApiError::new("system", format!("No threads could be started: {error}"), ""))?;
    runtime.block_on(finish(app, &mut clips))?;
    let failed = clips.iter().filter(|clip| clip["state"] == "failed").count();
    let answer = json!(clips);
    print::answer(&answer, as_json, |_| clips.iter().map(print::clip).collect::<Vec<_>>().join("\n"));
    if failed > 0 && as_json {
        let message = format!("{failed} of {} clips failed", urls.len());
        return Err(ApiError::new("clip_failed", message, "The answer says why, for each."));
    }
    Ok(failed == 0)
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
