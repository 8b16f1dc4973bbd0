import type { Json } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';
import { splitPasted } from '../../shared/nsx/address.ts';

/** True where a text, pasted into one field, was meant as several values. */
export function isList(text: string): boolean {
  return splitPasted(text).length > 1;
}

/** The subnets of a rule's `sources` or `destinations` as text, whatever else stands there. */
export function subnetTexts(list: unknown): string[] {
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    if (isObject(item) && typeof item.subnet === 'string') return item.subnet;
    return typeof item === 'string' ? item : JSON.stringify(item ?? null);
  });
}

/** Adds what was typed or pasted, in order, leaving out what is there already. */
export function addSubnets(list: unknown, typed: string): Json[] {
  const before = Array.isArray(list) ? (list as Json[]) : [];
  const seen = new Set(subnetTexts(before));
  const added: Json[] = [];
  for (const subnet of splitPasted(typed)) {
    if (seen.has(subnet)) continue;
    seen.add(subnet);
    added.push({ subnet });
  }
  return [...before, ...added];
}

/** How many of the typed or pasted are left out: there already, or more than once among them. */
export function repeatedIn(list: unknown, typed: string): number {
  const before = Array.isArray(list) ? list.length : 0;
  return splitPasted(typed).length - (addSubnets(list, typed).length - before);
}

/** Replaces one subnet by what was typed over it, keeping fields of it that we don't know. */
export function replaceSubnet(list: unknown, index: number, typed: string): Json[] {
  const before = Array.isArray(list) ? (list as Json[]) : [];
  const [first, ...rest] = splitPasted(typed);
  if (first === undefined) return before.filter((_, at) => at !== index);
  const old = before[index];
  const next = before.map((item, at) =>
    at === index ? { ...(isObject(old) ? old : {}), subnet: first } : item,
  );
  return rest.length === 0 ? next : addSubnets(next, rest.join(' '));
}
