import type { JsonObject, JsonPath } from '../../json.ts';
import type { EntityKind, InventoryKind } from '../kinds.ts';
import { idIn } from '../uses.ts';
import { textsOf } from './field.ts';
import { SPECS } from './specs.ts';

/** One id in a body that names another object. */
export type Reference = { path: JsonPath; label: string; to: InventoryKind; id: string };

const OF_A_SESSION = [
  { key: 'local_endpoint_id', label: 'Local endpoint', to: 'local-endpoints' },
  { key: 'peer_endpoint_id', label: 'Peer endpoint', to: 'peer-endpoints' },
] as const;

/** Every object that a body of this kind names, in the form's order. Fields without an id are left out. */
export function referencesOf(kind: EntityKind, body: JsonObject): Reference[] {
  const one = (key: string, label: string, to: InventoryKind): Reference[] => {
    const id = idIn(body[key]);
    return id === null || id === '' ? [] : [{ path: [key], label, to, id }];
  };
  if (kind === 'sessions') {
    return OF_A_SESSION.flatMap(({ key, label, to }) => one(key, label, to));
  }
  return SPECS[kind].fields.flatMap((spec) => {
    if (spec.type === 'reference') return one(spec.key, spec.label, spec.to);
    if (spec.type !== 'references') return [];
    const { key, to } = spec;
    const label = `One of the ${spec.label.toLowerCase()}`;
    return textsOf(body, key).map((id, at) => ({ path: [key, at], label, to, id }));
  });
}
