import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { ENTITY_KINDS, type EntityKind } from '../../shared/nsx/kinds.ts';
import { type Clock, call, GUIDE_SESSION, type Reply, rows, stillClock, VPN } from './client.ts';
import { departures, propertiesOf, type Schema, type Swagger } from './swagger.ts';

const FILE = fileURLToPath(
  new URL('../../../shared/nsx/nsx-api-2.5.1-vpn.swagger.json', import.meta.url),
);
const present = existsSync(FILE);
if (!present) {
  console.log(
    'contract.test.ts: skipped, because the official Swagger file is not there (../shared/nsx/nsx-api-2.5.1-vpn.swagger.json)',
  );
}

/** Fields that are on the wire and not in the 2.5.1 file. */
const EXTRA = [
  // Both spellings of the guide.
  'RelatedApiError.httpStatus',
  'RelatedApiError.http_status',
  // Of later versions (MP 4.2).
  'IPSecVPNService.ipsec_ha_sync',
  'IPSecVPNDPDProfile.dpd_probe_mode',
  'IPSecVPNDPDProfile.retry_count',
  // A field that the file does not know, for clients to carry along.
  'IPSecVPNSession.compliance_suite',
];
const ERROR: Schema = { $ref: '#/definitions/ApiError' };
const RESOURCE_TYPES: Record<EntityKind, string[]> = {
  services: ['IPSecVPNService'],
  sessions: ['PolicyBasedIPSecVPNSession', 'RouteBasedIPSecVPNSession'],
  'local-endpoints': ['IPSecVPNLocalEndpoint'],
  'peer-endpoints': ['IPSecVPNPeerEndpoint'],
  'ike-profiles': ['IPSecVPNIKEProfile'],
  'dpd-profiles': ['IPSecVPNDPDProfile'],
  'tunnel-profiles': ['IPSecVPNTunnelProfile'],
};

describe.skipIf(!present)('the official Swagger 2.5.1', () => {
  let swagger: Swagger;
  let manager: PracticeManager;
  let clock: Clock;
  const visited = new Set<string>();
  let checked = 0;

  beforeAll(async () => {
    swagger = JSON.parse(readFileSync(FILE, 'utf8'));
    clock = stillClock();
    manager = await startPracticeManager({ now: clock.now, rateLimit: { perSecond: 0 } });
  });
  afterAll(() => manager.close());

  /** The operation of the file that a call is: `{…}` stands for any one segment, and the query's action is part of the path. */
  function operationOf(method: string, path: string): string {
    const url = new URL(path, 'https://nsx');
    const action = url.searchParams.get('action');
    const wanted = `${url.pathname.replace('/api/v1', '')}${action === null ? '' : `?action=${action}`}`;
    const found = Object.keys(swagger.paths)
      .filter((template) => swagger.paths[template]?.[method.toLowerCase()] !== undefined)
      .filter((template) =>
        new RegExp(`^${template.replace('?', '\\?').replace(/\{[^}]+\}/g, '[^/?]+')}$`).test(
          wanted,
        ),
      )
      .sort((a, b) => Number(a.includes('{')) - Number(b.includes('{')))[0];
    if (found === undefined) throw new Error(`the Swagger file has no ${method} ${wanted}`);
    return `${method} ${found}`;
  }

  /** Makes the call and holds its answer against the file. */
  async function visit(method: string, path: string, body?: unknown): Promise<Reply> {
    const operation = operationOf(method, path);
    const reply = await call(manager, method, path, { body });
    const responses =
      swagger.paths[operation.slice(method.length + 1)]?.[method.toLowerCase()]?.responses ?? {};
    expect([operation, Object.keys(responses)]).toEqual([
      operation,
      expect.arrayContaining([String(reply.status)]),
    ]);
    visited.add(operation);
    checked += 1;
    const schema = reply.status < 300 ? responses[reply.status]?.schema : ERROR;
    if (schema === undefined) expect([operation, reply.text]).toEqual([operation, '']);
    else if (schema.type === 'string')
      expect([operation, reply.text]).toEqual([operation, expect.stringMatching(/\S/)]);
    else
      expect([operation, departures(swagger, schema, reply.json, EXTRA)]).toEqual([operation, []]);
    return reply;
  }

  async function walk(kind: EntityKind): Promise<string[]> {
    const ids = rows((await visit('GET', `${VPN}/${kind}`)).json.results).map((row) =>
      String(row.id),
    );
    expect((await visit('GET', `${VPN}/${kind}?page_size=2`)).json).toHaveProperty('cursor');
    for (const id of ids) await visit('GET', `${VPN}/${kind}/${id}`);
    return ids;
  }

  test('fits every list, and every entity of the estate', async () => {
    for (const kind of ENTITY_KINDS) expect((await walk(kind)).length).toBeGreaterThan(2);
  });

  test('fits a create, a change and a delete of each kind, and their refusals', async () => {
    for (const kind of ENTITY_KINDS) {
      const [sample] = manager.control
        .entities(kind)
        .filter(
          (entity) => entity._system_owned === false && entity._protection === 'NOT_PROTECTED',
        );
      const made = await visit('POST', `${VPN}/${kind}`, {
        ...sample,
        display_name: `another ${kind}`,
        ...(kind === 'local-endpoints' ? { local_address: '203.0.113.200' } : {}),
      });
      expect([kind, made.status]).toEqual([kind, 201]);
      const path = `${VPN}/${kind}/${String(made.json.id)}`;
      expect((await visit('PUT', path, { ...made.json, description: 'changed' })).status).toBe(200);
      expect((await visit('PUT', path, made.json)).status).toBe(412);
      expect((await visit('PUT', path, { ...made.json, tags: 'none' })).status).toBe(400);
      expect((await visit('DELETE', path)).status).toBe(200);
      expect((await visit('GET', path)).status).toBe(404);
    }
  });

  test('fits what is read of a session, in every scenario and at every moment', async () => {
    const path = `${VPN}/sessions/${GUIDE_SESSION}`;
    for (const { id } of manager.control
      .scenarios()
      .filter((scenario) => !['answer-lost', 'request-lost'].includes(scenario.id))) {
      manager.control.reset();
      manager.control.scenario(id);
      const { json } = await visit('GET', path);
      const requestId = (await visit('PUT', path, json)).headers['x-nsx-requestid'];
      for (let second = 0; second < 40; second += 4) {
        await visit('GET', `${path}/state?request_id=${requestId}`);
        clock.forward(4);
      }
    }
    manager.control.reset();
    for (const session of manager.control.entities('sessions')) {
      const each = `${VPN}/sessions/${session.id}`;
      await visit('GET', `${each}/state`);
      await visit('GET', `${each}/status?source=realtime`);
      await visit('GET', `${each}/status?source=cached`);
      await visit('GET', `${each}/statistics?source=realtime`);
      await visit('POST', `${each}/statistics?action=reset`);
      await visit('GET', `${each}/peer-config`);
    }
    await visit('GET', `${VPN}/sessions/summary?source=cached`);
    for (const peer of manager.control.entities('peer-endpoints')) {
      await visit('GET', `${VPN}/peer-endpoints/${peer.id}?action=show-sensitive-data`);
    }
  });

  test('fits the reads beside the VPN', async () => {
    for (const path of [
      'node/version',
      'node',
      'cluster/status',
      'cluster/api-service',
      'aaa/user-info',
    ]) {
      expect((await visit('GET', `/api/v1/${path}`)).status).toBe(200);
    }
    for (const collection of ['transport-nodes', 'logical-routers', 'edge-clusters']) {
      const { json } = await visit('GET', `/api/v1/${collection}`);
      expect(rows(json.results).length).toBeGreaterThan(1);
      for (const row of rows(json.results))
        await visit('GET', `/api/v1/${collection}/${String(row.id)}`);
      expect((await visit('GET', `/api/v1/${collection}/none`)).status).toBe(404);
    }
    for (const edge of rows(
      (await visit('GET', '/api/v1/transport-nodes?node_types=EdgeNode')).json.results,
    )) {
      await visit('GET', `/api/v1/transport-nodes/${String(edge.id)}/status`);
    }
  });

  test('has no VPN call that was not made above', () => {
    const all = Object.entries(swagger.paths)
      .filter(([path]) => path.startsWith('/vpn/ipsec/'))
      .flatMap(([path, operations]) =>
        Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
      );
    expect(all.filter((operation) => !visited.has(operation))).toEqual([]);
    console.log(
      `contract.test.ts: ${checked} answers to ${visited.size} calls fit the official Swagger (${all.length} VPN calls, all made)`,
    );
  });

  test('names the fields that only the manager writes: none of them is taken from a request', async () => {
    for (const kind of ENTITY_KINDS) {
      for (const type of RESOURCE_TYPES[kind]) {
        const readOnly = Object.entries(propertiesOf(swagger, type)).flatMap(([name, schema]) =>
          schema.readOnly === true ? [name] : [],
        );
        expect(readOnly).toContain('_create_user');
        const sample = manager.control
          .entities(kind)
          .find((entity) => entity.resource_type === type && entity._system_owned === false);
        const path = `${VPN}/${kind}/${sample?.id}`;
        const before = (await call(manager, 'GET', path)).json;
        const wrong = Object.fromEntries(readOnly.map((name) => [name, 'from a client']));
        const reply = await call(manager, 'PUT', path, { body: { ...before, ...wrong } });
        expect([type, reply.status]).toEqual([type, 200]);
        expect([type, JSON.stringify(reply.json).includes('from a client')]).toEqual([type, false]);
      }
    }
  });
});
