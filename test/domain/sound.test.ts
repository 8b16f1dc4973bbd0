import { expect, test } from 'vitest';
import { createSound } from '../../electron/domain/history/sound.ts';
import { RequestId } from '../../shared/ids.ts';

const ID = RequestId.parse('request-1');
const STEPS = 1_000;

function world(problemCount: number) {
  let ticks = 0;
  let rests = 0;
  const clock = {
    now: () => 0,
    ticks: () => ticks,
    after(_ms: number, run: () => void) {
      rests += 1;
      setImmediate(run);
      return () => {};
    },
  };
  const store = {
    verifying() {
      let left = STEPS;
      return {
        step() {
          ticks += 1;
          return left-- > 0 ? { done: 0, total: 1 } : null;
        },
        report: () => ({ problemCount }),
      };
    },
  };
  return { isSound: createSound({ clock, store } as never), rests: () => rests };
}

test('a record is sound where its chain has no problem, and not where it has one', async () => {
  expect(await world(0).isSound(ID)).toBe(true);
  expect(await world(1).isSound(ID)).toBe(false);
});

test('a long record is looked at in slices, and so are many short ones in a row', async () => {
  const long = world(0);
  await long.isSound(ID);
  expect(long.rests()).toBeGreaterThan(STEPS / 20);
});
