import * as z from 'zod';
import { JsonObject } from './json.ts';
import { asNewEntity } from './nsx/as-new.ts';
import { EntityKind, InventoryKind } from './nsx/kinds.ts';
import { type Reference, referencesOf, withReferences } from './nsx/references.ts';

/**
 * An object that can be made anew, also on another manager: nothing of NSX's own in it, and for each object that it
 * names, that one's name beside its id. No secret is in it.
 */
export const Portable = z.object({
  kind: EntityKind,
  name: z.string(),
  body: JsonObject,
  references: z.array(
    z.object({
      path: z.array(z.union([z.string(), z.number()])),
      label: z.string(),
      to: InventoryKind,
      id: z.string(),
      /** As it was called where this was taken; null where that was not known. */
      name: z.string().nullable(),
    }),
  ),
});
export type Portable = z.infer<typeof Portable>;

/** An object that may take the place of one that is named. */
export type Candidate = { id: string; name: string };

/** One object that is named, and what the other manager has for it. */
export const Landing = z.object({
  /** Names the place: `peer_endpoint_id`, `trust_ca_ids[1]`. */
  key: z.string(),
  label: z.string(),
  to: InventoryKind,
  /** What it was called where it was taken; its id where that is not known. */
  was: z.string(),
  /** The one that is taken unless a person chooses another; null: a person is asked. */
  id: z.string().nullable(),
  /** Why that one, or why none. */
  how: z.enum(['same-id', 'same-name', 'several', 'none']),
});
export type Landing = z.infer<typeof Landing>;

/** Takes an object up. `nameOf` says what an object that it names is called. */
export function portableOf(
  kind: EntityKind,
  body: JsonObject,
  name: string,
  nameOf: (to: InventoryKind, id: string) => string | null,
): Portable {
  const fresh = asNewEntity(kind, body, name);
  const references = referencesOf(kind, fresh).map((reference) => ({
    ...reference,
    path: [...reference.path],
    name: nameOf(reference.to, reference.id),
  }));
  return { kind, name, body: fresh, references };
}

/**
 * What a manager has for each object that is named: the same id (the same manager), else the only one of that name.
 * Several of one name are not guessed between.
 */
export function landingsOf(
  portable: Portable,
  candidates: (to: InventoryKind) => readonly Candidate[],
): Landing[] {
  return portable.references.map((reference) => {
    const { label, to, id, name } = reference;
    const there = candidates(to);
    const named = there.filter((one) => one.name === name);
    const only = named.length === 1 ? named[0] : undefined;
    const at = { key: keyOf(reference), label, to, was: name ?? id };
    if (there.some((one) => one.id === id)) return { ...at, id, how: 'same-id' };
    if (only) return { ...at, id: only.id, how: 'same-name' };
    return { ...at, id: null, how: named.length > 1 ? 'several' : 'none' };
  });
}

/** The body of the new object. `chosen`: an id by place, for each that a person chose; an empty one leaves it open. */
export function landedBody(
  portable: Portable,
  landings: readonly Landing[],
  chosen: Readonly<Record<string, string>>,
): JsonObject {
  const found = new Map(landings.map((one) => [one.key, one.id]));
  return withReferences(portable.kind, portable.body, (reference) => {
    const key = keyOf(reference);
    const own = Object.hasOwn(chosen, key) ? chosen[key] : undefined;
    return (own === undefined ? found.get(key) : own) || null;
  });
}

function keyOf({ path }: Pick<Reference, 'path'>): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}
