import { beforeEach, describe, expect, it, vi } from 'vitest';
import {
  askToDrop,
  dropOld,
  stopOrClose,
  useDropStore,
} from '../../../renderer/settings/drop-store.ts';
import {
  goneWords,
  progressWords,
  remarkWords,
  roomWords,
  saidWords,
  stayWords,
} from '../../../renderer/settings/drop-words.ts';
import { RequestId } from '../../../shared/ids.ts';
import type { DropOutcome, OldRequest, OldRequests } from '../../../shared/retention-contract.ts';

const OLD: OldRequests = {
  count: 12,
  before: 1_700_000_000_000,
  shown: [],
  said: { questioned: 0, noted: 0, tagged: 0 },
  stay: { open: 0, inDoubt: 0, planned: 0 },
};
const DROPPED: DropOutcome = {
  outcome: 'dropped',
  dropped: 12,
  stayed: 0,
  rest: 0,
  stopped: false,
  pack: null,
};

describe('what is said of dropping', () => {
  it('names what stays though it is older, and why', () => {
    expect(stayWords({ open: 0, inDoubt: 0, planned: 0 })).toBeNull();
    expect(stayWords({ open: 1, inDoubt: 0, planned: 1200 })).toBe(
      'Older too, and never dropped: 1 open, 1,200 in a change plan.',
    );
  });

  it('says which of those that would go somebody said something of', () => {
    expect(saidWords({ questioned: 0, noted: 0, tagged: 0 })).toBeNull();
    expect(saidWords({ questioned: 1, noted: 1200, tagged: 2 })).toBe(
      'Among them: 1 questioned, 1,200 with notes, 2 with tags',
    );
    expect(remarkWords({} as OldRequest)).toBeNull();
    expect(remarkWords({ mark: 'questioned', notes: 2, tags: ['CHG-77'] } as OldRequest)).toBe(
      'Questioned · 2 notes · CHG-77',
    );
  });

  it('says beforehand where one pack has no room for all', () => {
    expect(roomWords(5000)).toBeNull();
    expect(roomWords(12_000)).toBe(
      'One pack holds at most 5,000 requests: the oldest 5,000 go now, the other 7,000 are next.',
    );
  });

  it('says how far it is, to the last step', () => {
    const at = (stage: 'reading' | 'dropping', done: number) => ({ stage, done, total: 1200 });
    expect(progressWords(null, true)).toBe('Choose where to save the pack');
    expect(progressWords(at('reading', 0), true)).toBe('Reading request 1 of 1,200');
    expect(progressWords(at('dropping', 1199), true)).toBe('Dropping request 1,200 of 1,200');
    expect(progressWords(at('dropping', 1200), true)).toMatch(/^Taking away/);
  });

  it('says what has gone, and why others stayed', () => {
    expect(goneWords(DROPPED)).toBeNull();
    const pack = { file: 'x', bytes: 1, sha256: '', requests: 12, redacted: {} };
    expect(goneWords({ ...DROPPED, pack })).toMatch(/^They were exported to this pack before/);
    expect(goneWords({ ...DROPPED, dropped: 10, stayed: 2, pack })).toMatch(
      /^2 requests stayed: something was said of them .*\. They were exported/,
    );
    expect(goneWords({ ...DROPPED, dropped: 1, stayed: 11, stopped: true })).toMatch(
      /^11 requests stayed: it was stopped/,
    );
  });
});

describe('the question what is to go', () => {
  const calls: [string, unknown][] = [];
  let answer: unknown;
  let backup: unknown;
  beforeEach(() => {
    calls.length = 0;
    answer = { ok: true, value: DROPPED };
    backup = { ok: true, value: { name: 'a', at: 1, why: 'by-hand', bytes: 1 } };
    vi.stubGlobal('window', {
      spanwatch: {
        call: async (name: string, input: unknown) => {
          calls.push([name, input]);
          if (name === 'record.old') return { ok: true, value: { ...OLD, count: 0 } };
          if (name === 'storage.back-up') return backup;
          return name === 'record.drop' ? answer : { ok: true, value: null };
        },
        onEvent: () => () => {},
      },
    });
    askToDrop(30, OLD);
  });

  it('is answered with exactly what was shown, and counted anew afterwards', async () => {
    const leave = [RequestId.parse('r-1')];
    await dropOld('export', leave);
    const confirmed = { days: 30, before: OLD.before, count: 12, first: 'export', leave };
    expect(calls).toEqual([
      ['storage.back-up', null],
      ['record.drop', confirmed],
      ['record.old', { days: 30 }],
    ]);
    expect(useDropStore.getState()).toMatchObject({
      done: DROPPED,
      under: null,
      asked: { old: { count: 0 } },
    });
  });

  it('is answered without a backup where none is wanted, and never where one can’t be made', async () => {
    backup = { ok: false, failure: { kind: 'storage', reason: 'full', detail: '' } };
    await dropOld('nothing');
    expect(calls.map(([name]) => name)).toEqual(['storage.back-up']);
    expect(useDropStore.getState()).toMatchObject({ under: null, failure: { kind: 'storage' } });
    useDropStore.setState({ wantsBackup: false });
    await dropOld('nothing');
    expect(calls.map(([name]) => name).slice(1)).toEqual(['record.drop', 'record.old']);
  });

  it.each(['nothing', 'export'] as const)(
    'is taken back by Stop while the backup is being made: nothing is dropped then (%s)',
    async (first) => {
      const dropping = dropOld(first);
      stopOrClose();
      await dropping;
      expect(calls.map(([name]) => name)).not.toContain('record.drop');
      expect(useDropStore.getState()).toMatchObject({
        under: null,
        isBackingUp: false,
        done: { outcome: 'cancelled' },
      });
      await dropOld(first);
      expect(calls.map(([name]) => name)).toContain('record.drop');
    },
  );

  it('is answered once at a time', async () => {
    const first = dropOld('nothing');
    await dropOld('export');
    await first;
    expect(calls.filter(([name]) => name === 'record.drop')).toHaveLength(1);
  });

  it('stays while something is under way: to close it then is to stop', async () => {
    useDropStore.setState({ wantsBackup: false });
    const first = dropOld('export');
    stopOrClose();
    expect(useDropStore.getState().asked).not.toBeNull();
    expect(calls.at(-1)?.[0]).toBe('record.stop-dropping');
    await first;
    stopOrClose();
    expect(useDropStore.getState()).toMatchObject({ asked: null, done: null });
  });

  it('says a failure, and asks again with what is there by now', async () => {
    answer = { ok: false, failure: { kind: 'stale', detail: 'It would be 11' } };
    await dropOld('nothing');
    expect(useDropStore.getState()).toMatchObject({
      failure: { kind: 'stale' },
      done: null,
      asked: { days: 30, old: { count: 0 } },
    });
  });
});
