import type { Input, Output } from '../../../shared/contract.ts';
import type { Packing } from '../../../shared/evidence/files.ts';
import { type ListEnd, type ListFormat, listWriter } from '../../../shared/evidence/list-export.ts';
import type { About } from '../../../shared/evidence/report-html.ts';
import { looksSecret } from '../../../shared/evidence/secrets.ts';
import { MAX_LIST_ROWS, MAX_SOUND_ROWS } from '../../../shared/evidence-contract.ts';
import { GOOD_VERDICTS } from '../../../shared/history-keys.ts';
import { MAX_HISTORY_PAGE } from '../../../shared/history-query.ts';
import type { RequestId } from '../../../shared/ids.ts';
import type { RequestSummary } from '../../../shared/request.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Ports } from '../ports.ts';
import { fileName } from './file-name.ts';
import { type createFitRecords, NOT_SOUND, nameOf } from './fit-record.ts';
import { inTurns } from './in-turns.ts';
import { CANCELLED, withheld, written } from './outcomes.ts';
import type { Evidence } from './port.ts';

type ListInput = Input<'evidence.list'>;
type ListOutput = Result<Output<'evidence.list'>>;
type Deps = {
  summary(id: RequestId): RequestSummary | null;
  /** The request's record is as it was written, by its chain. */
  isSound(id: RequestId): Promise<boolean>;
  about(): About;
  records: ReturnType<typeof createFitRecords>;
};

const NOT_ALL = 'one of its requests is not on record any more, or can’t be read (Verify names it)';
const MOVES = 'it changed each time that it was read; save it again';
/** A list that has changed between two of its pages is read again so often. */
const MOST_TRIES = 3;
const isGood = ({ verdict }: RequestSummary) => GOOD_VERDICTS.includes(verdict);

/** Lists of requests as files, made row by row. */
export function createLists({ clock, archive }: Pick<Ports, 'clock' | 'archive'>, deps: Deps) {
  async function list(door: Evidence, { of, format }: ListInput): Promise<ListOutput> {
    const path = await door.saveAs(format, `${fileName('requests', clock.now())}.${format}`);
    if (path === null) return CANCELLED;
    const rows = await summariesOf(door, of);
    if (!rows.ok) return rows;
    if (typeof rows.value === 'string') return withheld('The list', rows.value);
    const ends = endReader(door);
    try {
      const made = await textOf(door, ends.of, rows.value, format);
      return 'text' in made ? written(await door.writeText(path, made.text)) : made;
    } finally {
      ends.drop();
    }
  }

  async function textOf(
    door: Evidence,
    endOf: ReturnType<typeof endReader>['of'],
    rows: readonly RequestSummary[],
    format: ListFormat,
  ): Promise<{ text: string } | ListOutput> {
    const text = listWriter(format);
    const isOverview = rows.length > MAX_SOUND_ROWS;
    for await (const summary of inTurns(door, rows)) {
      const { request, ...rest } = summary;
      const read = isOverview || isGood(summary) ? ok(undefined) : await endOf(summary);
      if (!read.ok) return read;
      const end = read.value;
      if (typeof end === 'string') return withheld(nameOf(request), end);
      // Of the request what the list shows: its bodies are not in it.
      const { bodyBefore: _before, bodyAfter: _after, ...shown } = request;
      if (looksSecret(JSON.stringify({ ...rest, ...shown, ...end }))) {
        return withheld(nameOf(request), 'its row looks like a secret');
      }
      if (!isOverview && end === undefined && !(await deps.isSound(request.id))) {
        return withheld(nameOf(request), NOT_SOUND);
      }
      text.add(summary, end);
    }
    return { text: text.end() };
  }

  function endReader(door: Evidence) {
    const read = deps.records(door);
    let packing: Packing | null = null;
    return {
      /** How a request stands, by all its facts, or why that may not leave; nothing where it is not on record any more. */
      async of(summary: RequestSummary): Promise<Result<ListEnd | string | undefined>> {
        const fit = await read(summary.request.id);
        // What could not be read is no word less to say: its row would look as if there was nothing wrong.
        if (!fit.ok) return fit.failure.kind === 'not-found' ? ok(undefined) : fit;
        const { record, why } = fit.value;
        if (!record) return ok(why);
        packing ??= door.packing(deps.about());
        return ok(await packing.end(record, summary));
      },
      drop: () => packing?.drop(),
    };
  }

  /** All of them, or why not: who gets the file could not see that one is not there. */
  async function summariesOf(
    door: Evidence,
    of: ListInput['of'],
  ): Promise<Result<RequestSummary[] | string>> {
    if ('requestIds' in of) {
      const rows: RequestSummary[] = [];
      for await (const id of inTurns(door, of.requestIds)) {
        const summary = deps.summary(id);
        if (!summary) return ok(NOT_ALL);
        rows.push(summary);
      }
      return ok(rows);
    }
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const rows = await foundBy(door, of);
      if (rows) return rows;
    }
    return ok(MOVES);
  }

  /** Page by page; null where it has moved meanwhile: then a row may stand on two pages, and another on none. */
  async function foundBy(
    door: Evidence,
    of: Exclude<ListInput['of'], { requestIds: unknown }>,
  ): Promise<Result<RequestSummary[] | string> | null> {
    const rows = new Map<RequestId, RequestSummary>();
    let first: number | null = null;
    for (let offset = 0; ; offset += MAX_HISTORY_PAGE) {
      const asked = { ...of, offset, limit: MAX_HISTORY_PAGE, locate: null };
      const page = await archive.find(asked);
      if (!page.ok) return page;
      const { total, rows: found } = page.value;
      if (total > MAX_LIST_ROWS) return ok(`it has more than ${MAX_LIST_ROWS} requests`);
      first ??= total;
      if (total !== first) return null;
      if (found.length < Math.min(MAX_HISTORY_PAGE, total - offset)) return ok(NOT_ALL);
      for (const row of found) rows.set(row.request.id, row);
      if (total - offset <= MAX_HISTORY_PAGE) {
        return rows.size === total ? ok([...rows.values()]) : null;
      }
      await door.breathe();
    }
  }

  return list;
}
