import { useState } from 'react';
import { POLICY_BASED, ROUTE_BASED } from '../../shared/inventory.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { getAt } from '../../shared/json.ts';
import type { SessionType } from '../../shared/nsx/session.ts';
import { tunnelsOf, withType } from '../../shared/nsx/session.ts';
import { Segmented } from '../ui/segmented.tsx';
import { asText, useDraftForm } from './draft-form.ts';
import { OtherIssues, ReadOnlyField, TextField } from './form-field.tsx';
import { RulesTable } from './rules-table.tsx';
import { elementIdOf, fieldKey, issuesAt, issuesUnder } from './sections.ts';

/** "each local × peer subnet pair is one tunnel: 3 now" */
export function trafficNote(body: JsonObject, base: JsonObject | null): string {
  if (body.resource_type === ROUTE_BASED)
    return 'all traffic routed through the tunnel port is protected';
  const now = tunnelsOf(body);
  const was = base ? tunnelsOf(base) : now;
  const words = `each local × peer subnet pair is one tunnel: ${now} now`;
  return was === now ? words : `${words}, ${was} before`;
}

/** The fields of the type that is not chosen, kept for the way back while the draft is on screen. */
type Parked = Record<string, Json | undefined>;

export function TypeSwitch() {
  const { draft, disabled, replace } = useDraftForm();
  const [parked, setParked] = useState<Parked>({});
  const type = draft.body.resource_type;
  const free = draft.operation === 'create';

  function choose(next: SessionType) {
    if (disabled || next === type) return;
    const leaving = next === ROUTE_BASED ? 'policy_rules' : 'tunnel_ports';
    setParked({ ...parked, [leaving]: draft.body[leaving] });
    const kept = Object.entries(parked).filter(([, value]) => value !== undefined);
    replace(withType({ ...draft.body, ...(Object.fromEntries(kept) as JsonObject) }, next));
  }

  return (
    <div id={elementIdOf(['resource_type'])} className="type-switch">
      {free ? (
        <Segmented
          label="Type of the session"
          choices={[
            { value: POLICY_BASED, label: 'Policy-based rules' },
            { value: ROUTE_BASED, label: 'Route-based tunnel port' },
          ]}
          value={type === ROUTE_BASED ? ROUTE_BASED : POLICY_BASED}
          onChange={choose}
        />
      ) : (
        <p className="field-hint">
          {type === ROUTE_BASED ? 'Route-based' : 'Policy-based'}. NSX does not turn one type into
          the other: copy the session as a new one for that.
        </p>
      )}
    </div>
  );
}

export function TrafficFields() {
  const { draft, issues } = useDraftForm();
  return (
    <>
      <OtherIssues issues={issuesAt(issues, ['resource_type'])} />
      {draft.body.resource_type === ROUTE_BASED ? <TunnelPort /> : <RulesTable />}
    </>
  );
}

/** The tunnel port (VTI) of a route-based session: exactly one, with one subnet (Swagger 2.5.1 `TunnelPortConfig`). */
function TunnelPort() {
  const { draft, issues } = useDraftForm();
  const subnet = ['tunnel_ports', 0, 'ip_subnets', 0] as const;
  const addresses = getAt(draft.body, [...subnet, 'ip_addresses']);
  const second = Array.isArray(addresses) && addresses.length > 1;
  const shown = [
    [...subnet, 'ip_addresses', 0],
    [...subnet, 'ip_addresses', 1],
    [...subnet, 'prefix_length'],
  ].map(fieldKey);
  const others = issuesUnder(issues, ['tunnel_ports']).filter(
    (issue) => !shown.includes(fieldKey(issue.path)),
  );
  const port = asText(getAt(draft.body, ['tunnel_ports', 0, 'tunnel_port_id']));
  return (
    <div id={elementIdOf(['tunnel_ports'])} tabIndex={-1} className="tunnel-port">
      <TextField
        path={[...subnet, 'ip_addresses', 0]}
        label="Tunnel port address"
        mono
        placeholder="169.254.31.1"
        help="The address of this end of the tunnel; routes to the peer point here."
      />
      <TextField
        path={[...subnet, 'prefix_length']}
        label="Prefix length"
        mono
        numeric
        placeholder="30"
        help="How many bits name the network: 30 leaves two addresses."
      />
      {second && (
        <TextField
          path={[...subnet, 'ip_addresses', 1]}
          label="Second address"
          mono
          removeEmpty
          help="Kept by NSX itself (EUI-64)."
        />
      )}
      <ReadOnlyField
        label="Tunnel port"
        value={port === '' ? 'given by NSX when it is made' : <span className="mono">{port}</span>}
      />
      <OtherIssues issues={others} />
    </div>
  );
}
