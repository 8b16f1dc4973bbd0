import type { Output } from '../../shared/contract.ts';
import { METHOD_OF, type PreflightLine } from '../../shared/draft.ts';
import type { DraftId } from '../../shared/ids.ts';
import type { Result } from '../../shared/result.ts';
import { fail, ok } from '../../shared/result.ts';
import { Settings } from '../../shared/settings.ts';
import type { StorageCheck } from '../../shared/storage.ts';
import type { Handlers } from './dispatch.ts';
import type { createDrafts } from './draft/drafts.ts';
import type { createDraftSecrets } from './draft/secrets.ts';
import type { createSources } from './draft/sources.ts';
import type { EvidenceHandlers } from './evidence/evidence.ts';
import type { createFingerprints } from './history/fingerprints.ts';
import type { Ledger } from './history/ledger.ts';
import type { createQueries } from './history/queries.ts';
import { recordHandlers } from './history/record-handlers.ts';
import type { createRecords } from './history/records.ts';
import type { createRetention } from './history/retention.ts';
import type { createVerify } from './history/verify.ts';
import { detailsOf } from './inventory/details.ts';
import { findEntities } from './inventory/find.ts';
import type { createInventory } from './inventory/inventory.ts';
import type { createManagers } from './manager/managers.ts';
import type { createPlans } from './plan/plans.ts';
import type { Ports } from './ports.ts';
import type { createTouched } from './realization/touched.ts';
import type { createWatches } from './realization/watches.ts';
import type { createSend } from './send/send.ts';
import { storageHandlers } from './storage/handlers.ts';
import type { createTerminal } from './terminal.ts';

/** The steps, as `product.ts` has joined them. */
type Parts = {
  ports: Ports;
  managers: ReturnType<typeof createManagers>;
  inventory: ReturnType<typeof createInventory>;
  drafts: ReturnType<typeof createDrafts>;
  secrets: ReturnType<typeof createDraftSecrets>;
  sources: ReturnType<typeof createSources>;
  preflightOf(id: DraftId): Promise<Result<PreflightLine[]>>;
  send: ReturnType<typeof createSend>;
  touched: ReturnType<typeof createTouched>;
  terminal: ReturnType<typeof createTerminal>;
  watches: ReturnType<typeof createWatches>;
  ledger: Ledger;
  records: ReturnType<typeof createRecords>;
  queries: ReturnType<typeof createQueries>;
  plans: ReturnType<typeof createPlans>;
  evidence: EvidenceHandlers;
  verify: ReturnType<typeof createVerify>;
  retention: ReturnType<typeof createRetention>;
  fingerprints: ReturnType<typeof createFingerprints>;
  checked: () => StorageCheck;
};

/** One handler a command: `dispatch.ts` has parsed what comes in, and parses what goes out. */
export function createHandlers(parts: Parts): Handlers {
  const { ports, managers, inventory, drafts, secrets, sources, preflightOf } = parts;
  const { send, touched, terminal, watches, ledger, records, plans } = parts;
  const { store, vault, notify } = ports;

  function affectedBy(draftId: DraftId): Result<Output<'send.affected'>> {
    const draft = store.draft(draftId);
    if (!draft) return fail({ kind: 'not-found', what: 'that draft' });
    const { managerId, kind, entityId } = draft;
    const { asOf } = store.inventory(managerId, 'sessions', { after: null, limit: 1 });
    const sessions =
      entityId === null
        ? []
        : touched
            .byCopy({ managerId, kind, method: METHOD_OF[draft.operation] }, entityId)
            .map((one) => ({
              id: one.id,
              name: one.name ?? store.entity(managerId, 'sessions', one.id)?.name ?? one.id,
            }));
    return ok({ asOf, sessions });
  }

  return {
    'app.info': async () => ok({ ...ports.host.info(), keychain: await vault.status() }),
    'app.open-link': ({ link }) => {
      ports.host.openLink(link);
      return ok(null);
    },
    'settings.get': () => ok(store.settings()),
    'settings.set': (change) => {
      const settings = Settings.parse({ ...store.settings(), ...change });
      store.saveSettings(settings);
      notify('settings.changed', settings);
      return ok(settings);
    },

    'manager.list': () => managers.list(),
    'manager.probe': ({ address, proxy }) => managers.probe(address, proxy),
    'manager.add': (input) => managers.add(input),
    'manager.update': ({ managerId, settings }) => managers.update(managerId, settings),
    'manager.trust': ({ managerId, trust, address }) => managers.trust(managerId, trust, address),
    'manager.sign-in': (input) => managers.signIn(input),
    'manager.check': ({ managerId }) => managers.check(managerId),
    'manager.remove': ({ managerId }) => managers.remove(managerId),

    'practice.open': () => managers.openPractice(),
    'practice.scenarios': () => ok(ports.practice.scenarios()),
    'practice.enable-services': () => ports.practice.enableServices(),
    'practice.choose': ({ scenario }) => ports.practice.choose(scenario),

    'inventory.state': ({ managerId }) => ok(inventory.state(managerId)),
    'inventory.list': ({ managerId, kind, page }) => ok(inventory.list(managerId, kind, page)),
    'inventory.refresh': ({ managerId }) => inventory.refresh(managerId),
    'inventory.cancel': ({ managerId }) => inventory.cancel(managerId),
    'inventory.look': ({ managerId }) => inventory.look(managerId),
    'inventory.find': (input) => ok(findEntities(store, input)),
    'inventory.details': ({ managerId, id }) => ok(detailsOf(store, managerId, id)),

    'draft.list': () => ok(drafts.list()),
    'draft.create': (input) => drafts.create(input),
    'draft.save': async (input) => {
      const saved = drafts.save(input);
      if (saved.ok) await secrets.take(input.draftId, input.body);
      return saved;
    },
    'draft.keep-secret': (input) => secrets.keep(input),
    'draft.make-secret': (input) => secrets.make(input),
    'draft.forget-secret': (input) => secrets.forget(input),
    'draft.override': (input) => drafts.override(input),
    'draft.discard': ({ draftId }) => drafts.discard(draftId),
    'draft.leave': (input) => drafts.leave(input),
    'draft.preflight': ({ draftId }) => preflightOf(draftId),
    'draft.look': ({ draftId }) => drafts.lookAt(draftId),
    'draft.rebase': (input) => drafts.rebase(input),
    'draft.choose': (input) => drafts.choose(input),
    'draft.make-new': ({ draftId }) => drafts.makeNew(draftId),
    'draft.versions': ({ draftId }) => drafts.versions(draftId),
    'draft.name-version': (input) => drafts.nameVersion(input),
    'draft.restore': (input) => drafts.restore(input),

    'source.look': ({ source, managerId }) => sources.look(source, managerId),
    'source.draft': (input) => sources.draft(input),
    'template.list': () => ok(store.templates()),
    'template.save': ({ source, name }) => sources.saveTemplate(source, name),
    'template.remove': ({ templateId }) => {
      store.removeTemplate(templateId);
      return ok(null);
    },

    'send.draft': (input) => send.sendDraft(input),
    'send.affected': ({ draftId }) => affectedBy(draftId),
    'send.settle': ({ requestId }) => send.settle(requestId),

    'watch.follow': (input) => terminal.follow(input),
    'watch.stop': ({ requestId }) => watches.stop(requestId),
    'watch.resume': ({ requestId }) => watches.resume(requestId),
    'watch.check-now': ({ requestId }) => watches.checkNow(requestId),
    'watch.read-tunnel': ({ requestId }) => watches.tunnelNow(requestId),

    'history.list': () => ok(ledger.list()),
    'history.get': ({ requestId, withEvents }) => records.get(requestId, withEvents),
    'history.draft-from': ({ requestId, state }) => records.draftFrom(requestId, state),

    ...plans.handlers,
    ...storageHandlers(ports, parts.checked),
    ...parts.queries,
    ...parts.evidence,
    ...recordHandlers(parts.verify, parts.retention, parts.fingerprints),
  };
}
