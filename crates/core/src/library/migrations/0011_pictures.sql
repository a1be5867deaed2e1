-- Pictures that a person's own texts show, by what is written there. `name` is the last part of it, as titles are compared.
CREATE TABLE pictures (
    document_id BLOB NOT NULL REFERENCES documents (id),
    target TEXT NOT NULL,
    name TEXT NOT NULL,
    blob TEXT NOT NULL,
    media_type TEXT NOT NULL,
    PRIMARY KEY (document_id, target)
) STRICT;
CREATE INDEX pictures_by_name ON pictures (name);
CREATE INDEX pictures_by_blob ON pictures (blob);
