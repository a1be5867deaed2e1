use super::*;
use crate::text::render;

fn of(html: &str) -> (String, Vec<Point>) {
    let text = render(html).text;
    let points = outline(&text, html);
    (text, points)
}

fn shape(points: &[Point], level: usize, out: &mut Vec<String>) {
    for point in points {
        out.push(format!("{}{}", "  ".repeat(level), point.text));
        shape(&point.children, level + 1, out);
    }
}

#[test]
fn headings_nest_and_jumps_in_level_close_up() {
    let (_, points) = of("<p>Lead one two three four.</p><h2>A</h2><h4>B</h4>\
        <p>Under b there is text.</p><h3>C</h3><h2>D</h2>");
    let mut got = Vec::new();
    shape(&points, 0, &mut got);
    assert_eq!(got, ["Lead one two three four.", "A", "  B", "    Under b there is text.", "  C", "D"]);
}

#[test]
fn every_anchor_quotes_the_text_exactly() {
    let (text, points) = of("<h2>Überschrift 漢字</h2><p>Ein  Satz über 🙂 Dinge hier.</p>\
        <ul><li>Punkt eins ist hier</li></ul><pre>code  x</pre>");
    let chars: Vec<char> = text.chars().collect();
    let mut open: Vec<&Point> = points.iter().collect();
    let mut count = 0;
    while let Some(point) = open.pop() {
        let anchor = point.anchor.as_ref().unwrap();
        let slice: String = chars[anchor.start as usize..anchor.end as usize].iter().collect();
        assert_eq!(slice, anchor.quote);
        assert!(anchor.prefix.chars().count() <= 32 && anchor.suffix.chars().count() <= 32);
        open.extend(&point.children);
        count += 1;
    }
    assert!(count >= 2);
}

#[test]
fn a_text_that_is_not_the_documents_still_has_points() {
    let points = outline("One two three four five.\n\nSix seven eight nine ten.", "<p>other</p>");
    assert!(!points.is_empty());
}

#[test]
fn nothing_comes_of_nothing() {
    assert!(outline("", "").is_empty());
}

fn lines(html: &str) -> Vec<String> {
    let (_, points) = of(html);
    let mut got = Vec::new();
    shape(&points, 0, &mut got);
    got
}

#[test]
fn steps_stay_steps_beneath_what_leads_up_to_them() {
    let got = lines(
        "<h2>Wash it</h2><p>A lamp wants to be clean, since soot takes half of its light away. Do it in this order:</p>\
        <ol><li>Let it cool. Glass cracks.</li><li>Wipe the lens with spirit<ul><li>Not with water</li></ul></li>\
        <li>Trim the wick to a finger’s breadth</li></ol><p>Then light it again, and watch the flame for a minute.</p>",
    );
    let at = got.iter().position(|line| line == "  Do it in this order:").unwrap();
    assert_eq!(
        got[at + 1..at + 4],
        ["    Let it cool. Glass cracks.", "    Wipe the lens with spirit", "    Trim the wick to a finger’s breadth"]
    );
}

#[test]
fn definitions_keep_their_terms() {
    let html = "<p>The keepers had words of their own for what they saw of an evening at sea.</p>\
        <dl><dt>Loom</dt><dd>The glow of a light that is still below the horizon. It is white.</dd>\
        <dt>Dip:</dt><dd>The moment at which the light itself goes under the horizon.</dd></dl>";
    let (text, points) = of(html);
    let mut got = Vec::new();
    shape(&points, 0, &mut got);
    assert!(got.contains(&"Loom: The glow of a light that is still below the horizon.".to_owned()), "{got:#?}");
    assert!(got.contains(&"Dip: The moment at which the light itself goes under the horizon.".to_owned()), "{got:#?}");
    assert!(text.contains("Loom\nThe glow"));
}

#[test]
fn a_list_of_links_or_a_long_one_is_not_kept_whole() {
    let links = "<li><a href='https://a.example/'>The harbour of the north and its winter</a></li>".repeat(4);
    let got = lines(&format!("<h2>More</h2><p>Here is what else we have written of it lately:</p><ul>{links}</ul>"));
    assert!(got.len() <= 3, "{got:#?}");
    let items: String = (0..60).map(|n| format!("<li>Ship number {n} came in with coal and salt.</li>")).collect();
    let got = lines(&format!("<h2>Ships</h2><p>These came in that year, as the book has it:</p><ul>{items}</ul>"));
    assert!(got.len() < 20, "{got:#?}");
}

#[test]
fn the_thesis_stands_on_top_and_once() {
    let markdown = include_str!("../../tests/outlines/texts/long-4.md");
    let (_, body) = markdown.split_once('\n').unwrap();
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new(body));
    let (_, points) = of(&html);
    let thesis: Vec<&Point> = points.iter().take_while(|point| point.children.is_empty()).collect();
    assert!((1..=3).contains(&thesis.len()), "{points:#?}");
    let mut got = Vec::new();
    shape(&points, 0, &mut got);
    for point in thesis {
        assert_eq!(got.iter().filter(|line| line.trim() == point.text).count(), 1);
    }
}

#[test]
fn a_conclusion_is_told_at_more_length() {
    let body = "The board met in the spring to hear of it. The harbour lost a third of its boats in the storm. \
        Nobody had thought of the wall by the mill until then. The repair took the whole of the summer and the autumn. \
        The money for it came from the county in two parts. ";
    let of = |heading: &str| {
        let html = format!("<h2>Before</h2><p>{}</p><h2>{heading}</h2><p>{body}</p>", body.replace("harbour", "town"));
        let (_, points) = of(&html);
        points.last().unwrap().children.len()
    };
    assert!(of("Conclusion") > of("The wall"), "{} {}", of("Conclusion"), of("The wall"));
}

#[test]
fn east_asian_text_has_points() {
    let got = lines(
        "<h2>灯台</h2><p>港の灯台は百年前に建てられた。今は誰も住んでいない。灯台の光は二十海里まで届く。\
        漁師たちは灯台の光を頼りに港へ帰る。冬の海は荒れる。</p>",
    );
    assert_eq!(got.iter().filter(|line| line.ends_with('。')).count(), 2, "{got:#?}");
}

#[test]
fn passages_are_all_sentences_under_their_headings() {
    let html = "<p>One lead. Two.</p><h2>A</h2><p>Three here.</p><h3>B</h3><ul><li>Four</li></ul>";
    let text = render(html).text;
    let got = passages(&text, html);
    let shown = |section: &PassageSection| {
        let heading = section.heading.as_ref().map_or("", |(_, point)| point.text.as_str());
        let sentences: Vec<&str> = section.sentences.iter().map(|anchor| anchor.quote.as_str()).collect();
        format!("{heading}: {}", sentences.join(" | "))
    };
    let shown: Vec<String> = got.iter().map(shown).collect();
    assert_eq!(shown, [": One lead. | Two.", "A: Three here.", "B: Four"]);
}
