//! TOML.

use toml::{Table, Value};

use super::Values;

/// Reads the keys of a table. The error is the line, counted from 0, where it is no TOML.
pub(super) fn read(text: &str) -> Result<Values, usize> {
    let table: Table = toml::from_str(text).map_err(|e: toml::de::Error| {
        let at = e.span().map_or(0, |span| span.start.min(text.len()));
        text.as_bytes()[..at].iter().filter(|&&byte| byte == b'\n').count()
    })?;
    let mut values = Values::default();
    for (key, value) in &table {
        match value {
            Value::Array(all) => values.take(key, all.iter().filter_map(string).collect(), true),
            one => values.take(key, string(one).into_iter().collect(), false),
        }
    }
    Ok(values)
}

fn string(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Datetime(date) => Some(date.to_string()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}
