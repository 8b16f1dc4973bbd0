import { isUtf8 } from 'node:buffer';
import type { Database } from 'libsql';
import * as z from 'zod';
import type { JsonObject } from '../../../shared/json.ts';
import { REDACTED, redactHeaders, redactJson, redactText } from '../../../shared/redaction.ts';
import { redactRecurring } from '../../../shared/redaction-recurring.ts';
import { type Exchange, MAX_NOTE, MAX_TAG, type RequestFact } from '../../../shared/request.ts';

/** Named parameters of a statement. libsql takes them without their colon; never a bare positional null. */
export type Values = Record<string, string | number | null>;

/** A blob as libsql hands it out: of `get` it is a Buffer, of `all` a bare ArrayBuffer. */
export const Bytes = z.custom<ArrayBuffer | Uint8Array<ArrayBuffer>>(
  (value) => value instanceof ArrayBuffer || value instanceof Uint8Array,
);
export type Bytes = z.infer<typeof Bytes>;
export const bufferOf = (bytes: Bytes): Buffer =>
  bytes instanceof ArrayBuffer ? Buffer.from(bytes) : Buffer.from(bytes);

/**
 * A column of text, for a statement to select as its bytes; read with `Utf8Text`. libsql ends the process at a text
 * that is not UTF-8, which a damaged file may well have, so no statement selects a text as it is. What is ordered or
 * grouped by it says `table.column` there: the name alone is the bytes, which no index knows.
 */
export const asBytes = (column: string, name = column.split('.').at(-1)): string =>
  `CAST(${column} AS BLOB) AS ${name}`;

/** A text that was asked for as its bytes; what is not UTF-8 doesn't fit. */
export const Utf8Text = Bytes.transform((bytes, context) => {
  const buffer = bufferOf(bytes);
  if (isUtf8(buffer)) return buffer.toString();
  context.addIssue('not UTF-8');
  return z.NEVER;
});

/** A text that was asked for as its bytes, where each byte has to count: what is not UTF-8 says its bytes. */
export const textOf = (bytes: Bytes): string => {
  const buffer = bufferOf(bytes);
  return isUtf8(buffer) ? buffer.toString() : `\ufffd not UTF-8: ${buffer.toString('hex')}`;
};
export const TextBytes = Bytes.transform(textOf);

/** Counts what could not be read back. A row that doesn't fit is left out of a list, and stays in the file. */
export type Skipped = { count(): number; note(table: string, problem: string): void };

export function createSkipped(warn: (message: string) => void): Skipped {
  let count = 0;
  return {
    count: () => count,
    note(table, problem) {
      count += 1;
      warn(
        `database: a row of ${table} could not be read and was left out (${count} so far): ${problem}`,
      );
    },
  };
}

const DataRow = z.looseObject({ data: Utf8Text });

/** Reads the JSON of a row's `data` (its bytes) through its schema; null, and counted, where it doesn't fit. */
export function readRow<T>(
  row: unknown,
  schema: z.ZodType<T>,
  table: string,
  skipped: Skipped,
): T | null {
  if (row === undefined) return null;
  const found = DataRow.safeParse(row);
  let problem = found.success ? 'not JSON' : 'not UTF-8';
  try {
    const parsed = found.success ? schema.safeParse(JSON.parse(found.data.data)) : null;
    if (parsed?.success) return parsed.data;
    if (parsed) problem = pathsOf(parsed.error);
  } catch {
    // Told below.
  }
  skipped.note(table, problem);
  return null;
}

/** Where something doesn't fit. Paths only: the value itself may be anything. */
function pathsOf(error: z.ZodError): string {
  return error.issues.map((issue) => issue.path.join('.')).join(', ') || 'does not fit';
}

export function readRows<T>(
  rows: unknown[],
  schema: z.ZodType<T>,
  table: string,
  skipped: Skipped,
): T[] {
  return rows.map((row) => readRow(row, schema, table, skipped)).filter((value) => value !== null);
}

/** Rows by their columns; those that don't fit are left out, and counted. */
export function fitting<T>(
  rows: unknown[],
  schema: z.ZodType<T>,
  table: string,
  skipped: Skipped,
): T[] {
  return rows.flatMap((row) => {
    const parsed = schema.safeParse(row);
    if (parsed.success) return [parsed.data];
    skipped.note(table, pathsOf(parsed.error));
    return [];
  });
}

/** A value as it is stored: whatever was forgotten to be redacted is redacted here. */
export function seal(value: object): string {
  return JSON.stringify(redactJson(value as JsonObject));
}

/** A fact as it is stored; bodies and what people write are text, where `redactJson` doesn't reach. */
export function sealFact(fact: RequestFact): RequestFact {
  const sealed = redactJson(fact as unknown as JsonObject) as unknown as RequestFact;
  if (sealed.type === 'noted') return { ...sealed, text: sealWords(sealed.text, MAX_NOTE) };
  if (sealed.type === 'tagged') {
    const { tags, change } = sealed;
    if (!change) return { ...sealed, tags: sealTags(tags) };
    const { added, removed } = change;
    const sealedChange = { added: sealTags(added), removed: sealTags(removed) };
    return { ...sealed, tags: sealTags(tags), change: sealedChange };
  }
  if (!('exchange' in sealed) || !sealed.exchange) return sealed;
  const redact = sealed.type === 'checked' ? redactRecurring : redactText;
  return { ...sealed, exchange: sealExchange(sealed.exchange, redact) };
}

const sealTags = (tags: readonly string[]) => [
  ...new Set(tags.map((tag) => sealWords(tag, MAX_TAG))),
];

/** What says that something was replaced may be longer than that was: too long, it could not be read back. */
function sealWords(text: string, most: number): string {
  const redacted = redactText(text);
  return redacted.length <= most || redacted === text ? redacted : REDACTED;
}

function sealExchange(exchange: Exchange, redact: (text: string) => string): Exchange {
  return { ...exchange, headers: redactHeaders(exchange.headers), body: redact(exchange.body) };
}

/** A pragma's number. (libsql's `simple` option answers with the whole row.) */
export function pragmaNumber(db: Database, name: string): number {
  const row = z.record(z.string(), z.unknown()).parse(db.prepare(`PRAGMA ${name}`).get());
  return z.number().parse(row[name]);
}

const Counted = z.looseObject({ rows: z.number() });

/** How many rows a table has. The name is of our own making. */
export const countOf = (db: Database, table: string): number =>
  Counted.parse(db.prepare(`SELECT COUNT(*) AS rows FROM ${table}`).get({})).rows;
