//! What the index is measured against: SQLite's FTS5, and tantivy alone with one stemmed field.

use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;
use rusqlite::config::DbConfig;
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument};

use super::corpus::{Facets, Written, written};
use super::processor;

/// Fills an FTS5 table with the same documents, and beside it what they are counted by; answers the seconds that it took.
pub fn fill_fts(file: &Path, count: usize, mean: usize) -> rusqlite::Result<(Connection, f64)> {
    let conn = open_fts(file)?;
    conn.execute_batch(
        "CREATE VIRTUAL TABLE f USING fts5(title, outline, commentary, body, tokenize = 'porter unicode61', prefix = '2 3 4');
         INSERT INTO f (f, rank) VALUES ('rank', 'bm25(4.0, 1.5, 2.0, 1.0)');
         CREATE TABLE names (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
         CREATE TABLE documents (number INTEGER PRIMARY KEY, kind TEXT NOT NULL, site INTEGER, year INTEGER NOT NULL);
         CREATE TABLE tags (document INTEGER, tag INTEGER, PRIMARY KEY (document, tag)) WITHOUT ROWID;
         BEGIN;",
    )?;
    let mut seconds = 0.0;
    for number in 0..count {
        let document = written(number, mean);
        let facets = Facets::of(number, document.kind);
        let start = Instant::now();
        let row = i64::try_from(number).unwrap_or(0);
        conn.prepare_cached("INSERT INTO f (rowid, title, outline, commentary, body) VALUES (?1, ?2, ?3, ?4, ?5)")?
            .execute((row, document.title, document.outline.join(" · "), document.commentary, document.body))?;
        let site = facets.host.as_deref().map(|host| name(&conn, host)).transpose()?;
        conn.prepare_cached("INSERT INTO documents VALUES (?1, ?2, ?3, ?4)")?.execute((
            row,
            document.kind.as_str(),
            site,
            facets.year,
        ))?;
        for tag in &facets.tags {
            let tag = name(&conn, tag)?;
            conn.prepare_cached("INSERT OR IGNORE INTO tags VALUES (?1, ?2)")?.execute((row, tag))?;
        }
        seconds += start.elapsed().as_secs_f64();
    }
    let start = Instant::now();
    conn.execute_batch("COMMIT; ANALYZE;")?;
    Ok((conn, seconds + start.elapsed().as_secs_f64()))
}

/// Opens what [`fill_fts`] filled, with as much memory as a library has.
pub fn open_fts(file: &Path) -> rusqlite::Result<Connection> {
    let conn = Connection::open(file)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000; PRAGMA mmap_size = 268435456;
         PRAGMA temp_store = MEMORY;",
    )?;
    Ok(conn)
}

fn name(conn: &Connection, name: &str) -> rusqlite::Result<i64> {
    conn.prepare_cached("INSERT OR IGNORE INTO names (name) VALUES (?1)")?.execute([name])?;
    conn.prepare_cached("SELECT number FROM names WHERE name = ?1")?.query_row([name], |row| row.get(0))
}

/// How many are found of each kind, tag, site and year; a row for each. `CROSS` keeps SQLite from turning the joins round.
const COUNTS: &str = "WITH found AS MATERIALIZED (
        SELECT number, kind, year, site FROM f CROSS JOIN documents ON documents.number = f.rowid WHERE f MATCH ?1)
    SELECT * FROM (SELECT 'kind', kind, count(*) FROM found GROUP BY kind)
    UNION ALL SELECT * FROM (SELECT 'year', year, count(*) FROM found GROUP BY year)
    UNION ALL SELECT 'site', name, many FROM (
        SELECT site, count(*) AS many FROM found WHERE site IS NOT NULL
        GROUP BY site ORDER BY many DESC LIMIT 30) AS most JOIN names ON names.number = most.site
    UNION ALL SELECT 'tag', name, many FROM (
        SELECT tag, count(*) AS many FROM found CROSS JOIN tags ON tags.document = found.number
        GROUP BY tag ORDER BY many DESC LIMIT 30) AS most JOIN names ON names.number = most.tag";

/// One search with 20 snippets and the number of all; with how many there are of each kind, tag, site and year where these are
/// wanted.
pub fn search_fts(conn: &Connection, query: &str, counts: bool) -> rusqlite::Result<usize> {
    let mut hits = conn.prepare_cached(
        "SELECT rowid, title, snippet(f, -1, '<mark>', '</mark>', '…', 24) FROM f WHERE f MATCH ?1 ORDER BY rank LIMIT 20",
    )?;
    let rows =
        hits.query_map([query], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))?;
    let hits: Vec<_> = rows.collect::<Result<_, _>>()?;
    if !counts {
        let total: i64 =
            conn.prepare_cached("SELECT count(*) FROM f WHERE f MATCH ?1")?.query_row([query], |row| row.get(0))?;
        return Ok(usize::try_from(total).unwrap_or(0).max(hits.len()));
    }
    let mut counted = conn.prepare_cached(COUNTS)?;
    let rows = counted.query_map([query], |row| {
        let name = row.get_ref(1)?.as_str().map(str::to_owned).unwrap_or_default();
        Ok((row.get::<_, String>(0)?, name, row.get::<_, i64>(2)?))
    })?;
    let rows: Vec<(String, String, i64)> = rows.collect::<Result<_, _>>()?;
    // Each document is of one kind.
    let total: i64 = rows.iter().filter(|row| row.0 == "kind").map(|row| row.2).sum();
    Ok(usize::try_from(total).unwrap_or(0))
}

/// Indexes the same texts with tantivy alone, in two threads; answers the seconds that it took, and those of the
/// processor.
pub fn fill_tantivy(dir: &Path, count: usize, mean: usize) -> tantivy::Result<(f64, f64)> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(indexing));
    std::fs::create_dir_all(dir)?;
    let index = Index::create_in_dir(dir, schema.build())?;
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(2, 200 << 20)?;
    // All are at hand beforehand, or the writing threads would work on while they are made.
    let text = |d: Written| format!("{}\n{}\n{}\n{}", d.title, d.outline.join(" · "), d.commentary, d.body);
    let texts: Vec<String> = (0..count).map(|number| text(written(number, mean))).collect();
    let (start, before) = (Instant::now(), processor());
    for text in texts {
        let mut document = TantivyDocument::default();
        document.add_text(body, text);
        writer.add_document(document)?;
    }
    writer.commit()?;
    Ok((start.elapsed().as_secs_f64(), processor() - before))
}
