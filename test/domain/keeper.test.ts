import { describe, expect, test } from 'vitest';
import type { Storage } from '../../electron/domain/ports.ts';
import { createFailing } from '../../electron/domain/storage/failing.ts';
import { createKeeper, isBackupDue } from '../../electron/domain/storage/keeper.ts';
import { fail, ok } from '../../shared/result.ts';
import type { Backup, Holding } from '../../shared/storage.ts';
import { fakeClock, noStorage } from '../support/fakes.ts';

const NOW = 1_790_000_000_000;
const HOUR = 3_600_000;
const SOMETHING: Holding = { requests: 0, drafts: 1, managers: 0, newestAt: null };
const NOTHING: Holding = { ...SOMETHING, drafts: 0 };
const made = (ago: number, why: Backup['why'] = 'daily'): Backup => ({
  name: 'x',
  at: NOW - ago,
  why,
  bytes: 1,
});

describe('a daily backup is due', () => {
  test.each([
    ['none was made', [], SOMETHING, true],
    ['there is nothing to lose', [], NOTHING, false],
    ['the newest is an hour old', [made(HOUR)], SOMETHING, false],
    ['the newest is a day old', [made(24 * HOUR)], SOMETHING, true],
    ['only one by hand is newer', [made(HOUR, 'by-hand'), made(30 * HOUR)], SOMETHING, true],
    ['the newest is of the future', [made(-HOUR)], SOMETHING, true],
  ] as const)('where %s: %j', (_when, backups, holding, due) => {
    expect(isBackupDue(backups, holding, NOW)).toBe(due);
  });
});

describe('the keeper', () => {
  function started(check: string | null, look?: Storage['check']) {
    const clock = fakeClock(NOW);
    const done: string[] = [];
    const backups: Backup[] = [];
    const storage = {
      ...noStorage(),
      check: async () => {
        done.push('check');
        return look ? look() : ok(check);
      },
      view: async () =>
        ok({
          folder: '',
          bytes: 0,
          parts: {
            requests: 0,
            checks: 0,
            search: 0,
            inventory: 0,
            drafts: 0,
            settings: 0,
            free: 0,
            beside: 0,
          },
          backupFolder: '',
          backups,
          aside: [],
          holding: SOMETHING,
        }),
      backUp: async (why: Backup['why'], at: number) => {
        done.push(`back up ${why}`);
        const backup = { name: 'x', at, why, bytes: 1 };
        backups.push(backup);
        return ok(backup);
      },
    };
    const host = {
      info: () => {
        throw new Error('not asked');
      },
      openLink: () => {},
      restored: () => null,
      show: () => ok(null),
      person: () => 'ada',
      restore: async () => ok(null),
      damaged: (detail: string) => void done.push(`damaged: ${detail}`),
    };
    const bugs: unknown[] = [];
    const told: unknown[] = [];
    const notify = (_name: string, payload: unknown) => void told.push(payload);
    const keeper = createKeeper({ storage, clock, host, notify }, (_where, error) =>
      bugs.push(error),
    );
    keeper.start();
    return { clock, done, keeper, bugs, told };
  }

  test('reads the database whole once, and makes a copy each day, not each hour', async () => {
    const { clock, done, bugs } = started(null);
    await clock.advance(10_000);
    expect(done).toEqual(['check', 'back up daily']);
    for (let hour = 0; hour < 49; hour += 1) await clock.advance(HOUR);
    expect(done).toEqual(['check', 'back up daily', 'back up daily', 'back up daily']);
    expect(bugs).toEqual([]);
  });

  test('says that the data is being checked until it was read whole, and then that it is', async () => {
    const { clock, keeper, told } = started(null);
    expect([keeper.checked(), told]).toEqual(['pending', []]);
    await clock.advance(10_000);
    expect([keeper.checked(), told]).toEqual(['whole', ['whole']]);
  });

  test('says that it was not checked where it can’t be read now, and checks it later', async () => {
    let isBusy = true;
    const busy = fail({ kind: 'storage', reason: 'busy', detail: 'locked' });
    const { clock, keeper, told } = started(null, async () => (isBusy ? busy : ok(null)));
    await clock.advance(10_000);
    isBusy = false;
    await clock.advance(HOUR);
    expect(told).toEqual(['unread', 'whole']);
    expect(keeper.checked()).toBe('whole');
  });

  test('of a damaged database makes no copy, and says so once', async () => {
    const { clock, done } = started('page 3 is lost');
    await clock.advance(10_000);
    for (let hour = 0; hour < 30; hour += 1) await clock.advance(HOUR);
    expect(done).toEqual(['check', 'damaged: page 3 is lost']);
  });

  test('that was stopped does nothing any more', async () => {
    const { clock, done, keeper } = started(null);
    keeper.stop();
    await clock.advance(30 * HOUR);
    expect(done).toEqual([]);
  });
});

test('a full disk is said for as long as it is full, and taken back once it takes something again', async () => {
  const clock = fakeClock(NOW);
  const told: unknown[] = [];
  let isFull = true;
  const failing = createFailing(
    clock,
    (_name, payload) => void told.push(payload),
    () => {
      if (isFull) throw new Error('full');
    },
  );
  const failure = fail({ kind: 'storage', reason: 'full', detail: 'x' }).failure;
  failing.failed(failure);
  failing.failed(failure);
  for (let turn = 0; turn < 4; turn += 1) await clock.advance(5_000);
  expect(told).toEqual([failure, failure, failure, failure, failure]);
  isFull = false;
  await clock.advance(5_000);
  expect(told.slice(5)).toEqual([null]);
  failing.failed(failure);
  expect(told.slice(6)).toEqual([failure]);
});
