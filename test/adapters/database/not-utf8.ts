import type { DatabaseStore } from '../../../electron/adapters/database/database.ts';
import type { Result } from '../../../shared/result.ts';

/**
 * A text that is not UTF-8, in each column of text that the database has; then what is read of it, what is left of that
 * (the rest, whole), and how many rows were left out.
 */
export type Case = {
  damage: string;
  read(store: DatabaseStore, folder: string): unknown;
  left: unknown;
  skipped: number;
};

export const BAD = "CAST(x'80ff' AS TEXT)";
/** The same in the middle of JSON, which SQLite's own functions take for whole. */
export const within = (word: string) =>
  `CAST(unhex(replace(hex(data), '${Buffer.from(word).toString('hex').toUpperCase()}', '80FF')) AS TEXT)`;

export const idsOf = (rows: readonly { id: string }[]) => rows.map(({ id }) => id);
export const whole = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
};
