-- What a person chose for this library, by name; the values are JSON.
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- Whether no sentence of the text was found that says what a point says.
ALTER TABLE points ADD COLUMN unsupported INTEGER NOT NULL DEFAULT 0;
