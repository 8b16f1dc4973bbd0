import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { ENTITY_KINDS } from '../../shared/nsx/kinds.ts';
import { call, GUIDE_SERVICE, type Json, type Reply, rows, VPN } from './client.ts';

let manager: PracticeManager;
beforeAll(async () => {
  manager = await startPracticeManager({ rateLimit: { perSecond: 0 } });
});
afterAll(() => manager.close());

const list = (kind: string, query = ''): Promise<Reply> =>
  call(manager, 'GET', `${VPN}/${kind}${query}`);
const ids = (reply: Reply): string[] => rows(reply.json.results).map((row) => String(row.id));

describe('a list', () => {
  test('of each kind is whole and counted, sorted by name, without a cursor', async () => {
    for (const kind of ENTITY_KINDS) {
      const reply = await list(kind);
      const names = rows(reply.json.results).map((row) => String(row.display_name));
      expect(names).toEqual(names.toSorted((a, b) => a.localeCompare(b, 'en')));
      expect([kind, reply.json.result_count]).toEqual([
        kind,
        manager.control.entities(kind).length,
      ]);
      expect(reply.json).not.toHaveProperty('cursor');
    }
  });

  test('in pages of any size gives each entity once; the count is on the first page only', async () => {
    const whole = ids(await list('sessions'));
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 15 }), async (size) => {
        const seen: string[] = [];
        let cursor: Json | undefined;
        for (let page = 0; page === 0 || cursor !== undefined; page += 1) {
          const at = cursor === undefined ? '' : `&cursor=${encodeURIComponent(String(cursor))}`;
          const reply = await list('sessions', `?page_size=${size}${at}`);
          expect('result_count' in reply.json).toBe(page === 0);
          seen.push(...ids(reply));
          cursor = reply.json.cursor;
        }
        expect(seen).toEqual(whole);
      }),
      { numRuns: 10 },
    );
  });

  test('is sorted and cut to fields as asked', async () => {
    const down = await list('sessions', '?sort_ascending=false');
    expect(ids(down)).toEqual(ids(await list('sessions')).reverse());
    const cut = rows((await list('sessions', '?included_fields=display_name')).json.results)[0];
    expect(Object.keys(cut ?? {}).sort()).toEqual([
      '_revision',
      'display_name',
      'id',
      'resource_type',
    ]);
  });

  test.each([
    'page_size=1001',
    'page_size=-1',
    'page_size=ten',
    'cursor=%00',
    'sort_ascending=up',
    'session_type=Tunnel',
  ])('is refused with %s', async (query) =>
    expect((await list('sessions', `?${query}`)).status).toBe(400),
  );

  test('of no rows is the count alone', async () => {
    const { json } = await list('sessions', '?page_size=0');
    expect(json).toMatchObject({ results: [], result_count: 13 });
  });
});

describe('the session filters', () => {
  test('by service, by gateway and by type each leave the sessions they name', async () => {
    const all = manager.control.entities('sessions');
    const ofService = await list('sessions', `?ipsec_vpn_service_id=${GUIDE_SERVICE}`);
    expect(ids(ofService).sort()).toEqual(
      all
        .filter((one) => one.ipsec_vpn_service_id === GUIDE_SERVICE)
        .map((one) => one.id)
        .sort(),
    );
    expect(ids(ofService).length).toBeGreaterThan(2);
    const service = manager.control.entities('services').find((one) => one.id === GUIDE_SERVICE);
    const ofGateway = await list(
      'sessions',
      `?logical_router_id=${String(service?.logical_router_id)}`,
    );
    expect(ids(ofGateway)).toEqual(ids(ofService));
    const routeBased = await list('sessions', '?session_type=RouteBasedIPSecVPNSession');
    expect(ids(routeBased).sort()).toEqual(
      all
        .filter((one) => 'tunnel_ports' in one)
        .map((one) => one.id)
        .sort(),
    );
    expect(
      rows((await list('local-endpoints', `?ipsec_vpn_service_id=${GUIDE_SERVICE}`)).json.results),
    ).toHaveLength(2);
  });
});

test('the estate is the same for the same seed, another for another, and holds the guide’s session', async () => {
  const [same, other] = await Promise.all([
    startPracticeManager({ seed: 1 }),
    startPracticeManager({ seed: 2 }),
  ]);
  try {
    const idsOf = (one: PracticeManager): string[] =>
      ENTITY_KINDS.flatMap((kind) => one.control.entities(kind).map((entity) => entity.id));
    expect(idsOf(same)).toEqual(idsOf(manager));
    expect(idsOf(other)).not.toEqual(idsOf(manager));
    expect(other.password).not.toBe(same.password);
    const guide = other.control
      .entities('sessions')
      .find((entity) => entity.display_name === 'Test RZ');
    expect(guide).toMatchObject({
      id: '8dd1c386-9b2c-4448-85b8-51ff649fae4f',
      ipsec_vpn_service_id: GUIDE_SERVICE,
    });
  } finally {
    await Promise.all([same.close(), other.close()]);
  }
});
