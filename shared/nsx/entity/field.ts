import type { JsonObject } from '../../json.ts';
import type { Issue } from '../../result.ts';
import type { EntityKind, InventoryKind } from '../kinds.ts';

/** One choice of an enumeration: NSX's value, the word for it, and what it means. */
export type Choice = { value: string; word: string; meaning: string };

type Base = {
  /** The name in the body. */
  key: string;
  label: string;
  /** One sentence in plain words, after the schema's description. */
  help: string;
  /** The heading of the form under which it stands. */
  section: string;
  /** Newer than Swagger 2.5.1: shown where the object has it, or another one of its manager has. */
  later?: boolean;
  /** Why the field has no effect with the others as they are; null where it has one. */
  idle?: (body: JsonObject) => string | null;
};

/** From where to where a number goes; `when`: in which case, as the end of a sentence. */
export type Limits = { min: number; max: number; when?: string };

/** A field of an entity: how it is shown, and what it takes. Enough for the form and for the check. */
export type FieldSpec = Base &
  (
    | { type: 'text'; required?: boolean; max?: number; address?: boolean; placeholder?: string }
    /** `limitsIn`: the limits where they hang on the other fields. */
    | {
        type: 'number';
        min: number;
        max: number;
        default: number;
        unit: string;
        limitsIn?: (body: JsonObject) => Limits;
      }
    | { type: 'switch'; default: boolean }
    | { type: 'choice'; choices: readonly Choice[]; default: string }
    /** `defaultIn`: what NSX takes where that hangs on the other fields. */
    | {
        type: 'choices';
        choices: readonly Choice[];
        default: readonly string[];
        defaultIn?: (body: JsonObject) => readonly string[];
      }
    /** `named`: as a `ResourceReference` of this type, not as a bare id. `empty`: what NSX takes where none is chosen. */
    | { type: 'reference'; to: InventoryKind; required?: boolean; named?: string; empty?: string }
    | { type: 'references'; to: InventoryKind }
    /** Written, never read back. */
    | { type: 'secret'; max: number }
    /** Bypass rules: policy rules of a service. */
    | { type: 'rules' }
    /** NSX fills it. */
    | { type: 'fixed'; default: string }
  );

/** What is known of one kind: its fields in the engineer's order, and the rules that join them. */
export type EntitySpec = {
  kind: Exclude<EntityKind, 'sessions'>;
  resourceType: string;
  fields: readonly FieldSpec[];
  /** What NSX would refuse beyond single fields. */
  check?: (body: JsonObject, isNew: boolean) => Issue[];
  /** What NSX would take, and is probably not meant. */
  warn?: (body: JsonObject) => Issue[];
};

/** The limits of a number with the other fields as they are: one range, wherever it is said. */
export function limitsOf(spec: Extract<FieldSpec, { type: 'number' }>, body: JsonObject): Limits {
  return spec.limitsIn?.(body) ?? { min: spec.min, max: spec.max };
}

/** The texts of a list; an empty list where it is none. */
export function textsOf(body: JsonObject, key: string): string[] {
  const value = body[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
