//! Characters that an earlier program spoilt, in what is in the library already.

use postil_core::verbs;

use crate::wire::{DamagedPlace, DamagedText};
use crate::{ApiError, App};

/// The most places that are shown.
const MOST: usize = 200;
/// How many characters are shown before and after a place.
const AROUND: usize = 24;

impl App {
    /// Where a person's words in a document are spoilt, and what they were once, as it seems.
    ///
    /// # Errors
    /// `not_found`; when the library fails.
    pub fn damage(&self, name: &str) -> Result<DamagedText, ApiError> {
        let id = self.document(name)?;
        let texts = self.read(|conn| verbs::words(conn, id))?;
        let mut places = Vec::new();
        let mut count = 0;
        for text in &texts {
            let found = postil_posts::damage(text);
            count += found.len();
            let shown = found.into_iter().take(MOST - places.len().min(MOST));
            places.extend(shown.map(|damage| DamagedPlace {
                before: end_of(&text[..damage.span.start]),
                after: start_of(&text[damage.span.end..]),
                found: damage.found,
                suggestion: damage.suggestion,
            }));
        }
        Ok(DamagedText { id: id.to_string(), count: u32::try_from(count).unwrap_or(u32::MAX), places })
    }

    /// Takes every suggestion. What was there becomes a version, or can be undone beside an article.
    ///
    /// # Errors
    /// `not_found`; when the library fails.
    pub fn repair(&self, name: &str) -> Result<DamagedText, ApiError> {
        let damage = self.damage(name)?;
        let id = self.document(name)?;
        self.write(|tx| verbs::rewrite(tx, id, "Repair letters", &postil_posts::repair))?;
        Ok(damage)
    }
}

fn end_of(text: &str) -> String {
    let line = text.rsplit(['\n', '\r']).next().unwrap_or_default();
    let skipped = line.chars().count().saturating_sub(AROUND);
    line.chars().skip(skipped).collect()
}

fn start_of(text: &str) -> String {
    text.split(['\n', '\r']).next().unwrap_or_default().chars().take(AROUND).collect()
}
