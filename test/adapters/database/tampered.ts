import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase, { type Database } from 'libsql';
import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { verify } from '../../../electron/adapters/database/verify.ts';
import type { Verification } from '../../../electron/domain/ports.ts';
import { RequestId } from '../../../shared/ids.ts';
import type { RequestFact } from '../../../shared/request.ts';
import type { VerifyProblem, VerifyReport } from '../../../shared/verify-contract.ts';
import { again, type Checked, captureCheck, withAnswer } from './captured.ts';
import { request } from './samples.ts';

export const BEGAN = 1_790_000_000_000;
export const IDS = ['r-1', 'r-2', 'r-3', 'r-4'].map((id) => RequestId.parse(id));

/** A record as a morning leaves it: checks that are alike and not, a fact that is stored whole, a request without any. */
export async function aRecord(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'spanwatch-tamper-'));
  const check = await captureCheck();
  const store = openDatabase(folder);
  for (const [index, id] of IDS.entries()) store.addRequest(request(id, BEGAN + index));
  store.addRequest(request('r-last', BEGAN + 9));
  for (let seq = 1; seq <= 12; seq += 1) {
    for (const [index, id] of IDS.entries()) {
      if (seq <= 12 - index * 2) {
        const at = BEGAN + 1_000 + seq * 5_000 + index;
        store.addFact(id, at, nthFact(check, seq, at));
      }
    }
  }
  // What lists show of them: of a tag, a mark, a verdict and the times of nodes as well.
  store.addFact(IDS[1] as RequestId, BEGAN + 90_000, {
    type: 'tagged',
    tags: ['night', 'CHG-1'],
    by: 'Ada',
  });
  store.addFact(IDS[1] as RequestId, BEGAN + 91_000, {
    type: 'marked',
    mark: 'signed-off',
    by: 'Ada',
  });
  while (!store.catchUp(1000).isDone);
  store.close();
  return folder;
}

function nthFact(check: Checked, seq: number, at: number): RequestFact {
  if (seq === 1) return { type: 'sent' };
  if (seq === 2)
    return { type: 'answered', exchange: check.exchange, nsxRequestId: 'n-1', entityId: null };
  // What a text of SQLite has no room for, and hexadecimal digits that could stand in either case.
  if (seq === 4)
    return { type: 'noted', text: 'odd \ud800 \u001f \0 — “ends”', by: 'Ada' } as RequestFact;
  return again(
    withAnswer(check, Math.floor(seq / 3) * 1000),
    at - 20,
    12.5 + seq,
    `${seq}`.padStart(36, 'a'),
  );
}

/** A copy of the record, changed by a hand that knows SQL, verified. */
export function tampered(from: string, change: (db: Database) => void): VerifyReport {
  return inCopy(from, (path) => {
    const db = new LibsqlDatabase(path);
    try {
      unguard(db);
      change(db);
      return reportOf(verify(db).verifying(null));
    } finally {
      db.close();
    }
  });
}

export function inCopy<T>(from: string, work: (path: string) => T): T {
  const folder = join(from, 'copy');
  // With the write-ahead log of the change before.
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const path = join(folder, DATABASE_FILE);
  copyFileSync(join(from, DATABASE_FILE), path);
  return work(path);
}

/** Takes away what keeps SQL from changing the record; `which` triggers, by their names. */
export function unguard(db: Database, which = '%'): void {
  db.exec('PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON');
  const triggers = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE :which")
    .all({ which });
  for (const { name } of triggers as { name: string }[]) db.exec(`DROP TRIGGER ${name}`);
}

export function reportOf(verification: Verification): VerifyReport {
  while (verification.step()) {
    // Each step is one small piece of work.
  }
  return verification.report();
}

export const named = ({ problems }: VerifyReport) =>
  problems.map(({ what, requestId, seq }: VerifyProblem) => [what, requestId, seq]);
