import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { RequestId } from '../../../shared/ids.ts';
import { answered, aRequest, checked, stateBody, T0, WATCH } from '../../support/request-events.ts';
import { named, reportOf } from './tampered.ts';

const LONG = RequestId.parse('long');
const CHECKS = 1500;
let folder: string;
let store: DatabaseStore;

const check = (at: number) => checked(5 + at, stateBody('in_progress', at % 7 ? 'sp' : 'pp'))[1];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-remake-'));
  store = openDatabase(folder);
  store.addRequest(aRequest({ id: LONG }));
  const checks = Array.from({ length: CHECKS }, (_, at) => check(at));
  store.addFacts(LONG, T0, [{ type: 'sent' }, answered(1)[1], WATCH, ...checks]);
  store.addRequest(aRequest({ id: RequestId.parse('older'), writtenAt: T0 - 1000 }));
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  db.exec('DELETE FROM summaries; DELETE FROM summary_progress');
  db.close();
  store.close();
  store = openDatabase(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the summary of a request with thousands of checks is made in slices, and comes out right', () => {
  const unfinished: string[] = [];
  let slices = 0;
  for (let isDone = false; !isDone; slices += 1) {
    // No time at all: each slice does the least that it can.
    const caught = store.catchUp(0);
    isDone = caught.isDone;
    unfinished.push(...caught.unfinished);
    // In between it is told by all its facts, never by half of them.
    expect(store.standing(LONG, true)?.newestFact).toBe(CHECKS + 3);
  }
  expect(slices).toBeGreaterThan(5);
  expect(unfinished).toEqual(['long', 'older']);
  expect(store.newestRequests(2).map(({ checks }) => checks)).toEqual([CHECKS, 0]);
  expect(reportOf(store.verifying(null)).problems).toEqual([]);
});

test('facts that come between two slices are in it, from here and from another process', () => {
  const other = openDatabase(folder, () => {}, 'other');
  store.catchUp(0);
  other.addFact(LONG, T0 + 1, check(CHECKS));
  store.catchUp(0);
  store.addFact(LONG, T0 + 2, check(CHECKS + 1));
  while (!store.catchUp(0).isDone);
  other.close();
  expect(store.standing(LONG, true)?.summary.checks).toBe(CHECKS + 2);
  expect(reportOf(store.verifying(null)).problems).toEqual([]);
});

test('a forged summary of a request with thousands of checks is made anew in steps, beside others that are', () => {
  while (!store.catchUp(1000).isDone);
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  db.exec("UPDATE summaries SET verdict = 'realized' WHERE request_id = 'long'");
  db.close();
  const verification = store.verifying(LONG);
  let eventless = 0;
  for (let known = 0, progress = verification.step(); progress; progress = verification.step()) {
    if (progress.done > known) known = progress.done;
    else {
      eventless += 1;
      // Between two steps it can be asked for, and goes on.
      expect(store.standing(LONG)?.newestFact).toBe(CHECKS + 2 + eventless);
      store.addFact(LONG, T0 + 3 + eventless, check(eventless));
    }
  }
  expect(eventless).toBeGreaterThan(5);
  expect(named(verification.report())).toEqual([['summary-changed', 'long', null]]);
  expect(verification.report().events).toBe(CHECKS + 3);
  const { summary } = store.standing(LONG, true) ?? {};
  expect(summary).toMatchObject({ verdict: 'in-progress', checks: CHECKS + eventless });
  expect(reportOf(store.verifying(null)).problems).toEqual([]);
});
