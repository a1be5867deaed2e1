-- A point that a person deleted stays as a row, so that a new draft does not bring it back.
ALTER TABLE points ADD COLUMN deleted_at INTEGER;
ALTER TABLE points ADD COLUMN folded INTEGER NOT NULL DEFAULT 0 CHECK (folded IN (0, 1));
-- The anchor is a place of snapshot_id. When that is not the snapshot that is shown, the place has been looked for there: guess is
-- where something like it stands, and without a guess the point is an orphan.
ALTER TABLE points ADD COLUMN guess_start INTEGER;
ALTER TABLE points ADD COLUMN guess_end INTEGER;
DROP INDEX points_by_document;
CREATE INDEX points_by_document ON points (document_id, rank) WHERE deleted_at IS NULL;

CREATE TABLE highlights (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    document_id BLOB NOT NULL REFERENCES documents (id),
    snapshot_id BLOB NOT NULL REFERENCES snapshots (id),
    colour TEXT NOT NULL CHECK (colour IN ('yellow', 'green', 'blue', 'pink')),
    comment TEXT NOT NULL DEFAULT '',
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    guess_start INTEGER,
    guess_end INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    CHECK (start < "end")
) STRICT;
CREATE INDEX highlights_by_document ON highlights (document_id, start) WHERE deleted_at IS NULL;
CREATE INDEX highlights_by_day ON highlights (created_at DESC, id DESC) WHERE deleted_at IS NULL;

-- What was done to outlines and highlights, so that it can be undone, in this session and the next.
CREATE TABLE edits (
    id INTEGER PRIMARY KEY,
    document_id BLOB NOT NULL REFERENCES documents (id),
    made_at INTEGER NOT NULL,
    label TEXT NOT NULL,
    gesture TEXT,
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    rows TEXT NOT NULL
) STRICT;
CREATE INDEX edits_by_document ON edits (document_id, id);

-- How far a person has come with an article. Without a row it is unread.
CREATE TABLE readings (
    document_id BLOB PRIMARY KEY REFERENCES documents (id),
    state TEXT NOT NULL CHECK (state IN ('unread', 'reading', 'read', 'archived')),
    position INTEGER NOT NULL DEFAULT 0,
    changed_at INTEGER NOT NULL
) STRICT;
