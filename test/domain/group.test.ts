import { describe, expect, test } from 'vitest';
import {
  createGroup,
  MANY,
  MANY_TOGETHER_MS,
  MOST_TOGETHER,
  TOGETHER_MS,
} from '../../electron/domain/realization/group.ts';
import type { RequestId } from '../../shared/ids.ts';
import { ok } from '../../shared/result.ts';
import { exchange, GUIDE_SESSION, must, withManager } from '../support/fakes.ts';

/** A group whose store refuses what is in `refused`, and a clock that is moved by hand. */
function setUp() {
  let now = 0;
  let timers: { at: number; run: () => void }[] = [];
  const stored: string[][] = [];
  const bugs: unknown[] = [];
  const refused = new Set<string>();
  const clock = {
    after(ms: number, run: () => void) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  const group = createGroup<string>(
    clock,
    (items) => {
      if (items.some((item) => refused.has(item))) throw new Error('disk full');
      stored.push([...items]);
    },
    (error) => bugs.push(error),
  );
  return {
    group,
    stored,
    bugs,
    refused,
    timers: () => timers.length,
    pass(ms: number) {
      now += ms;
      for (const timer of timers.filter((one) => one.at <= now)) {
        timers = timers.filter((one) => one !== timer);
        timer.run();
      }
    },
  };
}

describe('things that are stored in groups', () => {
  test('one alone is stored at once', () => {
    const { group, stored, pass, timers } = setUp();
    group.add('a');
    expect(stored).toEqual([['a']]);
    pass(TOGETHER_MS);
    expect(timers()).toBe(0);
    group.add('b');
    expect(stored).toEqual([['a'], ['b']]);
  });

  test('those that come soon after it are stored together, in their order, however many times', () => {
    const { group, stored, pass } = setUp();
    for (const item of ['a', 'b', 'c']) group.add(item);
    expect(stored).toEqual([['a']]);
    pass(TOGETHER_MS);
    expect(stored).toEqual([['a'], ['b', 'c']]);
    group.add('d');
    expect(stored).toHaveLength(2);
    pass(TOGETHER_MS);
    expect(stored).toEqual([['a'], ['b', 'c'], ['d']]);
  });

  test('where many come they wait longer, until they are few again', () => {
    const { group, stored, pass } = setUp();
    const add = (count: number) => {
      for (let index = 0; index < count; index += 1) group.add('x');
    };
    add(1 + MANY);
    pass(TOGETHER_MS);
    add(1);
    pass(TOGETHER_MS);
    expect(stored.map(({ length }) => length)).toEqual([1, MANY]);
    pass(MANY_TOGETHER_MS - TOGETHER_MS);
    expect(stored.map(({ length }) => length)).toEqual([1, MANY, 1]);
    add(1);
    pass(TOGETHER_MS);
    expect(stored.map(({ length }) => length)).toEqual([1, MANY, 1, 1]);
  });

  test('no more wait than are stored without holding up the window', () => {
    const { group, stored, pass } = setUp();
    for (let index = 0; index < 1 + MOST_TOGETHER + 3; index += 1) group.add('x');
    expect(stored.map(({ length }) => length)).toEqual([1, MOST_TOGETHER]);
    pass(TOGETHER_MS);
    expect(stored.map(({ length }) => length)).toEqual([1, MOST_TOGETHER, 3]);
  });

  test('what waits is stored when it is asked for, and at the end', () => {
    const { group, stored, timers } = setUp();
    for (const item of ['a', 'b']) group.add(item);
    group.flush();
    expect(stored).toEqual([['a'], ['b']]);
    group.add('c');
    group.close();
    expect(stored).toEqual([['a'], ['b'], ['c']]);
    expect(timers()).toBe(0);
  });

  test('one that cannot be stored costs no other', () => {
    const { group, stored, bugs, refused, pass } = setUp();
    refused.add('c');
    for (const item of ['a', 'b', 'c', 'd']) group.add(item);
    pass(TOGETHER_MS);
    expect(stored).toEqual([['a'], ['b'], ['d']]);
    expect(bugs).toHaveLength(1);
  });

  test('one that is stored at once and cannot be is told to who adds it', () => {
    const { group, refused } = setUp();
    refused.add('a');
    expect(() => group.add('a')).toThrow('disk full');
  });
});

describe('checks of many watches at once', () => {
  const WATCHES = 20;

  async function watching() {
    const app = await withManager();
    app.nsx.states = [ok(exchange(200, { state: 'in_progress', details: [] }))];
    const sizes: number[] = [];
    const { store } = app;
    const addFact = store.addFact;
    let size: number | null = null;
    store.addFact = (...fact) => {
      if (size !== null) size += 1;
      return addFact(...fact);
    };
    store.together = (run) => {
      size = 0;
      const value = run();
      sizes.push(size);
      size = null;
      return value;
    };
    const ids: RequestId[] = [];
    for (let count = 0; count < WATCHES; count += 1) {
      const followed = await app.call('watch.follow', {
        managerId: app.managerId,
        sessionId: GUIDE_SESSION,
        nsxRequestId: `e550100d-f722-40cc-9de6-${String(count + 1).padStart(12, '0')}`,
        method: 'PUT',
      });
      ids.push(must(followed).request.id);
    }
    const types = (id: RequestId) => store.events(id).map(({ fact }) => fact.type);
    return { ...app, ids, sizes, types };
  }

  test('are on record as one, each once, and told only then', async () => {
    const { clock, ids, sizes, told, types } = await watching();
    await clock.advance(1000);
    const toldOf = () => told.filter(({ name }) => name === 'request.event').length;
    const before = toldOf();
    expect(sizes).toEqual([1]);
    await clock.advance(TOGETHER_MS);
    expect(sizes).toEqual([1, WATCHES - 1]);
    expect(toldOf() - before).toBe(WATCHES - 1);
    for (const id of ids) expect(types(id)).toEqual(['watch-started', 'checked']);
  });

  test('are on record before what a person does next, at the time when they were made', async () => {
    const { call, clock, ids, store, types } = await watching();
    await clock.advance(1000);
    const madeAt = clock.now();
    const last = ids.at(-1);
    if (!last) throw new Error('none is followed');
    expect(types(last)).toEqual(['watch-started']);
    await clock.advance(TOGETHER_MS / 2);
    must(await call('watch.stop', { requestId: last }));
    expect(types(last)).toEqual(['watch-started', 'checked', 'stopped']);
    expect(store.events(last)[1]?.at).toBe(madeAt);
  });

  test('are on record when the application ends', async () => {
    const { clock, ids, product, types } = await watching();
    await clock.advance(1000);
    product.close();
    for (const id of ids) expect(types(id)).toEqual(['watch-started', 'checked']);
  });

  test('that a person asked for are on record when they are answered', async () => {
    const { call, clock, ids, types } = await watching();
    await clock.advance(1000);
    for (const id of ids) {
      const summary = must(await call('watch.check-now', { requestId: id }));
      expect(summary.checks).toBe(types(id).filter((type) => type === 'checked').length);
    }
  });
});
