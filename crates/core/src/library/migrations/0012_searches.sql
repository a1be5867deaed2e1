-- Searches that a person keeps, by name. A forgotten one stays as a row.
CREATE TABLE saved_searches (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    name TEXT NOT NULL,
    query TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;

-- Searches that were made, each once, with when last.
CREATE TABLE past_searches (
    query TEXT PRIMARY KEY,
    searched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX past_searches_by_time ON past_searches (searched_at DESC);
