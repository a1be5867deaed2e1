-- Other names by which links find a document: its aliases, and the ends of the path of the file that it came from.
-- A name that was given stays; one that is written in the document's front matter goes with it.
CREATE TABLE names (
    document_id BLOB NOT NULL REFERENCES documents (id),
    kind TEXT NOT NULL CHECK (kind IN ('alias', 'path')),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    given INTEGER NOT NULL DEFAULT 0 CHECK (given IN (0, 1)),
    written INTEGER NOT NULL DEFAULT 0 CHECK (written IN (0, 1)),
    PRIMARY KEY (document_id, kind, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX names_by_key ON names (name_key, kind, document_id);

-- Whether a person gave a document a tag, and whether its texts say it.
ALTER TABLE tags ADD COLUMN given INTEGER NOT NULL DEFAULT 1 CHECK (given IN (0, 1));
ALTER TABLE tags ADD COLUMN written INTEGER NOT NULL DEFAULT 0 CHECK (written IN (0, 1));

-- Renamed documents, with what was rewritten, so that it can be undone.
CREATE TABLE renames (
    id INTEGER PRIMARY KEY,
    document_id BLOB NOT NULL REFERENCES documents (id),
    renamed_at INTEGER NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    before TEXT NOT NULL
) STRICT;
CREATE INDEX renames_by_document ON renames (document_id, id);
