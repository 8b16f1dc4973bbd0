/**
 * The one way in which a value is written for hashing (RFC 8785, JSON Canonicalization Scheme): members by the UTF-16
 * units of their names, no white space, numbers as ECMAScript writes them. Members that are `undefined` are left out.
 * Throws a `TypeError` for what JSON has no word for.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') {
    return JSON.stringify(value);
  }
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object') throw new TypeError(`JSON has no word for a ${typeof value}`);
  return ofMembers(value as Record<string, unknown>);
}

/** Every check is hashed when it is stored: one loop, and the names' own text from memory. */
function ofMembers(value: Record<string, unknown>): string {
  let members = '';
  for (const name of Object.keys(value).sort()) {
    const member = value[name];
    if (member === undefined) continue;
    members += `${members === '' ? '' : ','}${nameText(name)}${canonicalJson(member)}`;
  }
  return `{${members}}`;
}

const nameTexts = new Map<string, string>();
/** Names are those of the schemas and of NSX; what is more comes from outside and is written anew each time. */
const MOST_NAMES = 1000;

function nameText(name: string): string {
  const known = nameTexts.get(name);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(name)}:`;
  if (nameTexts.size < MOST_NAMES) nameTexts.set(name, text);
  return text;
}
