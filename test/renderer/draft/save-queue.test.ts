import { describe, expect, test } from 'vitest';
import type { Edit, Saved, SaveState } from '../../../renderer/draft/save-queue.ts';
import { createSaveQueue } from '../../../renderer/draft/save-queue.ts';
import type { Result } from '../../../shared/result.ts';

const edit = (version: number): Edit => ({ body: { n: version }, text: null, version });
const broken: Result<Saved> = { ok: false, failure: { kind: 'bug', detail: 'disk full' } };

/** Main, answering only when told to. */
function setUp(savedVersion = 0) {
  const calls: { edit: Edit; answer(result?: Result<Saved>): Promise<void> }[] = [];
  const states: SaveState['phase'][] = [];
  let again: (() => void) | null = null;
  const queue = createSaveQueue(savedVersion, {
    save: (edit) =>
      new Promise((resolve) => {
        calls.push({
          edit,
          async answer(
            result = { ok: true, value: { version: edit.version, savedAt: edit.version } },
          ) {
            resolve(result);
            await settle();
          },
        });
      }),
    onState: (state) => states.push(state.phase),
    later: (run) => {
      again = run;
      return () => {
        again = null;
      };
    },
  });
  return { queue, calls, states, retryTimer: () => again };
}

async function settle() {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
}

describe('the save queue', () => {
  test('hands the first edit to main in the same breath', () => {
    const { queue, calls } = setUp();
    queue.push(edit(1));
    expect(calls.map((call) => call.edit.version)).toEqual([1]);
  });

  test('has one save in flight, and lets only the newest edit wait behind it', async () => {
    const { queue, calls } = setUp();
    for (const version of [1, 2, 3, 4]) queue.push(edit(version));
    expect(calls).toHaveLength(1);
    await calls[0]?.answer();
    expect(calls.map((call) => call.edit.version)).toEqual([1, 4]);
    await calls[1]?.answer();
    expect(calls).toHaveLength(2);
  });

  test('lets the end of each step wait too: it can be come back to', async () => {
    const { queue, calls } = setUp();
    const step = (version: number, past: number[]): Edit => ({
      ...edit(version),
      undo: { key: version, past, future: [] },
    });
    for (const [version, past] of [
      [1, []],
      [2, [0]],
      [3, [0]],
      [4, [0, 3]],
      [5, [0, 3]],
    ] as const) {
      queue.push(step(version, [...past]));
    }
    for (let at = 0; at < 3; at += 1) await calls[at]?.answer();
    expect(calls.map((call) => call.edit.version)).toEqual([1, 3, 5]);
  });

  test('saves nothing while main changes the draft, and goes on after it', async () => {
    const { queue, calls } = setUp();
    let end = () => {};
    const held = queue.hold(
      () =>
        new Promise<void>((resolve) => {
          end = resolve;
        }),
    );
    queue.push(edit(1));
    expect(calls).toEqual([]);
    end();
    await held;
    expect(calls.map((call) => call.edit.version)).toEqual([1]);
  });

  test('never saves an older version after a newer one', async () => {
    const { queue, calls } = setUp(5);
    queue.push(edit(4));
    expect(calls).toHaveLength(0);
    queue.push(edit(6));
    queue.push(edit(5));
    await calls[0]?.answer();
    expect(calls.map((call) => call.edit.version)).toEqual([6]);
  });

  test('says that a save failed, and tries again with what is newest then', async () => {
    const { queue, calls, states, retryTimer } = setUp();
    queue.push(edit(1));
    await calls[0]?.answer(broken);
    expect(states).toEqual(['saving', 'failed']);
    retryTimer()?.();
    expect(calls.map((call) => call.edit.version)).toEqual([1, 1]);
    queue.push(edit(2));
    await calls[1]?.answer(broken);
    retryTimer()?.();
    expect(calls[2]?.edit.version).toBe(2);
    await calls[2]?.answer();
    expect(states.at(-1)).toBe('saved');
  });

  test('tries at once when something is typed after a failure', async () => {
    const { queue, calls, retryTimer } = setUp();
    queue.push(edit(1));
    await calls[0]?.answer(broken);
    queue.push(edit(2));
    expect(calls.map((call) => call.edit.version)).toEqual([1, 2]);
    expect(retryTimer()).toBeNull();
  });

  test('flush waits for the newest edit, and names the version that main has', async () => {
    const { queue, calls } = setUp();
    queue.push(edit(1));
    queue.push(edit(2));
    let flushed: Result<number> | null = null;
    void queue.flush().then((result) => {
      flushed = result;
    });
    await calls[0]?.answer();
    expect(flushed).toBeNull();
    await calls[1]?.answer();
    expect(flushed).toEqual({ ok: true, value: 2 });
  });

  test('flush fails where the edit could not be saved, so that nothing older is sent', async () => {
    const { queue, calls } = setUp();
    queue.push(edit(1));
    const flushed = queue.flush();
    await calls[0]?.answer(broken);
    expect(await flushed).toEqual(broken);
    const again = queue.flush();
    expect(calls).toHaveLength(2);
    await calls[1]?.answer();
    expect(await again).toEqual({ ok: true, value: 1 });
  });

  test('flush has nothing to wait for when all is saved', async () => {
    const { queue, calls } = setUp(7);
    expect(await queue.flush()).toEqual({ ok: true, value: 7 });
    expect(calls).toHaveLength(0);
  });

  test('a closed queue saves nothing more', async () => {
    const { queue, calls } = setUp();
    queue.push(edit(1));
    queue.push(edit(2));
    queue.close();
    await calls[0]?.answer();
    queue.push(edit(3));
    expect(calls).toHaveLength(1);
  });
});
