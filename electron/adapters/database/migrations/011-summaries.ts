/**
 * What requests are listed, filtered and found by: computed from the facts, so it may be thrown away and made again
 * (`shared/projection.ts` has its version). `summaries` is narrow, since whole of it is read to count and to sort; what
 * a row shows beside that is in `summary_data`, what it is searched by in `summary_words` with an index of trigrams.
 */
export const summaries = `
CREATE INDEX requests_by_time ON requests (written_at, id);

CREATE TABLE summaries (
  number INTEGER PRIMARY KEY,
  request_id TEXT NOT NULL UNIQUE REFERENCES requests (id) ON DELETE CASCADE,
  version INTEGER NOT NULL,
  through INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  manager_id TEXT NOT NULL,
  manager_key TEXT NOT NULL,
  kind TEXT NOT NULL,
  kind_key TEXT NOT NULL,
  entity_id TEXT,
  entity_key TEXT NOT NULL,
  method TEXT NOT NULL,
  user TEXT NOT NULL,
  user_key TEXT NOT NULL,
  draft_id TEXT,
  nsx_request_id TEXT COLLATE NOCASE,
  verdict TEXT NOT NULL,
  verdict_key INTEGER NOT NULL,
  open INTEGER NOT NULL,
  doubt INTEGER NOT NULL,
  cut_off INTEGER NOT NULL,
  duration ANY,
  checks INTEGER NOT NULL,
  last_check_at ANY,
  mark TEXT NOT NULL,
  remarks TEXT NOT NULL
) STRICT;
CREATE INDEX summaries_by_time ON summaries (written_at, request_id);
CREATE INDEX summaries_by_manager ON summaries (manager_id, written_at);
CREATE INDEX summaries_by_kind ON summaries (kind, written_at);
CREATE INDEX summaries_by_entity ON summaries (entity_id, written_at);
CREATE INDEX summaries_by_method ON summaries (method, written_at);
CREATE INDEX summaries_by_user ON summaries (user, written_at);
CREATE INDEX summaries_by_verdict ON summaries (verdict, written_at);
CREATE INDEX summaries_by_mark ON summaries (mark, written_at);
CREATE INDEX summaries_by_nsx_id ON summaries (nsx_request_id) WHERE nsx_request_id IS NOT NULL;
CREATE INDEX summaries_by_draft ON summaries (draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX summaries_open ON summaries (number) WHERE open = 1;
CREATE INDEX summaries_in_doubt ON summaries (number) WHERE doubt = 1;
CREATE INDEX summaries_cut_off ON summaries (number) WHERE cut_off = 1;

CREATE TABLE summary_data (
  number INTEGER PRIMARY KEY REFERENCES summaries (number) ON DELETE CASCADE,
  data TEXT NOT NULL
) STRICT;

CREATE TABLE summary_tags (
  tag TEXT NOT NULL,
  number INTEGER NOT NULL REFERENCES summaries (number) ON DELETE CASCADE,
  PRIMARY KEY (tag, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX summary_tags_of ON summary_tags (number);

CREATE TABLE summary_nodes (
  node_id TEXT NOT NULL,
  number INTEGER NOT NULL REFERENCES summaries (number) ON DELETE CASCADE,
  took ANY,
  PRIMARY KEY (node_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX summary_nodes_of ON summary_nodes (number);

CREATE TABLE summary_words (
  number INTEGER PRIMARY KEY REFERENCES summaries (number) ON DELETE CASCADE,
  indexed INTEGER NOT NULL,
  words TEXT NOT NULL
) STRICT;
CREATE INDEX summary_words_new ON summary_words (number) WHERE indexed = 0;
CREATE VIRTUAL TABLE summary_trigrams USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
);
CREATE TRIGGER summary_words_change AFTER UPDATE OF words ON summary_words WHEN OLD.indexed = 1
BEGIN
  DELETE FROM summary_trigrams WHERE rowid = OLD.number;
  UPDATE summary_words SET indexed = 0 WHERE number = OLD.number;
END;
CREATE TRIGGER summary_words_go AFTER DELETE ON summary_words WHEN OLD.indexed = 1
BEGIN DELETE FROM summary_trigrams WHERE rowid = OLD.number; END;

-- Which requests of before have their summary already: the newest are taken first. No row: none needs one.
CREATE TABLE summary_progress (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  version INTEGER NOT NULL,
  written_at INTEGER NOT NULL,
  request_id TEXT NOT NULL
) STRICT;
`;
