import * as z from 'zod';
import { ManagerId, Millis, RequestId } from './ids.ts';
import { EntityKind, WriteMethod } from './nsx/kinds.ts';
import { PackedEvents } from './packed-events.ts';
import { Verdict } from './realization.ts';
import { RequestSummary, ReviewMark } from './request.ts';

/** The most characters of a typed search. */
export const MAX_HISTORY_SEARCH = 200;
/** The most rows of one page: each has the bodies of its request. */
export const MAX_HISTORY_PAGE = 100;
/** The most facts of one page. */
export const MAX_EVENTS_PAGE = 250;
const MAX_CHOSEN = 200;
const MAX_VALUE = 300;
/** The most requests that a filter can name one by one. */
export const MAX_ONLY = 1000;

const chosen = <T extends z.ZodType>(one: T) => z.array(one).max(MAX_CHOSEN).default([]);
const value = z.string().max(MAX_VALUE);

/** Which requests are meant. Within one facet any of the chosen values will do; every facet that has any must fit. */
export const HistoryFilter = z.object({
  /** Every word must be somewhere in the record of the request: a piece of a UUID is enough. */
  text: z.string().max(MAX_HISTORY_SEARCH).default(''),
  show: z.enum(['all', 'open', 'not-realized']).default('all'),
  managers: chosen(ManagerId),
  kinds: chosen(EntityKind),
  /** Ids of NSX. */
  entities: chosen(value),
  methods: chosen(WriteMethod),
  verdicts: chosen(Verdict),
  /** Transport node ids. */
  nodes: chosen(value),
  users: chosen(value),
  tags: chosen(value),
  marks: chosen(ReviewMark.or(z.literal('none'))),
  /** Written at or after; before. */
  from: Millis.nullable().default(null),
  until: Millis.nullable().default(null),
  /** These requests alone, where it is known elsewhere which are meant; null: all. */
  only: z.array(RequestId).max(MAX_ONLY).nullable().default(null),
});
export type HistoryFilter = z.infer<typeof HistoryFilter>;
export const ALL_REQUESTS: HistoryFilter = HistoryFilter.parse({});

/** How many days “lately” can mean; today is one of them. */
export const LATELY_DAYS = [1, 7, 30] as const;
/**
 * What a person filters by. `lately` is the last days, today among them, whenever it is looked at: the window, which
 * knows the day and its zone, makes a `from` of it before it asks.
 */
export const ViewFilter = HistoryFilter.extend({
  lately: z.literal(LATELY_DAYS).nullable().default(null),
});
export type ViewFilter = z.infer<typeof ViewFilter>;
export const WHOLE_RECORD: ViewFilter = ViewFilter.parse({});

export const HistorySort = z.object({
  by: z.enum([
    'written',
    'manager',
    'entity',
    'kind',
    'method',
    'verdict',
    'duration',
    'checks',
    'user',
  ]),
  descending: z.boolean(),
});
export type HistorySort = z.infer<typeof HistorySort>;
export const NEWEST_FIRST: HistorySort = { by: 'written', descending: true };

export const FACETS = [
  'managers',
  'kinds',
  'entities',
  'methods',
  'verdicts',
  'nodes',
  'users',
  'tags',
  'marks',
] as const;
export type Facet = (typeof FACETS)[number];

/** The most values of one facet in an answer: the most frequent, and the chosen ones. */
export const MAX_FACET_VALUES = 50;
const FacetValue = z.object({ value: z.string(), label: z.string(), count: z.number().int() });
/** How many requests each value would leave, were it the only one chosen of its facet; the other facets hold. */
export const FacetCounts = z.object({
  total: z.number().int(),
  facets: z.record(z.enum(FACETS), z.array(FacetValue)),
  /** Requests in each day, week, month or year (UTC), as the span asks for; oldest first. */
  times: z.array(z.object({ from: Millis, until: Millis, count: z.number().int() })),
});
export type FacetCounts = z.infer<typeof FacetCounts>;

const FoundBy = z.object({ before: z.string(), match: z.string(), after: z.string() });

export const HistoryPage = z.object({
  total: z.number().int(),
  rows: z.array(RequestSummary),
  /** By request: the text with the typed word, of those whose rows don't show it; absent where nothing was typed. */
  why: z.record(z.string(), FoundBy).optional(),
  /** Where the wanted request stands among them; null where it is not. */
  place: z.number().int().nullable(),
});
export type HistoryPage = z.infer<typeof HistoryPage>;

/** A filter, a sort and columns that a person has given a name. */
export const SavedView = z.object({
  name: z.string().trim().min(1, 'Give it a name').max(80),
  filter: ViewFilter,
  sort: HistorySort,
  columns: z.array(z.string().max(40)).max(20),
});
export type SavedView = z.infer<typeof SavedView>;

const durations = z.object({ medianMs: z.number(), p95Ms: z.number(), of: z.number().int() });
/** How long earlier realizations took, before one request; null where too few are known to say what is usual. */
export const Usual = z.object({
  manager: durations.nullable(),
  session: durations.nullable(),
  /** By transport node id: until the node itself was realized. */
  nodes: z.record(z.string(), durations),
});
export type Usual = z.infer<typeof Usual>;

const request = z.object({ requestId: RequestId });

/** The commands of the record: found where it lies, never loaded whole. */
export const historyQueryCommands = {
  'history.find': {
    input: z.object({
      filter: HistoryFilter,
      sort: HistorySort,
      offset: z.number().int().min(0),
      limit: z.number().int().min(0).max(MAX_HISTORY_PAGE),
      locate: RequestId.nullable(),
    }),
    output: HistoryPage,
  },
  'history.facets': { input: z.object({ filter: HistoryFilter }), output: FacetCounts },
  /** A page of a request's facts, after one of them; less than `limit`: these are the last. */
  'history.events': {
    input: request.extend({
      after: z.number().int().min(0),
      limit: z.number().int().min(1).max(MAX_EVENTS_PAGE),
    }),
    output: PackedEvents,
  },
  'history.usual': { input: request, output: Usual },
  /** The name that the next note, tag or mark stands under; empty where none is known. */
  'history.signer': { input: z.null(), output: z.object({ by: z.string() }) },
  'history.note': {
    input: request.extend({ text: z.string().trim().min(1, 'Write something first') }),
    output: RequestSummary,
  },
  'history.tag': { input: request.extend({ tags: z.array(z.string()) }), output: RequestSummary },
  'history.mark': {
    input: request.extend({ mark: ReviewMark.nullable() }),
    output: RequestSummary,
  },
  'view.list': { input: z.null(), output: z.array(SavedView) },
  /** Saves a view under its name, in the place of one that has it. */
  'view.save': { input: SavedView, output: z.array(SavedView) },
  'view.remove': { input: z.object({ name: z.string() }), output: z.array(SavedView) },
} as const;
