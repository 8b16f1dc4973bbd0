import { type PackedEvents, packEvents, unpackEvents } from '../packed-events.ts';
import type { Request, RequestEvent } from '../request.ts';
import type { PackRecord } from './story.ts';

/**
 * A record on its way from the thread that reads it to the one that makes something of it: its facts are pages of
 * text, which main hands on as they are. However long it is, main does nothing long.
 */

/** So many facts of a record are read at once. */
export const FACTS_PAGE = 500;

/** Some facts of a request, as they were read. */
export type RecordPage = {
  request: Request;
  /** Where what stands on record is not to the letter what this version reads of it. */
  rawRequest: Request | null;
  facts: FactsText;
  /** There is one among them that this version can't read: they are not all here. */
  isUnread: boolean;
  /** The `seq` of the last one. */
  through: number;
  isLast: boolean;
};

/** A page of facts as text: opened by `factsIn`. */
export type FactsText = string & { readonly '': 'facts' };

export type CarriedRecord = Pick<RecordPage, 'request' | 'rawRequest'> &
  Pick<PackRecord, 'nodeNames'> & { facts: readonly FactsText[] };

/** `raw`: null where those are to the letter the same. */
export type Facts = { events: RequestEvent[]; raw: RequestEvent[] | null };
type Closed = { events: PackedEvents; raw: RequestEvent[] | null };

export const factsText = ({ events, raw }: Facts): FactsText =>
  JSON.stringify({ events: packEvents(events), raw } satisfies Closed) as FactsText;

export function factsIn(text: FactsText): Facts {
  const { events, raw } = JSON.parse(text) as Closed;
  return { events: unpackEvents(events), raw };
}

/** The record as it was before its way. */
export function arrived({ request, rawRequest, nodeNames, facts }: CarriedRecord): PackRecord {
  const pages = facts.map(factsIn);
  const record = { request, events: pages.flatMap(({ events }) => events), nodeNames };
  if (rawRequest === null && pages.every(({ raw }) => raw === null)) return record;
  const raw = pages.flatMap(({ events, raw }) => raw ?? events);
  return { ...record, raw: { request: rawRequest ?? request, events: raw } };
}
