/**
 * Everything of the main job. Objects are kept as JSON, with columns beside it only for what is searched or joined.
 * `requests` and `events` are the record: they can be added to, never changed (product.md, promises 1 and 2).
 */
export const first = `
CREATE TABLE settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  data TEXT NOT NULL
) STRICT;

CREATE TABLE managers (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE facts (
  manager_id TEXT PRIMARY KEY REFERENCES managers (id) ON DELETE CASCADE,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE inventory_reads (
  manager_id TEXT NOT NULL REFERENCES managers (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  read_at INTEGER NOT NULL,
  PRIMARY KEY (manager_id, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE entities (
  manager_id TEXT NOT NULL REFERENCES managers (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (manager_id, kind, id)
) STRICT;

CREATE TABLE drafts (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE requests (
  id TEXT PRIMARY KEY,
  written_at INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE events (
  request_id TEXT NOT NULL REFERENCES requests (id),
  seq INTEGER NOT NULL,
  at INTEGER NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (request_id, seq)
) STRICT;

CREATE TRIGGER requests_never_change BEFORE UPDATE ON requests
BEGIN SELECT RAISE(ABORT, 'a request never changes'); END;
CREATE TRIGGER requests_never_go BEFORE DELETE ON requests
BEGIN SELECT RAISE(ABORT, 'a request is kept'); END;
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'a fact never changes'); END;
CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'a fact is kept'); END;
`;
