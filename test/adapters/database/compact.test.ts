import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { RequestId } from '../../../shared/ids.ts';
import type { RequestEvent } from '../../../shared/request.ts';
import { again, type Checked, captureCheck, withAnswer } from './captured.ts';
import { request } from './samples.ts';

const BEGAN = 1_790_000_000_000;
/** What a check whose answer did not change may add to the file. */
const MOST_BYTES = 60;

/** Thousands of checks, each on the disk before the next. */
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
let store: DatabaseStore;
let check: Checked;

beforeAll(async () => {
  check = await captureCheck();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-compact-'));
  store = openDatabase(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The file's size once all is in it. */
function bytes(): number {
  store.close();
  const { size } = statSync(join(folder, DATABASE_FILE));
  store = openDatabase(folder);
  return size;
}

/** A request's nth check: every 5 s or so, answered within some 10 to 300 ms. */
function nth(of: Checked, index: number): { at: number; fact: Checked } {
  const startedAt = BEGAN + index * 5_000 + ((index * 7919) % 997);
  const durationMs = 10 + ((index * 104_729) % 2900) / 10;
  return {
    at: startedAt + Math.ceil(durationMs) + (index % 4),
    fact: again(of, startedAt, durationMs, randomUUID()),
  };
}

function bytesPerCheck(requests: number, checks: number): number {
  const ids = Array.from({ length: requests }, (_none, index) => `r-${index}`);
  const ofRequest = new Map(
    ids.map((id) => [id, { ...check, exchange: { ...check.exchange, url: `https://m/${id}` } }]),
  );
  for (const id of ids) store.addRequest(request(id, BEGAN));
  const added = new Map<string, RequestEvent[]>(ids.map((id) => [id, []]));
  const add = (index: number) => {
    for (const [id, its] of ofRequest) {
      const { at, fact } = nth(its, index);
      added.get(id)?.push(store.addFact(RequestId.parse(id), at, fact));
    }
  };
  add(0);
  const before = bytes();
  for (let index = 1; index <= checks; index += 1) add(index);
  const grown = bytes() - before;
  for (const id of ids) expect(store.events(RequestId.parse(id))).toEqual(added.get(id));
  return grown / (requests * checks);
}

describe('a check whose answer did not change', () => {
  test.each([
    [1, 2000],
    [20, 60],
  ])(`costs at most ${MOST_BYTES} bytes (%i requests, %i checks each)`, (requests, checks) => {
    const each = bytesPerCheck(requests, checks);
    console.info(`${requests} × ${checks} unchanged checks: ${each.toFixed(1)} bytes each`);
    expect(each).toBeLessThanOrEqual(MOST_BYTES);
  });
});

test('a check that could not be made, again and again, costs as little', () => {
  const id = RequestId.parse('r-1');
  const CHECKS = 400;
  store.addRequest(request('r-1', BEGAN));
  const add = (index: number) => {
    const startedAt = BEGAN + index * 60_000;
    return store.addFact(id, startedAt + 2_000 + (index % 7), {
      type: 'not-asked',
      startedAt,
      failure: { kind: 'unreachable', address: 'nsx', reason: 'timeout', detail: 'x'.repeat(200) },
      nextAt: startedAt + 60_000 + ((index * 104_729) % 9_000),
    });
  };
  const first = add(0);
  const before = bytes();
  const others = Array.from({ length: CHECKS }, (_none, index) => add(index + 1));
  expect((bytes() - before) / CHECKS).toBeLessThanOrEqual(MOST_BYTES);
  expect(store.events(id)).toEqual([first, ...others]);
});

test('identical answers are stored once, whichever request they are about', () => {
  const ids = ['r-1', 'r-2', 'r-3'].map((id) => RequestId.parse(id));
  const bodies = new Set<string>();
  for (const id of ids) {
    store.addRequest(request(id, BEGAN));
    for (let seconds = 0; seconds <= 13; seconds += 1) {
      const { at, fact } = nth(withAnswer(check, seconds * 1000), seconds);
      const { exchange } = fact;
      bodies.add(exchange.body);
      store.addFact(id, at, { ...fact, exchange: { ...exchange, url: `https://m/${id}` } });
    }
  }
  const db = new LibsqlDatabase(join(folder, DATABASE_FILE));
  const stored = db.prepare('SELECT text FROM texts').all() as { text: string }[];
  db.close();
  const ofBodies = stored.map(({ text }) => text).filter((text) => bodies.has(text));
  expect(ofBodies).toHaveLength(bodies.size);
  expect(bodies.size).toBeGreaterThan(10);
  for (const id of ids) {
    const read = store.events(id).flatMap(({ fact }) => (fact.type === 'checked' ? [fact] : []));
    expect(new Set(read.map((fact) => fact.exchange.body))).toEqual(bodies);
    expect(
      read.map((fact) => fact.nodes.filter((node) => node.state === 'in_sync').length),
    ).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 12]);
  }
});
