import type { Usual } from './history-query.ts';
import { durationText, inNaturalOrder } from './words.ts';

/** Fewer earlier realizations than this say nothing about what is slow. */
export const ENOUGH_FOR_SLOW = 5;

/** Of fewer than this the 95th percentile is the longest of them, and is called that. */
export const ENOUGH_FOR_P95 = 20;

/** How long this one took, or has taken so far; null where nothing says so. ms. */
export type TookNow = {
  overallMs: number | null;
  /** By transport node id. */
  nodes: Readonly<Record<string, number | null>>;
  nodeNames: Readonly<Record<string, string>>;
};

export type UsualLine = {
  key: string;
  /** Whose earlier realizations they are. */
  of: string;
  earlier: number;
  medianMs: number;
  p95Ms: number;
  tookMs: number | null;
  isSlower: boolean;
  words: string;
};

/** The rule, said where it is used. */
export const SLOWER_RULE = `Slower than usual: above the 95th percentile of at least ${ENOUGH_FOR_SLOW} earlier ones`;

/**
 * What is usual beside how long it took: of this manager, this session, and each node. Slower than usual is above the
 * p95 of at least five earlier realizations. Slower ones first, then by name. Pure.
 */
export function usualWords(usual: Usual, took: TookNow): UsualLine[] {
  const nodes = Object.entries(usual.nodes)
    .map(([id, known]) =>
      lineOf(`node:${id}`, took.nodeNames[id] ?? id, known, took.nodes[id] ?? null),
    )
    .sort((a, b) => inNaturalOrder(a.of, b.of));
  return [
    ...(usual.session ? [lineOf('session', 'This session', usual.session, took.overallMs)] : []),
    ...(usual.manager ? [lineOf('manager', 'This manager', usual.manager, took.overallMs)] : []),
    ...nodes.filter(({ isSlower }) => isSlower),
    ...nodes.filter(({ isSlower }) => !isSlower),
  ];
}

type Known = NonNullable<Usual['manager']>;

function lineOf(key: string, of: string, known: Known, tookMs: number | null): UsualLine {
  const isSlower = tookMs !== null && known.of >= ENOUGH_FOR_SLOW && tookMs > known.p95Ms;
  const [median, high] = [durationText(known.medianMs), durationText(known.p95Ms)];
  const ofWhich = ` of ${known.of} before`;
  const isFew = known.of < ENOUGH_FOR_P95;
  const usual = `median ${median}, ${isFew ? 'longest' : 'p95'} ${high}${ofWhich}`;
  const than = isFew ? `the longest, ${high},${ofWhich}` : `the p95 of ${high}${ofWhich}`;
  const slower = `slower than usual: ${durationText(tookMs ?? 0)}, above ${than} (median ${median})`;
  const words = known.of === 1 ? `${median}, the one before` : isSlower ? slower : usual;
  const { medianMs, p95Ms } = known;
  return { key, of, earlier: known.of, medianMs, p95Ms, tookMs, isSlower, words };
}
