import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { DAY_MS } from '../../../shared/history-keys.ts';
import { RequestId } from '../../../shared/ids.ts';
import type { RequestFact } from '../../../shared/request.ts';
import { answered, aRequest, checked, stateBody, WATCH } from '../../support/request-events.ts';
import type { Spanwatch } from './app.ts';

/** How a request of long ago stands: realized, or nobody knows whether it was applied; and what was noted of it then. */
export type OldOne = { name: string; daysAgo: number; inDoubt?: true; note?: string };

const REALIZED: readonly [number, RequestFact][] = [
  [0, { type: 'sent' }],
  answered(0.4),
  [0.5, WATCH],
  checked(1.5, stateBody('in_progress', 'pp')),
  checked(3.5, stateBody('in_sync', 'ss')),
];
const IN_DOUBT: readonly [number, RequestFact][] = [
  [0, { type: 'sent' }],
  [30, { type: 'lost', failure: { kind: 'bug', detail: 'the line was cut' } }],
];

/** Puts requests on record as they would stand there by now, by the database's own way, while Spanwatch is closed. */
export async function haveOldRequests(
  spanwatch: Spanwatch,
  ones: readonly OldOne[],
): Promise<RequestId[]> {
  await spanwatch.desktop.close();
  const store = openDatabase(spanwatch.dataDir);
  try {
    return ones.map(({ name, daysAgo, inDoubt, note }, index) => {
      const id = RequestId.parse(`old-${index + 1}`);
      const writtenAt = Date.now() - daysAgo * DAY_MS;
      store.addRequest(aRequest({ id, writtenAt, entityName: name }));
      for (const [seconds, fact] of inDoubt ? IN_DOUBT : REALIZED) {
        store.addFact(id, writtenAt + seconds * 1000, fact);
      }
      if (note) store.addFact(id, writtenAt + 60_000, { type: 'noted', text: note, by: 'nora' });
      return id;
    });
  } finally {
    store.close();
  }
}
