/**
 * Which process sends and follows which request: the window and the terminal work on one database. A process renews
 * one row of its own, however many requests it has.
 */
export const claims = `
CREATE TABLE processes (
  owner TEXT PRIMARY KEY,
  until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE claims (
  request_id TEXT PRIMARY KEY REFERENCES requests (id),
  owner TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`;
