//! A reading as text, for comparison with what is expected.

use std::fmt::Write;

use postil_posts::{Link, Part, PartKind, Point, PointForm, Read, Shape, Voice};

/// Everything that was read.
pub fn all(read: &Read) -> String {
    let mut out = String::new();
    let bom = if read.decoding.bom { " with mark" } else { "" };
    writeln!(out, "{}{bom}, {:?}", read.decoding.encoding, read.newline).unwrap();
    writeln!(out, "title {:?} by {:?}", read.title.text, read.title.from).unwrap();
    if let Some(date) = &read.date {
        writeln!(out, "date {:?} by {:?}", date.day.map(|day| day.to_string()), date.written.text).unwrap();
    }
    if let Some(front) = &read.front {
        let broken = if front.broken { " (broken)" } else { "" };
        writeln!(out, "front {:?}{broken} lines {}", front.format, lines(read, front.span)).unwrap();
        for (name, values) in [("categories", &front.categories), ("tags", &front.tags), ("aliases", &front.aliases)] {
            if !values.is_empty() {
                writeln!(out, "  {name} {values:?}").unwrap();
            }
        }
    }
    out.push_str(&shape(read));
    for unread in &read.unread {
        writeln!(out, "unread {}: {} ({})", unread.line, unread.text, unread.reason).unwrap();
    }
    for damage in &read.damage {
        writeln!(out, "damage {}: {:?}, was {:?}", damage.line, damage.found, damage.suggestion).unwrap();
    }
    out
}

/// Its shape alone.
pub fn shape(read: &Read) -> String {
    let mut out = String::new();
    match &read.shape {
        Shape::CommentaryPost(post) => {
            out.push_str("commentary post\n");
            post.parts.iter().for_each(|part| part_lines(read, part, &mut out));
        }
        Shape::DailyLog(log) => {
            out.push_str("daily log\n");
            for other in &log.others {
                writeln!(out, "  other {:?}", other.text.text).unwrap();
            }
            for day in &log.days {
                let date = day.date.day.map_or("no day".to_owned(), |day| day.to_string());
                writeln!(out, "  {date} by {:?} lines {}", day.date.written.text, lines(read, day.span)).unwrap();
                for entry in &day.entries {
                    writeln!(out, "    {} {:?}", if entry.bullet { "-" } else { "¶" }, entry.text.text).unwrap();
                }
            }
        }
        Shape::Post(post) => {
            out.push_str("post\n");
            if let Some(path) = &post.transcript {
                writeln!(out, "  transcript {:?}", path.text).unwrap();
            }
            for section in &post.sections {
                let heading = section.heading.as_ref().map(|heading| heading.text.as_str());
                writeln!(out, "  section {} {heading:?} lines {}", section.level, lines(read, section.span)).unwrap();
                writeln!(out, "    {:?}", section.body.text).unwrap();
            }
        }
        Shape::Note(note) => writeln!(out, "note\n  {:?}", note.body.text).unwrap(),
    }
    out
}

fn lines(read: &Read, span: postil_posts::Span) -> String {
    let last = span.line + read.text[span.range()].replace("\r\n", "\n").matches(['\n', '\r']).count();
    format!("{}–{last}", span.line)
}

fn part_lines(read: &Read, part: &Part, out: &mut String) {
    let kind = match part.kind {
        PartKind::Introduction => "introduction",
        PartKind::Article => "article",
        PartKind::Gathering => "gathering",
        PartKind::Note => "note",
        PartKind::Text => "text",
    };
    write!(out, "{kind} lines {}", lines(read, part.span)).unwrap();
    if let Some(heading) = &part.heading {
        write!(out, " level {} {:?}", heading.level, heading.title.text).unwrap();
        assert!(part.span.range().contains(&heading.span.start));
        if let Some(link) = &heading.link {
            write!(out, " <{}>", link.url).unwrap();
        }
    }
    out.push('\n');
    for Link { title, url, .. } in &part.links {
        writeln!(out, "  link {title:?} <{url}>").unwrap();
    }
    point_lines(&part.points, 1, out);
    for commentary in &part.commentary {
        let marker = &read.text[commentary.marker.range()];
        writeln!(out, "  thoughts {marker:?} {:?}", commentary.text.text).unwrap();
    }
    for other in &part.others {
        writeln!(out, "  other {:?} {:?}", other.form, other.text.text).unwrap();
    }
}

fn point_lines(points: &[Point], depth: usize, out: &mut String) {
    for point in points {
        let form = match point.form {
            PointForm::Heading(level) => "#".repeat(level.into()),
            PointForm::Bullet => "-".to_owned(),
            PointForm::Numbered => "1".to_owned(),
            PointForm::Paragraph => "¶".to_owned(),
            PointForm::Whole(form) => format!("{form:?}"),
        };
        let me = if point.voice == Voice::Me { "me " } else { "" };
        let text = match point.form {
            PointForm::Whole(_) => format!("{:?}", point.text.text),
            _ => point.text.text.clone(),
        };
        writeln!(out, "{}{form} {me}{text}", "  ".repeat(depth)).unwrap();
        point_lines(&point.children, depth + 1, out);
    }
}
