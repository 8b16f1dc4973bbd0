import type { Database } from 'libsql';
import * as z from 'zod';
import { sameJson } from '../../../shared/json.ts';
import {
  createProjection,
  PROJECTION_VERSION,
  type Projection,
} from '../../../shared/projection.ts';
import { Request, RequestEvent } from '../../../shared/request.ts';
import { EVENT_COLUMNS } from './chain-raw.ts';
import { Bytes, textOf } from './rows.ts';
import { COLUMN_OF, dataOf, rowOf } from './summary-rows.ts';
import { DONE, progressOf } from './summary-upkeep.ts';

/** Whether what is stored of a request beside its events is what its events come to. */
export type SummaryCheck = {
  /** Its next event, which is as it was recorded. */
  add(event: RequestEvent, shape: number | null): void;
  /** `readEvent` reads the rows of events that came since. */
  isOther(life: number, readEvent: (row: unknown) => RequestEvent): boolean;
};

const Newest = z.looseObject({ newest: z.number().nullable() });
const Version = z.looseObject({ version: z.number() });
const Node = z.looseObject({ node: Bytes.transform(textOf), took: z.number().nullable() });

/** A text as a blob (see `textOf`), anything else as it is. */
const blobbed = (column: string, name: string) =>
  `CASE typeof(${column}) WHEN 'text' THEN CAST(${column} AS BLOB) ELSE ${column} END AS ${name}`;

export function summaryChecks(db: Database) {
  const find = db.prepare(
    `SELECT s.version AS version,
       ${Object.entries(COLUMN_OF)
         .map(([name, column]) => blobbed(`s.${column}`, name))
         .join(', ')},
       (SELECT CAST(data AS BLOB) FROM summary_data WHERE number = s.number) AS data_text,
       (SELECT CAST(words AS BLOB) FROM summary_words WHERE number = s.number) AS words_text,
       (SELECT CAST(json_group_array(tag) AS BLOB) FROM summary_tags WHERE number = s.number) AS tags_text,
       (SELECT CAST(MAX(seq) AS INTEGER) FROM events WHERE life = :life) AS newest
     FROM summaries AS s WHERE s.request_id = :id`,
  );
  // As rows: in JSON, SQLite writes 15 digits of a number.
  const nodesOf = db.prepare(
    `SELECT ${blobbed('node_id', 'node')}, took FROM summary_nodes
     WHERE number = (SELECT number FROM summaries WHERE request_id = :id)`,
  );
  const newestOf = db.prepare(
    'SELECT CAST(MAX(seq) AS INTEGER) AS newest FROM events WHERE life = :life',
  );
  const since = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM events WHERE life = :life AND seq > :after AND seq <= :newest ORDER BY events.seq`,
  );
  const progress = progressOf(db);

  /** All that is stored of it. Whoever adds an event meanwhile changes all of it: then it is asked for once more. */
  function stored(id: string, life: number) {
    for (;;) {
      const row = find.get({ id, life }) as Record<string, unknown> | undefined;
      const nodes = nodesOf.all({ id }).map((one) => Node.parse(one));
      const { newest } = Newest.parse(newestOf.get({ life }));
      if (!row || row.newest === newest) return { row, newest: newest ?? 0, nodes };
    }
  }

  return function check(raw: unknown): SummaryCheck {
    const request = Request.safeParse(raw).data;
    const projection: Projection | null = request ? createProjection(request) : null;
    /** Of each shape one event was parsed: what varies in the others has its type by its kind. */
    const parsed = new Set<number>();
    let isWhole = projection !== null;
    let last = 0;

    function add(event: RequestEvent, shape: number | null): void {
      if (!isWhole || !projection) return;
      last = event.seq;
      if (shape !== null && parsed.has(shape)) {
        projection.add(event);
        return;
      }
      const one = RequestEvent.safeParse(event);
      // A later version wrote it: what that makes of it isn't known here.
      if (!one.success) isWhole = false;
      else {
        projection.add(one.data);
        if (shape !== null && sameJson(one.data, event)) parsed.add(shape);
      }
    }

    return {
      add,
      isOther(life, readEvent) {
        if (!isWhole || !projection || !request) return false;
        const { row, newest, nodes } = stored(request.id, life);
        if (!row || Version.parse(row).version !== PROJECTION_VERSION) {
          // Not made yet, which is nobody's change.
          return progress().at === DONE;
        }
        for (const one of since.all({ life, after: last, newest })) add(readEvent(one), null);
        return isWhole && !saysTheSame(row, nodes, projection, newest);
      },
    };
  };
}

function saysTheSame(
  row: Record<string, unknown>,
  nodes: readonly z.infer<typeof Node>[],
  projection: Projection,
  newest: number,
): boolean {
  const projected = projection.now();
  const { summary } = projected;
  const columns = Object.entries(rowOf(projected, newest));
  const tags = [...new Set(summary.tags ?? [])].map(asStored);
  const took = new Map([...projected.nodes].map(([node, ms]) => [asStored(node), ms]));
  return (
    columns.every(([name, value]) => plainOf(row[name]) === asStored(value)) &&
    sameJson(jsonOf(row.data_text), JSON.parse(dataOf(summary))) &&
    plainOf(row.words_text) === asStored(projection.words()) &&
    sameJson(inOrder(jsonOf(row.tags_text)), inOrder(tags)) &&
    nodes.length === took.size &&
    nodes.every((one) => took.has(one.node) && took.get(one.node) === one.took)
  );
}

/** What a text comes back as: half of a pair has no room in UTF-8. */
const asStored = (value: string | number | null | undefined) =>
  typeof value === 'string' ? Buffer.from(value).toString() : (value ?? null);

function plainOf(value: unknown): unknown {
  const bytes = Bytes.safeParse(value);
  return bytes.success ? textOf(bytes.data) : value;
}

function jsonOf(value: unknown): unknown {
  try {
    return JSON.parse(String(plainOf(value)));
  } catch {
    return undefined;
  }
}

function inOrder(rows: unknown): unknown {
  if (!Array.isArray(rows)) return undefined;
  return [...rows].sort();
}

const Foreign = z.looseObject({ number: z.number(), id: Bytes.nullable(), isKnown: z.number() });
/** Parts of a summary; what belongs to no summary is shown by nothing, and counted by facets. */
const PARTS = ['summary_data', 'summary_tags', 'summary_nodes', 'summary_words'];
/** Rows of one question: whoever asks goes on with something else in between. */
const PAGE = 500;

type Stray = { requestId: string | null; detail: string };

/** Summaries of requests that never were on record (one that is missing is told as such). Null between two looks. */
export function* foreignSummaries(db: Database): Generator<Stray | null> {
  for (const id of unknownIn(
    db,
    `SELECT number, CAST(request_id AS BLOB) AS id, request_id IN (SELECT id FROM requests)
       OR EXISTS (SELECT 1 FROM register WHERE request_id = summaries.request_id) AS isKnown
     FROM summaries`,
  )) {
    const detail = 'Lists count a request that is not on record.';
    yield id === null ? null : { requestId: id, detail };
  }
  for (const part of PARTS) {
    const sql = `SELECT number, NULL AS id, number IN (SELECT number FROM summaries) AS isKnown FROM ${part}`;
    for (const id of unknownIn(db, sql)) {
      yield id === null
        ? null
        : { requestId: null, detail: `Lists count what no request has (${part}).` };
      // One of a part says that somebody was at it.
      if (id !== null) break;
    }
  }
}

/** The ids of rows that belong to nothing, page by page; null after each page. */
function* unknownIn(db: Database, sql: string): Generator<string | null> {
  const page = db.prepare(`${sql} WHERE number > :after ORDER BY number LIMIT ${PAGE}`);
  for (let after = Number.MIN_SAFE_INTEGER; ; ) {
    const rows = page.all({ after }).map((row) => Foreign.parse(row));
    for (const { id, isKnown } of rows) {
      if (isKnown === 0) yield id === null ? '' : textOf(id);
    }
    yield null;
    const last = rows.at(-1);
    if (!last) return;
    if (last.number <= after) throw new Error('the rows are out of their order');
    after = last.number;
  }
}
