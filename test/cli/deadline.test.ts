import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createStory } from '../../electron/cli/follow.ts';
import type { Ending } from '../../electron/cli/printer.ts';
import type { World } from '../../electron/cli/world.ts';
import { summarize } from '../../shared/history.ts';
import { RequestId } from '../../shared/ids.ts';
import type { RequestFact } from '../../shared/request.ts';
import { request } from '../adapters/database/samples.ts';

const HOUR = 3_600_000;
const id = RequestId.parse('r-1');

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] });
});
afterEach(() => vi.useRealTimers());

/** A command that follows a request of which nothing is known yet, with a deadline of 20 minutes. */
function following() {
  const about = request('r-1', Date.now());
  const fact: RequestFact = {
    type: 'watch-started',
    sessionId: 's-1',
    nsxRequestId: 'n-1',
    deadlineMs: HOUR,
  };
  const events = [{ requestId: id, seq: 1, at: Date.now(), fact }];
  let tell: (name: 'request.changed', payload: unknown) => void = () => {};
  const world = {
    listen: (told: typeof tell) => {
      tell = told;
    },
    store: {
      events: () => events,
      inventory: () => ({ entities: [] }),
      settings: () => ({ deadlineMinutes: 20 }),
    },
    product: {
      isAt: () => false,
      terminal: { summary: () => summarize(about, events), giveUp: () => {} },
    },
  } as unknown as World;
  const ends: Ending[] = [];
  const printer = { fact: () => {}, note: () => {}, end: (end: Ending) => void ends.push(end) };
  const stop = new AbortController().signal;
  const story = createStory({ world, printer, stop, isSaved: true, sessionId: 's-1' });
  const until = { deadlineAt: story.deadline(20 * 60_000), isOwn: true };
  void story.untilEnd(id, until);
  const wake = async () => {
    tell('request.changed', summarize(about, events));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { ends, wake };
}

it('a clock that is set forward, or a computer that slept, does not end a command before its time', async () => {
  const { ends, wake } = following();
  await vi.advanceTimersByTimeAsync(60_000);
  vi.setSystemTime(Date.now() + HOUR);
  await wake();
  expect(ends).toEqual([]);
  await vi.advanceTimersByTimeAsync(19 * 60_000);
  expect(ends).toMatchObject([{ verdict: 'unreachable', elapsedMs: 20 * 60_000 }]);
});

it('a clock that is set back does not keep a command for an hour more', async () => {
  const { ends, wake } = following();
  vi.setSystemTime(Date.now() - HOUR);
  await wake();
  await vi.advanceTimersByTimeAsync(20 * 60_000);
  expect(ends).toHaveLength(1);
});
