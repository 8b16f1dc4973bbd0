import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sha256 } from '../../../electron/adapters/database/chain.ts';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { fingerprints } from '../../../electron/adapters/storage/fingerprints.ts';
import { RequestId } from '../../../shared/ids.ts';
import { type Kept, readFingerprint, readList } from '../../../shared/record-fingerprint.ts';
import { checked, request } from './samples.ts';
import { named, reportOf } from './tampered.ts';

const id = (one: string) => RequestId.parse(one);
const folders: string[] = [];
let store: DatabaseStore;

/** A record of three requests; `other` is the attempt that the second event of r-2 tells of. */
function aRecord(other = 2, ids = ['r-1', 'r-2', 'r-3']): DatabaseStore {
  const folder = mkdtempSync(join(tmpdir(), 'spanwatch-kept-'));
  folders.push(folder);
  const made = openDatabase(folder);
  for (const one of ids) {
    const index = Number(one.slice(2));
    made.addRequest(request(one, 1000 + index));
    made.addFact(id(one), 2000 + index, checked(1));
    made.addFact(id(one), 3000 + index, checked(one === 'r-2' ? other : 2));
  }
  return made;
}

/** The fingerprint of now, as it is read again one day. */
function keep(from: DatabaseStore): Kept {
  const verification = from.verifying(null);
  const { fingerprint } = reportOf(verification);
  const kept = readList(verification.list() ?? '', sha256);
  if (!kept || kept.fingerprint !== fingerprint) throw new Error('the list is another’s');
  return kept;
}

beforeEach(() => {
  store = aRecord();
});
afterEach(() => {
  store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test('a kept fingerprint holds however much is put on record after it', () => {
  const kept = keep(store);
  store.addFact(id('r-1'), 5000, checked(3));
  store.addRequest(request('r-4', 6000));
  const report = reportOf(store.verifying(null, kept));
  expect(report).toMatchObject({ problems: [], kept: { requests: 3, dropped: 0 } });
  expect(report.fingerprint).toMatch(/^swf1-4-/);
  expect(report.fingerprint).not.toBe(kept.fingerprint);
});

test('a record that was made anew, chains and all, is not what the fingerprint stands for: the request is named', () => {
  const kept = keep(store);
  const forged = aRecord(7);
  expect(reportOf(forged.verifying(null)).problems).toEqual([]);
  const report = reportOf(forged.verifying(null, kept));
  expect(named(report)).toEqual([['kept-differs', 'r-2', 2]]);
  expect(report.problems[0]?.name).toContain('PUT');
  expect(report.fingerprint).toBeNull();
  forged.close();
});

test('a record that was made anew without a request, or with another before it, is found too', () => {
  const kept = keep(store);
  const without = aRecord(2, ['r-1', 'r-3']);
  expect(named(reportOf(without.verifying(null, kept)))).toEqual([
    ['kept-missing', 'r-2', null],
    ['kept-register', null, 3],
  ]);
  without.close();
  const before = aRecord(2, ['r-0', 'r-1', 'r-2', 'r-3']);
  const found = named(reportOf(before.verifying(null, kept)));
  expect(found).toContainEqual(['kept-register', null, 3]);
  before.close();
});

test('what was dropped since, as the register says, is no difference and is counted', () => {
  const kept = keep(store);
  const dropping = store.dropping([id('r-1')], 9000, 9000);
  while (dropping.step());
  expect(reportOf(store.verifying(null, kept))).toMatchObject({
    problems: [],
    kept: { requests: 3, dropped: 1 },
  });
});

test('one request has a fingerprint that needs no list', () => {
  const { fingerprint } = reportOf(store.verifying(id('r-2')));
  const read = readFingerprint(` ${fingerprint?.toUpperCase()} `);
  if (read?.of !== 'request') throw new Error('none of a request');
  const kept = { fingerprint: read.text, requests: new Map([['r-2', read.kept]]), register: null };
  store.addFact(id('r-2'), 5000, checked(3));
  expect(reportOf(store.verifying(id('r-2'), kept)).problems).toEqual([]);
  const forged = aRecord(7);
  expect(named(reportOf(forged.verifying(id('r-2'), kept)))).toEqual([['kept-differs', 'r-2', 2]]);
  forged.close();
});

test('a request that was put on record and has no event yet is held to what it was', () => {
  const kept = { fingerprint: '', register: null };
  store.addRequest(request('r-9', 4000));
  const { fingerprint } = reportOf(store.verifying(id('r-9')));
  expect(fingerprint).toMatch(/^swr1-0-/);
  const head = fingerprint?.slice('swr1-0-'.length) ?? '';
  store.addFact(id('r-9'), 5000, checked(1));
  const against = (one: string) =>
    named(
      reportOf(
        store.verifying(id('r-9'), {
          ...kept,
          requests: new Map([['r-9', { seq: 0, head: one }]]),
        }),
      ),
    );
  expect(against(head)).toEqual([]);
  expect(against('0'.repeat(64))).toEqual([['kept-differs', 'r-9', 0]]);
});

test('an empty record is as it was recorded, has a fingerprint, and so has one that has grown since', () => {
  const empty = aRecord(2, []);
  expect(reportOf(empty.verifying(null)).problems).toEqual([]);
  const kept = keep(empty);
  expect(kept.fingerprint).toMatch(/^swf1-0-/);
  empty.addRequest(request('r-1', 1000));
  expect(reportOf(empty.verifying(null, kept)).problems).toEqual([]);
  empty.close();
});

test('a list is kept once under its fingerprint, and one that was changed is no list of it', async () => {
  const folder = folders[0] ?? '';
  const kept = fingerprints(folder);
  const verification = store.verifying(null);
  const { fingerprint } = reportOf(verification);
  const list = verification.list() ?? '';
  expect(await kept.keepFingerprint(list)).toEqual({ ok: true, value: fingerprint });
  // As an editor leaves it, it says the same.
  const again = JSON.stringify(JSON.parse(list), null, 2);
  expect(await kept.keepFingerprint(again)).toEqual({ ok: true, value: fingerprint });
  expect(readdirSync(join(folder, 'fingerprints'))).toEqual([`${fingerprint}.json`]);
  expect(await kept.fingerprintList(`${fingerprint}`)).toMatchObject({ ok: true, value: { list } });

  const file = join(folder, 'fingerprints', `${fingerprint}.json`);
  writeFileSync(file, readFileSync(file, 'utf8').replace('"r-2",2', '"r-2",1'));
  expect(await kept.fingerprintList(`${fingerprint}`)).toEqual({ ok: true, value: null });
  // The saved file is chosen again, as the words say.
  expect(await kept.keepFingerprint(list)).toEqual({ ok: true, value: fingerprint });
  expect(await kept.fingerprintList(`${fingerprint}`)).toMatchObject({ ok: true, value: { list } });
  rmSync(file);
  const made = `${fingerprint}`;
  expect(await kept.keepFingerprint(list, made)).toEqual({ ok: true, value: fingerprint });
  expect(await kept.fingerprintList(made)).toMatchObject({ ok: true, value: { list } });
  expect(await kept.keepFingerprint('{}')).toEqual({ ok: true, value: null });
  expect(await kept.fingerprintList('../../secrets')).toEqual({ ok: true, value: null });
});
