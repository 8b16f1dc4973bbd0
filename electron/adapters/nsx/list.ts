import * as z from 'zod';
import { isObject, type JsonObject } from '../../../shared/json.ts';
import { type Failure, fail, ok, type Result } from '../../../shared/result.ts';

/** A page of a list. `cursor` is opaque; one that starts with `0000` means the end too (LIB, domain.md §3.2). */
const Page = z.looseObject({
  results: z.array(z.custom<JsonObject>(isObject)),
  cursor: z.string().optional().catch(undefined),
  /** Of the whole list; NSX says it with the first page. */
  result_count: z.number().optional().catch(undefined),
});
const LAST_CURSOR = /^(0000|$)/;
/** A million objects: a manager that still has another page is going round in circles. */
const MAX_PAGES = 1000;
/** A list that somebody works on is read so often before it is given up for now. */
const MAX_READINGS = 4;

/** One reading of all pages. `moved`: something may have slipped from one page to another between the two. */
type Reading = { objects: JsonObject[]; moved: boolean };
type GetPage = (cursor: string | null) => Promise<Result<JsonObject>>;
type OnPage = (objects: number, expected: number | null) => void;

/**
 * Every object of a list. The cursor is a place in a list that goes on living: where an object goes while its pages are
 * read, the next one takes its place and is on neither page. A list that moved is read anew, up to `MAX_READINGS` times;
 * `stale` where it never stood still, so that it replaces nothing. One object that goes while another comes, both
 * unannounced between two pages, is beyond what NSX tells.
 */
export async function readList(getPage: GetPage, onPage?: OnPage): Promise<Result<JsonObject[]>> {
  let before: string | null = null;
  for (let readings = 0; readings < MAX_READINGS; readings += 1) {
    const reading = await readPages(getPage, onPage);
    if (!reading.ok) return reading;
    const { objects, moved } = reading.value;
    if (!moved) return ok(objects);
    // Twice the same is no list that moves: then the manager counts otherwise than we do.
    const ids = JSON.stringify(objects.map(({ id }) => id));
    if (ids === before) return ok(objects);
    before = ids;
  }
  const detail = `The list changed ${MAX_READINGS} times while it was read. Read it again in a moment.`;
  return fail({ kind: 'stale', detail });
}

async function readPages(getPage: GetPage, onPage?: OnPage): Promise<Result<Reading>> {
  const objects: JsonObject[] = [];
  const cursors = new Set<string>();
  let expected: number | null = null;
  let moved = false;
  for (let cursor: string | null = null; ; ) {
    const page = await getPage(cursor);
    if (!page.ok) return page;
    const parsed = Page.safeParse(page.value);
    if (!parsed.success) return fail(malformed('The list has no results.'));
    const { results, result_count: count, cursor: next = '' } = parsed.data;
    for (const object of results) objects.push(object);
    if (expected !== null && count !== undefined && count < expected) moved = true;
    expected ??= count ?? null;
    onPage?.(objects.length, expected);
    if (LAST_CURSOR.test(next)) {
      // What comes on one page came at one moment.
      const isOnePage = cursors.size === 0;
      return ok({ objects, moved: !isOnePage && (moved || hasHoles(objects, expected)) });
    }
    if (cursors.has(next) || cursors.size >= MAX_PAGES)
      return fail(malformed('The list has no end.'));
    cursors.add(next);
    cursor = next;
  }
}

/** Fewer than were announced, or one of them twice. More is a list that grew at its end: nothing is missing. */
function hasHoles(objects: readonly JsonObject[], expected: number | null): boolean {
  const ids = new Set(objects.map(({ id }, at) => (typeof id === 'string' ? id : at)));
  return ids.size < objects.length || (expected !== null && ids.size < expected);
}

function malformed(detail: string): Failure {
  return { kind: 'malformed', status: 200, detail };
}
