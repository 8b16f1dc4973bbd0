import type { JsonObject } from '../../../shared/json.ts';
import { sameJson } from '../../../shared/json.ts';

/**
 * What was typed, put onto the live object: a field that the draft left as it was takes the live value,
 * a field that the draft changed keeps the draft's. So a change by someone else is never reverted silently;
 * where both changed the same field the draft's stands, and Changes shows it against the live one.
 * `_revision` is the live one.
 */
export function carryOver(base: JsonObject, mine: JsonObject, live: JsonObject): JsonObject {
  const result: JsonObject = {};
  for (const key of new Set([...Object.keys(live), ...Object.keys(mine)])) {
    const changedByMe = !sameJson(base[key], mine[key]);
    const value = changedByMe && !key.startsWith('_') ? mine[key] : live[key];
    if (value !== undefined) result[key] = value;
  }
  return result;
}
