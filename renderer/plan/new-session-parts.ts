import { POLICY_BASED } from '../../shared/inventory.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { NewSessionParts } from '../../shared/plan-contract.ts';
import type { Copy } from '../draft/lookup.ts';
import { entitiesOf } from '../draft/lookup.ts';

export type PartKey = keyof NewSessionParts;
export type Use = 'as-is' | 'existing' | 'new';

/** What was chosen and typed for one part; what another choice has typed stays. */
export type Choice = {
  use: Use;
  id: string;
  name: string;
  address: string;
  peerId: string;
  gatewayId: string;
  type: string;
};

export type PartInfo = {
  key: PartKey;
  kind: InventoryKind;
  title: string;
  help: string;
  uses: readonly Use[];
  /** What "as it is" means here. */
  asIs: string;
};

/** In the order in which they refer to one another. */
export const PARTS: readonly PartInfo[] = [
  {
    key: 'service',
    kind: 'services',
    title: 'VPN service',
    help: 'One for each gateway.',
    uses: ['as-is', 'existing', 'new'],
    asIs: 'As the local endpoint has it',
  },
  {
    key: 'ikeProfile',
    kind: 'ike-profiles',
    title: 'IKE profile',
    help: 'How keys are agreed on.',
    uses: ['as-is', 'existing', 'new'],
    asIs: 'Default',
  },
  {
    key: 'tunnelProfile',
    kind: 'tunnel-profiles',
    title: 'Tunnel profile',
    help: 'How the traffic is protected.',
    uses: ['as-is', 'existing', 'new'],
    asIs: 'Default',
  },
  {
    key: 'dpdProfile',
    kind: 'dpd-profiles',
    title: 'DPD profile',
    help: 'How a dead peer is found out.',
    uses: ['as-is', 'existing', 'new'],
    asIs: 'Default',
  },
  {
    key: 'localEndpoint',
    kind: 'local-endpoints',
    title: 'Local endpoint',
    help: 'This side’s end of the tunnel.',
    uses: ['existing', 'new'],
    asIs: '',
  },
  {
    key: 'peerEndpoint',
    kind: 'peer-endpoints',
    title: 'Peer endpoint',
    help: 'The other side’s end. Its key is typed in its draft.',
    uses: ['existing', 'new'],
    asIs: '',
  },
  {
    key: 'session',
    kind: 'sessions',
    title: 'Session',
    help: 'Which traffic goes through is said in its draft.',
    uses: ['existing', 'new'],
    asIs: '',
  },
];

/** Begins with what most need: a new peer endpoint and session upon what is there; all new where nothing is. */
export function firstChoices(copy: Copy): Record<PartKey, Choice> {
  const hasLocal = entitiesOf(copy, 'local-endpoints').length > 0;
  const choice = (use: Use): Choice => ({
    ...{ use, id: '', name: '', address: '', peerId: '', gatewayId: '', type: POLICY_BASED },
  });
  return {
    service: choice(hasLocal ? 'as-is' : 'new'),
    ikeProfile: choice('as-is'),
    tunnelProfile: choice('as-is'),
    dpdProfile: choice('as-is'),
    localEndpoint: choice(hasLocal ? 'existing' : 'new'),
    peerEndpoint: choice('new'),
    session: choice('new'),
  };
}

/** The parts as main takes them; a new one without a name of its own has the plan's. What is missing is told by part. */
export function partsOf(
  choices: Record<PartKey, Choice>,
  planName: string,
): { ok: true; parts: NewSessionParts } | { ok: false; wrong: Partial<Record<PartKey, string>> } {
  const raw = Object.fromEntries(
    Object.entries(choices).map(([key, choice]) => [
      key,
      { ...choice, name: choice.name.trim() || planName.trim() },
    ]),
  );
  const read = NewSessionParts.safeParse(raw);
  if (read.success) return { ok: true, parts: read.data };
  const wrong: Partial<Record<PartKey, string>> = {};
  for (const { path, message } of read.error.issues) {
    const key = path[0] as PartKey;
    wrong[key] ??= message;
  }
  return { ok: false, wrong };
}

/** How many drafts the plan begins with. */
export function countNew(choices: Record<PartKey, Choice>): number {
  return Object.values(choices).filter(({ use }) => use === 'new').length;
}
