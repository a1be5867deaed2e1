//! Edits change their own lines, in the style around them.

use postil_posts::{
    Article, Edit, Error, OutlinePoint, Part, Place, Point, Read, Shape, TitleFrom, Voice, changes, edited, read,
    write_edited,
};

use crate::files::bytes;

fn file(name: &str) -> Read {
    read(&bytes(name), name).unwrap()
}

fn parts(read: &Read) -> &[Part] {
    match &read.shape {
        Shape::CommentaryPost(post) => &post.parts,
        other => panic!("{other:?} is no commentary post"),
    }
}

/// The place of the point with some words.
fn at(read: &Read, words: &str) -> usize {
    let mut all: Vec<&Point> = Vec::new();
    parts(read).iter().flat_map(|part| &part.points).for_each(|point| point.walk(&mut |point| all.push(point)));
    all.iter().find(|point| point.text.text.starts_with(words)).unwrap_or_else(|| panic!("no point {words:?}")).at()
}

/// The part with a title.
fn part(read: &Read, title: &str) -> usize {
    let is = |part: &&Part| part.heading.as_ref().is_some_and(|heading| heading.title.text == title);
    parts(read).iter().find(is).unwrap().span.start
}

fn point(text: &str) -> OutlinePoint {
    OutlinePoint { text: text.to_owned(), ..OutlinePoint::default() }
}

/// Checks which lines go and which come.
#[track_caller]
fn check(read: &Read, edits: &[Edit], wanted: &str) {
    let after = edited(read, edits).unwrap().text;
    let (old, new): (Vec<&str>, Vec<&str>) = (read.text.split('\n').collect(), after.split('\n').collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let mut got: Vec<String> = old[head..old.len() - tail].iter().map(|line| format!("-{line}")).collect();
    got.extend(new[head..new.len() - tail].iter().map(|line| format!("+{line}")));
    let wanted: Vec<&str> = wanted.split('\n').collect();
    assert_eq!(got, wanted, "\n{}", got.join("\n"));
}

#[test]
fn a_points_words_are_changed() {
    let post = file("rivers.md");
    let edit = |words: &str, text: &str| [Edit::PointText { point: at(&post, words), text: text.to_owned() }];
    check(
        &post,
        &edit("the map", "a map"),
        "-  - (Me) the map in the town hall still shows the old bed\n+  - (Me) a map",
    );
    check(&post, &edit("the surveyor", "ill\nhe was"), "-  2. the surveyor was ill\n+  2. ill he was");
    check(
        &post,
        &edit("the first time", "one line"),
        "-  - the first time after a flood,\n-    the second after a *dam*\n+  - one line",
    );
    check(&post, &edit("What a", "(Me) is a title"), "-## What a reaction ferry is\n+## \\(Me) is a title");
    let post = file("levels.md");
    let edit = [Edit::PointText { point: at(&post, "f, deeper"), text: "f".to_owned() }];
    check(&post, &edit, "-\u{a0}\u{a0}\u{a0}\u{a0}- f, deeper\r\n+\u{a0}\u{a0}\u{a0}\u{a0}- f\r");
    let post = file("code.md");
    let edit = [Edit::PointText { point: at(&post, "```rust"), text: "```rust\nx\n```".to_owned() }];
    check(&post, &edit, "-  # [Not a heading](https://not.example/)\n-  - not a bullet\n-      deep\n+  x");
}

#[test]
fn a_points_voice_is_changed() {
    let post = file("rivers.md");
    let edit = |words: &str, voice| [Edit::PointVoice { point: at(&post, words), voice }];
    check(
        &post,
        &edit("A wheel", Voice::Me),
        "-- A wheel needs a fall of a foot\n+- (Me) A wheel needs a fall of a foot",
    );
    check(
        &post,
        &edit("the map", Voice::Author),
        "-  - (Me) the map in the town hall still shows the old bed\n+  - the map in the town hall still shows the old bed",
    );
    assert_eq!(edited(&post, &edit("A wheel", Voice::Author)).unwrap(), post);
}

#[test]
fn points_are_added_in_the_style_around_them() {
    let post = file("rivers.md");
    let add = |place, text: &str| [Edit::AddPoints { place, points: vec![point(text)] }];
    check(&post, &add(Place::After(at(&post, "the surveyor")), "new"), "+  3. new");
    check(&post, &add(Place::After(at(&post, "The Osk")), "new"), "+- new");
    check(&post, &add(Place::FirstIn(at(&post, "The Osk")), "new"), "+  - new");
    check(&post, &add(Place::FirstIn(at(&post, "the surveyor")), "new"), "+    - new");
    check(&post, &add(Place::FirstIn(part(&post, "Mills")), "new"), "+- new");
    check(&post, &add(Place::After(at(&post, "Bridges")), "new"), "+- new\n+");
    check(&post, &add(Place::After(at(&post, "What a")), "new"), "+## new\n+");
    let post = file("levels.md");
    check(&post, &[Edit::AddPoints { place: Place::After(at(&post, "z")), points: vec![point("new")] }], "+3) new\r");
    check(&post, &[Edit::AddPoints { place: Place::After(at(&post, "w")), points: vec![point("new")] }], "++ new\r");
    let post = file("brackets.md");
    let nested = OutlinePoint { voice: Voice::Me, children: vec![point("deeper")], ..point("new") };
    let edit = [Edit::AddPoints { place: Place::After(at(&post, "carts")), points: vec![nested] }];
    check(&post, &edit, "+* (Me) new\n+  * deeper");
    check(
        &post,
        &[Edit::AddPoints {
            place: Place::FirstIn(part(&post, "https://plain.example/address")),
            points: vec![point("new")],
        }],
        "+* new\n+",
    );
}

#[test]
fn points_are_removed_with_what_is_nested_in_them() {
    let post = file("rivers.md");
    check(
        &post,
        &[Edit::RemovePoint { point: at(&post, "Why nobody") }],
        "-- Why nobody noticed\n-  1. the fields were common land\n-  2. the surveyor was ill",
    );
    check(&post, &[Edit::RemovePoint { point: at(&post, "Bridges") }], "-Bridges are cheaper after forty years.\n-");
}

#[test]
fn a_point_is_replaced_by_its_neighbour() {
    let post = file("rivers.md");
    let edits = [
        Edit::RemovePoint { point: at(&post, "the surveyor") },
        Edit::AddPoints { place: Place::After(at(&post, "the fields")), points: vec![point("new")] },
        Edit::AddPoints { place: Place::After(at(&post, "Why nobody")), points: vec![point("last")] },
    ];
    check(&post, &edits, "-  2. the surveyor was ill\n+  2. new\n+- last");
    let twice = [edits[0].clone(), edits[0].clone()];
    assert_eq!(write_edited(&post, &twice), Err(Error::Overlap { line: 21 }));
    let nowhere = [Edit::RemovePoint { point: 7 }];
    assert_eq!(write_edited(&post, &nowhere), Err(Error::NoPart { what: "point", at: 7 }));
}

#[test]
fn commentary_is_changed() {
    let post = file("rivers.md");
    let edit = |title: &str, text: &str| [Edit::Commentary { part: part(&post, title), text: text.to_owned() }];
    check(
        &post,
        &edit(
            "The river that moved twice",
            "I walked there last spring, and the old bed is plain to see.\n\nIt is wet.",
        ),
        "-It is dry, but the willows remember.\n+It is wet.",
    );
    check(
        &post,
        &edit("Ferries without ferrymen", "Somebody should count again.\n\n- with ramps\n- without\n- twice"),
        "+- twice",
    );
    check(&post, &edit("Ferries without ferrymen", "Somebody should count again.\n\n- without"), "-- with ramps");
    check(&post, &edit("Mills", "Yes.\n\nNo."), "+Thoughts: Yes.\n+\n+No.\n+");
    check(
        &post,
        &edit("The river that moved twice", ""),
        "-Thoughts: I walked there last spring, and the old bed is plain to see.\n-\n-It is dry, but the willows remember.\n-",
    );
    check(
        &post,
        &edit("The river that moved twice", "- a\n- b"),
        "-Thoughts: I walked there last spring, and the old bed is plain to see.\n-\n-It is dry, but the willows remember.\n+Thoughts:\n+\n+- a\n+- b",
    );
    let same = edit("Ferries without ferrymen", "Somebody should count again.\n\n- with ramps\n- without");
    assert_eq!(edited(&post, &same).unwrap(), post);
}

#[test]
fn titles_and_addresses_are_changed() {
    let title = |title: &str| [Edit::Title(title.to_owned())];
    check(
        &file("rivers.md"),
        &title("A \"b\": c"),
        "-title: \"Links: rivers, ferries & mills\"\n+title: \"A \\\"b\\\": c\"",
    );
    check(&file("brackets.md"), &title("It's"), "-title = 'What I read in \"May\"'\n+title = \"It's\"");
    check(&file("vault.md"), &title("Bees: all"), "-title: Bees\n+title: \"Bees: all\"");
    check(&file("vault.md"), &title("Wasps"), "-title: Bees\n+title: Wasps");
    check(&file("essay.txt"), &title("Tea / x"), "-Title: Notes on tea / coffee\n+Title: Tea / x");
    assert_eq!(write_edited(&file("levels.md"), &title("x")), Err(Error::NotInText("title")));
    assert_eq!(edited(&file("vault.md"), &title("#x [y]")).unwrap().title.text, "#x [y]");
    let heading = read(b"# A *b*\n\ntext\n", "x.md").unwrap();
    assert_eq!(heading.title.from, TitleFrom::Heading);
    check(&heading, &title("C [d]"), "-# A *b*\n+# C \\[d\\]");
    let post = file("brackets.md");
    let to = |title: &str, new: &str| [Edit::ArticleTitle { part: part(&post, title), title: new.to_owned() }];
    check(
        &post,
        &to("Salt roads of the north", "Salt (a) [b]"),
        "-## (Salt roads of the north)[https://salt.example/roads]\n+## (Salt \\(a\\) \\[b\\])[https://salt.example/roads]",
    );
    check(
        &post,
        &to("https://plain.example/address", "Plain"),
        "-## <https://plain.example/address>\n+## [Plain](https://plain.example/address)",
    );
    let post = file("rivers.md");
    let edit = [Edit::ArticleUrl { part: part(&post, "Mills"), url: "https://mills.example/x (1)".to_owned() }];
    check(&post, &edit, "-[mills]: https://mills.example/wheel\n+[mills]: https://mills.example/x%20%281%29");
}

#[test]
fn entries_are_changed_added_and_removed() {
    let log = file("log.md");
    let Shape::DailyLog(shape) = &log.shape else { panic!("{:?}", log.shape) };
    let (days, entries) = (&shape.days, &shape.days[0].entries);
    let text = |text: &str| [Edit::EntryText { entry: entries[1].span.start, text: text.to_owned() }];
    let old = &entries[1].text.text;
    check(&log, &text(&old.replace("  - nested one\n", "")), "-    - nested one");
    check(&log, &text(&old.replace("of its own", "of mine")), "-  A paragraph of its own.\n+  A paragraph of mine.");
    check(&log, &text(&format!("{old}\n\n2024-06-09")), "+  2024-06-09\n+");
    let after = edited(&log, &text(&format!("{old}\n\n2024-06-09"))).unwrap();
    let Shape::DailyLog(after) = &after.shape else { panic!() };
    assert_eq!((after.days.len(), &after.days[0].entries[1].text.text), (4, &format!("{old}\n\n2024-06-09")));
    let add = |day: usize, text: &str| [Edit::AddEntry { day: days[day].span.start, text: text.to_owned() }];
    check(&log, &add(1, "Wind\n\nfrom the west"), "+* Wind\n+\n+  from the west");
    check(&log, &add(3, "third"), "+3. third");
    check(&log, &[Edit::RemoveEntry { entry: entries[2].span.start }], "-- Short.\n-");
    let log = file("log-end.txt");
    let Shape::DailyLog(shape) = &log.shape else { panic!("{:?}", log.shape) };
    let edit = [Edit::AddEntry { day: shape.days[0].span.start, text: "More ☃".to_owned() }];
    check(&log, &edit, "+- More ☃\r");
    assert!(write_edited(&log, &edit).unwrap().starts_with(b"\xff\xfe-\0 \0W\0"));
}

#[test]
fn texts_of_sections_and_notes_are_changed() {
    let essay = file("essay.txt");
    let Shape::Post(post) = &essay.shape else { panic!("{:?}", essay.shape) };
    let edit =
        [Edit::Body { at: post.sections[2].span.start, text: format!("{}\n\nWell ☃.", post.sections[2].body.text) }];
    assert!(write_edited(&essay, &edit).unwrap().ends_with(b"pot.\n\nWell &#9731;.\n"));
    let vault = file("vault.md");
    let Shape::Note(note) = &vault.shape else { panic!("{:?}", vault.shape) };
    let text = note.body.text.replace("==cluster==", "==huddle==");
    let edit = [Edit::Body { at: note.body.span.start, text }];
    let (line, new) =
        (vault.text.lines().nth(8).unwrap(), vault.text.lines().nth(8).unwrap().replace("cluster", "huddle"));
    check(&vault, &edit, &format!("-{line}\n+{new}"));
}

#[test]
fn what_changed_in_the_app_becomes_edits() {
    let post = file("rivers.md");
    let parts = parts(&post);
    for part in parts {
        assert_eq!(changes(part, &Article::from(part)), [], "nothing changed");
    }
    let ferries = &parts[2];
    let mut wanted = Article::from(ferries);
    wanted.outline[0].children[1].text = "See elsewhere".to_owned();
    wanted.outline[1].children.push(OutlinePoint { voice: Voice::Me, ..point("Ask them") });
    wanted.commentary = wanted.commentary.replace("- without", "- with none");
    check(
        &post,
        &changes(ferries, &wanted)[..1],
        "-- See [the river that moved twice](https://reeds.example/river-that-moved)\n+- See elsewhere",
    );
    let after = edited(&post, &changes(ferries, &wanted)).unwrap();
    assert!(after.text.contains("it is nearer to sixty.\n\n- (Me) Ask them\n\n## My thoughts\n"), "{}", after.text);
    assert!(after.text.contains("- with ramps\n- with none\n"), "{}", after.text);
    let river = &parts[1];
    let mut wanted = Article::from(river);
    let last = wanted.outline.pop().unwrap();
    wanted.outline.insert(0, last);
    let after = edited(&post, &changes(river, &wanted)).unwrap();
    assert_eq!(Article::from(&self::parts(&after)[1]), wanted, "{}", after.text);
}
