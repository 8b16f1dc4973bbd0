import type { Database } from 'libsql';
import * as z from 'zod';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import { factsText, type RecordPage } from '../../../shared/evidence/carried.ts';
import type { RequestId } from '../../../shared/ids.ts';
import { Request } from '../../../shared/request.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { EVENT_COLUMNS, REQUEST_COLUMNS, RequestRow, rawRequest } from './chain-raw.ts';
import { bothReader } from './fact-reader.ts';
import type { Skipped } from './rows.ts';
import { texts } from './texts.ts';

const Life = z.looseObject({ number: z.number(), began: z.number() });
const Numbered = z.looseObject({ seq: z.number() });

/**
 * A request's record page by page: what this version reads of it, and, where that is something else, what its chain
 * hashes: the very rows. Both of the same rows, so that they are of one moment.
 */
export function recordPages(
  db: Database,
  skipped: Skipped,
): (id: RequestId, after: number, limit: number) => Result<RecordPage> {
  const stored = texts(db);
  const findRequest = db.prepare(`SELECT ${REQUEST_COLUMNS} FROM requests WHERE id = :id`);
  const findLife = db.prepare(
    `SELECT CAST(number AS INTEGER) AS number, CAST(began AS INTEGER) AS began FROM lives
     WHERE request_id = :id`,
  );
  const findEvents = db.prepare(
    `SELECT ${EVENT_COLUMNS} FROM events WHERE life = :life AND seq > :after
     ORDER BY events.seq LIMIT :limit`,
  );

  function factsOf(id: RequestId, after: number, limit: number) {
    const life = Life.safeParse(findLife.get({ id })).data;
    if (!life) return { rows: [], facts: [] };
    const rows = findEvents.all({ life: life.number, after, limit });
    const read = bothReader(stored, skipped, { requestId: id, began: life.began });
    return { rows, facts: rows.map(read) };
  }

  return (id, after, limit) => {
    const row = RequestRow.safeParse(findRequest.get({ id })).data;
    const request = row && requestIn(row.data);
    if (!request) return fail({ kind: 'not-found', what: 'that request' });
    const raw = rawRequest(row);
    const { rows, facts } = factsOf(id, after, limit);
    const events = facts.flatMap(({ event }) => event ?? []);
    const all = facts.flatMap(({ event, raw }) => raw ?? event ?? []);
    const isExact = facts.every((fact) => fact.raw === null);
    return ok({
      request,
      rawRequest: canonicalJson(raw) === canonicalJson(request) ? null : raw,
      facts: factsText({ events, raw: isExact ? null : all }),
      isUnread: events.length < rows.length,
      through: rows.length === 0 ? after : Numbered.parse(rows.at(-1)).seq,
      isLast: rows.length < limit,
    });
  };
}

function requestIn(text: string): Request | null {
  try {
    return Request.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
