import { useEffect, useRef, useState } from 'react';
import type { Entity } from '../../shared/inventory.ts';
import { POLICY_BASED, ROUTE_BASED } from '../../shared/inventory.ts';
import type { ManagerView } from '../../shared/manager.ts';
import { MAX_PLAN_NAME } from '../../shared/plan.ts';
import type { Failure } from '../../shared/result.ts';
import { count } from '../../shared/words.ts';
import { EntityCombobox } from '../draft/entity-combobox.tsx';
import type { Copy } from '../draft/lookup.ts';
import {
  describeLocal,
  describePeer,
  describeProfile,
  entitiesOf,
  textField,
} from '../draft/lookup.ts';
import { useInventory } from '../inventory/inventories.ts';
import { useCurrentManager } from '../manager/manager-store.ts';
import { go } from '../shell/route-store.ts';
import { Button, LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { FailureBanner } from '../ui/failure.tsx';
import { Field, TextInput } from '../ui/field.tsx';
import { Page } from '../ui/page.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { EmptyState, LoadingState } from '../ui/states.tsx';
import { TimeText } from '../ui/time-text.tsx';
import {
  type Choice,
  countNew,
  firstChoices,
  PARTS,
  type PartInfo,
  type PartKey,
  partsOf,
  type Use,
} from './new-session-parts.ts';
import { openPlan } from './plan-routes.ts';
import { act, startPlans } from './plan-store.ts';
import './plan.css';

/** One page that asks for everything a VPN session is made of, and makes a plan of what is missing. */
export function NewSessionPage() {
  useEffect(startPlans, []);
  const view = useCurrentManager();
  const inventory = useInventory(view?.manager.id ?? null);
  if (!view || view.manager.readOnly) {
    return (
      <EmptyState
        title={view ? `${view.manager.name} is read-only here` : 'No manager yet'}
        action={<Button onClick={() => go({ screen: 'managers' })}>Managers</Button>}
      >
        {view
          ? 'Nothing is made for a read-only manager.'
          : 'A VPN session is made on a manager; add one first.'}
      </EmptyState>
    );
  }
  if (!inventory || inventory.phase === 'loading') {
    return <LoadingState label="Loading the inventory" />;
  }
  return (
    <Ask
      key={view.manager.id}
      view={view}
      copy={inventory.copy}
      asOf={inventory.state?.asOf ?? null}
    />
  );
}

function Ask({ view, copy, asOf }: { view: ManagerView; copy: Copy; asOf: number | null }) {
  const [name, setName] = useState('');
  const [choices, setChoices] = useState(() => firstChoices(copy));
  const [wrong, setWrong] = useState<Partial<Record<PartKey | 'name', string>>>({});
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const nameInput = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const { manager } = view;
  useEffect(() => nameInput.current?.focus(), []);
  const set = (key: PartKey, change: Partial<Choice>) => {
    setChoices((now) => ({ ...now, [key]: { ...now[key], ...change } }));
    setWrong(({ [key]: _mended, ...rest }) => rest);
  };

  /** To the first part that is wrong: its field, or the choice of what to use. */
  function focusWrong() {
    requestAnimationFrame(() => {
      const field = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
      const part = form.current?.querySelector('.field-error')?.closest('fieldset');
      (field ?? part?.querySelector<HTMLElement>('input:checked, input'))?.focus();
    });
  }

  async function make() {
    setFailure(null);
    const read = partsOf(choices, name);
    if (name.trim() === '' || !read.ok) {
      setWrong({
        ...(read.ok ? {} : read.wrong),
        ...(name.trim() === '' ? { name: 'Give the plan a name, such as the site’s' } : {}),
      });
      if (name.trim() === '') nameInput.current?.focus();
      else focusWrong();
      return;
    }
    setBusy(true);
    const answer = await act('plan.new-session', {
      managerId: manager.id,
      name,
      parts: read.parts,
    });
    setBusy(false);
    if (answer.ok) return openPlan(answer.value.plan.id, { replace: true });
    if (answer.failure.kind !== 'invalid') return setFailure(answer.failure);
    focusWrong();
    setWrong(
      Object.fromEntries(answer.failure.issues.map(({ path, message }) => [path[1], message])),
    );
  }

  return (
    <div className="scroller" data-colour={manager.colour}>
      <Page
        title="New VPN session"
        note={
          <>
            Choose what is there, and what is to be made. On{' '}
            <b className="in-colour">
              {manager.name}
              {manager.environment && ` · ${manager.environment}`}
            </b>
            {asOf !== null ? (
              <>
                , as of <TimeText at={asOf} />
              </>
            ) : (
              ', of which no copy has been read yet'
            )}
            . <LinkButton onClick={() => go({ screen: 'drafts' })}>All drafts and plans</LinkButton>
          </>
        }
      >
        <form
          ref={form}
          className="section"
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void make();
          }}
        >
          <Field
            label="Name of the plan"
            help="New objects without a name of their own are called the same."
            error={wrong.name}
          >
            {(control) => (
              <TextInput
                {...control}
                ref={nameInput}
                maxLength={MAX_PLAN_NAME}
                placeholder="Branch Utrecht"
                value={name}
                onChange={(event) => {
                  setName(event.target.value);
                  setWrong(({ name: _mended, ...rest }) => rest);
                }}
              />
            )}
          </Field>
          <Card
            title="What it is made of"
            note="In the order in which they refer to one another"
            padded={false}
          >
            <div className="new-vpn">
              {PARTS.map((part) => (
                <Part
                  key={part.key}
                  part={part}
                  choice={choices[part.key]}
                  copy={copy}
                  planName={name}
                  wrong={wrong[part.key]}
                  keepsPeer={choices.peerEndpoint.use === 'existing'}
                  onChange={(change) => set(part.key, change)}
                />
              ))}
            </div>
          </Card>
          {failure && <FailureBanner failure={failure} />}
          <div className="new-vpn-foot">
            <Button type="submit" kind="primary" busy={busy}>
              Make the plan
            </Button>
            <span className="muted small">
              {count(countNew(choices), 'new object')}, each a draft to fill in. Nothing is sent by
              this.
            </span>
          </div>
        </form>
      </Page>
    </div>
  );
}

type PartProps = {
  part: PartInfo;
  choice: Choice;
  copy: Copy;
  planName: string;
  wrong: string | undefined;
  keepsPeer: boolean;
  onChange: (change: Partial<Choice>) => void;
};

function Part({ part, choice, copy, planName, wrong, keepsPeer, onChange }: PartProps) {
  const { key, kind, title, help, uses } = part;
  const isProfile = kind.endsWith('-profiles');
  const asIs = isProfile && keepsPeer ? 'As the peer endpoint has it' : part.asIs;
  const words: Record<Use, string> = { 'as-is': asIs, existing: 'Existing', new: 'New' };
  return (
    <fieldset className="bare new-vpn-part" aria-label={title} data-part={key}>
      <div>
        <h3>{title}</h3>
        <p className="field-hint">{help}</p>
      </div>
      <Segmented
        label={`${title}: what to use`}
        small
        choices={uses.map((use) => ({ value: use, label: words[use] }))}
        value={choice.use}
        onChange={(use) => onChange({ use })}
      />
      {choice.use === 'existing' && (
        <div className="new-vpn-fields">
          <Field label={`Existing ${nounOf(title)}`} error={wrong}>
            {(control) => (
              <EntityCombobox
                control={control}
                label={title}
                kind={kind}
                copy={copy}
                id={choice.id}
                onChange={(id) => onChange({ id })}
                describeOne={(entity) => wordsAbout(copy, entity)}
              />
            )}
          </Field>
        </div>
      )}
      {choice.use === 'new' && (
        <div className="new-vpn-fields">
          <Text
            label={`Name of the ${nounOf(title)}`}
            value={choice.name}
            placeholder={planName || 'As the plan'}
            onChange={(name) => onChange({ name })}
            wrong={key === 'session' || isProfile ? wrong : undefined}
          />
          {key === 'service' && (
            <Field label="Gateway" error={wrong}>
              {(control) => (
                <EntityCombobox
                  control={control}
                  label="Gateway"
                  kind="logical-routers"
                  copy={copy}
                  id={choice.gatewayId}
                  onChange={(gatewayId) => onChange({ gatewayId })}
                  placeholder="Choose a gateway"
                  describeOne={(entity) => aboutGateway(copy, entity)}
                  takesIds
                />
              )}
            </Field>
          )}
          {key === 'localEndpoint' && (
            <Text
              label="Local address"
              mono
              value={choice.address}
              placeholder="198.51.100.10"
              onChange={(address) => onChange({ address })}
              wrong={wrong}
            />
          )}
          {key === 'peerEndpoint' && (
            <>
              <Text
                label="Peer address"
                mono
                value={choice.address}
                placeholder="203.0.113.7"
                onChange={(address) => onChange({ address })}
                wrong={wrong}
              />
              <Text
                label="Peer ID"
                mono
                value={choice.peerId}
                placeholder={choice.address || 'As its address'}
                onChange={(peerId) => onChange({ peerId })}
              />
            </>
          )}
          {key === 'session' && (
            <Field label="Type">
              {({ id, ...described }) => (
                <Segmented
                  id={id}
                  aria-describedby={described['aria-describedby']}
                  label="Type of the session"
                  choices={[
                    { value: POLICY_BASED, label: 'Policy-based' },
                    { value: ROUTE_BASED, label: 'Route-based' },
                  ]}
                  value={choice.type}
                  onChange={(type) => onChange({ type })}
                />
              )}
            </Field>
          )}
        </div>
      )}
      {choice.use === 'as-is' && wrong && (
        <p className="field-error new-vpn-fields" role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  );
}

type TextProps = {
  label: string;
  value: string;
  placeholder: string;
  mono?: boolean;
  onChange: (text: string) => void;
  wrong?: string | undefined;
};

function Text({ label, value, placeholder, mono = false, onChange, wrong }: TextProps) {
  return (
    <Field label={label} error={wrong}>
      {(control) => (
        <TextInput
          {...control}
          mono={mono}
          placeholder={placeholder}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

/** Its type, and whether a service runs on it: NSX may refuse a second one. */
function aboutGateway(copy: Copy, { id, body }: Entity): string {
  const service = entitiesOf(copy, 'services').find((one) => one.body.logical_router_id === id);
  return [textField(body, 'router_type'), service && `has the service ${service.name}`]
    .filter(Boolean)
    .join(' · ');
}

function wordsAbout(copy: Copy, entity: Entity): string {
  switch (entity.kind) {
    case 'local-endpoints':
      return describeLocal(copy, entity);
    case 'peer-endpoints':
      return describePeer(entity);
    case 'services':
      return entity.body.enabled === false ? 'off' : 'on';
    case 'sessions':
      return entity.body.resource_type === ROUTE_BASED ? 'route-based' : 'policy-based';
    default:
      return describeProfile(entity.kind, entity);
  }
}

/** "VPN service" and "IKE profile" keep their capitals; "Local endpoint" is a plain noun. */
function nounOf(title: string): string {
  return /^[A-Z]{2}/.test(title) ? title : title.toLowerCase();
}
