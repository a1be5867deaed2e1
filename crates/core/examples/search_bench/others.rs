//! What the index is measured against: SQLite's FTS5, and tantivy alone with one stemmed field.

use std::path::Path;
use std::time::Instant;

use rusqlite::Connection;
use tantivy::schema::{IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::{Index, TantivyDocument};

use super::corpus::written;

/// Fills an FTS5 table with the same documents; answers the seconds that it took.
pub fn fill_fts(file: &Path, count: usize, mean: usize) -> rusqlite::Result<(Connection, f64)> {
    let conn = Connection::open(file)?;
    conn.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -32000; PRAGMA mmap_size = 268435456;
         CREATE VIRTUAL TABLE f USING fts5(title, outline, commentary, body, tokenize = 'porter unicode61', prefix = '2 3');
         INSERT INTO f (f, rank) VALUES ('rank', 'bm25(4.0, 1.5, 2.0, 1.0)'); BEGIN;",
    )?;
    let mut seconds = 0.0;
    for number in 0..count {
        let document = written(number, mean);
        let start = Instant::now();
        conn.prepare_cached("INSERT INTO f (title, outline, commentary, body) VALUES (?1, ?2, ?3, ?4)")?.execute((
            document.title,
            document.outline.join(" · "),
            document.commentary,
            document.body,
        ))?;
        seconds += start.elapsed().as_secs_f64();
    }
    let start = Instant::now();
    conn.execute_batch("COMMIT")?;
    Ok((conn, seconds + start.elapsed().as_secs_f64()))
}

/// One search with 20 snippets and the number of all.
pub fn search_fts(conn: &Connection, query: &str) -> rusqlite::Result<usize> {
    let mut hits = conn.prepare_cached(
        "SELECT rowid, title, snippet(f, -1, '<mark>', '</mark>', '…', 24) FROM f WHERE f MATCH ?1 ORDER BY rank LIMIT 20",
    )?;
    let rows =
        hits.query_map([query], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?)))?;
    let hits: Vec<_> = rows.collect::<Result<_, _>>()?;
    let total: i64 =
        conn.prepare_cached("SELECT count(*) FROM f WHERE f MATCH ?1")?.query_row([query], |row| row.get(0))?;
    Ok(usize::try_from(total).unwrap_or(0).max(hits.len()))
}

/// Indexes the same texts with tantivy alone, in two threads; answers the seconds that it took.
pub fn fill_tantivy(dir: &Path, count: usize, mean: usize) -> tantivy::Result<f64> {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let body = schema.add_text_field("body", TextOptions::default().set_indexing_options(indexing));
    std::fs::create_dir_all(dir)?;
    let index = Index::create_in_dir(dir, schema.build())?;
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(2, 200 << 20)?;
    let mut seconds = 0.0;
    for first in (0..count).step_by(1000) {
        let texts: Vec<String> = (first..count.min(first + 1000))
            .map(|number| written(number, mean))
            .map(|d| format!("{}\n{}\n{}\n{}", d.title, d.outline.join(" · "), d.commentary, d.body))
            .collect();
        let start = Instant::now();
        for text in texts {
            let mut document = TantivyDocument::default();
            document.add_text(body, text);
            writer.add_document(document)?;
        }
        if first + 1000 >= count {
            writer.commit()?;
        }
        seconds += start.elapsed().as_secs_f64();
    }
    Ok(seconds)
}
