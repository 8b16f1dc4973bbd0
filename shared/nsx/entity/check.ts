import type { JsonObject } from '../../json.ts';
import { isObject } from '../../json.ts';
import type { Issue } from '../../result.ts';
import { parseAddress } from '../address.ts';
import {
  checkIdentity,
  checkTags,
  type Field,
  idText,
  MAX_DESCRIPTION,
  MAX_NAME,
  oneOf,
  reference,
  text,
  unreadIssue,
  yesNo,
} from '../check-values.ts';
import { checkBypassRules } from '../session-check.ts';
import { issueAt, said } from '../session-words.ts';
import { type EntitySpec, type FieldSpec, limitsOf } from './field.ts';

/** What NSX would refuse in an object of this kind, by the schema of Swagger 2.5.1. Never throws, whatever the JSON. */
export function checkBySpec(spec: EntitySpec, body: JsonObject, isNew: boolean): Issue[] {
  const at = (key: string, name: string): Field => ({ path: [key], name, value: body[key] });
  return [
    ...checkType(spec, body),
    ...text(at('display_name', 'Name'), MAX_NAME),
    ...text(at('description', 'Description'), MAX_DESCRIPTION),
    ...checkTags(body.tags),
    ...(isNew ? [] : checkIdentity(body)),
    ...spec.fields.flatMap((field) => checkField(field, body)),
    ...(spec.check?.(body, isNew) ?? []),
  ];
}

/** What NSX may take and is probably not meant: the kind's own remarks, and lists from which all was taken away. */
export function warnBySpec(spec: EntitySpec, body: JsonObject): Issue[] {
  const own = spec.warn?.(body) ?? [];
  const said = new Set(own.map(({ path }) => path[0]));
  const bare = spec.fields.flatMap((field) => {
    const value = body[field.key];
    if (field.type !== 'choices' || !Array.isArray(value) || value.length > 0) return [];
    const usual = field.defaultIn?.(body) ?? field.default;
    if (usual.length === 0 || said.has(field.key) || field.idle?.(body)) return [];
    const message = `${field.label}: none is chosen, so an empty list is sent; choose one, or go back to NSX’s default`;
    return [issueAt([field.key], message)];
  });
  return [...own, ...bare];
}

function checkType({ resourceType }: EntitySpec, body: JsonObject): Issue[] {
  const type = body.resource_type;
  if (type === undefined || type === resourceType) return [];
  return [issueAt(['resource_type'], `Type: ${said(type)} is not ${resourceType}`)];
}

function checkField(spec: FieldSpec, body: JsonObject): Issue[] {
  const field: Field = { path: [spec.key], name: spec.label, value: body[spec.key] };
  switch (spec.type) {
    case 'text':
      return checkText(field, spec);
    case 'number':
      return checkNumber(field, spec, body);
    case 'switch':
      return yesNo(field);
    case 'choice':
      return oneOf(
        field,
        spec.choices.map((choice) => choice.value),
      );
    case 'choices':
      return checkChoices(field, spec);
    case 'reference':
      return checkReference(field, spec);
    case 'references':
      return checkList(field, idText);
    case 'secret':
      return text(field, spec.max);
    case 'rules':
      return field.value === undefined ? [] : checkBypassRules(field);
    case 'fixed':
      return [];
  }
}

type Of<T extends FieldSpec['type']> = Extract<FieldSpec, { type: T }>;

function checkText(field: Field, { required, max, address }: Of<'text'>): Issue[] {
  const { path, name, value } = field;
  if (required && (value === undefined || value === '')) {
    return [issueAt(path, `${name}: is missing; type it`)];
  }
  const issues = text(field, max);
  if (issues.length > 0 || !address || typeof value !== 'string') return issues;
  const read = parseAddress(value);
  return read.ok ? [] : [unreadIssue(path, name, value, read)];
}

function checkNumber(field: Field, spec: Of<'number'>, body: JsonObject): Issue[] {
  const { path, name, value } = field;
  if (value === undefined) return [];
  const { min, max, when = '' } = limitsOf(spec, body);
  const { unit } = spec;
  const isWhole = typeof value === 'number' && Number.isSafeInteger(value);
  if (isWhole && value >= min && value <= max) return [];
  const range = `${isWhole ? '' : 'a whole number '}from ${min} to ${max}${unit === '' ? '' : ` ${unit}`}`;
  return [issueAt(path, `${name}: ${said(value)} is not ${range}${when}`)];
}

function checkChoices(field: Field, { choices }: Of<'choices'>): Issue[] {
  const words = choices.map((choice) => choice.value);
  const seen = new Set<unknown>();
  return checkList(field, (item) => {
    const isDouble = seen.has(item.value);
    seen.add(item.value);
    return isDouble
      ? [issueAt(item.path, `${field.name}: ${said(item.value)} is there twice`)]
      : oneOf(item, words);
  });
}

function checkList({ path, name, value }: Field, each: (item: Field) => Issue[]): Issue[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) return [issueAt(path, `${name}: ${said(value)} is not a list`)];
  return value.flatMap((item, i) => each({ path: [...path, i], name, value: item }));
}

function checkReference(field: Field, { required, named }: Of<'reference'>): Issue[] {
  const { path, name, value } = field;
  if (named === undefined) return required ? reference(field) : idText(field);
  if (value === undefined) return required ? reference(field) : [];
  // A reference by name is an object with the id in it (Swagger 2.5.1, `ResourceReference`).
  if (!isObject(value)) {
    return [issueAt(path, `${name}: ${said(value)} is not an object such as {"target_id": "…"}`)];
  }
  return reference({ path: [...path, 'target_id'], name, value: value.target_id });
}
