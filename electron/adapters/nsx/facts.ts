import * as z from 'zod';
import { clockOffset } from '../../../shared/clock-offset.ts';
import type { TunnelStatus } from '../../../shared/inventory.ts';
import type { JsonObject } from '../../../shared/json.ts';
import type { ManagerFacts } from '../../../shared/manager.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { RawAnswer } from './http.ts';
import { CLUSTER_PATH, NODE_PATH, VERSION_PATH, WHO_PATH } from './paths.ts';

const text = z.string().nullable().catch(null).default(null);
const count = z.number().nullable().catch(null).default(null);
const roles = z
  .array(z.looseObject({ role: z.string() }))
  .catch([])
  .default([]);

const Version = z.looseObject({ product_version: text });
const Node = z.looseObject({ hostname: text, fully_qualified_domain_name: text });
const State = z.looseObject({ status: text }).catch({ status: null }).default({ status: null });
const Cluster = z.looseObject({ mgmt_cluster_status: State, control_cluster_status: State });
const Who = z.looseObject({
  roles,
  /** NSX 4.2 has them by path (domain.md §8). */
  roles_for_paths: z.array(z.looseObject({ roles })).catch([]).default([]),
});

type GetObject = (path: string) => Promise<Result<{ body: JsonObject; answer: RawAnswer }>>;

/**
 * What the manager says of itself. The version must be had; who we are, the cluster and the node's name may each
 * be refused to a role without failing the whole, but not a refused credential.
 */
export async function readFacts(get: GetObject, now: () => number): Promise<Result<ManagerFacts>> {
  const version = await get(VERSION_PATH);
  if (!version.ok) return version;
  const [who, cluster, node] = await Promise.all([
    get(WHO_PATH),
    get(CLUSTER_PATH),
    get(NODE_PATH),
  ]);
  for (const part of [who, cluster, node]) {
    if (!part.ok && (part.failure.kind === 'unauthorized' || part.failure.kind === 'halted')) {
      return fail(part.failure);
    }
  }
  const { roles: own, roles_for_paths } = Who.parse(who.ok ? who.value.body : {});
  const clusterSays = Cluster.parse(cluster.ok ? cluster.value.body : {});
  const nodeSays = Node.parse(node.ok ? node.value.body : {});
  return ok({
    readAt: now(),
    version: Version.parse(version.value.body).product_version,
    hostname: nodeSays.hostname ?? nodeSays.fully_qualified_domain_name,
    cluster: clusterSays.mgmt_cluster_status.status,
    controlCluster: clusterSays.control_cluster_status.status,
    roles: [
      ...new Set([...own, ...roles_for_paths.flatMap((path) => path.roles)].map((r) => r.role)),
    ],
    clockOffsetMs: clockOffset(version.value.answer),
  });
}

const Tunnel = z.looseObject({
  session_status: text,
  ike_status: z
    .looseObject({ ike_session_state: text, fail_reason: text })
    .catch({ ike_session_state: null, fail_reason: null })
    .default({ ike_session_state: null, fail_reason: null }),
  total_tunnels: count,
  negotiated_tunnels: count,
  failed_tunnels: count,
});

/** `IPSecVPNSessionStatus` of Swagger 2.5.1; `malformed` where it has no status. */
export function readTunnel(body: JsonObject, readAt: number): Result<TunnelStatus> {
  const status = Tunnel.parse(body);
  if (status.session_status === null) {
    return fail({ kind: 'malformed', status: 200, detail: 'The answer has no session_status.' });
  }
  return ok({
    session: status.session_status,
    ike: status.ike_status.ike_session_state,
    reason: status.ike_status.fail_reason,
    total: status.total_tunnels,
    negotiated: status.negotiated_tunnels,
    failed: status.failed_tunnels,
    readAt,
  });
}
