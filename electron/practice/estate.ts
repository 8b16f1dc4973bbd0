import { createHash } from 'node:crypto';
import type { EntityKind } from '../../shared/nsx/kinds.ts';
import type { Entity } from './entities/entity.ts';
import { addBranches } from './estate-branches.ts';
import { buildEntities } from './estate-entities.ts';
import type { TunnelHealth } from './estate-rows.ts';

export type EdgeNode = {
  id: string;
  name: string;
  address: string;
  clusterId: string;
  index: number;
};
export type EdgeCluster = { id: string; name: string };
export type Gateway = {
  id: string;
  name: string;
  tier: 'TIER0' | 'TIER1';
  clusterId: string;
  /** Indices into the edge cluster: the nodes that the gateway, and so its sessions, live on. */
  memberIndices: number[];
};
export type Certificate = { id: string; name: string; authority: boolean };

export type Estate = {
  managerId: string;
  clusterId: string;
  edgeNodes: EdgeNode[];
  edgeClusters: EdgeCluster[];
  gateways: Gateway[];
  certificates: Certificate[];
  entities: Record<EntityKind, Entity[]>;
  tunnelHealth: Map<string, TunnelHealth>;
  /** A UUID that depends on the seed and the label alone. */
  idOf(label: string): string;
  /** `at` of everything: the estate was built before this. */
  builtAt: number;
};

/**
 * A believable small company's NSX: the same for the same seed. Times are ms since the epoch. With `sessions`, branches
 * are added until it has that many.
 */
export function buildEstate(seed: number, at: number, sessions = 0): Estate {
  const idOf = (label: string): string => seededUuid(`${seed}:${label}`);
  const amsterdam = { id: idOf('cluster-ams'), name: 'edge-cluster-ams' };
  const frankfurt = { id: idOf('cluster-fra'), name: 'edge-cluster-fra' };
  const edge = (
    name: string,
    id: string,
    address: string,
    cluster: EdgeCluster,
    index: number,
  ): EdgeNode => ({
    id,
    name,
    address,
    clusterId: cluster.id,
    index,
  });
  const gateway = (
    name: string,
    tier: Gateway['tier'],
    cluster: EdgeCluster,
    memberIndices: number[],
  ): Gateway => ({
    id: idOf(name),
    name,
    tier,
    clusterId: cluster.id,
    memberIndices,
  });
  const gateways = {
    amsterdam: gateway('t0-amsterdam', 'TIER0', amsterdam, [0, 1]),
    shops: gateway('t1-retail-ams', 'TIER1', amsterdam, [0, 1]),
    frankfurt: gateway('t0-frankfurt', 'TIER0', frankfurt, [0, 1, 2]),
    lab: gateway('t1-lab-fra', 'TIER1', frankfurt, [0, 1, 2, 3]),
  };
  const certificates = [
    { id: idOf('certificate-vpn'), name: 'vpn.example.net', authority: false },
    { id: idOf('certificate-ca'), name: 'Example Net Issuing CA 2', authority: true },
  ];
  const { entities, tunnelHealth } = buildEntities({
    at,
    idOf,
    gatewayIds: {
      amsterdam: gateways.amsterdam.id,
      shops: gateways.shops.id,
      frankfurt: gateways.frankfurt.id,
      lab: gateways.lab.id,
    },
    certificateId: idOf('certificate-vpn'),
    authorityId: idOf('certificate-ca'),
  });
  addBranches(entities, tunnelHealth, sessions, idOf);
  return {
    managerId: idOf('manager'),
    clusterId: idOf('cluster'),
    edgeClusters: [amsterdam, frankfurt],
    // The ids are those of the guide's examples, in their order; the last is our own.
    edgeNodes: [
      edge('edge-ams-01', 'fe651e63-04bd-43a4-a8ec-45381a3b71b9', '10.20.1.11', amsterdam, 0),
      edge('edge-ams-02', 'ebe174ac-e4f1-4135-ba72-3dd2eb7099e3', '10.20.1.12', amsterdam, 1),
      edge('edge-fra-01', '7046e8f4-a680-11e8-9bc3-020020593f59', '10.30.1.11', frankfurt, 0),
      edge('edge-fra-02', '3e643776-5def-11e8-94ae-020022e7749b', '10.30.1.12', frankfurt, 1),
      edge('edge-fra-03', '4784ca0a-5def-11e8-93be-020022f94b73', '10.30.1.13', frankfurt, 2),
      edge('edge-fra-04', idOf('edge-fra-04'), '10.30.1.14', frankfurt, 3),
    ],
    gateways: Object.values(gateways),
    certificates,
    entities,
    tunnelHealth,
    idOf,
    builtAt: at,
  };
}

/** The transport nodes that a gateway lives on. */
export function nodesOf(estate: Estate, gatewayId: string): EdgeNode[] {
  const gateway = estate.gateways.find((candidate) => candidate.id === gatewayId);
  if (gateway === undefined) return [];
  return estate.edgeNodes.filter(
    (node) => node.clusterId === gateway.clusterId && gateway.memberIndices.includes(node.index),
  );
}

function seededUuid(label: string): string {
  const hex = createHash('sha256').update(label).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
