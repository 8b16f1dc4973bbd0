import { mkdtempSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import LibsqlDatabase from 'libsql';
import { afterEach, describe, expect, it } from 'vitest';
import { type DatabaseStore, openDatabase } from '../../../electron/adapters/database/database.ts';
import { DATABASE_FILE } from '../../../electron/adapters/database/open-file.ts';
import { RequestId } from '../../../shared/ids.ts';
import { aRequest } from '../../support/request-events.ts';

const NOW = 1_700_000_000_000;
const id = RequestId.parse('r1');
/** Beyond the largest process number of any system that we run on. */
const DEAD = `${hostname()}/4999999/1`;
/** Facts whose order is kept, and what is taken away at once. */
const MORE_THAN_IS_KEPT = 1024 + 2 * 256;
const ELSEWHERE = 'another-computer/1/1';

const open: DatabaseStore[] = [];
const folders: string[] = [];
afterEach(() => {
  for (const store of open.splice(0)) store.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Processes that work on one folder. */
function processes(...owners: (string | undefined)[]): DatabaseStore[] {
  const folder = mkdtempSync(join(tmpdir(), 'spanwatch-claims-'));
  folders.push(folder);
  const stores = owners.map((owner) => openDatabase(folder, () => {}, owner));
  open.push(...stores);
  stores[0]?.addRequest(aRequest({ id }));
  return stores;
}

describe('a request', () => {
  it('is had by one process, until it is released', () => {
    const [here, there] = processes(undefined, ELSEWHERE);
    expect(here?.claim(id, NOW)).toBe(true);
    expect(there?.claim(id, NOW + 1)).toBe(false);
    here?.release(id);
    expect(there?.claim(id, NOW + 2)).toBe(true);
    expect(here?.claim(id, NOW + 3)).toBe(false);
  });

  it('is taken over at once from a process of this computer that has died', () => {
    const [dead, here] = processes(DEAD, undefined);
    expect(dead?.claim(id, NOW)).toBe(true);
    expect(here?.claim(id, NOW + 1)).toBe(true);
  });

  it('is taken over from another computer only when it has been silent for long', () => {
    const [there, here] = processes(ELSEWHERE, undefined);
    expect(there?.claim(id, NOW)).toBe(true);
    expect(here?.claim(id, NOW + 29_000)).toBe(false);
    expect(there?.claim(id, NOW + 29_500)).toBe(true);
    expect(here?.claim(id, NOW + 58_000)).toBe(false);
    expect(here?.claim(id, NOW + 60_000)).toBe(true);
    expect(there?.claim(id, NOW + 60_001)).toBe(false);
  });

  it('is had by nobody else either where the first try to take it came to a full disk', () => {
    const [here, there] = processes(undefined, ELSEWHERE);
    const db = new LibsqlDatabase(join(folders[0] ?? '', DATABASE_FILE));
    db.exec("CREATE TRIGGER full BEFORE INSERT ON claims BEGIN SELECT RAISE(ABORT, 'full'); END");
    expect(() => here?.claim(id, NOW)).toThrow(/full/);
    db.exec('DROP TRIGGER full');
    db.close();
    expect(here?.claim(id, NOW + 1)).toBe(true);
    expect(there?.claim(id, NOW + 2)).toBe(false);
  });

  it('is free again when its process has closed the database', () => {
    const [there, here] = processes(ELSEWHERE, undefined);
    there?.claim(id, NOW);
    there?.close();
    expect(here?.claim(id, NOW + 1)).toBe(true);
  });
});

describe('requests that are taken again together', () => {
  const other = RequestId.parse('r2');

  it('are had for as long as one that is taken alone', () => {
    const [there, here] = processes(ELSEWHERE, undefined);
    there?.claim(id, NOW);
    expect(there?.claimAnew([id], NOW + 29_000)).toEqual([]);
    expect(here?.claim(id, NOW + 58_000)).toBe(false);
    expect(here?.claim(id, NOW + 60_000)).toBe(true);
  });

  it('are told where another process has them by now; the others stay', () => {
    const [there, here] = processes(ELSEWHERE, undefined);
    there?.addRequest(aRequest({ id: other }));
    there?.claim(id, NOW);
    there?.claim(other, NOW);
    expect(here?.claim(id, NOW + 60_000)).toBe(true);
    expect(there?.claimAnew([id, other], NOW + 60_001)).toEqual([id]);
    expect(here?.claim(other, NOW + 60_002)).toBe(false);
  });

  it('are taken where nobody has them', () => {
    const [here, there] = processes(undefined, ELSEWHERE);
    expect(here?.claimAnew([id], NOW)).toEqual([]);
    expect(there?.claim(id, NOW + 1)).toBe(false);
  });
});

describe('another process at work', () => {
  it.each([
    ['nobody has anything', [], undefined, false],
    ['this process has something', [0], undefined, false],
    ['another one has', [1], undefined, true],
    ['one that has died has', [1], DEAD, false],
  ] as const)('where %s: %j', (_where, who, other, isThere) => {
    const [here, there] = processes(undefined, other ?? ELSEWHERE);
    for (const index of who) [here, there][index]?.claim(id, NOW);
    expect(here?.othersAtWork(NOW + 1)).toBe(isThere);
    expect(here?.othersAtWork(NOW + 60_000)).toBe(false);
  });
});

describe('what another process has put on record', () => {
  it('is told once, by its request', () => {
    const [here, there] = processes(undefined, ELSEWHERE);
    const place = here?.changes(null).place ?? -1;
    there?.addFact(id, NOW, { type: 'sent' });
    const seen = here?.changes(place);
    expect(seen).toMatchObject({ requests: [id], other: true });
    expect(here?.changes(seen?.place ?? -1)).toMatchObject({ requests: [], other: false });
  });

  it('is what a request stands at when it is asked for anew, though its own facts are held here', () => {
    const [here, there] = processes(undefined, ELSEWHERE);
    here?.addFact(id, NOW, { type: 'sent' });
    expect(here?.standing(id)).toMatchObject({ newestFact: 1, summary: { open: true } });
    there?.addFact(id, NOW + 1, { type: 'stopped' });
    expect(here?.standing(id, true)).toMatchObject({ newestFact: 2, summary: { open: false } });
  });

  it('is told of as such only where it was another', () => {
    const [here] = processes(undefined);
    const place = here?.changes(null).place ?? -1;
    here?.addFact(id, NOW, { type: 'sent' });
    expect(here?.changes(place).other).toBe(false);
  });

  it('is told without what this process has put on record before', () => {
    const [here, there] = processes(undefined, ELSEWHERE);
    const mine = RequestId.parse('r2');
    here?.addRequest(aRequest({ id: mine }));
    let place = here?.changes(null).place ?? -1;
    here?.addFact(mine, NOW, { type: 'sent' });
    place = here?.changes(place).place ?? -1;
    there?.addFact(id, NOW, { type: 'sent' });
    expect(here?.changes(place)).toMatchObject({ requests: [id], other: true });
  });

  it('is told of every request where more was put on record than is remembered', () => {
    const [here, there] = processes(undefined, ELSEWHERE);
    const ids = ['r2', 'r3'].map((one) => RequestId.parse(one));
    for (const one of ids) {
      here?.addRequest(aRequest({ id: one }));
      here?.addFact(one, NOW, { type: 'sent' });
    }
    const place = here?.changes(null).place ?? -1;
    there?.addFact(ids[0] ?? id, NOW, { type: 'sent' });
    for (let count = 0; count < MORE_THAN_IS_KEPT; count += 1) {
      there?.addFact(id, NOW + count, { type: 'sent' });
    }
    const seen = here?.changes(place);
    expect(new Set(seen?.requests)).toEqual(new Set([id, ...ids]));
    there?.addFact(ids[1] ?? id, NOW, { type: 'sent' });
    expect(here?.changes(seen?.place ?? -1)).toMatchObject({ requests: [ids[1]], other: true });
  });

  it('is noticed also where it is no fact', () => {
    const [here, there] = processes(undefined, ELSEWHERE);
    const place = here?.changes(null).place ?? -1;
    there?.saveSettings({ ...there.settings(), theme: 'dark' });
    expect(here?.changes(place)).toMatchObject({ requests: [], other: true });
  });
});
