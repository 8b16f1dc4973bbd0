import { openDatabase } from '../../electron/adapters/database/database.ts';
import { readAnswer } from '../../shared/realization.ts';
import type { RequestFact } from '../../shared/request.ts';
import { answered, aRequest, exchange, WATCH } from './request-events.ts';

const FIRST_CHECK_S = 1;
const BETWEEN_S = 2;
/** Facts that go into one transaction. */
const BATCH = 500;

/** What node `n` of `nodes` says at check `c`: the later its number, the longer it takes; some stay behind. */
function wordOf(n: number, nodes: number, c: number, naming: number): string {
  if (n % 97 === 96) return 'unknown';
  if (n % 61 === 60) return c > naming / 2 ? 'failed' : 'in_progress';
  return c >= ((n + 1) / nodes) * naming * 0.8 ? 'in_sync' : 'in_progress';
}

/** The facts of a request on so many nodes with so many checks; only the first `naming` checks name the nodes. */
export function wideFacts(nodes: number, checks: number, naming = checks): [number, RequestFact][] {
  const facts: [number, RequestFact][] = [[0, { type: 'sent' }], answered(0.42), [0.43, WATCH]];
  const t0 = aRequest().writtenAt;
  for (let c = 0; c < checks; c += 1) {
    const details = Array.from({ length: c < naming ? nodes : 0 }, (_, n) => ({
      sub_system_type: 'TransportNode',
      sub_system_id: `node-${String(n + 1).padStart(4, '0')}`,
      state: wordOf(n, nodes, c, naming),
    }));
    const body = JSON.stringify({ details, state: 'in_progress' });
    const reading = readAnswer('PUT', 200, body, null);
    const at = t0 + (FIRST_CHECK_S + c * BETWEEN_S) * 1000;
    facts.push([
      FIRST_CHECK_S + c * BETWEEN_S,
      {
        type: 'checked',
        exchange: exchange(200, body, at - 60 - (c % 7) * 90, 60 + (c % 7) * 90),
        verdict: reading?.verdict ?? 'in-progress',
        rawState: 'in_progress',
        message: null,
        nodes: reading && 'nodes' in reading ? reading.nodes : [],
      },
    ]);
  }
  const end = FIRST_CHECK_S + checks * BETWEEN_S;
  facts.push([end - 3, { type: 'noted', text: 'Edge cluster 4 is slow again', by: 'ops' }]);
  facts.push([end, { type: 'stopped' }]);
  facts.push([end + 90_000, { type: 'noted', text: 'Agreed with the peer', by: 'ops' }]);
  return facts;
}

/** Writes such a request into a data folder, through the product's own store. */
export function writeWideRecord(
  dataDir: string,
  name: string,
  ...size: Parameters<typeof wideFacts>
): void {
  const store = openDatabase(dataDir, () => {});
  const request = aRequest({ id: `wide-${name}` as never, entityName: name });
  store.addRequest(request);
  const facts = wideFacts(...size);
  for (let from = 0; from < facts.length; from += BATCH) {
    for (const [seconds, fact] of facts.slice(from, from + BATCH)) {
      store.addFact(request.id, request.writtenAt + Math.round(seconds * 1000), fact);
    }
  }
  store.close();
}
