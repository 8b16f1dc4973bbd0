import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot, UndoStack } from '../../../renderer/draft/undo.ts';
import {
  EMPTY_UNDO,
  keysOf,
  recorded,
  redone,
  refilled,
  undone,
} from '../../../renderer/draft/undo.ts';

const snapshot = (name: string, key = 0): Snapshot => ({ body: { name }, text: null, key });

/** Types values into places, one after the other, each with its time. */
function typed(edits: readonly { place: string; value: string; at: number }[]) {
  let now = snapshot('');
  let stack: UndoStack = EMPTY_UNDO;
  for (const { place, value, at } of edits) {
    stack = recorded(stack, now, place, at);
    now = snapshot(value);
  }
  return { now, stack };
}

describe('undo', () => {
  it('takes a burst of typing in one field back as one step', () => {
    const { now, stack } = typed([
      { place: 'name', value: 'a', at: 0 },
      { place: 'name', value: 'ab', at: 200 },
      { place: 'name', value: 'abc', at: 400 },
    ]);
    expect(undone(stack, now)?.to).toEqual(snapshot(''));
  });

  it.each([
    ['after a pause', 'name', 5_000],
    ['in another field', 'description', 300],
  ])('begins a new step %s', (_name, place, at) => {
    const { now, stack } = typed([
      { place: 'name', value: 'a', at: 0 },
      { place, value: 'ab', at },
    ]);
    expect(undone(stack, now)?.to).toEqual(snapshot('a'));
  });

  it('forgets what was taken back as soon as something else is typed', () => {
    const first = typed([{ place: 'name', value: 'a', at: 0 }]);
    const back = undone(first.stack, first.now);
    if (!back) throw new Error('nothing to take back');
    const again = recorded(back.stack, back.to, 'name', 50);
    expect(redone(again, snapshot('b'))).toBeNull();
    expect(undone(again, snapshot('b'))?.to).toEqual(snapshot(''));
  });

  it('has nothing to take back before the first edit', () => {
    expect(undone(EMPTY_UNDO, snapshot('a'))).toBeNull();
    expect(redone(EMPTY_UNDO, snapshot('a'))).toBeNull();
  });

  it('comes back to where it was when every step is taken back and done again', () => {
    const edit = fc.record({
      place: fc.constantFrom('name', 'description', 'rules'),
      value: fc.string(),
      at: fc.nat(100_000),
    });
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), fc.nat(60), (edits, steps) => {
        const { now, stack } = typed(edits);
        let at = { stack, to: now };
        let back = 0;
        for (; back < steps; back += 1) {
          const next = undone(at.stack, at.to);
          if (!next) break;
          at = next;
        }
        for (; back > 0; back -= 1) {
          const next = redone(at.stack, at.to);
          if (!next) throw new Error('a step that was taken back is lost');
          at = next;
        }
        expect(at.to).toEqual(now);
        expect(at.stack.past).toEqual(stack.past);
      }),
    );
  });

  it('is told to main by keys, and filled again from what main has kept', () => {
    const [a, b, c, now] = [1, 2, 3, 4].map((key) => snapshot(`n${key}`, key)) as [
      Snapshot,
      Snapshot,
      Snapshot,
      Snapshot,
    ];
    const back = undone({ past: [a, b, c], future: [], last: null }, now);
    const keys = keysOf(back?.stack ?? EMPTY_UNDO, back?.to.key ?? 0);
    expect(keys).toEqual({ key: 3, past: [1, 2], future: [4] });
    const again = refilled(EMPTY_UNDO, keys, [a, b, c, now]);
    expect(again).toMatchObject({ past: [a, b], future: [now] });
    expect(redone(again, c)?.to).toEqual(now);
    expect(refilled(EMPTY_UNDO, keys, [b])).toMatchObject({ past: [b], future: [] });
  });

  it('filled from an earlier run keeps what was typed since the start, and is not filled twice', () => {
    const [a, b, c] = [1, 2, 3].map((key) => snapshot(`n${key}`, key)) as [
      Snapshot,
      Snapshot,
      Snapshot,
    ];
    const since = recorded(EMPTY_UNDO, c, 'name', 0);
    const keys = { key: 4, past: [1, 2, 3], future: [] };
    const once = refilled(since, keys, [a, b, c]);
    expect(once.past).toEqual([a, b, c]);
    expect(refilled(once, keys, [a, b, c])).toEqual(once);
  });
});
