import type { Entity } from '../../shared/inventory.ts';
import { isObject } from '../../shared/json.ts';
import type { Copy } from '../draft/lookup.ts';
import { entityOf } from '../draft/lookup.ts';

/**
 * Everything that a session or another entity can be found by: name, id, tags, addresses, subnets; for a
 * session the names and addresses of its endpoints too.
 */
export function searchText(entity: Entity, copy: Copy): string {
  const words: string[] = [];
  collect(entity.body, words);
  if (entity.kind === 'sessions') {
    for (const [kind, field] of [
      ['local-endpoints', 'local_endpoint_id'],
      ['peer-endpoints', 'peer_endpoint_id'],
    ] as const) {
      const endpoint = entityOf(copy, kind, entity.body[field]);
      if (endpoint) collect(endpoint.body, words);
    }
  }
  return [entity.name, entity.id, ...words].join('\n').toLowerCase();
}

/** Fields that would find everything, or that nobody looks for. */
const NOT_SEARCHED = new Set(['resource_type', 'action', '_create_time', '_last_modified_time']);

function collect(value: unknown, into: string[]) {
  if (typeof value === 'string') into.push(value);
  else if (Array.isArray(value)) for (const item of value) collect(item, into);
  else if (isObject(value)) {
    for (const [key, item] of Object.entries(value))
      if (!NOT_SEARCHED.has(key)) collect(item, into);
  }
}

/** The entities in which every typed word is found, by name. */
export function searchEntities(entities: readonly Entity[], copy: Copy, typed: string): Entity[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return entities
    .filter((entity) => {
      if (words.length === 0) return true;
      const text = searchText(entity, copy);
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
}
