import fc from 'fast-check';
import type { Store } from '../../../electron/domain/ports.ts';
import { ALL_REQUESTS, type HistoryFilter } from '../../../shared/history-query.ts';
import { ManagerId, RequestId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { ENTITY_KINDS } from '../../../shared/nsx/kinds.ts';
import type { Request, RequestFact } from '../../../shared/request.ts';
import { answered, aRequest, checked, stateBody, T0, WATCH } from '../../support/request-events.ts';

/** Records of a few requests each, alike enough that every filter finds some and misses some. */
const DAY = 86_400_000;
const NAMES = ['Amsterdam ↔ Ōsaka', 'Session 9', 'Session 10', 'São Paulo', 'ABC-def'];
const IDS = ['8dd1c386-9b2c-4448-85b8-51ff649fae4f', '17263ca6-dce4-4c29-bd8a-e7d12bd1a82d'];
const TAGS = ['CHG-4711', 'Nacht', 'x'];

const check = (seconds: number, word: string, nodes: string) =>
  checked(seconds, stateBody(word, nodes, word === 'unknown' ? 'Unreached édge' : undefined))[1];

/** Facts that may come next, whatever came before: the projection takes them all. */
const anyStep: fc.Arbitrary<RequestFact> = fc.oneof(
  fc.constantFrom<RequestFact>(
    { type: 'sent' },
    answered(1)[1],
    answered(1, 400)[1],
    WATCH,
    check(4, 'in_progress', 'sp'),
    check(6, 'unknown', 'su'),
    check(9, 'in_sync', 'ss'),
    check(9, 'failed', 'sf--'),
    check(40, 'in_sync', '--ss'),
    { type: 'lost', failure: { kind: 'not-found', what: 'an answer' } },
    { type: 'settled', outcome: 'applied', evidence: 'read 198.18.4.0/24', exchange: null },
    { type: 'stopped' },
    { type: 'resumed' },
    { type: 'timed-out' },
    { type: 'clock', offsetMs: -1200 },
  ),
  fc
    .constantFrom('Asked **Érik**', 'again\nand again', 'ﬁne')
    .map((text): RequestFact => ({ type: 'noted', text, by: 'ada' })),
  fc.subarray(TAGS).map((tags): RequestFact => ({ type: 'tagged', tags, by: 'ada' })),
  fc
    .constantFrom('seen' as const, 'signed-off' as const, null)
    .map((mark): RequestFact => ({ type: 'marked', mark, by: 'ada' })),
);

const anyRequest = fc.record({
  managerId: fc.constantFrom('m-1', 'm-2').map((id) => ManagerId.parse(id)),
  managerName: fc.constantFrom('nsx-ams', 'Nsx-Ams 2'),
  kind: fc.constantFrom(...ENTITY_KINDS.slice(0, 3)),
  entityId: fc.constantFrom(...IDS, null),
  entityName: fc.constantFrom(...NAMES),
  method: fc.constantFrom('POST' as const, 'PUT' as const, 'DELETE' as const),
  user: fc.constantFrom('admin', 'Zoë'),
  bodyAfter: fc.constantFrom<JsonObject | null>(
    { subnet: '198.18.7.0/24' },
    { note: 'Größe' },
    null,
  ),
  writtenAt: fc.constantFrom(0, 1, 2, 40, 400, 900).map((days) => T0 + days * DAY),
});

export type Life = { request: Request; facts: RequestFact[] };

export const anyRecord: fc.Arbitrary<Life[]> = fc
  .array(fc.tuple(anyRequest, fc.array(anyStep, { maxLength: 7 })), { minLength: 1, maxLength: 9 })
  .map((all) =>
    all.map(([of, facts], at) => ({
      request: aRequest({ ...of, id: RequestId.parse(`r-${(at * 7) % 10}${at}`) }),
      facts,
    })),
  );

const some = <T>(...values: T[]): fc.Arbitrary<T[]> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant<T[]>([]) },
    { weight: 1, arbitrary: fc.subarray(values, { minLength: 1 }) },
  );

export const anyFilter: fc.Arbitrary<HistoryFilter> = fc
  .record({
    text: fc.oneof(
      { weight: 3, arbitrary: fc.constant('') },
      fc.constantFrom(
        '9b2c-44',
        'osaka',
        'ses 1',
        '198.18.7',
        'ERIK',
        'nacht',
        'gros',
        'realized',
        'a',
        'unreached edge',
        'abc-',
        'bc-d 4448',
        'e4f 8dd',
        'nowhere',
        '"or"',
        '%',
      ),
    ),
    show: fc.constantFrom('all' as const, 'all' as const, 'open' as const, 'not-realized' as const),
    managers: some(ManagerId.parse('m-1'), ManagerId.parse('m-2'), ManagerId.parse('m-9')),
    kinds: some(...ENTITY_KINDS.slice(0, 2)),
    entities: some(...IDS),
    methods: some('POST' as const, 'DELETE' as const),
    verdicts: some('realized' as const, 'in-doubt' as const, 'not-sent' as const),
    nodes: some('node-a1', 'node-f2'),
    users: some('Zoë'),
    tags: some(...TAGS),
    marks: some('seen' as const, 'none' as const),
    from: fc.constantFrom(null, null, T0 + DAY),
    until: fc.constantFrom(null, null, T0 + 400 * DAY),
  })
  .map((filter) => ({ ...ALL_REQUESTS, ...filter }));

/** Puts a record where it belongs: the requests first, then a fact of each by turns, as several watches would. */
export function put(store: Store, lives: readonly Life[]): void {
  for (const { request } of lives) store.addRequest(request);
  const most = Math.max(...lives.map(({ facts }) => facts.length));
  for (let at = 0; at < most; at += 1) {
    for (const { request, facts } of lives) {
      const fact = facts[at];
      if (fact) store.addFact(request.id, request.writtenAt + at * 1000, fact);
    }
  }
}
