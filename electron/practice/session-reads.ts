import { type Answer, type Call, ok, plainText } from './answers.ts';
import { type Entity, type Fields, fieldsList } from './entities/entity.ts';
import { ROUTE_BASED } from './entities/sessions.ts';
import { invalidParameter, notFound, serviceDisabled } from './errors.ts';
import { tunnelsOf } from './tunnels.ts';
import { nodeIdsOf, serviceOf, type World } from './world.ts';

/** `GET sessions/{id}/state?request_id=`. */
export function readState(world: World, call: Call, session: Entity): Answer {
  const service = serviceOf(world, session);
  if (service === undefined)
    return notFound(`IPSecVPNService/${String(session.ipsec_vpn_service_id)}`);
  if (service.enabled === false) return serviceDisabled(service.id, session.id);
  return ok(
    world.realization.stateOf(session, nodeIdsOf(world, session), call.query.get('request_id')),
  );
}

/** `GET sessions/{id}/status?source=`, both modes; the tunnel's own health, apart from realization. */
export function readStatus(world: World, call: Call, session: Entity): Answer {
  const source = call.query.get('source') ?? 'cached';
  if (source !== 'realtime' && source !== 'cached') return invalidParameter('source', source);
  const tunnels = tunnelsOf(world, session);
  return ok({
    ipsec_vpn_session_id: session.id,
    display_name: session.display_name,
    session_status: tunnels.status,
    ike_status: tunnels.ike,
    total_tunnels: tunnels.total,
    negotiated_tunnels: tunnels.up,
    failed_tunnels: tunnels.total - tunnels.up,
    aggregate_traffic_counters: tunnels.traffic,
    last_update_timestamp: source === 'realtime' ? world.now() : cachedAt(world),
  });
}

/** `GET sessions/{id}/statistics?source=realtime`. */
export function readStatistics(world: World, call: Call, session: Entity): Answer {
  const source = call.query.get('source') ?? 'realtime';
  if (source !== 'realtime') return invalidParameter('source', source);
  const tunnels = tunnelsOf(world, session);
  return ok({
    ipsec_vpn_session_id: session.id,
    display_name: session.display_name,
    partial_stats: false,
    ike_status: tunnels.ike,
    ike_traffic_statistics: tunnels.ikeTraffic,
    aggregate_traffic_counters: tunnels.traffic,
    policy_statistics: tunnels.perPolicy,
    last_update_timestamp: world.now(),
  });
}

/** `GET sessions/summary?source=cached`. */
export function readSummary(world: World, call: Call): Answer {
  const source = call.query.get('source') ?? 'cached';
  if (source !== 'cached') return invalidParameter('source', source);
  const sessions = world.store
    .all('sessions')
    .map((session) => ({ session, tunnels: tunnelsOf(world, session) }));
  const count = (status: string): number =>
    sessions.filter(({ tunnels }) => tunnels.status === status).length;
  return ok({
    session_summary: {
      total_sessions: sessions.length,
      established_sessions: count('UP'),
      degraded_sessions: count('DEGRADED'),
      failed_sessions: count('DOWN'),
    },
    traffic_summary_per_session: sessions.map(({ session, tunnels }) => ({
      ipsec_vpn_session: {
        target_id: session.id,
        target_type: session.resource_type,
        target_display_name: session.display_name,
        is_valid: true,
      },
      traffic_counters: tunnels.traffic,
    })),
    last_update_timestamp: cachedAt(world),
  });
}

/** `GET sessions/{id}/peer-config`: plain text for the other side's engineer, the pre-shared key in clear (TD-DC). */
export function readPeerConfig(world: World, session: Entity): Answer {
  const peer = world.store.get('peer-endpoints', String(session.peer_endpoint_id));
  const local = world.store.get('local-endpoints', String(session.local_endpoint_id));
  if (peer === undefined || local === undefined)
    return notFound(`IPSecVPNPeerEndpoint/${String(session.peer_endpoint_id)}`);
  const ike = world.store.get('ike-profiles', String(peer.ike_profile_id));
  const tunnel = world.store.get('tunnel-profiles', String(peer.ipsec_tunnel_profile_id));
  const dpd = world.store.get('dpd-profiles', String(peer.dpd_profile_id));
  const list = (value: unknown): string =>
    Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return plainText(
    [
      '# Suggestive peer configuration for IPSec VPN session',
      '#',
      `# IPSec VPN session id   : ${session.id}`,
      `# IPSec VPN session name : ${session.display_name}`,
      `# IPSec VPN session type : ${session.resource_type === ROUTE_BASED ? 'Route based' : 'Policy based'}`,
      `# Enabled                : ${String(session.enabled)}`,
      '',
      '# Internet Key Exchange (IKE) configuration [Phase 1]',
      `IKE version          : ${String(ike?.ike_version)}`,
      `Connection mode      : ${String(peer.connection_initiation_mode)}`,
      `Encryption           : ${list(ike?.encryption_algorithms)}`,
      `Integrity            : ${list(ike?.digest_algorithms)}`,
      `DH group             : ${list(ike?.dh_groups)}`,
      `SA life time         : ${String(ike?.sa_life_time)} seconds`,
      `Authentication mode  : ${String(peer.authentication_mode)}`,
      ...(peer.psk === undefined ? [] : [`Pre-shared key       : ${String(peer.psk)}`]),
      `Local address        : ${String(peer.peer_address)}`,
      `Local id             : ${String(peer.peer_id)}`,
      `Peer address         : ${String(local.local_address)}`,
      `Peer id              : ${String(local.local_id)}`,
      '',
      '# IPSec configuration [Phase 2]',
      `Transform protocol   : ${String(tunnel?.transform_protocol)}`,
      `Encryption           : ${list(tunnel?.encryption_algorithms)}`,
      `PFS                  : ${String(tunnel?.enable_perfect_forward_secrecy)}`,
      `DH group             : ${list(tunnel?.dh_groups)}`,
      `DF policy            : ${String(tunnel?.df_policy)}`,
      `SA life time         : ${String(tunnel?.sa_life_time)} seconds`,
      `DPD interval         : ${String(dpd?.dpd_probe_interval)} seconds`,
      '',
      ...trafficLines(session),
      '',
    ].join('\n'),
  );
}

function trafficLines(session: Entity): string[] {
  const subnets = (value: unknown): string =>
    fieldsList(value)
      .map(({ subnet }: Fields) => String(subnet))
      .join(', ');
  return fieldsList(session.policy_rules).map(
    (rule) => `Rule ${String(rule.id)} : ${subnets(rule.destinations)} to ${subnets(rule.sources)}`,
  );
}

/** NSX refreshes its cached statistics on its own beat; half a minute keeps the stale reading visible. */
const CACHE_BEAT_MS = 30_000;

function cachedAt(world: World): number {
  return world.now() - (world.now() % CACHE_BEAT_MS);
}
