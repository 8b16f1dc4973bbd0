import type { Write, WriteEnd } from '../../electron/domain/ports.ts';
import type { Draft } from '../../shared/draft.ts';
import type { DraftId, PlanId } from '../../shared/ids.ts';
import { POLICY_BASED } from '../../shared/inventory.ts';
import type { JsonObject } from '../../shared/json.ts';
import type { PlanPreview } from '../../shared/plan.ts';
import type { NewSessionParts } from '../../shared/plan-contract.ts';
import { REDACTED } from '../../shared/redaction.ts';
import { ok } from '../../shared/result.ts';
import { exchange, must, withManager } from '../support/fakes.ts';

export const LOST = {
  kind: 'unreachable',
  address: 'nsx',
  reason: 'reset',
  detail: 'reset',
} as const;

/** Everything of a session is new. */
export const ALL_NEW: NewSessionParts = {
  service: { use: 'new', name: 'svc', gatewayId: 'router-1' },
  ikeProfile: { use: 'new', name: 'ike' },
  tunnelProfile: { use: 'new', name: 'tunnel' },
  dpdProfile: { use: 'new', name: 'dpd' },
  localEndpoint: { use: 'new', name: 'local', address: '198.51.100.1' },
  peerEndpoint: { use: 'new', name: 'peer', address: '203.0.113.1', peerId: '' },
  session: { use: 'new', name: 'session', type: POLICY_BASED },
};

export const ORDER = ['svc', 'ike', 'tunnel', 'dpd', 'local', 'peer', 'session'];

type App = Awaited<ReturnType<typeof withManager>>;

/** What a write meets, by the name of its object; null: NSX takes it. */
export type Meets = (name: string, write: Write) => 'refused' | 'lost' | 'not-sent' | null;

/** A manager that gives each object the id `nsx-NAME`, and keeps what it was sent. */
export function answerWrites(app: App, meets: Meets = () => null): Write[] {
  const seen: Write[] = [];
  app.nsx.states = [ok(exchange(200, { state: 'in_sync' }))];
  app.nsx.onWrite = async (write, onSent): Promise<WriteEnd> => {
    const name = String(write.body?.display_name ?? write.entityId);
    const end = meets(name, write);
    if (end === 'not-sent') return { end, failure: LOST };
    onSent();
    seen.push(write);
    if (end === 'lost') return { end, failure: LOST };
    const id = write.entityId ?? `nsx-${name}`;
    const body: JsonObject =
      end === 'refused'
        ? { module_name: 'VPN', error_code: 110000, error_message: 'Not like this.' }
        : { ...write.body, id, _revision: 1 };
    const status = end === 'refused' ? 400 : write.method === 'POST' ? 201 : 200;
    return {
      end: 'answered',
      answer: { exchange: exchange(status, body), nsxRequestId: id },
      body,
    };
  };
  return seen;
}

/** A plan of seven new objects, each filled in so that it can be sent. */
export async function withPlan(given?: App) {
  const app = given ?? (await withManager());
  const { managerId } = app;
  const made = must(
    await app.call('plan.new-session', { managerId, name: 'Branch', parts: ALL_NEW }),
  );
  const planId = made.plan.id;
  for (const draft of must(await app.call('draft.list', null))) {
    if (draft.kind === 'peer-endpoints') {
      must(await app.call('draft.make-secret', { draftId: draft.id, field: 'psk' }));
      await edit(app, draft.id, { psk: REDACTED });
    }
    if (draft.kind === 'sessions') {
      const [rule] = draft.body.policy_rules as JsonObject[];
      const subnets = {
        sources: [{ subnet: '10.1.0.0/24' }],
        destinations: [{ subnet: '10.2.0.0/24' }],
      };
      await edit(app, draft.id, { policy_rules: [{ ...rule, ...subnets }] });
    }
  }
  return { ...app, planId };
}

export async function edit(app: Pick<App, 'call'>, draftId: DraftId, fields: JsonObject) {
  const draft = must(await app.call('draft.list', null)).find((one) => one.id === draftId);
  if (!draft) throw new Error('no such draft');
  const body = { ...draft.body, ...fields };
  must(await app.call('draft.save', { draftId, body, text: null, version: draft.version + 1 }));
}

export async function look(app: Pick<App, 'call'>, planId: PlanId): Promise<PlanPreview> {
  return must(await app.call('plan.preview', { planId }));
}

export async function draftNamed(app: Pick<App, 'call'>, name: string): Promise<Draft> {
  const drafts = must(await app.call('draft.list', null));
  const found = drafts.find((draft) => draft.body.display_name === name);
  if (!found) throw new Error(`no draft named ${name}`);
  return found;
}

/** Confirms the whole as it is, as the window does. */
export async function confirm(
  app: Pick<App, 'call'>,
  planId: PlanId,
  typedName: string | null = null,
) {
  const { steps } = await look(app, planId);
  const versions = Object.fromEntries(
    steps.flatMap(({ draftId, version }) => (version === null ? [] : [[draftId, version]])),
  );
  return app.call('plan.send', { planId, versions, typedName });
}

/** Confirms, and lets all that is due happen. */
export async function sendPlan(app: App, planId: PlanId, typedName: string | null = null) {
  const begun = await confirm(app, planId, typedName);
  await settled(app);
  return begun;
}

/** All that is due now has happened. */
export async function settled({ clock }: Pick<App, 'clock'>): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await clock.advance(0);
}

export const states = ({ steps }: PlanPreview) =>
  steps.map(({ name, state }) => `${name} ${state}`);
