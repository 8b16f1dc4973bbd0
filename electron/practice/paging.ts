import { type Answer, ok } from './answers.ts';
import type { Fields } from './entities/entity.ts';
import { invalidParameter } from './errors.ts';

/** Swagger: `page_size` 0–1000, 1000 if not given. */
const MAX_PAGE = 1000;

/**
 * One page of a list, sorted by display name unless asked otherwise. The cursor is opaque; `result_count` is on the
 * first page only; the last page has no cursor (domain.md §3.2). `shown`: what of a row is answered.
 */
export function page<Row extends Fields>(
  query: URLSearchParams,
  rows: readonly Row[],
  shown: (row: Row) => Fields = (row) => row,
): Answer {
  const sizeText = query.get('page_size') ?? String(MAX_PAGE);
  const size = /^\d{1,4}$/.test(sizeText) ? Number(sizeText) : Number.NaN;
  if (!(size <= MAX_PAGE)) return invalidParameter('page_size', sizeText);
  const ascendingText = query.get('sort_ascending') ?? 'true';
  if (ascendingText !== 'true' && ascendingText !== 'false')
    return invalidParameter('sort_ascending', ascendingText);
  const cursorText = query.get('cursor');
  const start = cursorText === null || cursorText === '' ? 0 : offsetOf(cursorText);
  if (start === undefined) return invalidParameter('cursor', cursorText ?? '');

  const sortBy = query.get('sort_by') ?? 'display_name';
  const ascending = ascendingText === 'true';
  const sorted = rows.toSorted((a, b) =>
    ascending ? compare(a, b, sortBy) : compare(b, a, sortBy),
  );
  const end = start + size;
  const wanted = query
    .get('included_fields')
    ?.split(',')
    .map((name) => name.trim());
  return ok({
    results: sorted
      .slice(start, end)
      .map(shown)
      .map((row) => (wanted === undefined ? row : only(row, wanted))),
    ...(start === 0 ? { result_count: rows.length } : {}),
    sort_by: sortBy,
    sort_ascending: ascending,
    ...(size > 0 && end < rows.length ? { cursor: cursorAt(end) } : {}),
  });
}

const ORDER = new Intl.Collator('en');

/** By the field as text, equal ones by id, so that pages never overlap. */
function compare(a: Fields, b: Fields, field: string): number {
  return ORDER.compare(text(a[field]), text(b[field])) || ORDER.compare(text(a.id), text(b.id));
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Fields asked for by name; id, type and revision come along as in NSX's own answers. */
function only(row: Fields, wanted: readonly string[]): Fields {
  const always = ['id', 'resource_type', '_revision'];
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => wanted.includes(name) || always.includes(name)),
  );
}

function cursorAt(offset: number): string {
  return Buffer.from(`at:${offset}`).toString('base64url');
}

function offsetOf(cursor: string): number | undefined {
  const found = Buffer.from(cursor, 'base64url')
    .toString('utf8')
    .match(/^at:(\d+)$/)?.[1];
  return found === undefined ? undefined : Number(found);
}
