CREATE TABLE documents (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    kind TEXT NOT NULL CHECK (kind IN ('article', 'note', 'journal', 'post')),
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    named_by_me INTEGER NOT NULL DEFAULT 0 CHECK (named_by_me IN (0, 1)),
    excerpt TEXT NOT NULL DEFAULT '',
    word_count INTEGER NOT NULL DEFAULT 0,
    saved_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    merged_into BLOB REFERENCES documents (id)
) STRICT;
CREATE INDEX documents_by_day ON documents (saved_at DESC, id DESC) WHERE deleted_at IS NULL AND merged_into IS NULL;
CREATE INDEX documents_by_kind ON documents (kind, saved_at DESC, id DESC) WHERE deleted_at IS NULL AND merged_into IS NULL;
CREATE INDEX documents_in_bin ON documents (deleted_at DESC, id DESC) WHERE deleted_at IS NOT NULL AND merged_into IS NULL;
CREATE INDEX documents_by_title ON documents (title_key);

CREATE TABLE articles (
    document_id BLOB PRIMARY KEY REFERENCES documents (id),
    url TEXT NOT NULL,
    canonical_url TEXT NOT NULL,
    byline TEXT,
    site_name TEXT,
    lang TEXT,
    published_at TEXT,
    snapshot_id BLOB REFERENCES snapshots (id)
) STRICT;

CREATE TABLE article_urls (
    url_key TEXT PRIMARY KEY,
    document_id BLOB NOT NULL REFERENCES documents (id)
) STRICT;
CREATE INDEX article_urls_by_document ON article_urls (document_id);

CREATE TABLE snapshots (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    document_id BLOB NOT NULL REFERENCES documents (id),
    url TEXT NOT NULL,
    fetched_at INTEGER NOT NULL,
    status INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    encoding TEXT NOT NULL,
    content_type TEXT,
    etag TEXT,
    last_modified TEXT,
    page_blob TEXT NOT NULL,
    html TEXT NOT NULL,
    text TEXT NOT NULL,
    markdown TEXT NOT NULL
) STRICT;
CREATE INDEX snapshots_by_document ON snapshots (document_id);

CREATE TABLE images (
    snapshot_id BLOB NOT NULL REFERENCES snapshots (id),
    url TEXT NOT NULL,
    blob TEXT NOT NULL,
    media_type TEXT NOT NULL,
    PRIMARY KEY (snapshot_id, url)
) STRICT;
CREATE INDEX images_by_blob ON images (blob);

CREATE TABLE points (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    document_id BLOB NOT NULL REFERENCES documents (id),
    snapshot_id BLOB REFERENCES snapshots (id),
    parent_id BLOB REFERENCES points (id),
    rank TEXT NOT NULL,
    text TEXT NOT NULL,
    voice TEXT NOT NULL CHECK (voice IN ('author', 'me')),
    drafted INTEGER NOT NULL CHECK (drafted IN (0, 1)),
    quote TEXT,
    prefix TEXT,
    suffix TEXT,
    start INTEGER,
    "end" INTEGER,
    CHECK ((quote IS NULL) = (start IS NULL) AND (quote IS NULL) = ("end" IS NULL))
) STRICT;
CREATE INDEX points_by_document ON points (document_id, rank);
CREATE INDEX points_by_parent ON points (parent_id);

CREATE TABLE notes (
    document_id BLOB PRIMARY KEY REFERENCES documents (id),
    markdown TEXT NOT NULL
) STRICT;

CREATE TABLE commentary (
    document_id BLOB PRIMARY KEY REFERENCES documents (id),
    markdown TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tags (
    document_id BLOB NOT NULL REFERENCES documents (id),
    tag TEXT NOT NULL,
    PRIMARY KEY (document_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_tag ON tags (tag, document_id);

CREATE TABLE links (
    id INTEGER PRIMARY KEY,
    source_id BLOB NOT NULL REFERENCES documents (id),
    part TEXT NOT NULL CHECK (part IN ('body', 'commentary')),
    target_kind TEXT NOT NULL CHECK (target_kind IN ('title', 'url')),
    target_key TEXT NOT NULL,
    target TEXT NOT NULL,
    text TEXT NOT NULL,
    context TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
) STRICT;
CREATE INDEX links_by_source ON links (source_id, part);
CREATE INDEX links_by_target ON links (target_key, target_kind, source_id);

CREATE TABLE clips (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    document_id BLOB NOT NULL UNIQUE REFERENCES documents (id),
    url TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'done', 'failed')),
    verdict TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER,
    claimed_by BLOB,
    claimed_until INTEGER,
    error_code TEXT,
    error_message TEXT,
    error_hint TEXT,
    CHECK ((error_code IS NULL) = (error_message IS NULL))
) STRICT;
CREATE INDEX clips_waiting ON clips (state, next_attempt_at) WHERE state <> 'done';

CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id BLOB NOT NULL UNIQUE REFERENCES documents (id)
) STRICT;
