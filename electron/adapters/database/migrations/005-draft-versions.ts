/**
 * What a draft was, whole, at each step of typing and wherever a person named it: undo goes on over restarts. Many
 * versions have one base, which is stored once.
 */
export const draftVersions = `
CREATE TABLE draft_bases (
  number INTEGER PRIMARY KEY,
  draft_id TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
  data TEXT NOT NULL
) STRICT;
CREATE INDEX draft_bases_by_draft ON draft_bases (draft_id);

CREATE TABLE draft_versions (
  draft_id TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
  key INTEGER NOT NULL,
  name TEXT,
  reason TEXT NOT NULL,
  base INTEGER REFERENCES draft_bases (number),
  data TEXT NOT NULL,
  PRIMARY KEY (draft_id, key)
) STRICT, WITHOUT ROWID;
`;
