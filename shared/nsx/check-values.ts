import type { Json, JsonObject, JsonPath } from '../json.ts';
import { isObject } from '../json.ts';
import type { Issue } from '../result.ts';
import { issueAt, said } from './session-words.ts';

/** Checks of single values, in the words that stand at a field. A value that is left out is no fault of its own. */

/** The limits of Swagger 2.5.1. */
export const MAX_NAME = 255;
export const MAX_DESCRIPTION = 1024;
const MAX_TAGS = 30;
const MAX_SCOPE = 128;
const MAX_TAG = 256;

/** A value, where it stands, and what people call it. */
export type Field = { path: JsonPath; name: string; value: unknown };

export function text({ path, name, value }: Field, max?: number): Issue[] {
  if (value === undefined) return [];
  if (typeof value !== 'string') return [issueAt(path, `${name}: ${said(value)} is not text`)];
  if (max === undefined || value.length <= max) return [];
  return [issueAt(path, `${name}: ${value.length} characters are too many; at most ${max}`)];
}

export function yesNo({ path, name, value }: Field): Issue[] {
  if (value === undefined || typeof value === 'boolean') return [];
  return [issueAt(path, `${name}: ${said(value)} is neither true nor false`)];
}

export function whole({ path, name, value }: Field): Issue[] {
  if (value === undefined || Number.isSafeInteger(value)) return [];
  return [issueAt(path, `${name}: ${said(value)} is not a whole number`)];
}

export function oneOf({ path, name, value }: Field, words: readonly string[]): Issue[] {
  if (value === undefined || (typeof value === 'string' && words.includes(value))) return [];
  return [issueAt(path, `${name}: ${said(value)} is none of ${words.join(', ')}`)];
}

export function reference(field: Field): Issue[] {
  const { path, name, value } = field;
  const isNone = value === undefined || (typeof value === 'string' && value.trim() === '');
  if (isNone) return [issueAt(path, `${name}: none is chosen; choose one`)];
  return idText(field);
}

/** An id that may be left out. A blank at an end is a slip of copying: NSX looks for another object then. */
export function idText(field: Field): Issue[] {
  const { path, name, value } = field;
  if (typeof value !== 'string' || value === value.trim()) return text(field);
  const id = value.trim();
  if (id === '') return [issueAt(path, `${name}: ${said(value)} is blank; leave it out`)];
  const message = `${name}: ${said(value)} has a blank before or after it. Did you mean ${id}?`;
  return [issueAt(path, message, id)];
}

export function checkTags(value: unknown): Issue[] {
  if (value === undefined) return [];
  if (!Array.isArray(value))
    return [issueAt(['tags'], `Tags: ${said(value)} is not a list of tags`)];
  const issues: Issue[] = [];
  if (value.length > MAX_TAGS) {
    issues.push(issueAt(['tags'], `Tags: ${value.length} are too many; at most ${MAX_TAGS}`));
  }
  value.forEach((tag: Json, i) => {
    const path = ['tags', i];
    if (!isObject(tag)) {
      issues.push(issueAt(path, `Tag ${i + 1}: ${said(tag)} is not an object with scope and tag`));
      return;
    }
    issues.push(
      ...text(
        { path: [...path, 'scope'], name: `Tag ${i + 1}, scope`, value: tag.scope },
        MAX_SCOPE,
      ),
    );
    issues.push(
      ...text({ path: [...path, 'tag'], name: `Tag ${i + 1}, tag`, value: tag.tag }, MAX_TAG),
    );
  });
  return issues;
}

export function checkIdentity(body: JsonObject): Issue[] {
  const id: Field = { path: ['id'], name: 'Id', value: body.id };
  // One that is missing is no fault: what was read goes along (bodyToSend), as in the guide's own example.
  const revision: Field = { path: ['_revision'], name: 'Revision', value: body._revision };
  return [...idText(id), ...whole(revision)];
}

export function unreadIssue(
  path: JsonPath,
  name: string,
  typed: string,
  read: { reason: string; suggestion?: string },
): Issue {
  const words = typed.trim() === '' ? read.reason : `${said(typed)} ${read.reason}`;
  const offer = read.suggestion === undefined ? '' : `. Did you mean ${read.suggestion}?`;
  return issueAt(path, `${name}: ${words}${offer}`, read.suggestion);
}
