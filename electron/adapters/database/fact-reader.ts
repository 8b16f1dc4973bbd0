import * as z from 'zod';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { RequestEvent } from '../../../shared/request.ts';
import { EventRow, type RawLife, rawEvents } from './chain-raw.ts';
import { filler, unpackValues } from './fact-shape.ts';
import { type Mould, mouldOf } from './moulds.ts';
import { bufferOf, readRow, type Skipped } from './rows.ts';
import type { Texts } from './texts.ts';

/** Reads rows of one request as the facts that they are; null, and counted, where this version can't. */
export function factReader(
  stored: Pick<Texts, 'get'>,
  skipped: Skipped,
  { requestId, began }: RawLife,
): (raw: unknown) => RequestEvent | null {
  const moulds = new Map<number, Mould>();
  return (raw) => {
    try {
      const { seq, after, shape, data, kind } = EventRow.parse(raw);
      if (shape === null) {
        if (kind !== 'text') throw new Error('it has no shape');
        return readRow({ data }, RequestEvent, 'events', skipped);
      }
      if (kind !== 'blob') throw new Error('its values are not packed');
      const mould = moulds.get(shape) ?? mouldOf(stored, shape);
      moulds.set(shape, mould);
      const at = began + after;
      const fact = mould.fill(unpackValues(mould.holes, bufferOf(data), at));
      const event = { requestId, seq, at, fact } as unknown as RequestEvent;
      if (mould.isChecked) return event;
      const checked = RequestEvent.parse(event);
      // From here on those of this shape are made from the checked one: what varies has its type by its kind.
      mould.fill = filler(checked.fact as unknown as JsonObject, mould.holes);
      mould.isChecked = true;
      return checked;
    } catch (error) {
      skipped.note('events', problemOf(error));
      return null;
    }
  };
}

/** `raw`: what it is hashed as; null where that is to the letter what this version reads. */
export type ReadFact = { event: RequestEvent | null; raw: RequestEvent | null };

/** The same, with what each is hashed as. */
export function bothReader(stored: Pick<Texts, 'get'>, skipped: Skipped, life: RawLife) {
  const read = factReader(stored, skipped, life);
  const readRaw = rawEvents(stored, life);
  /** Facts of one shape differ in what varies alone: where one is read to the letter, all are. */
  const isExact = new Map<number, boolean>();
  return (row: unknown): ReadFact => {
    const event = read(row);
    const { data: parsed } = EventRow.safeParse(row);
    if (!parsed) return { event: null, raw: null };
    const { shape } = parsed;
    if (event && shape !== null && isExact.get(shape)) return { event, raw: null };
    const raw = readRaw(parsed);
    const isSame = event !== null && canonicalJson(raw) === canonicalJson(event);
    if (shape !== null) isExact.set(shape, isSame);
    return { event, raw: isSame ? null : raw };
  };
}

/** Of a value only where it is wrong: it may be anything. */
function problemOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues.map((issue) => issue.path.join('.')).join(', ') || 'does not fit';
  }
  return error instanceof SyntaxError ? 'not JSON' : String(error);
}
