import { type Entity, type Fields, fieldsList } from './entities/entity.ts';
import { ROUTE_BASED } from './entities/sessions.ts';
import { nodeIdsOf, serviceOf, type World } from './world.ts';

export type Tunnels = {
  status: 'UP' | 'DOWN' | 'DEGRADED';
  ike: { ike_session_state: 'UP' | 'DOWN' | 'NEGOTIATING'; fail_reason?: string };
  total: number;
  up: number;
  traffic: Record<string, number>;
  ikeTraffic: Record<string, number>;
  perPolicy: Fields[];
};

type Pair = { policyId?: string; local: string; peer: string };

const MS = 1000;
/** Believable rates of an office tunnel. */
const PACKETS_PER_S = 240;
const BYTES_PER_PACKET = 780;

/** The tunnel's health and counters: what the estate says of it, unless its configuration forbids it. */
export function tunnelsOf(world: World, session: Entity): Tunnels {
  const pairs = pairsOf(session);
  const ike = ikeOf(world, session);
  const health =
    ike.ike_session_state === 'UP' ? (world.estate.tunnelHealth.get(session.id) ?? 'UP') : 'DOWN';
  const degraded = health === 'DEGRADED' && pairs.length > 1;
  const up = health === 'DOWN' ? 0 : pairs.length - (degraded ? 1 : 0);
  const seconds = Math.floor((world.now() - world.estate.builtAt) / MS) + 3600;
  const perPolicy = [...byPolicy(pairs.map((pair, index) => ({ pair, isUp: index < up })))].map(
    ([policyId, members]) => ({
      ...(policyId === undefined
        ? { tunnel_port_id: fieldsList(session.tunnel_ports)[0]?.tunnel_port_id }
        : { policy_id: policyId }),
      aggregate_traffic_counters: traffic(seconds, members.filter(({ isUp }) => isUp).length),
      tunnel_statistics: members.map(({ pair, isUp }) => ({
        local_subnet: pair.local,
        peer_subnet: pair.peer,
        tunnel_status: isUp ? 'UP' : 'DOWN',
        ...(isUp ? {} : { tunnel_down_reason: ike.fail_reason ?? 'No proposal chosen' }),
        ...traffic(seconds, isUp ? 1 : 0),
      })),
    }),
  );
  return {
    status: up === 0 ? 'DOWN' : degraded ? 'DEGRADED' : 'UP',
    ike,
    total: pairs.length,
    up,
    traffic: traffic(seconds, up),
    ikeTraffic: {
      packets_in: Math.floor(seconds / 60),
      packets_out: Math.floor(seconds / 60),
      bytes_in: Math.floor(seconds / 60) * 96,
      bytes_out: Math.floor(seconds / 60) * 96,
      fail_count: ike.ike_session_state === 'UP' ? 0 : 3,
    },
    perPolicy,
  };
}

/** The reasons are those of the guide's alarm page (domain.md §5.2). */
function ikeOf(world: World, session: Entity): Tunnels['ike'] {
  const state = world.realization.stateOf(session, nodeIdsOf(world, session), null).state;
  if (serviceOf(world, session)?.enabled !== true)
    return { ike_session_state: 'DOWN', fail_reason: 'IPsec service not enabled' };
  if (session.enabled === false)
    return { ike_session_state: 'DOWN', fail_reason: 'Session not enabled' };
  if (state === 'error') return { ike_session_state: 'DOWN', fail_reason: 'Configuration failed' };
  // A session made a moment ago negotiates until the other side is configured too.
  const health = world.estate.tunnelHealth.get(session.id) ?? 'NEGOTIATING';
  if (health === 'NEGOTIATING')
    return { ike_session_state: 'NEGOTIATING', fail_reason: 'Negotiation not started' };
  return health === 'DOWN'
    ? { ike_session_state: 'DOWN', fail_reason: 'Peer not responding' }
    : { ike_session_state: 'UP' };
}

/** Each local × peer subnet pair is one tunnel; a route-based session has one over all. */
function pairsOf(session: Entity): Pair[] {
  if (session.resource_type === ROUTE_BASED) return [{ local: '0.0.0.0/0', peer: '0.0.0.0/0' }];
  return fieldsList(session.policy_rules)
    .filter((rule) => rule.enabled !== false)
    .flatMap((rule) =>
      fieldsList(rule.sources).flatMap((source) =>
        fieldsList(rule.destinations).map((destination) => ({
          policyId: String(rule.id),
          local: String(source.subnet),
          peer: String(destination.subnet),
        })),
      ),
    );
}

function traffic(seconds: number, upTunnels: number): Record<string, number> {
  const packets = seconds * PACKETS_PER_S * upTunnels;
  return {
    packets_in: packets,
    packets_out: Math.floor(packets * 0.8),
    bytes_in: packets * BYTES_PER_PACKET,
    bytes_out: Math.floor(packets * 0.8) * BYTES_PER_PACKET,
    dropped_packets_in: Math.floor(packets / 100_000),
    dropped_packets_out: 0,
  };
}

function byPolicy<T extends { pair: Pair }>(members: readonly T[]): Map<string | undefined, T[]> {
  const groups = new Map<string | undefined, T[]>();
  for (const member of members)
    groups.set(member.pair.policyId, [...(groups.get(member.pair.policyId) ?? []), member]);
  return groups;
}
