ALTER TABLE clips ADD COLUMN host TEXT NOT NULL DEFAULT '';
ALTER TABLE clips ADD COLUMN source TEXT NOT NULL DEFAULT 'page' CHECK (source IN ('page', 'archive'));
ALTER TABLE clips ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));
ALTER TABLE clips ADD COLUMN no_network INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clips ADD COLUMN stage TEXT CHECK (stage IN ('fetching', 'images', 'saving'));
ALTER TABLE clips ADD COLUMN images_done INTEGER NOT NULL DEFAULT 0;
ALTER TABLE clips ADD COLUMN images_total INTEGER NOT NULL DEFAULT 0;

UPDATE clips SET host = substr(url, instr(url, '://') + 3) WHERE state <> 'done';
UPDATE clips SET host = substr(host, 1, instr(host || '/', '/') - 1) WHERE state <> 'done';
UPDATE clips SET host = substr(host, 1, instr(host || ':', ':') - 1) WHERE state <> 'done' AND host NOT LIKE '[%';

DROP INDEX clips_waiting;
CREATE INDEX clips_due ON clips (next_attempt_at) WHERE state = 'queued';
CREATE INDEX clips_open ON clips (state, document_id) WHERE state <> 'done';
CREATE INDEX clips_claimed ON clips (claimed_until) WHERE claimed_until IS NOT NULL;

CREATE TABLE clip_queue (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    paused INTEGER NOT NULL CHECK (paused IN (0, 1))
) STRICT;
INSERT INTO clip_queue (id, paused) VALUES (1, 0);

ALTER TABLE snapshots ADD COLUMN archive_url TEXT;
ALTER TABLE snapshots ADD COLUMN archived_at INTEGER;
