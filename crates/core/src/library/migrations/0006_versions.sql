-- Texts as they were before they were changed: the commentary about an article, or the body of a note.
CREATE TABLE versions (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    document_id BLOB NOT NULL REFERENCES documents (id),
    part TEXT NOT NULL CHECK (part IN ('commentary', 'body')),
    reason TEXT NOT NULL CHECK (reason IN ('session', 'cut', 'join', 'restore', 'merge')),
    written_at INTEGER NOT NULL,
    kept_at INTEGER NOT NULL,
    words INTEGER NOT NULL,
    markdown TEXT NOT NULL
) STRICT;
CREATE INDEX versions_by_document ON versions (document_id, kept_at);

-- When commentary was first written, or written again after it was emptied.
ALTER TABLE commentary ADD COLUMN begun_at INTEGER NOT NULL DEFAULT 0;
