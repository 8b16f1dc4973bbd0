import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createNsx } from '../../../electron/adapters/nsx/nsx.ts';
import { writeOf } from '../../../electron/domain/send/compose.ts';
import { ManagerId } from '../../../shared/ids.ts';
import type { Json, JsonObject } from '../../../shared/json.ts';
import { ENTITY_KINDS, type EntityKind, type InventoryKind } from '../../../shared/nsx/kinds.ts';
import { readAnswer } from '../../../shared/realization.ts';
import { departures, propertiesOf, type Schema, type Swagger } from '../../practice/swagger.ts';
import { connectionTo } from './connections.ts';
import { answer, type RawRequest, type RawServer, startRawServer } from './raw-server.ts';

const FILE = fileURLToPath(
  new URL('../../../../shared/nsx/nsx-api-2.5.1-vpn.swagger.json', import.meta.url),
);
const isPresent = existsSync(FILE);
if (!isPresent) {
  console.log('conformance.test.ts: skipped, because the official Swagger is not at ../shared/nsx');
}

const API = '/api/v1';
const NSX_ID = 'e550100d-f722-40cc-9de6-cf84d3da3ccb';
const MAX_DEPTH = 6;
/** Headers that HTTP itself has, and NSX's own (domain.md §4). */
const HEADERS = new Set([
  ...['host', 'connection', 'accept', 'accept-encoding', 'content-type', 'content-length'],
  ...['authorization', 'x-nsx-ereqid', 'user-agent'],
]);
const TYPE: Record<EntityKind, string> = {
  services: 'IPSecVPNService',
  sessions: 'PolicyBasedIPSecVPNSession',
  'local-endpoints': 'IPSecVPNLocalEndpoint',
  'peer-endpoints': 'IPSecVPNPeerEndpoint',
  'ike-profiles': 'IPSecVPNIKEProfile',
  'dpd-profiles': 'IPSecVPNDPDProfile',
  'tunnel-profiles': 'IPSecVPNTunnelProfile',
};
/** The file has no certificates; their lists have the shape of every list. */
const LISTED: readonly InventoryKind[] = [...ENTITY_KINDS, 'logical-routers', 'transport-nodes'];

describe.skipIf(!isPresent)('the client and the official Swagger 2.5.1', () => {
  let swagger: Swagger;
  let server: RawServer;
  let nsx: ReturnType<typeof createNsx>;
  let status = 200;
  let answered: unknown;

  beforeAll(async () => {
    swagger = JSON.parse(readFileSync(FILE, 'utf8'));
    server = await startRawServer();
    nsx = createNsx({ budget: { callsPerSecond: 10_000, checksAtOnce: 100, atOnce: 100 } });
  });
  afterAll(async () => {
    nsx.close();
    await server.close();
  });
  beforeEach(() => {
    status = 200;
    server.requests.length = 0;
    server.reply((socket, request) => {
      const { responses } = operationOf(request);
      const wanted = responses[status] ?? responses[status === 200 ? 201 : status];
      const schema = status < 300 ? wanted?.schema : ({ $ref: '#/definitions/ApiError' } as Schema);
      const code = status < 300 && !responses[status] && responses[201] ? 201 : status;
      answered = schema ? sample(schema) : undefined;
      answer(socket, code, answered === undefined ? '' : JSON.stringify(answered));
    });
  });

  const connection = () => connectionTo(server, { auth: 'basic', id: ManagerId.parse('m-1') });

  /** A value of a schema with every property in it. */
  function sample(schema: Schema, depth = 0, name = ''): Json {
    if (schema.enum) return schema.enum[0] as Json;
    if (schema.$ref || schema.allOf || schema.properties) {
      const definition = schema.$ref?.split('/').at(-1);
      const own = definition ? propertiesOf(swagger, definition) : merged(schema);
      const plain = definition ? swagger.definitions[definition] : schema;
      if (plain?.enum) return plain.enum[0] as Json;
      if (plain?.type && plain.type !== 'object' && Object.keys(own).length === 0) {
        return sample({ ...plain, $ref: undefined } as Schema, depth, name);
      }
      const type = definition?.endsWith('IPSecVPNSession') ? TYPE.sessions : definition;
      return Object.fromEntries(
        Object.entries(own).map(([key, part]) => {
          if (key === 'resource_type' && type) return [key, type];
          return [key, depth > MAX_DEPTH ? null : sample(part, depth + 1, key)];
        }),
      );
    }
    if (schema.type === 'array') return schema.items ? [sample(schema.items, depth + 1, name)] : [];
    if (schema.type === 'boolean') return true;
    if (schema.type === 'integer' || schema.type === 'number') return schema.minimum ?? 1;
    if (schema.format === 'ipv4') return '192.0.2.1';
    if (schema.format === 'ipv4-cidr-block') return '192.0.2.0/24';
    return name === 'cursor' ? '' : 'text';
  }

  function merged(schema: Schema): Record<string, Schema> {
    const parts = (schema.allOf ?? []).map((part) =>
      part.$ref
        ? propertiesOf(swagger, part.$ref.split('/').at(-1) ?? '')
        : (part.properties ?? {}),
    );
    return Object.assign({}, ...parts, schema.properties);
  }

  function operationOf({ line }: RawRequest) {
    const [method = '', target = ''] = line.split(' ');
    const { pathname, searchParams } = new URL(target, 'https://nsx');
    const path = pathname.slice(API.length);
    const template = Object.keys(swagger.paths)
      .filter((one) => swagger.paths[one]?.[method.toLowerCase()])
      .filter((one) => new RegExp(`^${one.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path))
      .sort((a, b) => Number(a.includes('{')) - Number(b.includes('{')))[0];
    if (!pathname.startsWith(`${API}/`) || !template) throw new Error(`no such call: ${line}`);
    const operation = swagger.paths[template]?.[method.toLowerCase()] as {
      parameters?: { name: string; in: string; schema?: Schema; required?: boolean }[];
      responses: Record<string, { schema?: Schema }>;
    };
    return { ...operation, parameters: operation.parameters ?? [], query: searchParams, template };
  }

  /** Everything in which the requests since the test began depart from the file. */
  function departed(): string[] {
    return server.requests.flatMap((request) => {
      const { parameters, query } = operationOf(request);
      const queries = new Set(
        parameters.filter((one) => one.in === 'query').map(({ name }) => name),
      );
      const names = request.head
        .split('\r\n')
        .slice(1)
        .map((row) => row.split(':')[0]?.toLowerCase());
      const body = parameters.find((one) => one.in === 'body');
      const text = request.body === '' ? undefined : JSON.parse(request.body);
      const schema = body?.schema;
      return [
        ...[...query.keys()].filter((name) => !queries.has(name)).map((name) => `?${name}`),
        ...names.filter((name) => !HEADERS.has(name ?? '')).map((name) => `header ${name}`),
        ...(schema && text !== undefined ? departures(swagger, schema, text, []) : []),
        ...(schema && text === undefined ? ['the body is missing'] : []),
        ...(!schema && text !== undefined ? ['a body, where there is none'] : []),
      ].map((what) => `${request.line}: ${what}`);
    });
  }

  test('every list is asked for as the file says, and a full answer is read', async () => {
    for (const kind of LISTED) {
      const list = await nsx.list(connection(), kind);
      expect([kind, list.ok && list.value.length]).toEqual([kind, 1]);
    }
    expect(departed()).toEqual([]);
  });

  test('every object is read as the file says, with every field of it', async () => {
    for (const kind of ENTITY_KINDS) {
      const read = await nsx.read(connection(), kind, 'an/id');
      expect([kind, read.ok && read.value.body?.resource_type]).toEqual([kind, TYPE[kind]]);
    }
    expect(departed()).toEqual([]);
  });

  test('the facts, the state and the tunnel are asked for as the file says, and read', async () => {
    expect(await nsx.facts(connection())).toMatchObject({ ok: true });
    const state = await nsx.state(connection(), 'a-session', NSX_ID);
    if (!state.ok) throw new Error(JSON.stringify(state.failure));
    expect(readAnswer('PUT', 200, state.value.body, null)).toMatchObject({ nodes: [{}] });
    expect(await nsx.state(connection(), 'a-session', null)).toMatchObject({ ok: true });
    expect(await nsx.tunnel(connection(), 'a-session')).toMatchObject({ ok: true });
    expect(departed()).toEqual([]);
  });

  test.each(ENTITY_KINDS)(
    'a create, a change and a delete go out as the file says: %s',
    async (kind) => {
      const base = sample({ $ref: `#/definitions/${TYPE[kind]}` }) as JsonObject;
      for (const operation of ['create', 'change', 'delete'] as const) {
        const change = {
          managerId: ManagerId.parse('m-1'),
          kind,
          operation,
          entityId: operation === 'create' ? null : 'an-id',
          base: operation === 'create' ? null : base,
          body: { ...base, display_name: 'changed' },
        };
        const end = await nsx.write(connection(), writeOf(change, NSX_ID), () => {});
        expect([operation, end.end]).toEqual([operation, 'answered']);
      }
      expect(server.requests.map(({ line }) => line.split(' ')[0])).toEqual([
        'POST',
        'PUT',
        'DELETE',
      ]);
      expect(departed()).toEqual([]);
    },
  );

  test('every documented error is read as one of NSX, and none as nonsense', async () => {
    for (const code of [400, 403, 404, 412, 500, 503]) {
      status = code;
      const read = await nsx.read(connection(), 'sessions', 'an-id');
      const kind = read.ok ? `body ${read.value.body}` : read.failure.kind;
      expect([code, kind]).toEqual([code, expect.not.stringMatching('malformed|unauthorized')]);
      const end = await nsx.write(
        connection(),
        { method: 'DELETE', kind: 'sessions', entityId: 'an-id', body: null, ereqId: NSX_ID },
        () => {},
      );
      expect([code, end.end]).toEqual([code, 'answered']);
    }
  });
});
