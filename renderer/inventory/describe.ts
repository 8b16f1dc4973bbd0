import type { Entity } from '../../shared/inventory.ts';
import { ROUTE_BASED } from '../../shared/inventory.ts';
import { getAt } from '../../shared/json.ts';
import { tunnelsOf } from '../../shared/nsx/session.ts';
import type { Copy } from '../draft/lookup.ts';
import {
  describeLocal,
  describePeer,
  describeProfile,
  entityOf,
  textField,
} from '../draft/lookup.ts';

const CERTIFICATE_TYPE: Record<string, string> = {
  certificate_ca: 'authority',
  certificate_self_signed: 'self-signed',
  certificate_signed: 'signed by an authority',
};

/** The second line of an entity's row. */
export function describeEntity(copy: Copy, entity: Entity): string {
  const { body } = entity;
  switch (entity.kind) {
    case 'sessions': {
      const ends = [
        entityOf(copy, 'local-endpoints', body.local_endpoint_id),
        entityOf(copy, 'peer-endpoints', body.peer_endpoint_id),
      ].map(
        (end) =>
          textField(end?.body, 'local_address') ?? textField(end?.body, 'peer_address') ?? '?',
      );
      return ends.join(' ↔ ');
    }
    case 'services': {
      const gateway = entityOf(copy, 'logical-routers', body.logical_router_id);
      return [gateway?.name, body.enabled === false ? 'disabled' : 'enabled']
        .filter(Boolean)
        .join(' · ');
    }
    case 'local-endpoints':
      return describeLocal(copy, entity);
    case 'peer-endpoints':
      return describePeer(entity);
    case 'ike-profiles':
    case 'tunnel-profiles':
    case 'dpd-profiles':
      return describeProfile(entity.kind, entity);
    case 'logical-routers':
      return [textField(body, 'router_type'), textField(body, 'high_availability_mode')]
        .filter(Boolean)
        .join(' · ');
    case 'transport-nodes': {
      const address = getAt(body, ['node_deployment_info', 'ip_addresses', 0]);
      return [
        textField(getAt(body, ['node_deployment_info']), 'resource_type'),
        typeof address === 'string' && address,
      ]
        .filter(Boolean)
        .join(' · ');
    }
    case 'certificates':
      return CERTIFICATE_TYPE[String(body.resource_type)] ?? '';
    case 'crls':
      return '';
  }
}

/** "policy, 3 tunnels" at the end of a session's row. */
export function sessionShape(session: Entity): string {
  if (session.body.resource_type === ROUTE_BASED) return 'route-based';
  const tunnels = tunnelsOf(session.body);
  return tunnels === 1 ? '1 tunnel' : `${tunnels} tunnels`;
}
