import type { EntityKind } from '../../shared/nsx/kinds.ts';
import type { Entity } from './entities/entity.ts';
import type { TunnelHealth } from './estate-rows.ts';

const SITES = ['Utrecht', 'Ghent', 'Łódź', 'Malmö', 'Porto', 'Trieste', 'Leeds', 'Brno'] as const;

/** Adds branches, each a session with its own peer endpoint, until there are `wanted` sessions. */
export function addBranches(
  entities: Record<EntityKind, Entity[]>,
  tunnelHealth: Map<string, TunnelHealth>,
  wanted: number,
  idOf: (label: string) => string,
): void {
  const { sessions, 'peer-endpoints': peers } = entities;
  // A policy-based session of the small estate, and its peer, are what a branch is made like.
  const model = sessions.find((one) => one.display_name === 'Retail NL ↔ Payment provider 1');
  const peerModel = peers.find((one) => one.id === model?.peer_endpoint_id);
  if (!model || !peerModel) throw new Error('the estate has no session to make a branch like');
  for (let branch = 1; sessions.length < wanted; branch += 1) {
    const site = SITES[branch % SITES.length] ?? 'Utrecht';
    const [high, low] = [(branch >> 8) & 255, branch & 255];
    const address = `198.18.${high}.${low}`;
    const peer = {
      ...peerModel,
      id: idOf(`branch-peer-${branch}`),
      display_name: `pe-branch-${branch}`,
      peer_address: address,
      peer_id: address,
      psk: `practice-psk-branch-${branch}`,
    };
    const session = {
      ...model,
      id: idOf(`branch-session-${branch}`),
      display_name: `Branch ${branch} ${site}`,
      description: `Shop ${branch} in ${site}`,
      peer_endpoint_id: peer.id,
      tags: [
        { scope: 'site', tag: site },
        { scope: 'shop', tag: `S${branch}` },
      ],
      policy_rules: [
        {
          id: String(20_000 + branch),
          sources: [{ subnet: '10.24.0.0/18' }],
          destinations: [{ subnet: `172.${16 + (branch % 16)}.${low}.0/24` }],
          action: 'PROTECT',
          enabled: true,
          logged: false,
          resource_type: 'IPSecVPNPolicyRule',
        },
      ],
    };
    peers.push(peer);
    sessions.push(session);
    tunnelHealth.set(session.id, 'UP');
  }
}
