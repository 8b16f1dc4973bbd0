import { Draft } from '../../../shared/draft.ts';
import { ManagerId } from '../../../shared/ids.ts';
import { Entity } from '../../../shared/inventory.ts';
import { Manager } from '../../../shared/manager.ts';
import { Request, type RequestFact } from '../../../shared/request.ts';

export const MANAGER_ID = ManagerId.parse('m-1');

export const manager = Manager.parse({
  id: MANAGER_ID,
  name: 'Berlin',
  environment: 'prod',
  colour: 'blue',
  readOnly: false,
  address: 'nsx.example',
  trust: { kind: 'fingerprint', sha256: 'a'.repeat(64) },
  user: 'admin',
  auth: 'session',
  practice: false,
  createdAt: 1_790_000_000_000,
});

export const facts = {
  readAt: 1_790_000_000_001,
  version: '2.5.1.0.0',
  hostname: 'nsx',
  cluster: 'STABLE',
  controlCluster: 'STABLE',
  roles: ['enterprise_admin'],
  clockOffsetMs: -12,
};

export function entity(id: string, more: Record<string, string> = {}): Entity {
  const body = { id, display_name: `Session ${id}`, ...more };
  return Entity.parse({
    managerId: MANAGER_ID,
    kind: 'sessions',
    id,
    name: `Session ${id}`,
    body,
    readAt: 5,
  });
}

export function draft(version: number, text: string | null = null): Draft {
  return Draft.parse({
    id: 'd-1',
    managerId: MANAGER_ID,
    kind: 'sessions',
    operation: 'change',
    entityId: 's-1',
    base: { id: 's-1' },
    baseReadAt: 5,
    body: { id: 's-1', display_name: `typed ${version}` },
    text,
    createdAt: 5,
    savedAt: 6,
    version,
  });
}

export function request(id: string, writtenAt = 10): Request {
  return Request.parse({
    id,
    managerId: MANAGER_ID,
    managerName: 'Berlin',
    managerAddress: 'nsx.example',
    managerEnvironment: 'prod',
    managerColour: 'blue',
    user: 'admin',
    draftId: null,
    method: 'PUT',
    kind: 'sessions',
    entityId: 's-1',
    entityName: 'Session s-1',
    url: 'https://nsx.example/api/v1/vpn/ipsec/sessions/s-1',
    ereqId: 'e-1',
    bodyBefore: { enabled: true },
    bodyAfter: { enabled: false },
    changedFields: ['enabled'],
    writtenAt,
  });
}

export function checked(number: number, body = '{"state":"in_progress"}'): RequestFact {
  return {
    type: 'checked',
    exchange: {
      method: 'GET',
      url: 'https://nsx.example/state',
      startedAt: 20 + number,
      durationMs: 1.5,
      status: 200,
      headers: { server: 'NSX' },
      body,
    },
    verdict: 'in-progress',
    rawState: 'in_progress',
    message: `check ${number}`,
    nodes: [],
  };
}
