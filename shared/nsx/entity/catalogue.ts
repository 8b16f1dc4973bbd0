import type { EntityKind } from '../kinds.ts';
import { SHARED_FIELDS } from '../managed-fields.ts';
import { type FieldInfo, ruleFields, SESSION_FIELDS } from '../session-fields.ts';
import type { FieldSpec } from './field.ts';
import { SPECS } from './specs.ts';

/** Every field that Swagger 2.5.1 knows of a kind, by path. A test walks the Swagger against it. */
export function catalogueOf(kind: EntityKind): ReadonlyMap<string, FieldInfo> {
  const known = catalogues.get(kind);
  if (known) return known;
  const fields = kind === 'sessions' ? SESSION_FIELDS : fieldsOf(kind);
  const made = new Map(fields.map((field) => [field.path, field]));
  catalogues.set(kind, made);
  return made;
}

const catalogues = new Map<EntityKind, ReadonlyMap<string, FieldInfo>>();

function fieldsOf(kind: Exclude<EntityKind, 'sessions'>): FieldInfo[] {
  const type: FieldInfo = {
    path: 'resource_type',
    label: 'Type',
    help: 'What kind of object it is.',
    readOnly: false,
  };
  return [...SHARED_FIELDS, type, ...SPECS[kind].fields.flatMap(infoOf)];
}

function infoOf(spec: FieldSpec): FieldInfo[] {
  const { key, label, help } = spec;
  const info: FieldInfo = { path: key, label, help, readOnly: spec.type === 'fixed' };
  if ('default' in spec) {
    info.default = typeof spec.default === 'object' ? [...spec.default] : spec.default;
  }
  if (spec.type === 'rules') return [info, ...ruleFields(key, 'bypass')];
  if (spec.type === 'reference' && spec.named !== undefined) return [info, ...partsOf(key, label)];
  const isList = spec.type === 'choices' || spec.type === 'references';
  return isList ? [info, { ...info, path: `${key}[]` }] : [info];
}

/** The parts of a `ResourceReference`. */
function partsOf(key: string, label: string): FieldInfo[] {
  const part = (name: string, help: string, readOnly: boolean): FieldInfo => ({
    path: `${key}.${name}`,
    label,
    help,
    readOnly,
  });
  return [
    part('target_id', 'The id of what is referred to.', false),
    part('target_type', 'The type of what is referred to.', false),
    part('target_display_name', 'Its name; NSX fills it.', true),
    part('is_valid', 'Whether it is still there; NSX fills it.', true),
  ];
}
