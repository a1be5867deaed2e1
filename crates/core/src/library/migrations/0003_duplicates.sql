-- Of a snapshot from before, words are counted when they are asked for.
ALTER TABLE snapshots ADD COLUMN word_count INTEGER;

CREATE TABLE checks (
    document_id BLOB PRIMARY KEY REFERENCES documents (id),
    checked_at INTEGER NOT NULL,
    finding TEXT NOT NULL CHECK (finding IN ('unchanged', 'same_text', 'changed', 'worse')),
    url TEXT,
    etag TEXT,
    last_modified TEXT
) STRICT;

CREATE TABLE fingerprints (
    document_id BLOB PRIMARY KEY REFERENCES documents (id),
    snapshot_id BLOB NOT NULL REFERENCES snapshots (id),
    text_hash BLOB NOT NULL
) STRICT;
CREATE INDEX fingerprints_by_text ON fingerprints (text_hash);

CREATE TABLE bands (
    document_id BLOB NOT NULL REFERENCES documents (id),
    band INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    PRIMARY KEY (band, hash, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bands_by_document ON bands (document_id);

CREATE TABLE duplicates (
    one_id BLOB NOT NULL REFERENCES documents (id),
    other_id BLOB NOT NULL REFERENCES documents (id),
    likeness REAL NOT NULL,
    found_at INTEGER NOT NULL,
    declined_at INTEGER,
    PRIMARY KEY (one_id, other_id),
    CHECK (one_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX duplicates_by_other ON duplicates (other_id);

CREATE TABLE merges (
    document_id BLOB PRIMARY KEY REFERENCES documents (id),
    kept_id BLOB NOT NULL REFERENCES documents (id),
    merged_at INTEGER NOT NULL,
    before TEXT NOT NULL
) STRICT;
CREATE INDEX merges_by_kept ON merges (kept_id);
CREATE INDEX documents_merged ON documents (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE passes (
    name TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    reached TEXT,
    finished_at INTEGER
) STRICT;
