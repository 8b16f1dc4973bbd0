import type { JsonPath } from '../json.ts';
import { isObject } from '../json.ts';
import type { Issue } from '../result.ts';

/** How messages about a session quote values and name its parts. */

const MAX_QUOTED = 60;

/** A value as a message quotes it: text in quotes, other JSON as it is, long ones cut. */
export function said(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const short = text.length > MAX_QUOTED ? `${text.slice(0, MAX_QUOTED)}…` : text;
  return typeof value === 'string' ? `“${short}”` : short;
}

/** “Rule 1026”, by its name where it has no id yet, else by its place, as the rules table says it. */
export function ruleName(rule: unknown, at: number): string {
  for (const key of ['id', 'display_name']) {
    const name = isObject(rule) ? rule[key] : undefined;
    if (typeof name === 'string' && name !== '') return `Rule ${name}`;
  }
  return `New rule ${at + 1}`;
}

export const SIDES = [
  { field: 'sources', word: 'local subnet' },
  { field: 'destinations', word: 'peer subnet' },
] as const;

export function issueAt(path: JsonPath, message: string, suggestion?: string): Issue {
  const issue = { path: [...path], message };
  return suggestion === undefined ? issue : { ...issue, suggestion };
}
