import type { Database } from 'libsql';
import { indexWhatIsThere } from '../inventory-index.ts';

/**
 * What the inventory is searched by, apart from the objects themselves: a row is some 300 bytes where an object has
 * kilobytes, and they lie in the order of the list. A search reads them through (some 6 ms for 20,000 on a laptop),
 * for any text of any length, and what is taken out of the copy leaves nothing behind: an index of trigrams would be
 * quicker from some 100,000 objects on, and slower to keep. Beside it, who names whom.
 */
const TABLES = `
CREATE TABLE entity_words (
  manager_id TEXT NOT NULL REFERENCES managers (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  name_key TEXT NOT NULL,
  id TEXT NOT NULL,
  words TEXT NOT NULL,
  PRIMARY KEY (manager_id, kind, name_key, id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entity_words_by_id ON entity_words (manager_id, kind, id);

CREATE TABLE entity_references (
  manager_id TEXT NOT NULL REFERENCES managers (id) ON DELETE CASCADE,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  to_kind TEXT NOT NULL,
  to_id TEXT NOT NULL,
  PRIMARY KEY (manager_id, kind, id, field, to_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_references_back ON entity_references (manager_id, to_kind, to_id, kind, id);

ALTER TABLE inventory_reads ADD COLUMN hidden TEXT;
`;

export function inventorySearch(db: Database): void {
  db.exec(TABLES);
  indexWhatIsThere(db);
}
