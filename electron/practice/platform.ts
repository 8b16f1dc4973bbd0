import { type Answer, type Call, ok } from './answers.ts';
import type { Fields } from './entities/entity.ts';
import { invalidParameter, notFound } from './errors.ts';
import { type EdgeNode, nodesOf } from './estate.ts';
import { DEFAULT_RATE_LIMIT, type RateLimit } from './limits.ts';
import { page } from './paging.ts';
import type { World } from './world.ts';

const MS = 1000;
const BUILD = '23914283';

/** The reads outside the VPN span: `path` is below `/api/v1/`. undefined: NSX has no such path. */
export function readPlatform(
  world: World,
  call: Call,
  path: readonly string[],
  limits: { rate: RateLimit; idleMs: number },
): Answer | undefined {
  const [first, second, third] = path;
  switch (path.length === 3 ? `${first}/*/${third}` : path.join('/')) {
    case 'node/version':
      return ok({ node_version: nodeVersion(world), product_version: nodeVersion(world) });
    case 'node':
      return ok(node(world));
    case 'cluster/status':
      return ok(clusterStatus(world));
    case 'cluster/api-service':
      return ok(apiService(limits));
    case 'aaa/user-info':
      return ok({ user_name: call.user, roles: [{ role: world.role }] });
    case 'transport-nodes':
      return listTransportNodes(world, call);
    case 'transport-nodes/*/status':
      return one(world.estate.edgeNodes, second, 'TransportNode', (edge) =>
        transportNodeStatus(world, edge),
      );
    case 'logical-routers':
      return listGateways(world, call);
    case 'edge-clusters':
      return page(
        call.query,
        world.estate.edgeClusters.map((cluster) => edgeCluster(world, cluster.id)),
      );
    case 'trust-management/certificates':
      return page(
        call.query,
        world.estate.certificates.map((certificate) => certificateBody(world, certificate.id)),
      );
    case 'trust-management/crls':
      return page(call.query, []);
    default:
      return readOne(world, path);
  }
}

function readOne(world: World, [collection, id, ...rest]: readonly string[]): Answer | undefined {
  if (id === undefined || rest.length > 0) return undefined;
  if (collection === 'transport-nodes')
    return one(world.estate.edgeNodes, id, 'TransportNode', (edge) => transportNode(world, edge));
  if (collection === 'logical-routers')
    return one(world.estate.gateways, id, 'LogicalRouter', () => gatewayBody(world, id));
  if (collection === 'edge-clusters')
    return one(world.estate.edgeClusters, id, 'EdgeCluster', () => edgeCluster(world, id));
  return undefined;
}

function one<T extends { id: string }>(
  rows: readonly T[],
  id: string | undefined,
  type: string,
  shape: (row: T) => Fields,
): Answer {
  const row = rows.find((candidate) => candidate.id === id);
  return row === undefined ? notFound(`${type}/${id}`) : ok(shape(row));
}

/** As NSX writes it: the product version and a build number. */
function nodeVersion(world: World): string {
  return `${world.nsxVersion}.${BUILD}`;
}

function node(world: World): Fields {
  return {
    hostname: 'practice',
    fully_qualified_domain_name: 'practice.spanwatch.test',
    node_uuid: world.estate.managerId,
    node_version: nodeVersion(world),
    product_version: nodeVersion(world),
    kernel_version: '5.15.0-nn-server',
    export_type: 'RESTRICTED',
    cli_timeout: 600,
    timezone: 'UTC',
    system_time: world.now(),
    system_datetime: new Date(world.now()).toUTCString(),
  };
}

function clusterStatus(world: World): Fields {
  return {
    cluster_id: world.estate.clusterId,
    mgmt_cluster_status: {
      status: 'STABLE',
      online_nodes: [{ uuid: world.estate.managerId, mgmt_cluster_listen_ip_address: '127.0.0.1' }],
      offline_nodes: [],
    },
    control_cluster_status: { status: 'STABLE' },
  };
}

function apiService({ rate, idleMs }: { rate: RateLimit; idleMs: number }): Fields {
  return {
    session_timeout: Math.floor(idleMs / MS),
    connection_timeout: 30,
    redirect_host: '',
    client_api_rate_limit: rate.perSecond,
    client_api_concurrency_limit: rate.atOnce,
    global_api_concurrency_limit: DEFAULT_RATE_LIMIT.perSecond + 99,
    protocol_versions: [
      { name: 'TLSv1.2', enabled: true },
      { name: 'TLSv1.3', enabled: true },
    ],
    cipher_suites: [{ name: 'TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384', enabled: true }],
    lockout_immune_addresses: [],
  };
}

function managed(world: World, id: string, resourceType: string, name: string): Fields {
  const at = world.estate.builtAt - 900 * 86_400_000;
  return {
    resource_type: resourceType,
    id,
    display_name: name,
    _create_user: 'admin',
    _create_time: at,
    _last_modified_user: 'admin',
    _last_modified_time: at,
    _system_owned: false,
    _protection: 'NOT_PROTECTED',
    _revision: 3,
  };
}

function listTransportNodes(world: World, call: Call): Answer {
  const types = call.query.get('node_types')?.split(',');
  const nodes = types === undefined || types.includes('EdgeNode') ? world.estate.edgeNodes : [];
  return page(
    call.query,
    nodes.map((edge) => transportNode(world, edge)),
  );
}

function transportNode(world: World, edge: EdgeNode): Fields {
  return {
    ...managed(world, edge.id, 'TransportNode', edge.name),
    node_id: edge.id,
    maintenance_mode: 'DISABLED',
    is_overridden: false,
    node_deployment_info: {
      ...managed(world, edge.id, 'EdgeNode', edge.name),
      external_id: edge.id,
      fqdn: `${edge.name}.example.net`,
      ip_addresses: [edge.address],
    },
  };
}

function transportNodeStatus(world: World, edge: EdgeNode): Fields {
  return {
    node_uuid: edge.id,
    node_display_name: edge.name,
    status: 'UP',
    mgmt_connection_status: 'UP',
    control_connection_status: { status: 'UP', up_count: 3, down_count: 0, degraded_count: 0 },
    pnic_status: { status: 'UP', up_count: 2, down_count: 0, degraded_count: 0 },
    tunnel_status: { status: 'UP', up_count: 4, down_count: 0 },
    node_status: {
      external_id: edge.id,
      software_version: nodeVersion(world),
      mpa_connectivity_status: 'UP',
      lcp_connectivity_status: 'UP',
      maintenance_mode: 'OFF',
      last_heartbeat_timestamp: world.now(),
      last_sync_time: world.now(),
    },
  };
}

function listGateways(world: World, call: Call): Answer {
  const type = call.query.get('router_type');
  if (type !== null && type !== 'TIER0' && type !== 'TIER1')
    return invalidParameter('router_type', type);
  const gateways = world.estate.gateways.filter(
    (gateway) => type === null || gateway.tier === type,
  );
  return page(
    call.query,
    gateways.map((gateway) => gatewayBody(world, gateway.id)),
  );
}

function gatewayBody(world: World, id: string): Fields {
  const gateway = world.estate.gateways.find((candidate) => candidate.id === id);
  if (gateway === undefined) throw new Error(`no such gateway: ${id}`);
  return {
    ...managed(world, id, 'LogicalRouter', gateway.name),
    router_type: gateway.tier,
    high_availability_mode: 'ACTIVE_STANDBY',
    failover_mode: 'NON_PREEMPTIVE',
    edge_cluster_id: gateway.clusterId,
    edge_cluster_member_indices: nodesOf(world.estate, id).map((edge) => edge.index),
    advanced_config: {
      internal_transit_network: '169.254.0.0/28',
      external_transit_networks: ['100.64.0.0/16'],
    },
  };
}

function edgeCluster(world: World, id: string): Fields {
  const cluster = world.estate.edgeClusters.find((candidate) => candidate.id === id);
  return {
    ...managed(world, id, 'EdgeCluster', cluster?.name ?? id),
    member_node_type: 'EDGE_NODE',
    deployment_type: 'VIRTUAL_MACHINE',
    members: world.estate.edgeNodes
      .filter((edge) => edge.clusterId === id)
      .map((edge) => ({
        member_index: edge.index,
        transport_node_id: edge.id,
        display_name: edge.name,
      })),
  };
}

/** Without the PEM: the certificate picker needs id, name and kind. */
function certificateBody(world: World, id: string): Fields {
  const certificate = world.estate.certificates.find((candidate) => candidate.id === id);
  return {
    ...managed(
      world,
      id,
      certificate?.authority === true ? 'certificate_ca' : 'certificate_self_signed',
      certificate?.name ?? id,
    ),
    used_by: [],
  };
}
