import { describe, expect, test } from 'vitest';
import { NEWEST_LISTED } from '../../electron/domain/history/ledger.ts';
import type { Store } from '../../electron/domain/ports.ts';
import { RequestId } from '../../shared/ids.ts';
import type { RequestFact } from '../../shared/request.ts';
import { must, startProduct, withDraft } from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';
import { answered, aRequest, checked, stateBody, T0, WATCH } from '../support/request-events.ts';

const ENDED: RequestFact[] = [
  { type: 'sent' },
  answered(1)[1],
  WATCH,
  checked(9, stateBody('in_sync', 'ss'))[1],
];
const IN_DOUBT: RequestFact[] = [
  { type: 'sent' },
  { type: 'lost', failure: { kind: 'not-found', what: 'an answer' } },
];

function put(store: Store, id: string, day: number, facts: readonly RequestFact[]): void {
  const request = aRequest({ id: RequestId.parse(id), writtenAt: T0 + day * 86_400_000 });
  store.addRequest(request);
  for (const [at, fact] of facts.entries()) store.addFact(request.id, request.writtenAt + at, fact);
}

/** Years of requests that ended well; the very first is in doubt, the second is open. */
function years() {
  const store = memoryStore();
  put(store, 'doubt', 0, IN_DOUBT);
  put(store, 'open', 1, ENDED.slice(0, 3));
  for (let at = 0; at < 300; at += 1) put(store, `r-${1000 + at}`, 2 + at, ENDED);
  return store;
}

describe('a record of years', () => {
  test('is listed by what is open or in doubt, however old, and the newest', async () => {
    const app = startProduct({ store: years() });
    const ids = must(await app.call('history.list', null)).map(({ request }) => request.id);
    expect(ids).toHaveLength(NEWEST_LISTED + 2);
    expect(ids.slice(0, 3)).toEqual(['doubt', 'open', 'r-1200']);
    expect(ids.at(-1)).toBe('r-1299');
  });

  test('is not read at a start, but for what is open or in doubt', () => {
    const store = years();
    const read: string[] = [];
    const { events } = store;
    const app = startProduct({ store });
    Object.assign(store, {
      requests: () => {
        throw new Error('all requests were read');
      },
      events: (id: RequestId) => {
        read.push(id);
        return events(id);
      },
    });
    app.product.recover();
    expect(app.bugs).toEqual([]);
    expect(new Set(read)).toEqual(new Set(['open']));
    app.product.close();
  });

  test('of an earlier version is summed up by and by; what turns up open is taken up', async () => {
    const store = years();
    const { catchUp, unfinished } = store;
    let calls = 0;
    const late: Partial<Store> = {
      unfinished: () => ({ ...unfinished(), open: [] }),
      catchUp: (ms) => {
        calls += 1;
        const isDone = calls === 3;
        return { ...catchUp(ms), isDone, unfinished: isDone ? [RequestId.parse('open')] : [] };
      },
    };
    const app = startProduct({ store: Object.assign(store, late) });
    app.product.recover();
    const told = () =>
      app.told.filter(
        ({ name, payload }) =>
          name === 'request.changed' && JSON.stringify(payload).includes('"open"'),
      );
    expect(told()).toEqual([]);
    await app.clock.advance(10_000);
    expect(calls).toBe(3);
    expect(told().length).toBeGreaterThan(0);
    app.product.close();
  });
});

test('what people said of a write that was under way does not hide that it was', async () => {
  const first = await withDraft();
  first.nsx.onWrite = async (_write, onSent) => {
    onSent();
    return new Promise(() => {});
  };
  const { request } = must(await first.send());
  await first.clock.advance(10);
  must(await first.call('history.note', { requestId: request.id, text: 'It hangs.' }));
  first.product.close();

  const again = startProduct({ store: memoryStore(first.store.copy()), nsx: first.nsx });
  again.product.recover();
  await again.clock.advance(10);
  const [found] = must(await again.call('history.list', null));
  expect(found).toMatchObject({ verdict: 'in-doubt', open: false, notes: 1 });
});
