import { isIP, isIPv4 } from 'node:net';

/** The part of Swagger 2.0 that NSX's file uses. */
export type Schema = {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  format?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  readOnly?: boolean;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
};
export type Operation = { responses: Record<string, { schema?: Schema; $ref?: string }> };
export type Swagger = {
  paths: Record<string, Record<string, Operation>>;
  responses: Record<string, { schema?: Schema }>;
  definitions: Record<string, Schema>;
};

const REF = '#/definitions/';
const NO_NAME = '';

/**
 * Everything in which `value` departs from `schema`, a line each; none when it fits. A property that the schema
 * does not have is a departure, unless `extra` lists it as `Definition.property`. An object whose `resource_type`
 * names a definition derived from the schema's is judged by that one, as Swagger's discriminator wants.
 */
export function departures(
  swagger: Swagger,
  schema: Schema,
  value: unknown,
  extra: readonly string[],
  at = '$',
): string[] {
  const { merged, names } = flatten(swagger, narrowed(swagger, schema, value));
  const wrong = scalarDepartures(merged, value, at);
  if (wrong.length > 0) return wrong;
  if (Array.isArray(value)) {
    const { items } = merged;
    return items === undefined
      ? []
      : value.flatMap((item, index) => departures(swagger, items, item, extra, `${at}[${index}]`));
  }
  if (typeof value !== 'object' || value === null || merged.properties === undefined) return [];
  const properties = merged.properties;
  const missing = (merged.required ?? [])
    .filter((name) => !(name in value))
    .map((name) => `${at}.${name} is required`);
  return [
    ...missing,
    ...Object.entries(value).flatMap(([name, part]) => {
      const property = properties[name];
      if (property !== undefined)
        return departures(swagger, property, part, extra, `${at}.${name}`);
      const allowed = names.some((definition) => extra.includes(`${definition}.${name}`));
      return allowed ? [] : [`${at}.${name} is not in ${names.join(', ') || 'the schema'}`];
    }),
  ];
}

/** All properties of a definition, its ancestors' included. */
export function propertiesOf(swagger: Swagger, name: string): Record<string, Schema> {
  return flatten(swagger, { $ref: `${REF}${name}` }).merged.properties ?? {};
}

function definition(swagger: Swagger, ref: string): { name: string; schema: Schema } {
  const name = ref.slice(REF.length);
  const schema = swagger.definitions[name];
  if (schema === undefined) throw new Error(`the Swagger file has no ${ref}`);
  return { name, schema };
}

/** One schema out of `$ref` and `allOf`, and the names of the definitions that went into it. */
function flatten(swagger: Swagger, schema: Schema): { merged: Schema; names: string[] } {
  const parts: { merged: Schema; names: string[] }[] = (schema.allOf ?? []).map((part) =>
    flatten(swagger, part),
  );
  if (schema.$ref !== undefined) {
    const { name, schema: target } = definition(swagger, schema.$ref);
    const inner = flatten(swagger, target);
    parts.push({ merged: inner.merged, names: [name, ...inner.names] });
  }
  const { $ref: _ref, allOf: _allOf, ...own } = schema;
  const merged: Schema = {};
  for (const part of [...parts.map((one) => one.merged), own]) {
    const properties =
      merged.properties || part.properties
        ? { ...merged.properties, ...part.properties }
        : undefined;
    const required = [...(merged.required ?? []), ...(part.required ?? [])];
    Object.assign(merged, part, { properties, required });
  }
  return { merged, names: parts.flatMap((part) => part.names) };
}

function narrowed(swagger: Swagger, schema: Schema, value: unknown): Schema {
  if (
    schema.$ref === undefined ||
    typeof value !== 'object' ||
    value === null ||
    !('resource_type' in value)
  )
    return schema;
  const type = typeof value.resource_type === 'string' ? value.resource_type : NO_NAME;
  if (swagger.definitions[type] === undefined) return schema;
  const derived = { $ref: `${REF}${type}` };
  return flatten(swagger, derived).names.includes(definition(swagger, schema.$ref).name)
    ? derived
    : schema;
}

function scalarDepartures(schema: Schema, value: unknown, at: string): string[] {
  const wrong: string[] = [];
  const say = (text: string): void => {
    wrong.push(`${at} ${text}`);
  };
  const type = schema.type ?? (schema.properties === undefined ? undefined : 'object');
  if (type !== undefined && !isOfType(type, value)) say(`is not of type ${type}`);
  if (schema.enum !== undefined && !schema.enum.includes(value))
    say(`is not one of ${schema.enum.length} words: ${String(value)}`);
  if (typeof value === 'number') {
    if (schema.minimum !== undefined && value < schema.minimum) say(`is below ${schema.minimum}`);
    if (schema.maximum !== undefined && value > schema.maximum) say(`is above ${schema.maximum}`);
  }
  if (typeof value === 'string') {
    if (schema.minLength !== undefined && value.length < schema.minLength)
      say(`is shorter than ${schema.minLength}`);
    if (schema.maxLength !== undefined && value.length > schema.maxLength)
      say(`is longer than ${schema.maxLength}`);
  }
  if (Array.isArray(value)) {
    if (schema.minItems !== undefined && value.length < schema.minItems)
      say(`has fewer than ${schema.minItems} items`);
    if (schema.maxItems !== undefined && value.length > schema.maxItems)
      say(`has more than ${schema.maxItems} items`);
  }
  if (schema.format !== undefined && !isOfFormat(schema.format, value))
    say(`is not in format ${schema.format}: ${String(value)}`);
  return wrong;
}

function isOfType(type: string, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

const INT32 = 2 ** 31;

function isOfFormat(format: string, value: unknown): boolean {
  if (format === 'int32') return Number.isInteger(value) && Math.abs(Number(value)) < INT32;
  if (format === 'int64') return Number.isSafeInteger(value);
  const text = String(value);
  if (format === 'ip') return isIP(text) !== 0;
  if (format === 'ipv4') return isIPv4(text);
  const [address = '', prefix = ''] = text.split('/');
  const isPrefix = /^\d{1,3}$/.test(prefix);
  if (format === 'ipv4-cidr-block') return isIPv4(address) && isPrefix && Number(prefix) <= 32;
  if (format === 'ip-cidr-block') return isIP(address) !== 0 && isPrefix && Number(prefix) <= 128;
  throw new Error(`unknown format ${format}`);
}
