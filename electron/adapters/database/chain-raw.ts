import * as z from 'zod';
import { isObject } from '../../../shared/json.ts';
import type { Request, RequestEvent } from '../../../shared/request.ts';
import { unpackValues } from './fact-shape.ts';
import { type Mould, mouldOf } from './moulds.ts';
import { Bytes, bufferOf, TextBytes, textOf } from './rows.ts';
import type { Texts } from './texts.ts';

/**
 * What of a row is hashed: the request or the event itself as it stands in the file, not parsed by a schema (one of
 * another day knows more, or less). A row that says something else beside it (its columns, the way its JSON is
 * written) is hashed with all it says, so that no byte can change unseen. Pure, but for the texts that a row names.
 * Files hold hashes of these: what a row comes to is never changed.
 */

export const EVENT_COLUMNS = `CAST(seq AS INTEGER) AS seq, CAST(after AS INTEGER) AS after,
  CAST(shape AS INTEGER) AS shape, CAST(data AS BLOB) AS data, typeof(data) AS kind`;
export const EventRow = z.looseObject({
  seq: z.number(),
  after: z.number(),
  shape: z.number().nullable(),
  data: Bytes,
  kind: z.string(),
});
export type EventRow = z.infer<typeof EventRow>;
export const REQUEST_COLUMNS = `CAST(id AS BLOB) AS id, CAST(written_at AS INTEGER) AS written_at,
  CAST(data AS BLOB) AS data`;
export const RequestRow = z.looseObject({
  id: TextBytes,
  written_at: z.number(),
  data: TextBytes,
});
export type RequestRow = Pick<z.infer<typeof RequestRow>, 'id' | 'written_at' | 'data'>;

/** A row's life: the request's id, and the time from which its events are counted. */
export type RawLife = { requestId: string; began: number };

/** Of an event's time from its life's beginning, ms: 0 where that is no whole number (its JSON says the time). */
export const afterOf = (at: number, began: number) =>
  Number.isSafeInteger(at - began) ? at - began : 0;

/** What a request's row is hashed as. */
export function rawRequest({ id, written_at, data }: RequestRow): Request {
  const value = writtenJson(data);
  const isWhole = isObject(value) && value.id === id && value.writtenAt === written_at;
  return (isWhole ? value : { id, writtenAt: written_at, text: data }) as unknown as Request;
}

/** Reads rows of one request as what they are hashed as; moulds are kept from row to row. Never throws. */
export function rawEvents(
  stored: Pick<Texts, 'get'>,
  life: RawLife,
): (row: EventRow) => RequestEvent {
  const moulds = new Map<number, Mould>();
  const { requestId, began } = life;
  return ({ seq, after, shape, data, kind }) => {
    const at = began + after;
    if (shape === null && kind === 'text') {
      const text = textOf(data);
      const value = writtenJson(text);
      const isWhole =
        isObject(value) &&
        value.requestId === requestId &&
        value.seq === seq &&
        typeof value.at === 'number' &&
        afterOf(value.at, began) === after;
      return (isWhole ? value : { requestId, seq, at, text }) as unknown as RequestEvent;
    }
    try {
      if (shape === null || kind !== 'blob') throw new Error('shape and values differ');
      const mould = moulds.get(shape) ?? mouldOf(stored, shape);
      moulds.set(shape, mould);
      const fact = mould.fill(unpackValues(mould.holes, bufferOf(data), at));
      return { requestId, seq, at, fact } as unknown as RequestEvent;
    } catch {
      const bytes = bufferOf(data).toString('hex');
      return { requestId, seq, at, shape, kind, bytes } as unknown as RequestEvent;
    }
  };
}

/** A text's value where it is written as JSON is written here, else undefined. */
function writtenJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
