-- Links stand in comments of highlights and in points too.
CREATE TABLE new_links (
    id INTEGER PRIMARY KEY,
    source_id BLOB NOT NULL REFERENCES documents (id),
    part TEXT NOT NULL CHECK (part IN ('body', 'outline', 'highlight', 'commentary')),
    target_kind TEXT NOT NULL CHECK (target_kind IN ('title', 'url')),
    target_key TEXT NOT NULL,
    target TEXT NOT NULL,
    text TEXT NOT NULL,
    context TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
) STRICT;
INSERT INTO new_links SELECT id, source_id, part, target_kind, target_key, target, text, context, start, "end" FROM links;
DROP TABLE links;
ALTER TABLE new_links RENAME TO links;
CREATE INDEX links_by_source ON links (source_id, part);
CREATE INDEX links_by_target ON links (target_key, target_kind, source_id);
