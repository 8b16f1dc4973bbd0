import { expect, it } from 'vitest';
import { ok } from '../../shared/result.ts';
import { exchange, fakeNsx, must, startProduct, withManager } from '../support/fakes.ts';

const PROFILE = { id: 'ike-1', display_name: 'ike-strong', _revision: 2 };
const SESSIONS = ['s1', 's2', 's3'];
const LISTS: Record<string, { id: string; [field: string]: string }[]> = {
  'ike-profiles': [PROFILE as never],
  'peer-endpoints': [{ id: 'peer-1', ike_profile_id: 'ike-1' }],
  sessions: SESSIONS.map((id) => ({ id, display_name: id, peer_endpoint_id: 'peer-1' })),
};

it('follows every session that a change touches, though it was killed between two of them', async () => {
  const nsx = fakeNsx();
  nsx.list = async (_connection, kind) => ok(LISTS[kind] ?? []);
  nsx.read = async () => ok({ body: PROFILE, exchange: exchange(200, PROFILE) });
  nsx.states = [ok(exchange(200, { state: 'in_sync', details: [] }))];
  const app = await withManager({ nsx });
  // The disk takes one session's start and not the next: what a kill between them would leave.
  const { addFact, addFacts } = app.store;
  let started = 0;
  app.store.addFact = (id, at, fact) => {
    if (fact.type === 'watch-started' && ++started > 1) throw new Error('killed');
    return addFact(id, at, fact);
  };
  app.store.addFacts = () => {
    throw new Error('killed');
  };
  const change = { managerId: app.managerId, method: 'PUT', kind: 'ike-profiles' } as const;
  must(
    await app.product.terminal.send({ ...change, entityId: 'ike-1', body: PROFILE, follow: true }),
  );
  app.product.close();
  Object.assign(app.store, { addFact, addFacts });

  const again = startProduct(app);
  again.product.recover();
  await app.clock.advance(60_000);
  const [summary] = must(await again.call('history.list', null));
  expect(summary?.sessions.map(({ id, verdict }) => [id, verdict])).toEqual(
    SESSIONS.map((id) => [id, 'realized']),
  );
});
