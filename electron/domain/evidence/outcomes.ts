import type { Written } from '../../../shared/evidence/files.ts';
import { ok, type Result } from '../../../shared/result.ts';

/** What comes of a file that is made of the record. */
export const CANCELLED = ok({ outcome: 'cancelled' as const });

export function withheld(name: string, place: string) {
  return ok({ outcome: 'withheld' as const, problem: `Nothing was written. ${name}: ${place}.` });
}

export function written(result: Result<Written>): Result<{ outcome: 'written' } & Written> {
  return result.ok ? ok({ outcome: 'written', ...result.value }) : result;
}
