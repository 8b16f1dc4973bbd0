import { AdvancedFields } from './advanced-section.tsx';
import { useDraftForm } from './draft-form.ts';
import { EntityPicker } from './entity-picker.tsx';
import { ReadOnlyField, SwitchField, TextAreaField, TextField } from './form-field.tsx';
import { FormSection } from './form-section.tsx';
import { describeLocal, describePeer, gatewayOf, serviceOf, sessionsOfEndpoint } from './lookup.ts';
import { ProtectedFields, protectedNote } from './protected-section.tsx';
import { TrafficFields, TypeSwitch, trafficNote } from './traffic-section.tsx';

/** Every field of a session, in the order in which an engineer thinks. */
export function SessionForm() {
  const { draft, copy, disabled } = useDraftForm();
  const { body } = draft;
  const creating = draft.operation === 'create';
  return (
    <fieldset className="bare session-form" disabled={disabled}>
      <legend className="visually-hidden">Fields of the session</legend>
      <FormSection id="what" title="What">
        {creating && <TypeSwitch />}
        <div className="draft-grid">
          <TextField path={['display_name']} label="Name" help="Without one, NSX shows the id." />
          <SwitchField
            path={['enabled']}
            label="Enabled"
            on="carries traffic"
            off="configured, carries nothing"
            byDefault
          />
        </div>
        <TextAreaField
          path={['description']}
          label="Description"
          help="Why it is there, for whoever comes after you."
        />
      </FormSection>

      <FormSection id="between" title="Between whom" note={between(useDraftForm())}>
        <div className="draft-grid">
          <EntityPicker
            path={['local_endpoint_id']}
            kind="local-endpoints"
            label="Local endpoint"
            help="Our end; it decides the VPN service."
            describeOne={(entity) => describeLocal(copy, entity)}
          />
          <EntityPicker
            path={['peer_endpoint_id']}
            kind="peer-endpoints"
            label="Peer endpoint"
            help="Their end, with the profiles below."
            describeOne={describePeer}
          />
        </div>
        <ServiceFact />
      </FormSection>

      <FormSection id="traffic" title="Which traffic" note={trafficNote(body, draft.base)}>
        {!creating && <TypeSwitch />}
        <TrafficFields />
      </FormSection>

      <FormSection
        id="protected"
        title="How protected"
        note={protectedNote(copy, body.peer_endpoint_id, draft.entityId)}
      >
        <ProtectedFields />
      </FormSection>

      <FormSection id="advanced" title="Advanced">
        <AdvancedFields />
      </FormSection>
    </fieldset>
  );
}

function between({ draft, copy }: ReturnType<typeof useDraftForm>): string | null {
  const others = sessionsOfEndpoint(
    copy,
    'peer_endpoint_id',
    draft.body.peer_endpoint_id,
    draft.entityId,
  );
  if (!draft.body.peer_endpoint_id || others.length === 0) return null;
  const names = others.length === 1 ? `“${others[0]?.name}”` : `${others.length} other sessions`;
  return `the peer endpoint is used by ${names} too`;
}

function ServiceFact() {
  const { draft, copy } = useDraftForm();
  const service = serviceOf(copy, draft.body);
  const gateway = gatewayOf(copy, service);
  const off = service?.body.enabled === false;
  return (
    <ReadOnlyField
      label="VPN service"
      value={service?.name ?? <span className="muted">not known yet</span>}
      detail={gateway ? `gateway ${gateway.name}` : undefined}
      help={
        off ? (
          <span className="draft-warning">
            This service is disabled: NSX gives no realization status until it is enabled.
          </span>
        ) : (
          'Follows from the local endpoint.'
        )
      }
    />
  );
}
