import { hash } from 'node:crypto';
import type { Database } from 'libsql';
import * as z from 'zod';
import { sortKeyOf } from '../../../shared/history-keys.ts';
import { remarksOf } from '../../../shared/history-words.ts';
import { PROJECTION_VERSION, type Projected } from '../../../shared/projection.ts';
import type { RequestSummary } from '../../../shared/request.ts';
import { asBytes, Bytes, type Skipped, seal, type Values } from './rows.ts';
import { partsOf } from './summary-parts.ts';

const Row = z.looseObject({
  number: z.number(),
  through: z.number(),
  doubt: z.number(),
  cut_off: z.number(),
  duration: z.number().nullable(),
  checks: z.number(),
  last_check_at: z.number().nullable(),
  data: Bytes,
  request: Bytes,
});
const Numbered = z.looseObject({ number: z.number() });

/** The columns that `summaryIn` reads; `s` are the summaries, `d` their data, `r` the requests. */
export const SUMMARY_COLUMNS = `s.number, s.through, s.doubt, s.cut_off, s.duration, s.checks, s.last_check_at,
  ${asBytes('d.data')}, ${asBytes('r.data', 'request')}`;
export const SUMMARY_TABLES =
  'summaries AS s JOIN summary_data AS d ON d.number = s.number JOIN requests AS r ON r.id = s.request_id';

export type StoredSummary = Pick<Projected, 'summary' | 'isInDoubt' | 'isCutOff'> & {
  number: number;
  /** The `seq` of the newest fact in it. */
  through: number;
};

/** A summary as it was stored; null, and counted, where it can't be read. */
export function summaryIn(raw: unknown, skipped: Skipped, parts = partsOf): StoredSummary | null {
  try {
    const row = Row.parse(raw);
    const summary: RequestSummary = {
      ...parts(row),
      durationMs: row.duration,
      checks: row.checks,
      lastCheckAt: row.last_check_at,
      nextCheckAt: null,
    };
    const { number, through } = row;
    return { summary, number, through, isInDoubt: row.doubt === 1, isCutOff: row.cut_off === 1 };
  } catch (error) {
    const paths = error instanceof z.ZodError && error.issues.map(({ path }) => path.join('.'));
    skipped.note('summaries', (paths && paths.join(', ')) || 'does not fit');
    return null;
  }
}

/** What was written of a request last, so that only what has changed is written again. */
export type Written = {
  number: number;
  /** Digest of all that is said of it beside its counters; empty: not known. Most checks change nothing of it. */
  said: string;
  tags: string;
  nodes: Projected['nodes'];
};

/** Writes summaries, each part only where it is another one than before. */
export function summaryWriter(db: Database) {
  const find = db.prepare('SELECT number FROM summaries WHERE request_id = :id');
  const add = db.prepare(
    `INSERT INTO summaries (request_id, version, through, written_at, manager_id, manager_key, kind, kind_key, entity_id,
       entity_key, method, user, user_key, draft_id, nsx_request_id, verdict, verdict_key, open, doubt, cut_off,
       duration, checks, last_check_at, mark, remarks)
     VALUES (:id, ${PROJECTION_VERSION}, :through, :written, :manager, :managerKey, :kind, :kindKey, :entity,
       :entityKey, :method, :user, :userKey, :draft, :nsxId, :verdict, :verdictKey, :open, :doubt, :cutOff,
       :duration, :checks, :lastCheck, :mark, :remarks)
     ON CONFLICT (request_id) DO UPDATE SET version = excluded.version, through = excluded.through,
       written_at = excluded.written_at, manager_id = excluded.manager_id, manager_key = excluded.manager_key,
       kind = excluded.kind, kind_key = excluded.kind_key, entity_id = excluded.entity_id,
       entity_key = excluded.entity_key, method = excluded.method, user = excluded.user, user_key = excluded.user_key,
       draft_id = excluded.draft_id, nsx_request_id = excluded.nsx_request_id, verdict = excluded.verdict,
       verdict_key = excluded.verdict_key, open = excluded.open, doubt = excluded.doubt, cut_off = excluded.cut_off,
       duration = excluded.duration, checks = excluded.checks, last_check_at = excluded.last_check_at,
       mark = excluded.mark, remarks = excluded.remarks
     RETURNING number`,
  );
  const stand = db.prepare(
    `UPDATE summaries SET entity_id = :entity, nsx_request_id = :nsxId, verdict = :verdict, verdict_key = :verdictKey,
       open = :open, doubt = :doubt, cut_off = :cutOff, mark = :mark, remarks = :remarks WHERE number = :number`,
  );
  // No column of it is in an index: it is what nearly every check costs.
  const count = db.prepare(
    `UPDATE summaries SET through = :through, duration = :duration, checks = :checks, last_check_at = :lastCheck
     WHERE number = :number`,
  );
  const putData = db.prepare(
    'INSERT INTO summary_data (number, data) VALUES (:number, :data) ON CONFLICT (number) DO UPDATE SET data = excluded.data',
  );
  const putWords = db.prepare(
    `INSERT INTO summary_words (number, indexed, words) VALUES (:number, 0, :words)
     ON CONFLICT (number) DO UPDATE SET words = excluded.words WHERE words <> excluded.words`,
  );
  const clearTags = db.prepare('DELETE FROM summary_tags WHERE number = :number');
  const addTag = db.prepare(
    'INSERT OR IGNORE INTO summary_tags (tag, number) VALUES (:tag, :number)',
  );
  const clearNodes = db.prepare('DELETE FROM summary_nodes WHERE number = :number');
  const putNode = db.prepare(
    `INSERT INTO summary_nodes (node_id, number, took) VALUES (:node, :number, :took)
     ON CONFLICT (node_id, number) DO UPDATE SET took = excluded.took`,
  );

  function putTags(number: number, summary: RequestSummary): void {
    clearTags.run({ number });
    for (const tag of summary.tags ?? []) addTag.run({ tag, number });
  }

  function putNodes(written: Written, nodes: Projected['nodes']): void {
    if (nodes === written.nodes) return;
    for (const [node, took] of nodes) {
      if (written.nodes.get(node) !== took) putNode.run({ node, number: written.number, took });
    }
    written.nodes = nodes;
  }

  return {
    /** All of it, whatever was there before. */
    whole(projected: Projected, through: number, words: string): Written {
      const { summary } = projected;
      const { id } = summary.request;
      const row = add.get(rowOf(projected, through));
      const { number } = Numbered.parse(row ?? find.get({ id }));
      putData.run({ number, data: dataOf(summary) });
      putWords.run({ number, words });
      putTags(number, summary);
      clearNodes.run({ number });
      const written: Written = {
        number,
        said: saidOf(projected),
        tags: JSON.stringify(summary.tags ?? []),
        nodes: new Map(),
      };
      putNodes(written, projected.nodes);
      return written;
    },
    /** What has changed since it was written last; `words`: null where they are the same. */
    changes(written: Written, projected: Projected, through: number, words: string | null): void {
      const { summary } = projected;
      const { number } = written;
      count.run({ number, ...countersOf(summary, through) });
      const said = saidOf(projected);
      if (said !== written.said) {
        stand.run({ number, ...standingOf(projected) });
        putData.run({ number, data: dataOf(summary) });
        written.said = said;
        const tags = JSON.stringify(summary.tags ?? []);
        if (tags !== written.tags) putTags(number, summary);
        written.tags = tags;
      }
      if (words !== null) putWords.run({ number, words });
      putNodes(written, projected.nodes);
    },
  };
}

/** A summary's row, by the names of `COLUMN_OF`. */
export function rowOf(projected: Projected, through: number): Values {
  const { summary } = projected;
  const { request } = summary;
  return {
    id: request.id,
    written: request.writtenAt,
    manager: request.managerId,
    managerKey: sortKeyOf(summary, 'manager'),
    kind: request.kind,
    kindKey: sortKeyOf(summary, 'kind'),
    entityKey: sortKeyOf(summary, 'entity'),
    method: request.method,
    user: request.user,
    userKey: sortKeyOf(summary, 'user'),
    draft: request.draftId,
    ...standingOf(projected),
    ...countersOf(summary, through),
  };
}

/** The column of each value of a row; `version` is none of them. */
export const COLUMN_OF: Readonly<Record<string, string>> = {
  id: 'request_id',
  through: 'through',
  written: 'written_at',
  manager: 'manager_id',
  managerKey: 'manager_key',
  kind: 'kind',
  kindKey: 'kind_key',
  entity: 'entity_id',
  entityKey: 'entity_key',
  method: 'method',
  user: 'user',
  userKey: 'user_key',
  draft: 'draft_id',
  nsxId: 'nsx_request_id',
  verdict: 'verdict',
  verdictKey: 'verdict_key',
  open: 'open',
  doubt: 'doubt',
  cutOff: 'cut_off',
  duration: 'duration',
  checks: 'checks',
  lastCheck: 'last_check_at',
  mark: 'mark',
  remarks: 'remarks',
};

function countersOf(summary: RequestSummary, through: number): Values {
  const { durationMs: duration, checks, lastCheckAt: lastCheck } = summary;
  return { through, duration, checks, lastCheck };
}

function standingOf({ summary, isInDoubt, isCutOff }: Projected): Values {
  return {
    entity: summary.entityId,
    nsxId: summary.nsxRequestId,
    verdict: summary.verdict,
    verdictKey: sortKeyOf(summary, 'verdict'),
    open: summary.open ? 1 : 0,
    doubt: isInDoubt ? 1 : 0,
    cutOff: isCutOff ? 1 : 0,
    mark: summary.mark?.mark ?? 'none',
    remarks: remarksOf(summary),
  };
}

function besideCounters(summary: RequestSummary) {
  const {
    request: _r,
    checks: _c,
    durationMs: _d,
    lastCheckAt: _l,
    nextCheckAt: _n,
    ...rest
  } = summary;
  return rest;
}

/** What is neither in a column nor in the request, as it is stored. */
export function dataOf(summary: RequestSummary): string {
  return seal(besideCounters(summary));
}

/**
 * Of the same unsealed, with what else the columns have: to see whether anything is to be written, and never stored. A
 * digest, since one is held for each of a thousand watches.
 */
function saidOf({ summary, isInDoubt, isCutOff }: Projected): string {
  const said = JSON.stringify([besideCounters(summary), isInDoubt, isCutOff]);
  return hash('sha256', said, 'base64');
}
