//! YAML, event by event: anchors are never followed, so that no front matter grows.

use saphyr_parser::{Event, Parser, ScalarStyle};

use super::Values;

/// Reads the keys of a mapping. The error is the line, counted from 0, where it is no YAML, or no mapping.
pub(super) fn read(text: &str) -> Result<Values, usize> {
    let mut values = Values::default();
    let mut depth = 0usize;
    let mut key: Option<String> = None;
    let mut list: Option<Vec<String>> = None;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|e| e.marker().line().saturating_sub(1))?;
        match event {
            Event::Scalar(value, style, ..) => {
                let empty = style == ScalarStyle::Plain && matches!(&*value, "" | "~" | "null" | "Null" | "NULL");
                match (depth, &mut list, &key) {
                    (0, ..) => return Err(0),
                    (1, _, None) => key = Some(value.into_owned()),
                    (1, _, Some(_)) => {
                        let one = if empty { Vec::new() } else { vec![value.into_owned()] };
                        values.take(&key.take().unwrap_or_default(), one, false);
                    }
                    (2, Some(list), _) if !empty => list.push(value.into_owned()),
                    _ => {}
                }
            }
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let is_list = matches!(event, Event::SequenceStart(..));
                if depth == 0 && is_list {
                    return Err(0);
                }
                depth += 1;
                // A key that is itself a mapping or a list belongs to none of ours.
                if depth == 2 && key.is_none() {
                    key = Some(String::new());
                }
                if depth == 2 {
                    list = is_list.then(Vec::new);
                }
            }
            Event::MappingEnd | Event::SequenceEnd => {
                depth = depth.saturating_sub(1);
                if depth == 1 {
                    values.take(&key.take().unwrap_or_default(), list.take().unwrap_or_default(), true);
                }
            }
            Event::Alias(_) if depth == 1 => key = if key.is_some() { None } else { Some(String::new()) },
            Event::DocumentEnd => break,
            _ => {}
        }
    }
    Ok(values)
}
