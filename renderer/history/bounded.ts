import type { RequestSummary } from '../../shared/request.ts';

/** More summaries than this are not held in the window: each has the bodies of its request. */
export const MOST_SUMMARIES = 600;
/** So many are taken away at once, so that not every new one costs a sort. */
const SPARE = 100;

type Summaries = Readonly<Record<string, RequestSummary>>;

/** The same without the oldest, where they are too many. What is open, in doubt or shown with its facts stays. */
export function withoutOldest(
  summaries: Summaries,
  shown: Readonly<Record<string, unknown>>,
): Summaries {
  const all = Object.values(summaries);
  if (all.length <= MOST_SUMMARIES) return summaries;
  const stays = (one: RequestSummary) =>
    one.open || one.verdict === 'in-doubt' || one.request.id in shown;
  const others = all
    .filter((one) => !stays(one))
    .sort((a, b) => b.request.writtenAt - a.request.writtenAt);
  const kept = others.slice(0, Math.max(0, MOST_SUMMARIES - SPARE - (all.length - others.length)));
  return Object.fromEntries([...all.filter(stays), ...kept].map((one) => [one.request.id, one]));
}
