import type { z } from 'zod';
import type { Answer } from '../answers.ts';
import { invalidFields, invalidJson } from '../errors.ts';
import { type Entity, type Fields, isFields, type KindSpec } from './entity.ts';

const MANAGED = ['resource_type', 'display_name', 'description', 'tags'];

/** Parses a request body and checks it against the kind's schema; the answer names each broken field. */
export function readBody(
  spec: KindSpec,
  text: string,
  existing: Entity | undefined,
): { fields: Fields } | { refused: Answer } {
  const body = parseJson(text);
  if (body === undefined) return { refused: invalidJson() };
  const resourceType =
    body.resource_type ?? (spec.resourceTypeRequired ? undefined : spec.resourceTypes[0]);
  if (resourceType === undefined)
    return { refused: invalidFields(['resource_type is required but it is missing']) };
  if (typeof resourceType !== 'string' || !spec.resourceTypes.includes(resourceType)) {
    return {
      refused: invalidFields([
        `resource_type has invalid value ${show(resourceType)}, it must be one of ${spec.resourceTypes.join(', ')}`,
      ]),
    };
  }
  if (existing !== undefined && resourceType !== existing.resource_type) {
    return {
      refused: invalidFields([
        `resource_type has invalid value ${resourceType}, the object is of type ${existing.resource_type}`,
      ]),
    };
  }
  if (existing !== undefined && body.id !== undefined && body.id !== existing.id) {
    return {
      refused: invalidFields([
        `id has invalid value ${show(body.id)}, it must be ${existing.id} as in the URL`,
      ]),
    };
  }
  const parsed = spec.schemaOf(resourceType).safeParse(body);
  if (!parsed.success)
    return { refused: invalidFields(parsed.error.issues.map((issue) => problemOf(issue, body))) };
  return { fields: { ...body, resource_type: resourceType } };
}

/**
 * The fields of a body that the manager takes. Read-only and underscore fields are the manager's own and ignored.
 * A field that we don't know is kept when the entity already has it, so that a client which drops it is visible,
 * and ignored when it is new.
 */
export function acceptedFields(spec: KindSpec, body: Fields, existing: Entity | undefined): Fields {
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => {
      if (name === 'id' || name.startsWith('_') || spec.readOnly.includes(name)) return false;
      if (MANAGED.includes(name) || spec.writable.includes(name)) return true;
      return existing !== undefined && name in existing;
    }),
  );
}

export function parseJson(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function problemOf(issue: z.core.$ZodIssue, body: Fields): string {
  const field = pathText(issue.path);
  const value = valueAt(body, issue.path);
  if (value === undefined) return `${field} is required but it is missing`;
  if (issue.code === 'too_big')
    return `${field} has exceeded maximum ${sizeWord(issue.origin)} ${issue.maximum}`;
  if (issue.code === 'too_small')
    return `${field} is below minimum ${sizeWord(issue.origin)} ${issue.minimum}`;
  // A secret is never echoed, not even a wrong one.
  const shown = issue.path.includes('psk') ? '(hidden)' : show(value);
  if (issue.code === 'invalid_value')
    return `${field} has invalid value ${shown}, it must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type')
    return `${field} has invalid value ${shown}, it must be of type ${issue.expected}`;
  return `${field} has invalid value ${shown}, it ${issue.message}`;
}

function sizeWord(origin: string): string {
  if (origin === 'string') return 'length';
  return origin === 'array' ? 'size' : 'value';
}

/** `policy_rules[0].destinations[0].subnet`. */
function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

function valueAt(body: Fields, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, part) => {
    if (Array.isArray(value) && typeof part === 'number') return value[part];
    return isFields(value) ? value[String(part)] : undefined;
  }, body);
}

function show(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
