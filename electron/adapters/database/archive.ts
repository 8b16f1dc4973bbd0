import type { Database } from 'libsql';
import * as z from 'zod';
import type { Input } from '../../../shared/contract.ts';
import type { RecordPage } from '../../../shared/evidence/carried.ts';
import { spread } from '../../../shared/history-keys.ts';
import type {
  FacetCounts,
  HistoryFilter,
  HistoryPage,
  Usual,
} from '../../../shared/history-query.ts';
import type { RequestId } from '../../../shared/ids.ts';
import { type PackedEvents, packEvents } from '../../../shared/packed-events.ts';
import type { Result } from '../../../shared/result.ts';
import { fail, ok } from '../../../shared/result.ts';
import type { Archive } from '../../domain/ports.ts';
import { facts } from './facts.ts';
import { historyFind } from './history-find.ts';
import { recordPages } from './record-pages.ts';
import { asBytes, fitting, type Skipped, TextBytes, Utf8Text } from './rows.ts';

/** The questions of `Archive`, answered at once. */
export type Reader = {
  find(input: Input<'history.find'>): Result<HistoryPage>;
  facets(filter: HistoryFilter): Result<FacetCounts>;
  usual(id: RequestId): Result<Usual>;
  events(id: RequestId, after: number, limit: number): Result<PackedEvents>;
  record(id: RequestId, after: number, limit: number): Result<RecordPage>;
};

/** What is usual is said by so many of the earlier realizations, the newest of them. */
const USUAL_OF = 1000;

const Mine = z.looseObject({
  number: z.number(),
  manager_id: TextBytes,
  entity_id: TextBytes.nullable(),
  written_at: z.number(),
});
const Took = z.looseObject({ took: z.number() });
const NodeTook = z.looseObject({ node_id: Utf8Text, took: z.number() });

export function reader(db: Database, skipped: Skipped): Reader {
  const { find, facets: count } = historyFind(db, skipped);
  const kept = facts(db, skipped);
  const mine = db.prepare(
    `SELECT number, ${asBytes('manager_id')}, ${asBytes('entity_id')}, written_at FROM summaries
     WHERE request_id = :id`,
  );
  const BEFORE = '(s.written_at, s.request_id) < (:at, :id)';
  const NEWEST = `ORDER BY s.written_at DESC, s.request_id DESC LIMIT ${USUAL_OF}`;
  const realized = (where: string) =>
    db.prepare(
      `SELECT s.duration AS took FROM summaries AS s WHERE ${where} AND s.manager_id = :manager
         AND s.verdict = 'realized' AND s.duration IS NOT NULL AND ${BEFORE} ${NEWEST}`,
    );
  const ofManager = realized('TRUE');
  const ofEntity = realized('s.entity_id = :entity');
  // From each node of the request to what it took before; the newest of each node.
  const ofNodes = db.prepare(
    `SELECT ${asBytes('node_id')}, took FROM (
       SELECT n.node_id, n.took, ROW_NUMBER() OVER (PARTITION BY n.node_id ORDER BY s.written_at DESC, s.request_id DESC) AS no
       FROM summary_nodes AS m CROSS JOIN summary_nodes AS n ON n.node_id = m.node_id
       CROSS JOIN summaries AS s ON s.number = n.number
       WHERE m.number = :number AND n.took IS NOT NULL AND s.manager_id = :manager AND ${BEFORE})
     WHERE no <= ${USUAL_OF}`,
  );

  function usual(id: RequestId): Result<Usual> {
    const row = mine.get({ id });
    if (!row) return fail({ kind: 'not-found', what: 'that request' });
    const { number, manager_id: manager, entity_id: entity, written_at: at } = Mine.parse(row);
    const took = (rows: unknown[]) => spread(rows.map((one) => Took.parse(one).took));
    const nodes = new Map<string, number[]>();
    const rows = ofNodes.all({ number, manager, at, id });
    for (const { node_id, took: time } of fitting(rows, NodeTook, 'summary_nodes', skipped)) {
      nodes.set(node_id, [...(nodes.get(node_id) ?? []), time]);
    }
    const ofEach = [...nodes].flatMap(([node, times]) => {
      const known = spread(times);
      return known ? [[node, known] as const] : [];
    });
    return ok({
      manager: took(ofManager.all({ manager, at, id })),
      session: entity === null ? null : took(ofEntity.all({ manager, entity, at, id })),
      nodes: Object.fromEntries(ofEach),
    });
  }

  return {
    find: (input) => ok(find(input)),
    facets: (filter) => ok(count(filter)),
    usual,
    events: (id, after, limit) => ok(packEvents(kept.read(id, after, limit))),
    record: recordPages(db, skipped),
  };
}

/** Answers in this process: for the terminal, and for tests. */
export function archiveHere(read: Reader): Archive {
  return {
    find: async (input) => read.find(input),
    facets: async (filter) => read.facets(filter),
    usual: async (id) => read.usual(id),
    events: async (id, after, limit) => read.events(id, after, limit),
    record: async (id, after, limit) => read.record(id, after, limit),
  };
}
