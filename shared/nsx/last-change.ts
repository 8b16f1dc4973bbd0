import type { JsonObject } from '../json.ts';

/** Who changed an object last, and when (ms), as NSX keeps it in the object (Swagger 2.5.1, ManagedResource). */
export type LastChange = { by: string; at: number | null };

/** Null where the object doesn't say. */
export function lastChange(body: JsonObject | null): LastChange | null {
  const by = body?._last_modified_user;
  const at = body?._last_modified_time;
  if (typeof by !== 'string' || by === '') return null;
  return { by, at: typeof at === 'number' ? at : null };
}

/** The revision that an object stands at; null where it doesn't say. */
export function revisionOf(body: JsonObject | null): number | null {
  const revision = body?._revision;
  return typeof revision === 'number' ? revision : null;
}
