import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { ALL_REQUESTS, NEWEST_FIRST } from '../../../shared/history-query.ts';
import { RequestId } from '../../../shared/ids.ts';
import { must } from '../../support/fakes.ts';
import { answered, aRequest, checked, stateBody, T0, WATCH } from '../../support/request-events.ts';
import { anyRecord, put } from './record-of.ts';
import { named, reportOf } from './tampered.ts';

const ID = RequestId.parse('r-1');
let folder: string;
let store: DatabaseStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-verify-summary-'));
  store = openDatabase(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function byHand(sql: string): void {
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  db.exec(sql);
  db.close();
}

const failedCheck = checked(9.125, stateBody('failed', 'sf'))[1];
function aFailure(): void {
  store.addRequest(aRequest({ id: ID }));
  for (const fact of [{ type: 'sent' } as const, answered(1)[1], WATCH, failedCheck]) {
    store.addFact(ID, T0 + 1000, fact);
  }
}

const listed = async () => {
  const page = must(
    await store.archive.find({
      filter: ALL_REQUESTS,
      sort: NEWEST_FIRST,
      offset: 0,
      limit: 10,
      locate: null,
    }),
  );
  return page.rows.map(({ verdict, mark, checks }) => [verdict, mark?.mark ?? null, checks]);
};

test('what lists show is made of the events anew where it was forged, and it is said that it was', async () => {
  aFailure();
  const before = await listed();
  byHand(`UPDATE summaries SET verdict = 'realized', mark = 'signed-off', checks = 3;
    UPDATE summary_data SET data = replace(data, '"failed"', '"realized"')`);
  expect(await listed()).not.toEqual(before);
  expect(named(reportOf(store.verifying(ID)))).toEqual([['summary-changed', 'r-1', null]]);
  expect(await listed()).toEqual(before);
  expect(reportOf(store.verifying(null)).problems).toEqual([]);
});

test('a summary that was not made yet is no change of it', () => {
  aFailure();
  while (!store.catchUp(1000).isDone);
  byHand('DELETE FROM summaries; DELETE FROM summary_progress');
  expect(reportOf(store.verifying(null)).problems).toEqual([]);
  while (!store.catchUp(1000).isDone);
  byHand('DELETE FROM summaries');
  expect(named(reportOf(store.verifying(null)))).toEqual([['summary-changed', 'r-1', null]]);
  expect(store.newestRequests(10)).toHaveLength(1);
});

test('events that come while a request is verified are in its summary, and no change of it', () => {
  aFailure();
  const verification = store.verifying(ID);
  for (let seq = 0; verification.step(); seq += 1) {
    store.addFact(ID, T0 + 9000 + seq, { type: 'noted', text: `note ${seq}`, by: 'ada' });
  }
  expect(verification.report().problems).toEqual([]);
});

test('of any record, written by any hand in turn, all is well', () => {
  fc.assert(
    fc.property(anyRecord, fc.boolean(), (lives, isOpenedAgain) => {
      const own = mkdtempSync(join(folder, 'any-'));
      let one = openDatabase(own);
      try {
        put(one, lives);
        if (isOpenedAgain) {
          one.close();
          one = openDatabase(own);
        }
        for (const { request } of lives) {
          one.addFact(request.id, T0, { type: 'noted', text: 'half \ud800 a pair', by: 'ada' });
          one.addFact(request.id, T0, { type: 'tagged', tags: ['a\ud800', 'b'], by: 'ada' });
        }
        expect(reportOf(one.verifying(null)).problems).toEqual([]);
      } finally {
        one.close();
      }
    }),
    { numRuns: 40 },
  );
});
