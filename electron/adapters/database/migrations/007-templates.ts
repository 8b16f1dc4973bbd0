/** Objects that drafts can be made from, on any manager. */
export const templates = `
CREATE TABLE templates (
  id TEXT PRIMARY KEY,
  created_at INTEGER NOT NULL,
  data TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
