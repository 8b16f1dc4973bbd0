import { hasWord } from './address-forms.ts';
import type { Entity } from './inventory.ts';
import { isObject, type Json } from './json.ts';
import { catalogueOf } from './nsx/entity/catalogue.ts';
import { ENTITY_KINDS, type EntityKind, type InventoryKind } from './nsx/kinds.ts';
import { REDACTED } from './redaction.ts';

/** Longer than any name, id or network that is looked for. */
export const MAX_SEARCH = 300;

/** One text by which an object can be found, and what it is. */
export type SearchPart = { label: string; text: string };

/** Text as it is compared: "Ōsaka" is found by "osaka", "São" by "sao", whatever the case. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
}

/** An id is shown as its beginning and its end: what is copied of it is found by both. */
const SHORTENED = /…|\.{3}/g;

/** The words of what was typed, each once, as they are compared. Any other character stands for itself. */
export function wordsIn(typed: string): string[] {
  const whole = typed.slice(0, MAX_SEARCH).replace(SHORTENED, ' ');
  return [...new Set(fold(whole).split(/\s+/).filter(Boolean))];
}

/** A name's place in a list, in the order in which people count: "Session 9" before "Session 10". */
export function nameKey(name: string): string {
  return fold(name).replace(/\d+/g, (digits) => {
    const plain = digits.replace(/^0+(?=\d)/, '');
    return `${String(plain.length).padStart(3, '0')}${plain}`;
  });
}

/** Fields that would find everything, or that nobody looks for. Audit fields begin with `_`. */
const NOT_SEARCHED = new Set(['resource_type', 'target_type', 'action', 'id', 'pem_encoded']);

/** Everything that an object can be found by: name, id, tags, addresses, subnets, ids that it names, choices. */
export function searchParts(entity: Entity): SearchPart[] {
  const parts: SearchPart[] = [
    { label: 'Name', text: entity.name },
    { label: 'Id', text: entity.id },
  ];
  collect(entity.kind, entity.body, [], parts);
  return parts;
}

function collect(kind: InventoryKind, value: Json, path: string[], into: SearchPart[]): void {
  if (typeof value === 'string') {
    if (value !== '' && value !== REDACTED) into.push({ label: labelOf(kind, path), text: value });
  } else if (Array.isArray(value)) {
    const at = [...path];
    at.push(`${at.pop() ?? ''}[]`);
    for (const item of value) collect(kind, item, at, into);
  } else if (isObject(value)) {
    if (path.at(-1) === 'tags[]') return void into.push({ label: 'Tag', text: tagText(value) });
    for (const [key, item] of Object.entries(value)) {
      const isName = path.length === 0 && key === 'display_name';
      if (!NOT_SEARCHED.has(key) && !key.startsWith('_') && !isName) {
        collect(kind, item, [...path, key], into);
      }
    }
  }
}

/** "site:AMS": found by "site:ams", by "site: ams" and by either half. */
function tagText(tag: Record<string, Json>): string {
  const text = (value: Json | undefined) => (typeof value === 'string' ? value : '');
  return [text(tag.scope), text(tag.tag)].filter(Boolean).join(':');
}

const isEntityKind = (kind: InventoryKind): kind is EntityKind =>
  (ENTITY_KINDS as readonly InventoryKind[]).includes(kind);

/** The field's label where Swagger knows it, else its own name in plain letters. */
function labelOf(kind: InventoryKind, path: readonly string[]): string {
  const known = isEntityKind(kind) ? catalogueOf(kind).get(path.join('.')) : undefined;
  return known?.label ?? (path.at(-1) ?? '').replaceAll('[]', '').replaceAll('_', ' ');
}

/** The ends of a session by whose names and addresses it is found too. */
export const END_FIELDS = [
  { field: 'local_endpoint_id', kind: 'local-endpoints', label: 'Local endpoint' },
  { field: 'peer_endpoint_id', kind: 'peer-endpoints', label: 'Peer endpoint' },
] as const;

/** What a session is found by because its end has it. */
export function endParts(end: Entity): SearchPart[] {
  const label = END_FIELDS.find(({ kind }) => kind === end.kind)?.label ?? 'Endpoint';
  const texts = [end.name, end.body.local_address, end.body.peer_address, end.body.peer_id];
  return [...new Set(texts)].flatMap((text) =>
    typeof text === 'string' && text !== '' ? [{ label, text }] : [],
  );
}

/** The searched text of an object, with that of its ends. No word reaches over a line's end. */
export function searchText(entity: Entity, ends: readonly Entity[]): string {
  const parts = [...searchParts(entity), ...ends.flatMap(endParts)];
  return [...new Set(parts.map(({ text }) => fold(text).replace(/\s+/g, ' ')))].join('\n');
}

const REASONS_SHOWN = 2;

/** Why an object was found: the parts that have the words which its name doesn't have. */
export function whyFound(
  entity: Entity,
  ends: readonly Entity[],
  words: readonly string[],
): SearchPart[] {
  const left = words.filter((word) => !fold(entity.name).includes(word));
  if (left.length === 0) return [];
  const parts = [...searchParts(entity), ...ends.flatMap(endParts)];
  const why = left.flatMap((word) => {
    const part = parts.find(({ text }) => hasWord(fold(text), word));
    return part ? [part] : [];
  });
  return [...new Set(why)].slice(0, REASONS_SHOWN);
}
