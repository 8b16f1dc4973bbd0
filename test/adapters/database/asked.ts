import LibsqlDatabase, { type Database } from 'libsql';
import { vi } from 'vitest';

/** What a statement answered with, over all the times that it was asked. */
export type Asked = {
  sql: string;
  /** Of each column: what the file declares it to be (null: it comes of an expression), and what came. */
  columns: { name: string; type: string | null; kinds: Set<string> }[];
};

/** As much of libsql's statement as is looked at here. */
type Statement = {
  reader: boolean;
  columns(): { name: string; type: string | null }[];
  get(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
};

/** Looks at all that is asked of SQLite in this process, and at what comes of it, until it is `done`. */
export function listenToStatements(): { done(): Asked[] } {
  const all = new Map<string, Asked>();
  const prepare = LibsqlDatabase.prototype.prepare;

  function see(asked: Asked, row: unknown): void {
    const values = (row ?? {}) as Record<string, unknown>;
    for (const { name, kinds } of asked.columns) {
      const value = values[name];
      if (value !== undefined && value !== null) kinds.add(typeof value);
    }
  }

  function look(sql: string, statement: Statement): void {
    if (!statement.reader) return;
    const columns = statement.columns();
    const asked = all.get(sql) ?? {
      sql,
      columns: columns.map((column) => ({ ...column, kinds: new Set<string>() })),
    };
    all.set(sql, asked);
    const { get, all: every } = statement;
    statement.get = (...values: unknown[]) => {
      const row = get.apply(statement, values);
      see(asked, row);
      return row;
    };
    statement.all = (...values: unknown[]) => {
      const rows = every.apply(statement, values);
      for (const row of rows) see(asked, row);
      return rows;
    };
  }

  const spied = vi.spyOn(LibsqlDatabase.prototype, 'prepare').mockImplementation(function (
    this: Database,
    sql: string,
  ) {
    const statement = prepare.call(this, sql);
    look(sql, statement as unknown as Statement);
    return statement;
  } as typeof prepare);
  return {
    done() {
      spied.mockRestore();
      return [...all.values()];
    },
  };
}
