import { jsonLanguage } from '@codemirror/lang-json';
import type { JsonObject, JsonPath } from '../../shared/json.ts';
import { isObject } from '../../shared/json.ts';

export type ParsedText =
  | { ok: true; body: JsonObject }
  | { ok: false; message: string; at: number };

/** The draft's body as the JSON tab shows it. */
export function textOf(body: JsonObject): string {
  return JSON.stringify(body, null, 2);
}

/** Reads the JSON tab's text. A draft is an object: anything else is kept as text, with the reason. */
export function parseText(text: string): ParsedText {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { ok: true, body: value };
    return {
      ok: false,
      message: 'A session is an object: it begins with { and ends with }',
      at: 0,
    };
  } catch (error) {
    return { ok: false, message: syntaxMessage(text, error), at: errorPosition(text) };
  }
}

/** Line and column, counted from 1, of a position. */
export function lineAndColumn(text: string, at: number): { line: number; column: number } {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return { line, column: at - before.lastIndexOf('\n') };
}

/**
 * Where a JSON path stands in a text: the value's range, or the nearest parent's where the path is not there
 * (a missing field is shown at the object that lacks it).
 */
export function rangeOfPath(text: string, path: JsonPath): { from: number; to: number } {
  const tree = jsonLanguage.parser.parse(text);
  const top = tree.topNode.firstChild;
  if (!top) return { from: 0, to: text.length };
  let node: SyntaxNode = top;
  for (const step of path) {
    const next: SyntaxNode | null =
      typeof step === 'number' ? itemAt(node, step) : propertyNamed(node, step, text);
    if (!next) break;
    node = next;
  }
  const container = node.name === 'Object' || node.name === 'Array';
  return { from: node.from, to: container ? node.from + 1 : node.to };
}

type SyntaxNode = NonNullable<
  ReturnType<typeof jsonLanguage.parser.parse>['topNode']['firstChild']
>;

const PUNCTUATION = new Set(['[', ']', '{', '}', ',', ':']);

function itemAt(node: SyntaxNode, index: number): SyntaxNode | null {
  if (node.name !== 'Array') return null;
  let at = 0;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (PUNCTUATION.has(child.name) || child.type.isError) continue;
    if (at === index) return child;
    at += 1;
  }
  return null;
}

function propertyNamed(node: SyntaxNode, name: string, text: string): SyntaxNode | null {
  if (node.name !== 'Object') return null;
  let found: SyntaxNode | null = null;
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const key = child.name === 'Property' ? child.firstChild : null;
    // The last of two keys with one name is the one that JSON.parse keeps.
    if (key && readKey(text.slice(key.from, key.to)) === name) found = child.lastChild;
  }
  return found;
}

function readKey(quoted: string): string | null {
  try {
    const key: unknown = JSON.parse(quoted);
    return typeof key === 'string' ? key : null;
  } catch {
    return null;
  }
}

/** The position of the first thing that is not JSON, by the editor's own parser. */
function errorPosition(text: string): number {
  let at = text.length;
  jsonLanguage.parser.parse(text).iterate({
    enter(node) {
      if (node.type.isError && node.from < at) at = node.from;
    },
  });
  return at;
}

function syntaxMessage(text: string, error: unknown): string {
  const { line, column } = lineAndColumn(text, errorPosition(text));
  if (text.trim() === '') return 'Empty: a session is an object';
  const engine = error instanceof Error ? error.message : '';
  const what = /^Unexpected end/i.test(engine)
    ? 'the text ends too early'
    : /double-quoted property name/i.test(engine)
      ? 'a field name in double quotes was expected'
      : /,' or '[}\]]'/.test(engine)
        ? 'a comma is missing before this'
        : 'this is not JSON';
  return `Line ${line}, column ${column}: ${what}`;
}
