import * as z from 'zod';
import { isObject } from '../../../shared/json.ts';
import type { Request, RequestEvent } from '../../../shared/request.ts';
import { unpackValues } from './fact-shape.ts';
import { type Mould, mouldOf } from './moulds.ts';
import { Bytes, bufferOf } from './rows.ts';
import type { Texts } from './texts.ts';

/**
 * What of a row is hashed: the request or the event itself as it stands in the file, not parsed by a schema (one of
 * another day knows more, or less). A row that says something else beside it (its columns, the way its JSON is
 * written) is hashed with all it says, so that no byte can change unseen. Pure, but for the texts that a row names.
 * Files hold hashes of these: what a row comes to is never changed.
 */

export const EventRow = z.looseObject({
  seq: z.number(),
  after: z.number(),
  shape: z.number().nullable(),
  data: z.union([z.string(), Bytes]),
});
export type EventRow = z.infer<typeof EventRow>;
export const RequestRow = z.looseObject({
  id: z.string(),
  written_at: z.number(),
  data: z.string(),
});
export type RequestRow = z.infer<typeof RequestRow>;

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
  return (row) => {
    const { seq, after, shape, data } = row;
    const at = began + after;
    if (shape === null && typeof data === 'string') {
      const value = writtenJson(data);
      const isWhole =
        isObject(value) &&
        value.requestId === requestId &&
        value.seq === seq &&
        typeof value.at === 'number' &&
        afterOf(value.at, began) === after;
      const raw = isWhole ? value : { requestId, seq, at, text: data };
      return raw as unknown as RequestEvent;
    }
    try {
      if (shape === null || typeof data === 'string') throw new Error('shape and values differ');
      const mould = moulds.get(shape) ?? mouldOf(stored, shape);
      moulds.set(shape, mould);
      const fact = mould.fill(unpackValues(mould.holes, bufferOf(data), at));
      return { requestId, seq, at, fact } as unknown as RequestEvent;
    } catch {
      const bytes = typeof data === 'string' ? data : bufferOf(data).toString('hex');
      return { requestId, seq, at, shape, bytes } as unknown as RequestEvent;
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
