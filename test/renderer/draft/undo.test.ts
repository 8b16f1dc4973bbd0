import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Snapshot, UndoStack } from '../../../renderer/draft/undo.ts';
import { EMPTY_UNDO, recorded, redone, undone } from '../../../renderer/draft/undo.ts';

const snapshot = (name: string): Snapshot => ({ body: { name }, text: null });

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
});
