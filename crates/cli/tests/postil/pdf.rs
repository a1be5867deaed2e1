use serde_json::json;

use crate::program::Postil;
use crate::site::Site;

fn pdf(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/../capture/tests/pdfs/{name}.pdf", env!("CARGO_MANIFEST_DIR"))).expect("a PDF")
}

#[test]
fn a_pdf_is_clipped_with_its_text_and_its_file() {
    let (postil, site) = (Postil::new(), Site::new());
    site.put("/queues.pdf", 200, "application/octet-stream", pdf("two-columns"));
    let clip = &postil.json(&["clip", &site.url("/queues.pdf")])[0];
    assert_eq!((&clip["state"], &clip["verdict"]), (&json!("saved"), &json!("ok")), "{clip}");
    let shown = postil.json(&["show", &site.url("/queues.pdf")]);
    assert_eq!(shown["title"], "Why Small Queues Move Faster");
    assert!(shown["html"].as_str().expect("HTML").contains("<h6>Page 2</h6>"));
    let hits = postil.json(&["search", "officials affinity"]);
    assert_eq!(hits["hits"][0]["title"], "Why Small Queues Move Faster");
}

#[test]
fn the_file_is_given_out_to_be_kept_and_pages_are_not() {
    let (postil, site) = (Postil::new(), Site::new());
    site.put("/queues.pdf", 200, "application/pdf", pdf("two-columns"));
    site.put("/forged.pdf", 200, "application/pdf", "<script>alert(1)</script>");
    site.article("/page", "A page", "");
    for path in ["/queues.pdf", "/forged.pdf", "/page"] {
        postil.run(&["clip", &site.url(path)]);
    }
    let serving = postil.serve();
    let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
    let get = |path: &str, token: &str| {
        let id = postil.json(&["show", &site.url(path)])["id"].as_str().expect("an id").to_owned();
        let bearer = format!("Bearer {token}");
        agent.get(format!("{}/pdf/{id}", serving.base)).header("Authorization", bearer).call().expect("an answer")
    };
    let mut answer = get("/queues.pdf", &serving.token);
    let header = |name: &str| answer.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header("content-type"), "application/pdf");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert!(header("content-disposition").starts_with("attachment; filename=\"Why Small Queues Move Faster.pdf\""));
    assert_eq!(answer.body_mut().read_to_vec().expect("a body"), pdf("two-columns"));
    assert_eq!(get("/queues.pdf", "wrong").status(), 401);
    assert_eq!(get("/page", &serving.token).status(), 404);
    assert_eq!(get("/forged.pdf", &serving.token).status(), 404);
}

#[test]
fn a_pdf_that_cannot_be_read_says_why_and_is_kept() {
    let (postil, site) = (Postil::new(), Site::new());
    for (name, code) in [("scanned", "pdf_without_text"), ("locked", "pdf_locked")] {
        let path = format!("/{name}.pdf");
        site.put(&path, 200, "application/pdf", pdf(name));
        let answer = postil.run(&["clip", &site.url(&path)]);
        assert!(!answer.ok);
        assert_eq!(answer.json[0]["error"]["code"], code, "{}", answer.json);
        let shown = postil.json(&["show", &site.url(&path)]);
        assert_eq!(shown["snapshots"].as_array().map(Vec::len), Some(1), "{shown}");
    }
}

#[test]
fn a_pdf_is_read_from_a_file() {
    let postil = Postil::new();
    let file = postil.dir.path().join("paper.pdf");
    std::fs::write(&file, pdf("two-columns")).expect("a file");
    let read = postil.json(&["extract", file.to_str().expect("a path"), "--url", "https://a.example/paper.pdf"]);
    assert_eq!((&read["title"], &read["verdict"]), (&json!("Why Small Queues Move Faster"), &json!("ok")));
    let outline = read["outline"].as_array().expect("an outline");
    assert!(outline.iter().any(|point| point["text"] == "1 Introduction"), "{outline:?}");
}
