import type { Entity } from '../../shared/inventory.ts';
import { ROUTE_BASED } from '../../shared/inventory.ts';
import type { Json } from '../../shared/json.ts';
import { getAt, isObject } from '../../shared/json.ts';
import { tunnelsOf } from '../../shared/nsx/session.ts';
import type { Copy } from '../draft/lookup.ts';
import {
  describeLocal,
  describePeer,
  describeProfile,
  entityOf,
  gatewayOf,
  serviceOf,
  textField,
} from '../draft/lookup.ts';
import { subnetTexts } from '../draft/subnets.ts';
import { Badge, Tag } from '../ui/badge.tsx';
import { Card, Pairs } from '../ui/card.tsx';
import { MonoId } from '../ui/mono-id.tsx';

/** The two ends with what is between them. */
export function EndsCard({ session, copy }: { session: Entity; copy: Copy }) {
  const local = entityOf(copy, 'local-endpoints', session.body.local_endpoint_id);
  const peer = entityOf(copy, 'peer-endpoints', session.body.peer_endpoint_id);
  const service = serviceOf(copy, session.body);
  const gateway = gatewayOf(copy, service);
  return (
    <Card title="Between whom" padded={false}>
      <div className="ends">
        <End
          label="Local endpoint"
          entity={local}
          id={session.body.local_endpoint_id}
          address={textField(local?.body, 'local_address')}
          detail={local ? describeLocal(copy, local) : ''}
          more={local && textField(local.body, 'local_id')}
        />
        <span className="ends-arrow" aria-hidden>
          ↔
        </span>
        <End
          label="Peer endpoint"
          entity={peer}
          id={session.body.peer_endpoint_id}
          address={textField(peer?.body, 'peer_address')}
          detail={peer ? describePeer(peer) : ''}
          more={peer && textField(peer.body, 'peer_id')}
        />
      </div>
      <div className="ends-service">
        <span className="muted">Runs on</span>{' '}
        <b>{service?.name ?? 'a service that is not in the inventory'}</b>
        {gateway && (
          <>
            {' '}
            <span className="muted">of gateway</span> <b>{gateway.name}</b>
          </>
        )}
        {service?.body.enabled === false && (
          <Badge
            tone="warning"
            title="NSX gives no realization status while the service is disabled (110199)"
          >
            service disabled
          </Badge>
        )}
      </div>
    </Card>
  );
}

function End({
  label,
  entity,
  id,
  address,
  detail,
  more,
}: {
  label: string;
  entity: Entity | null;
  id: Json | undefined;
  address: string | null;
  detail: string;
  more: string | null;
}) {
  return (
    <div className="end">
      <small className="muted">{label}</small>
      <b>{entity?.name ?? 'not in the inventory'}</b>
      <span className="mono">{entity ? detail : String(id ?? '')}</span>
      {more && more !== address && <span className="mono muted">id {more}</span>}
    </div>
  );
}

/** Rules of a policy-based session, the tunnel port of a route-based one. */
export function TrafficCard({ session }: { session: Entity }) {
  const { body } = session;
  if (body.resource_type === ROUTE_BASED) {
    const subnet = getAt(body, ['tunnel_ports', 0, 'ip_subnets', 0]);
    const addresses = getAt(subnet, ['ip_addresses']);
    const prefix = getAt(subnet, ['prefix_length']);
    const port = getAt(body, ['tunnel_ports', 0, 'tunnel_port_id']);
    return (
      <Card
        title="Which traffic"
        note="route-based: whatever is routed through the tunnel port"
        padded={false}
      >
        <Pairs
          facts={[
            {
              label: 'Tunnel port address',
              value: (
                <span className="mono">
                  {Array.isArray(addresses)
                    ? addresses.map((one) => `${String(one)}/${String(prefix ?? '?')}`).join(', ')
                    : 'none'}
                </span>
              ),
            },
            ...(typeof port === 'string'
              ? [{ label: 'Tunnel port', value: <MonoId id={port} what="tunnel port id" /> }]
              : []),
          ]}
        />
      </Card>
    );
  }
  const rules: Json[] = Array.isArray(body.policy_rules) ? body.policy_rules : [];
  const tunnels = tunnelsOf(body);
  return (
    <Card
      title="Which traffic"
      note={`policy-based: ${tunnels === 1 ? '1 tunnel' : `${tunnels} tunnels`}, one for each local × peer subnet pair`}
      padded={false}
    >
      <div className="table-scroll">
        <table className="table">
          <thead>
            <tr>
              <th>Rule</th>
              <th>Local subnets</th>
              <th>Peer subnets</th>
              <th>Logged</th>
              <th>Action</th>
            </tr>
          </thead>
          <tbody>
            {rules.map((rule, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: read-only, in NSX's order
              <tr key={at}>
                <td>
                  <span className="mono">{String(getAt(rule, ['id']) ?? at + 1)}</span>{' '}
                  <span className="muted small">{textField(rule, 'display_name')}</span>{' '}
                  {getAt(rule, ['enabled']) === false && <Badge tone="neutral">off</Badge>}
                </td>
                <td>
                  <Subnets list={isObject(rule) ? rule.sources : null} />
                </td>
                <td>
                  <Subnets list={isObject(rule) ? rule.destinations : null} />
                </td>
                <td className="muted">{getAt(rule, ['logged']) === true ? 'on' : 'off'}</td>
                <td className="muted small">{textField(rule, 'action') ?? 'PROTECT'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

function Subnets({ list }: { list: Json | undefined }) {
  const texts = subnetTexts(list);
  if (texts.length === 0) return <span className="muted">none</span>;
  return (
    <span className="subnets">
      {texts.map((text) => (
        <Tag key={text}>{text}</Tag>
      ))}
    </span>
  );
}

const PROFILES = [
  { field: 'ike_profile_id', kind: 'ike-profiles', label: 'IKE' },
  { field: 'ipsec_tunnel_profile_id', kind: 'tunnel-profiles', label: 'Tunnel' },
  { field: 'dpd_profile_id', kind: 'dpd-profiles', label: 'Dead peer' },
] as const;

/** The profiles that come with the peer endpoint. `sharing`: how many sessions stand on each, this one included. */
export function ProfilesCard({
  session,
  copy,
  sharing,
}: {
  session: Entity;
  copy: Copy;
  sharing: Readonly<Record<string, number>>;
}) {
  const peer = entityOf(copy, 'peer-endpoints', session.body.peer_endpoint_id);
  return (
    <Card title="How protected" note="from the peer endpoint" padded={false}>
      <Pairs
        facts={PROFILES.map(({ field, kind, label }) => {
          const id = peer && textField(peer.body, field);
          const profile = entityOf(copy, kind, id);
          const others = id ? Math.max(0, (sharing[id] ?? 1) - 1) : 0;
          return {
            label,
            value: (
              <span className="profile">
                <b>{profile?.name ?? (id ? 'not in the inventory' : 'NSX’s default')}</b>{' '}
                <span className="mono muted">{profile ? describeProfile(kind, profile) : id}</span>{' '}
                {others > 0 && (
                  <span className="muted small">
                    shared with {others} other {others === 1 ? 'session' : 'sessions'}
                  </span>
                )}
              </span>
            ),
          };
        })}
      />
    </Card>
  );
}
