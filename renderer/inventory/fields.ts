import type { Entity } from '../../shared/inventory.ts';
import type { Json } from '../../shared/json.ts';
import { catalogueOf } from '../../shared/nsx/entity/catalogue.ts';
import { ENTITY_KINDS, type EntityKind, type InventoryKind } from '../../shared/nsx/kinds.ts';

/** One field of an object, to be read. */
export type FieldRow = {
  key: string;
  label: string;
  help: string | null;
  value: Json | undefined;
  /** What NSX takes where it isn't there; undefined where it takes nothing. */
  preset: Json | undefined;
};

export type FieldRows = {
  /** In the order of the form; a field that isn't there stands where it has a default. */
  known: FieldRow[];
  /** NSX's own: who made it, when, its revision. */
  managed: FieldRow[];
  /** What Spanwatch doesn't know; it is kept and sent back as it is. */
  unknown: FieldRow[];
};

const isEntityKind = (kind: InventoryKind): kind is EntityKind =>
  (ENTITY_KINDS as readonly InventoryKind[]).includes(kind);

/** Said in the page's head already. */
const IN_HEAD = new Set(['id', 'display_name']);

/** The fields of an object, by what is known of them. */
export function fieldsOf({ kind, body }: Entity): FieldRows {
  // Gateways, edge nodes, certificates and revocation lists are read for the pickers: their fields have no catalogue.
  const catalogue = isEntityKind(kind) ? catalogueOf(kind) : new Map<string, never>();
  const known: FieldRow[] = [];
  const managed: FieldRow[] = [];
  for (const [path, { label, help, default: preset }] of catalogue) {
    if (path.includes('.') || path.includes('[') || IN_HEAD.has(path)) continue;
    const value = body[path];
    if (value === undefined && (preset === undefined || path.startsWith('_'))) continue;
    (path.startsWith('_') ? managed : known).push({ key: path, label, help, value, preset });
  }
  const rest = Object.entries(body).filter(([key]) => !catalogue.has(key) && !IN_HEAD.has(key));
  const unknown = rest.map(([key, value]) => ({
    key,
    label: isEntityKind(kind) ? key : plain(key),
    help: null,
    value,
    preset: undefined,
  }));
  if (isEntityKind(kind)) return { known, managed, unknown };
  const own = unknown.filter(({ key }) => !key.startsWith('_'));
  return { known: own, managed: unknown.filter(({ key }) => key.startsWith('_')), unknown: [] };
}

/** "high_availability_mode" → "High availability mode" */
function plain(key: string): string {
  // The card above says who names it in this copy; NSX counts only what it has in use.
  if (key === 'used_by') return 'In use, as NSX says';
  const words = key.replace(/^_+/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
