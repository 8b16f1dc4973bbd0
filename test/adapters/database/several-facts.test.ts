import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { RequestId } from '../../../shared/ids.ts';
import type { RequestFact } from '../../../shared/request.ts';
import { request } from './samples.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-facts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const start = (sessionId: string): RequestFact => ({
  type: 'watch-started',
  sessionId,
  nsxRequestId: 'r',
  deadlineMs: 1,
});

test('facts that are true together are kept together, in their order', () => {
  const store = openDatabase(folder);
  store.addRequest(request('r-1', 10));
  const id = RequestId.parse('r-1');
  const kept = store.addFacts(id, 11, [start('a'), start('b')]);
  expect(kept.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(store.events(id)).toEqual(kept);
  store.close();
});

test('of facts that can’t all be kept none is', () => {
  const store = openDatabase(folder);
  store.addRequest(request('r-1', 10));
  const id = RequestId.parse('r-1');
  const write = JSON.stringify;
  vi.spyOn(JSON, 'stringify').mockImplementation((value, ...more) => {
    if ((value as { seq?: number }).seq === 2) throw new Error('the second one can’t be written');
    return write(value, ...(more as []));
  });
  expect(() => store.addFacts(id, 11, [start('a'), start('b')])).toThrow('the second one');
  vi.restoreAllMocks();
  expect(store.events(id)).toEqual([]);
  expect(store.addFact(id, 12, start('c')).seq).toBe(1);
  store.close();
});
