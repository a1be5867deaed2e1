//! `names`: aliases of documents, and the paths of the files that they came from.

use rusqlite::Connection;

use super::documents::{self, Document};
use crate::{DocumentId, Result, title_key};

/// An alias of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Whether it stands in the front matter of the document's text, and only goes with it.
    pub written: bool,
}

/// The aliases of a document, in order.
///
/// # Errors
/// When the database fails.
pub fn aliases(conn: &Connection, id: DocumentId) -> Result<Vec<Alias>> {
    let mut statement =
        conn.prepare_cached("SELECT name, written FROM names WHERE document_id = ?1 AND kind = 'alias' ORDER BY name")?;
    let rows = statement.query_map([id], |row| Ok(Alias { name: row.get(0)?, written: row.get(1)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The documents, not in the bin, that have a name of a kind, `alias` or `path`: those that have it exactly, else those that have it but for
/// case, composition and white space. Answers also whether they have it exactly.
///
/// # Errors
/// When the database fails.
pub fn bearers(conn: &Connection, kind: &str, name: &str) -> Result<(Vec<Document>, bool)> {
    let mut statement = conn.prepare_cached(
        "SELECT document_id, name = ?3 FROM names WHERE name_key = ?1 AND kind = ?2 ORDER BY name <> ?3, document_id",
    )?;
    let rows = statement.query_map((title_key(name), kind, name), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut found: Vec<Document> = Vec::new();
    let mut exactly = false;
    for (id, exact) in rows.collect::<Result<Vec<(DocumentId, bool)>, _>>()? {
        let document = documents::get(conn, id)?;
        if document.deleted_at.is_some() || (exactly && !exact) || found.iter().any(|there| there.id == document.id) {
            continue;
        }
        exactly |= exact;
        found.push(document);
    }
    Ok((found, exactly))
}

/// Every title and every alias of the documents that can be opened, each with whether it is an alias.
///
/// # Errors
/// When the database fails.
pub fn each_title(conn: &Connection, mut see: impl FnMut(DocumentId, &str, bool)) -> Result<()> {
    let mut statement = conn.prepare(
        "SELECT id, title, 0 FROM documents WHERE deleted_at IS NULL AND merged_into IS NULL
         UNION ALL SELECT documents.id, names.name, 1 FROM names JOIN documents ON documents.id = names.document_id
         WHERE names.kind = 'alias' AND deleted_at IS NULL AND merged_into IS NULL",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        see(row.get(0)?, text, row.get(2)?);
    }
    Ok(())
}

/// Titles and aliases of documents, not in the bin, that have a key in theirs and more besides.
///
/// # Errors
/// When the database fails.
pub fn containing(conn: &Connection, key: &str) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT title FROM documents
         WHERE id IN (SELECT id FROM documents INDEXED BY documents_by_title WHERE instr(title_key, ?1) > 0 AND title_key <> ?1)
             AND deleted_at IS NULL AND merged_into IS NULL
         UNION SELECT name FROM names WHERE kind = 'alias' AND instr(name_key, ?1) > 0 AND name_key <> ?1",
    )?;
    let rows = statement.query_map([key], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The aliases that a document was given, whether they stand in its text or not.
///
/// # Errors
/// When the database fails.
pub fn given(conn: &Connection, id: DocumentId) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT name FROM names WHERE document_id = ?1 AND kind = 'alias' AND given = 1 ORDER BY name",
    )?;
    let rows = statement.query_map([id], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Gives a document these aliases, besides those that stand in its text.
///
/// # Errors
/// When the database fails.
pub fn give(conn: &Connection, id: DocumentId, aliases: &[String]) -> Result<()> {
    set(conn, id, "given", aliases)
}

/// Notes the aliases that stand in a document's text.
///
/// # Errors
/// When the database fails.
pub fn write(conn: &Connection, id: DocumentId, aliases: &[String]) -> Result<()> {
    set(conn, id, "written", aliases)
}

fn set(conn: &Connection, id: DocumentId, how: &str, aliases: &[String]) -> Result<()> {
    conn.prepare_cached(&format!("UPDATE names SET {how} = 0 WHERE document_id = ?1 AND kind = 'alias'"))?
        .execute([id])?;
    let mut add = conn.prepare_cached(&format!(
        "INSERT INTO names (document_id, kind, name, name_key, {how}) VALUES (?1, 'alias', ?2, ?3, 1)
         ON CONFLICT (document_id, kind, name) DO UPDATE SET {how} = 1"
    ))?;
    for alias in aliases {
        add.execute((id, alias, title_key(alias)))?;
    }
    conn.prepare_cached("DELETE FROM names WHERE document_id = ?1 AND kind = 'alias' AND given = 0 AND written = 0")?
        .execute([id])?;
    Ok(())
}

/// Notes the path of the file that a document came from, without its ending: a link may name it by any end of the path.
///
/// # Errors
/// When the database fails.
pub fn put_path(conn: &Connection, id: DocumentId, path: &str) -> Result<()> {
    conn.prepare_cached("DELETE FROM names WHERE document_id = ?1 AND kind = 'path'")?.execute([id])?;
    let mut add = conn.prepare_cached(
        "INSERT OR IGNORE INTO names (document_id, kind, name, name_key, given) VALUES (?1, 'path', ?2, ?3, 1)",
    )?;
    let path = path.trim_matches('/');
    let starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
    for end in starts.map(|start| &path[start..]).filter(|end| !end.is_empty()) {
        add.execute((id, end, title_key(end)))?;
    }
    Ok(())
}
