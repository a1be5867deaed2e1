-- Imports: what was taken in at once, and is undone at once.
CREATE TABLE import_runs (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    undone_at INTEGER
) STRICT;

-- What an import did to a document, as JSON.
CREATE TABLE import_changes (
    import_id BLOB NOT NULL REFERENCES import_runs (id),
    document_id BLOB NOT NULL REFERENCES documents (id),
    change TEXT NOT NULL,
    PRIMARY KEY (import_id, document_id)
) STRICT, WITHOUT ROWID;

-- Files as they were imported: their bytes, and what they were read as. A log of which every day is told has no document of its own.
CREATE TABLE imported_files (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    import_id BLOB NOT NULL REFERENCES import_runs (id),
    path TEXT NOT NULL,
    hash TEXT NOT NULL,
    bytes BLOB NOT NULL,
    format TEXT NOT NULL CHECK (format IN ('commentary_post', 'daily_log', 'post', 'markdown')),
    repaired INTEGER NOT NULL,
    document_id BLOB REFERENCES documents (id)
) STRICT;
CREATE INDEX imported_files_by_hash ON imported_files (hash);
CREATE INDEX imported_files_by_import ON imported_files (import_id);

-- The articles and days that the parts of a file became, and what was imported of each, as JSON.
CREATE TABLE imported_parts (
    file_id BLOB NOT NULL REFERENCES imported_files (id),
    position INTEGER NOT NULL,
    document_id BLOB NOT NULL REFERENCES documents (id),
    kept TEXT NOT NULL,
    PRIMARY KEY (file_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX imported_parts_by_document ON imported_parts (document_id);
