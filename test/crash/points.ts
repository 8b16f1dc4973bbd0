/** Waits of the engine are so many times shorter in these tests. */
export const SPEED = 20;

/** Where a life ends, and what the next one must find and make of it. `writes`: how many reach the manager, in all. */
export const POINTS = {
  'before the intent is stored': { ends: null, writes: 0 },
  'after the intent is stored': { ends: 'not-sent', writes: 0 },
  'before “sent” is stored': { ends: 'not-sent', writes: 0 },
  'after “sent” is stored': { ends: 'not-sent', writes: 0 },
  'while the write waits for its answer': { ends: 'either', writes: 'either' },
  'before “answered” is stored': { ends: 'realized', writes: 1 },
  'after “answered” is stored': { ends: 'realized', writes: 1 },
  'before “watch-started” is stored': { ends: 'realized', writes: 1 },
  'after “watch-started” is stored': { ends: 'realized', writes: 1, gap: true },
  'while a check waits for its answer': { ends: 'realized', writes: 1, gap: true },
  'before “checked” is stored': { ends: 'realized', writes: 1, gap: true },
  'after “checked” is stored': { ends: 'realized', writes: 1, gap: true },
  'before “checked 2” is stored': { ends: 'realized', writes: 1, gap: true },
  'after “checked 2” is stored': { ends: 'realized', writes: 1, gap: true },
  'before “tunnel” is stored': { ends: 'realized', writes: 1 },
  'after “tunnel” is stored': { ends: 'realized', writes: 1 },
  'before “lost” is stored': { ends: 'realized', writes: 1, loses: true },
  'after “lost” is stored': { ends: 'realized', writes: 1, loses: true },
  'before “settled” is stored': { ends: 'realized', writes: 1, loses: true },
  'after “settled” is stored': { ends: 'realized', writes: 1, loses: true },
} as const satisfies Record<string, Expected>;

type Expected = {
  ends: 'realized' | 'not-sent' | 'either' | null;
  writes: 0 | 1 | 'either';
  /** A watch was under way: the time between the lives is on the timeline. */
  gap?: boolean;
  /** The manager makes the change, and its answer is lost. */
  loses?: boolean;
};
export type Point = keyof typeof POINTS;

export function isPoint(name: string): name is Point {
  return name in POINTS;
}

export function expectedAt(point: Point): Expected {
  return POINTS[point];
}
