-- What was imported, by the hash of its text: the same file is not imported twice.
CREATE TABLE imports (
    hash TEXT PRIMARY KEY,
    document_id BLOB NOT NULL REFERENCES documents (id)
) STRICT;
