import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createClock } from '../../electron/adapters/clock.ts';
import { newId } from '../../electron/adapters/ids.ts';
import { RequestId } from '../../shared/ids.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('a wait runs once, when its time is over, unless it is cancelled', () => {
  const clock = createClock();
  const run = vi.fn();
  const cancelled = vi.fn();
  clock.after(1000, run);
  clock.after(1000, cancelled)();
  vi.advanceTimersByTime(999);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(run).toHaveBeenCalledTimes(1);
  expect(cancelled).not.toHaveBeenCalled();
});

test('a wait longer than a timer can hold does not run at once', () => {
  const run = vi.fn();
  const days = 30 * 86_400_000;
  const cancel = createClock().after(days, run);
  vi.advanceTimersByTime(days - 1);
  expect(run).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(run).toHaveBeenCalledTimes(1);
  cancel();
});

test('ids fit, and differ', () => {
  expect(RequestId.safeParse(newId()).success).toBe(true);
  expect(newId()).not.toBe(newId());
});
