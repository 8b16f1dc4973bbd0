import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { RequestId } from '../../../shared/ids.ts';
import type { RequestEvent, RequestFact } from '../../../shared/request.ts';
import { again, type Checked, captureCheck, withAnswer } from './captured.ts';
import { request } from './samples.ts';

const BEGAN = 1_790_000_000_000;
/** What a check whose answer did not change may add to the file. */
const MOST_BYTES = 60;

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
  for (const id of ids) store.addRequest(request(id));
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
    [40, 100],
  ])(`costs at most ${MOST_BYTES} bytes (%i requests, %i checks each)`, (requests, checks) => {
    const each = bytesPerCheck(requests, checks);
    console.info(`${requests} × ${checks} unchanged checks: ${each.toFixed(1)} bytes each`);
    expect(each).toBeLessThanOrEqual(MOST_BYTES);
  });
});
