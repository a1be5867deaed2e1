//! What holds for every text.

use postil_posts::{
    Edit, OutlinePoint, Part, Place, Point, PointForm, Read, Shape, Span, Voice, edited, read, read_as, with_text,
    write, write_edited,
};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;

/// Lines of a post, also of ugly ones.
fn line() -> impl Strategy<Value = String> {
    let words = || {
        proptest::collection::vec(
            select(vec![
                "river",
                "mill",
                "*salt*",
                "naïve",
                "漢字",
                "שלום",
                "😀",
                "[a](https://a.example/x)",
                "&c.",
                "`x`",
                "a_b",
                "(Me)",
                "1.",
                "-",
                "#",
                "\\",
            ]),
            1..5,
        )
        .prop_map(|words| words.join(" "))
    };
    let indent = || {
        select(vec![
            "",
            "",
            "",
            " ",
            "  ",
            "   ",
            "    ",
            "      ",
            "\t",
            "\t\t",
            "\u{a0}\u{a0}",
            "\u{a0}\u{a0}\u{a0}\u{a0}",
        ])
    };
    let mark = select(vec!["-", "*", "+", "1.", "2)", "10.", "•"]);
    prop_oneof![
        6 => (indent(), mark, select(vec![" ", "  ", "\u{a0}"]), any::<bool>(), words())
            .prop_map(|(indent, mark, gap, me, words)| format!("{indent}{mark}{gap}{}{words}", if me { "(Me) " } else { "" })),
        2 => (1..6usize, words()).prop_map(|(level, words)| format!("{} {words}", "#".repeat(level))),
        2 => (1..5usize, 0..100u32).prop_map(|(level, n)| format!("{} [Title {n}](https://t.example/{n})", "#".repeat(level))),
        1 => (1..5usize).prop_map(|level| format!("{} (Swapped)[https://t.example/s]", "#".repeat(level))),
        1 => (1..4usize).prop_map(|level| "#".repeat(level)),
        3 => words(),
        4 => Just(String::new()),
        1 => Just("   ".to_owned()),
        1 => words().prop_map(|words| format!("Thoughts: {words}")),
        1 => Just("## My thoughts".to_owned()),
        1 => words().prop_map(|words| format!("> {words}")),
        1 => select(vec!["```", "```rust", "~~~", "    ```", "---", "***", "===", "<div>", "</div>", "<!--", "-->", "| a | b |", "+---+"]).prop_map(str::to_owned),
        1 => select(vec!["2024-06-05", "June 5, 2024", "31 June 2024", "Date: 5 June 2024", "Title: a / b", "$ cat a b/c.md"]).prop_map(str::to_owned),
        1 => Just("https://a.example/1, https://b.example/2, &c.".to_owned()),
        1 => "[ -~\t\u{a0}é]{0,30}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    let front = select(vec![
        "",
        "",
        "---\ntitle: A\ndate: 2024-06-05\n---\n",
        "+++\ntitle = 'A'\n+++\n",
        "---\ntitle: A: b\ntags: [\n---\n",
        "---\n",
    ]);
    let lines = proptest::collection::vec((line(), select(vec!["", "", "", " ", "  "])), 0..40);
    (front, lines, select(vec!["\n", "\r\n", "\n", "\r"]), any::<bool>()).prop_map(|(front, lines, newline, ends)| {
        let mut text = front.to_owned();
        text.push_str(&lines.iter().map(|(line, trail)| format!("{line}{trail}")).collect::<Vec<_>>().join("\n"));
        if ends {
            text.push('\n');
        }
        text.replace('\n', newline)
    })
}

/// The smallest stretches that a reading knows of.
fn leaves(read: &Read) -> Vec<Span> {
    let mut all: Vec<Span> = read.front.iter().map(|front| front.span).collect();
    all.extend(read.unread.iter().map(|unread| unread.span));
    match &read.shape {
        Shape::CommentaryPost(post) => {
            all.extend(&post.head);
            for part in &post.parts {
                all.extend(part.heading.iter().map(|heading| heading.span));
                all.extend(&part.link_lines);
                all.extend(part.commentary.iter().flat_map(|c| [c.marker, c.text.span]));
                all.extend(part.others.iter().map(|other| other.text.span));
                part.points.iter().for_each(|point| point.walk(&mut |point| all.push(point.own)));
            }
        }
        Shape::DailyLog(log) => {
            all.extend(log.others.iter().map(|other| other.text.span));
            for day in &log.days {
                all.push(day.date_lines);
                all.extend(day.entries.iter().map(|entry| entry.span));
            }
        }
        Shape::Post(post) => {
            all.extend(&post.head);
            for section in &post.sections {
                all.extend(section.heading.iter().map(|heading| heading.span));
                // The line under a heading that makes it one.
                all.extend(section.heading.is_some().then_some(Span { end: section.body.span.start, ..section.span }));
                all.push(section.body.span);
            }
        }
        Shape::Note(note) => all.push(note.body.span),
    }
    all
}

fn post_of(text: &str) -> Read {
    read(text.as_bytes(), "post.md").unwrap()
}

fn parts(read: &Read) -> &[Part] {
    match &read.shape {
        Shape::CommentaryPost(post) => &post.parts,
        _ => &[],
    }
}

fn points(read: &Read) -> Vec<&Point> {
    let mut all = Vec::new();
    parts(read).iter().flat_map(|part| &part.points).for_each(|point| point.walk(&mut |point| all.push(point)));
    all
}

/// A post about an article, so that there is something to edit.
fn post() -> impl Strategy<Value = String> {
    text().prop_map(|text| {
        if text.starts_with(['-', '+']) {
            text
        } else {
            format!("# [First](https://first.example/)\n\n- (Me) a point\n{text}")
        }
    })
}

/// Checks that lines before and after those of a span are the same in another text.
#[track_caller]
fn only_these_lines(before: &Read, after: &[u8], span: Span) {
    let after = String::from_utf8(after.to_vec()).unwrap();
    assert!(
        after.starts_with(&before.text[..span.start]),
        "what stands before is the same:\n{}\n---\n{after}",
        before.text
    );
    let end = before.text[span.end..].trim_start_matches(['\r', '\n', ' ', '\t', '\u{a0}', '\u{c}', '\u{b}', '\u{85}']);
    assert!(after.ends_with(end), "what stands after is the same:\n{}\n---\n{after}", before.text);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, rng_seed: RngSeed::Fixed(11), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_read_is_written_as_it_was(text in text()) {
        let got = read(text.as_bytes(), "a.md").unwrap();
        prop_assert_eq!(write(&got), text.as_bytes());
        prop_assert_eq!(write_edited(&got, &[]).unwrap(), text.as_bytes());
        prop_assert_eq!(read(text.as_bytes(), "a.md").unwrap(), got);
    }

    #[test]
    fn read_as_what_it_is_a_text_is_the_same(text in text()) {
        let got = read(text.as_bytes(), "a.md").unwrap();
        prop_assert_eq!(read_as(text.as_bytes(), "a.md", got.shape.read_as()).unwrap(), got);
    }

    #[test]
    fn a_text_that_lost_its_line_ends_is_written_with_them(text in text(), words in "[a-z ]{0,9}") {
        let got = read(text.as_bytes(), "a.md").unwrap();
        let plain = text.replace("\r\n", "\n").replace('\r', "\n");
        if let Ok(back) = with_text(&got, &plain) {
            prop_assert_eq!(write(&back), text.as_bytes());
        }
        if let Ok(more) = with_text(&got, &format!("{words}\n{plain}")) {
            prop_assert!(write(&more).ends_with(text.as_bytes()), "{}", more.text);
        }
    }

    #[test]
    fn any_bytes_that_are_read_are_written_as_they_were(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(got) = read(&bytes, "a.md") {
            prop_assert_eq!(write(&got), bytes);
        }
    }

    #[test]
    fn every_line_is_somewhere(text in text()) {
        let got = read(text.as_bytes(), "a.md").unwrap();
        let leaves = leaves(&got);
        let mut start = 0;
        for line in text.split_inclusive(['\n', '\r']) {
            let words = line.trim();
            if !words.is_empty() {
                let at = start + line.find(words).unwrap();
                let known = leaves.iter().any(|leaf| leaf.start <= at && at + words.len() <= leaf.end.max(at));
                let touched = leaves.iter().any(|leaf| leaf.start < at + words.len() && leaf.end > at);
                prop_assert!(known || touched, "{:?} is lost of\n{}\n{:#?}", line, text, got.shape);
            }
            start += line.len();
        }
    }

    #[test]
    fn points_are_nested_in_the_order_of_the_text(source in post()) {
        let read = post_of(&source);
        fn check(points: &[Point], within: Span) {
            let mut from = within.start;
            for point in points {
                assert!(from <= point.span.start && point.own.end <= point.span.end && point.span.end <= within.end);
                from = point.span.end;
                check(&point.children, Span { start: point.own.end, ..point.span });
            }
        }
        parts(&read).iter().for_each(|part| check(&part.points, part.span));
    }

    #[test]
    fn a_changed_point_changes_its_own_lines(source in post(), pick in any::<prop::sample::Index>()) {
        let read = post_of(&source);
        let all = points(&read);
        prop_assume!(!all.is_empty());
        let index = pick.index(all.len());
        let point = all[index];
        let whole = matches!(point.form, PointForm::Whole(_));
        let text = if whole { "> new\n> words" } else { "- new *words*" };
        let edits = [Edit::PointText { point: point.at(), text: text.to_owned() }];
        let bytes = write_edited(&read, &edits).unwrap();
        only_these_lines(&read, &bytes, point.own);
        if !whole {
            let after = edited(&read, &edits).unwrap();
            let found = points(&after).into_iter().find(|other| other.at() == point.at()).unwrap().clone();
            prop_assert_eq!((found.text.text.as_str(), found.voice, found.form), (text, point.voice, point.form), "{}", after.text);
        }
    }

    #[test]
    fn a_changed_voice_changes_its_own_lines(source in post(), pick in any::<prop::sample::Index>()) {
        let read = post_of(&source);
        let all: Vec<_> = points(&read).into_iter().filter(|p| !matches!(p.form, PointForm::Whole(_))).collect();
        prop_assume!(!all.is_empty());
        let point = all[pick.index(all.len())];
        let voice = if point.voice == Voice::Me { Voice::Author } else { Voice::Me };
        let bytes = write_edited(&read, &[Edit::PointVoice { point: point.at(), voice }]).unwrap();
        only_these_lines(&read, &bytes, point.own);
        let back = postil_posts::read(&bytes, "post.md").unwrap();
        let found = points(&back).into_iter().find(|other| other.at() == point.at()).map(|point| point.voice);
        // Whoever has `(Me) (Me)` keeps one.
        prop_assert!(found == Some(voice) || point.text.text.starts_with("(Me)") || voice == Voice::Author);
    }

    #[test]
    fn a_removed_point_takes_its_lines_with_it(source in post(), pick in any::<prop::sample::Index>()) {
        let read = post_of(&source);
        let all = points(&read);
        prop_assume!(!all.is_empty());
        let point = all[pick.index(all.len())];
        let bytes = write_edited(&read, &[Edit::RemovePoint { point: point.at() }]).unwrap();
        only_these_lines(&read, &bytes, point.span);
        prop_assert!(bytes.len() < read.text.len());
    }

    #[test]
    fn an_added_point_only_adds_lines(source in post(), pick in any::<prop::sample::Index>(), first in any::<bool>()) {
        let read = post_of(&source);
        let all = points(&read);
        prop_assume!(!all.is_empty());
        let point = all[pick.index(all.len())];
        let new = OutlinePoint { text: "added words".to_owned(), ..OutlinePoint::default() };
        let place = if first { Place::FirstIn(point.at()) } else { Place::After(point.at()) };
        let bytes = write_edited(&read, &[Edit::AddPoints { place, points: vec![new] }]).unwrap();
        let after = String::from_utf8(bytes).unwrap();
        let mut old = read.text.split(['\n', '\r']).peekable();
        let mut added = Vec::new();
        for line in after.split(['\n', '\r']) {
            if old.peek() == Some(&line) {
                old.next();
            } else {
                added.push(line);
            }
        }
        prop_assert_eq!(old.next(), None, "{}", after);
        prop_assert!(added.iter().any(|line| line.ends_with("added words")), "{}", after);
        prop_assert!(added.iter().all(|line| line.is_empty() || line.ends_with("added words")), "{}", after);
    }

    #[test]
    fn changed_commentary_changes_its_own_lines(source in post(), pick in any::<prop::sample::Index>(), text in select(vec!["New.", "New.\n\n- one\n  two", "- one", "# A heading\nx", ""])) {
        let read = post_of(&source);
        let all = parts(&read);
        prop_assume!(!all.is_empty());
        let part = &all[pick.index(all.len())];
        prop_assume!(part.commentary.len() < 2);
        let bytes = write_edited(&read, &[Edit::Commentary { part: part.span.start, text: text.to_owned() }]).unwrap();
        let span = part.commentary.first().map_or(part.span, |commentary| commentary.span);
        let start = if part.commentary.is_empty() { Span { start: span.start + usize::from(bytes.len() < read.text.len()), ..span } } else { span };
        if part.commentary.is_empty() {
            let after = String::from_utf8(bytes).unwrap();
            prop_assert!(after.starts_with(&read.text[..start.start]) && after.len() >= read.text.len());
        } else {
            only_these_lines(&read, &bytes, span);
        }
    }
}
