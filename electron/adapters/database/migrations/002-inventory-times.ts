/**
 * What is known of one object alone can be newer than the list that is being read meanwhile (product.md: the copy
 * says what was read last). So each object has the time at which it was read, and what was taken out leaves a trace
 * until a list that began later has been read.
 */
export const inventoryTimes = `
ALTER TABLE entities ADD COLUMN read_at INTEGER NOT NULL DEFAULT 0;
UPDATE entities SET read_at = CAST(json_extract(data, '$.readAt') AS INTEGER)
WHERE CASE WHEN json_valid(data) THEN json_type(data, '$.readAt') IN ('integer', 'real') END;

CREATE TABLE removals (
  manager_id TEXT NOT NULL REFERENCES managers (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (manager_id, kind, id)
) STRICT, WITHOUT ROWID;
`;
