import type { EntityKind, InventoryKind } from '../../../shared/nsx/kinds.ts';

/** Paths of the Manager API (Swagger 2.5.1, basePath `/api/v1`), and of sign-in, which has no `/v1`. */
const API = '/api/v1';
export const SIGN_IN_PATH = '/api/session/create';
/** "Cheap credential check" (domain.md §8). */
export const WHO_PATH = `${API}/aaa/user-info`;
export const VERSION_PATH = `${API}/node/version`;
export const NODE_PATH = `${API}/node`;
export const CLUSTER_PATH = `${API}/cluster/status`;

/** NSX's largest page (domain.md §3.2). */
const PAGE_SIZE = 1000;

export function listPath(kind: InventoryKind, cursor: string | null): string {
  const query = new URLSearchParams();
  // Only edges carry IPSec VPN.
  if (kind === 'transport-nodes') query.set('node_types', 'EdgeNode');
  query.set('page_size', String(PAGE_SIZE));
  if (cursor !== null) query.set('cursor', cursor);
  return `${collectionPath(kind)}?${query}`;
}

function collectionPath(kind: InventoryKind): string {
  switch (kind) {
    case 'logical-routers':
    case 'transport-nodes':
      return `${API}/${kind}`;
    case 'certificates':
    case 'crls':
      return `${API}/trust-management/${kind}`;
    default:
      return `${API}/vpn/ipsec/${kind}`;
  }
}

export function entityPath(kind: EntityKind, id: string | null): string {
  return id === null ? collectionPath(kind) : `${collectionPath(kind)}/${encodeURIComponent(id)}`;
}

export function statePath(sessionId: string, nsxRequestId: string | null): string {
  const query = nsxRequestId === null ? '' : `?request_id=${encodeURIComponent(nsxRequestId)}`;
  return `${entityPath('sessions', sessionId)}/state${query}`;
}

export function tunnelPath(sessionId: string): string {
  return `${entityPath('sessions', sessionId)}/status?source=realtime`;
}
