import type { Answer } from './answers.ts';
import { tooManyAtOnce, tooManyRequests } from './errors.ts';

/** `client_api_rate_limit` and `client_api_concurrency_limit` of Swagger `ApiServiceConfig`. 0 switches a limit off. */
export type RateLimit = { perSecond: number; atOnce: number };
export const DEFAULT_RATE_LIMIT: RateLimit = { perSecond: 100, atOnce: 40 };

const WINDOW_MS = 1000;

export type Limits = {
  /** Takes a place for a call of `client`, or refuses it. Every accepted call must be released once. */
  enter(client: string): Answer | undefined;
  release(client: string): void;
};

/** Counts per client: the signed-in user over all its connections, else the source address (domain.md §7). */
export function createLimits(limit: RateLimit, now: () => number): Limits {
  const recent = new Map<string, number[]>();
  const open = new Map<string, number>();
  return {
    enter(client) {
      const at = now();
      const calls = (recent.get(client) ?? []).filter((time) => at - time < WINDOW_MS);
      if (limit.perSecond > 0 && calls.length >= limit.perSecond) {
        recent.set(client, calls);
        return tooManyRequests(client, limit.perSecond);
      }
      const outstanding = open.get(client) ?? 0;
      if (limit.atOnce > 0 && outstanding >= limit.atOnce)
        return tooManyAtOnce(client, limit.atOnce);
      recent.set(client, [...calls, at]);
      open.set(client, outstanding + 1);
      return undefined;
    },
    release(client) {
      open.set(client, Math.max(0, (open.get(client) ?? 0) - 1));
    },
  };
}
