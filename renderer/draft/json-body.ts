import type { JsonObject } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';

/**
 * The object that a text says, or null where it is none, or not yet. What is wrong with it is `parseText`'s to say,
 * with the editor's own parser, which the first screen has no need of.
 */
export function bodyOf(text: string): JsonObject | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}
