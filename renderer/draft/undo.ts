import { STEPS_KEPT, type UndoKeys } from '../../shared/draft-version.ts';
import type { JsonObject } from '../../shared/json.ts';

/** What a draft was at one moment. `key` is its version then: main keeps it under this number. */
export type Snapshot = { body: JsonObject; text: string | null; key: number };

/** What can be taken back, and what was taken back. Oldest first. */
export type UndoStack = {
  past: readonly Snapshot[];
  future: readonly Snapshot[];
  /** The place of the last edit and when it was made: more typing there is the same step. */
  last: { place: string; at: number } | null;
};

export const EMPTY_UNDO: UndoStack = { past: [], future: [], last: null };

/** A pause in typing after which the next key begins a new step, ms. */
const PAUSE_MS = 1_000;

/** An edit at a place is made; `before` is what the draft was. A burst of typing in one place is one step. */
export function recorded(stack: UndoStack, before: Snapshot, place: string, at: number): UndoStack {
  const { last } = stack;
  const goesOn = last?.place === place && at - last.at < PAUSE_MS && stack.future.length === 0;
  const past = goesOn ? stack.past : [...stack.past, before].slice(-STEPS_KEPT);
  return { past, future: [], last: { place, at } };
}

/** One step back: the new stack and what the draft becomes; null where there is none. */
export function undone(stack: UndoStack, now: Snapshot): { stack: UndoStack; to: Snapshot } | null {
  const to = stack.past.at(-1);
  if (!to) return null;
  const past = stack.past.slice(0, -1);
  return { stack: { past, future: [now, ...stack.future], last: null }, to };
}

/** One step forward again. */
export function redone(stack: UndoStack, now: Snapshot): { stack: UndoStack; to: Snapshot } | null {
  const [to, ...future] = stack.future;
  if (!to) return null;
  return { stack: { past: [...stack.past, now], future, last: null }, to };
}

/** The steps by their keys, as main keeps them; `key` is that of the draft as it is now. */
export function keysOf({ past, future }: UndoStack, key: number): UndoKeys {
  const keys = (list: readonly Snapshot[]) => list.map((each) => each.key);
  return { key, past: keys(past), future: keys(future).slice(0, STEPS_KEPT) };
}

/** The steps of an earlier run, put before those that were made since; what main does not have any more is left out. */
export function refilled(
  stack: UndoStack,
  keys: UndoKeys | undefined,
  versions: readonly Snapshot[],
): UndoStack {
  if (!keys) return stack;
  const known = new Set([...stack.past, ...stack.future].map(({ key }) => key));
  const found = (list: readonly number[]) =>
    list.flatMap((key) => versions.find((each) => each.key === key && !known.has(key)) ?? []);
  const isUntouched = stack.past.length === 0 && stack.future.length === 0;
  return {
    ...stack,
    past: [...found(keys.past), ...stack.past].slice(-STEPS_KEPT),
    future: isUntouched ? found(keys.future) : stack.future,
  };
}
