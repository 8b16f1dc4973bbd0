import type { Draft, PreflightLine } from '../../shared/draft.ts';
import { isSending } from '../../shared/history.ts';
import type { DraftId } from '../../shared/ids.ts';
import type { Manager } from '../../shared/manager.ts';
import type { Result } from '../../shared/result.ts';
import { fail, ok } from '../../shared/result.ts';
import type { BugSink } from './dispatch.ts';
import { createDrafts } from './draft/drafts.ts';
import { fieldLines, preflight } from './draft/preflight.ts';
import { factsAround } from './draft/preflight-facts.ts';
import { createDraftSecrets } from './draft/secrets.ts';
import { createSources } from './draft/sources.ts';
import { createEvidence } from './evidence/evidence.ts';
import { createPackExport } from './evidence/pack-export.ts';
import { createHandlers } from './handlers.ts';
import { createFingerprints } from './history/fingerprints.ts';
import { createLedger } from './history/ledger.ts';
import { createQueries } from './history/queries.ts';
import { createRecords } from './history/records.ts';
import { createRetention } from './history/retention.ts';
import { createSound } from './history/sound.ts';
import { createUpkeep } from './history/upkeep.ts';
import { createVerify } from './history/verify.ts';
import { createInventory } from './inventory/inventory.ts';
import { createAccess } from './manager/access.ts';
import { createLinks } from './manager/links.ts';
import { createManagers } from './manager/managers.ts';
import { createRecheck } from './manager/recheck.ts';
import { withPlanLines } from './plan/plan-lines.ts';
import { createPlans } from './plan/plans.ts';
import type { Ports } from './ports.ts';
import { createTouched, followedOf } from './realization/touched.ts';
import { createWatches } from './realization/watches.ts';
import { whyNothing } from './realization/why-nothing.ts';
import { remembered } from './remembered.ts';
import { nameOf } from './send/compose.ts';
import { createSelfSettle } from './send/self-settle.ts';
import { createSend } from './send/send.ts';
import { createSharing } from './sharing.ts';
import { createKeeper } from './storage/keeper.ts';
import { createTerminal } from './terminal.ts';

/** Waits that a test may shorten, ms. */
export type Tuning = { stillWorkingMs?: number };

/** The whole product behind the contract: joins the steps, each of which knows only its ports and what it is handed. */
export function createProduct(given: Ports, onBug: BugSink, tuning: Tuning = {}) {
  const ports = { ...given, store: remembered(given.store) };
  const { store, notify } = ports;
  let isClosed = false;
  // What is under way when the application ends finds its database closed: that is no bug.
  const bug: BugSink = (where, error) => {
    if (!isClosed) onBug(where, error);
  };
  const background = (where: string, work: Promise<unknown>) => {
    void work.catch((error: unknown) => bug(where, error));
  };
  const links = createLinks(ports.clock.now);
  const recheck = createRecheck(
    ports.clock,
    async (id) => {
      const facts = await access.use(id, ports.nsx.facts);
      if (facts.ok && access.find(id)) store.saveFacts(id, facts.value);
    },
    bug,
  );
  const access = createAccess(
    ports,
    links,
    ports.clock.now(),
    recheck,
    (id) => selfSettle.answered(id),
    () => isClosed,
  );
  const ledger = createLedger(ports, (id) => watches.nextAt(id));
  const upkeep = createUpkeep(ports, {
    found: ledger.found,
    complete: ledger.complete,
    far: (far) => ports.notify('record.catching-up', far),
    bug,
  });
  // Whoever changes the copy: the drafts say by themselves whether their objects are still as they were.
  const toDrafts: Ports['notify'] = (name, payload) => {
    notify(name, payload);
    if (name !== 'inventory.changed' || !payload || !('reading' in payload)) return;
    // While it is read there is progress and no new copy; its end is told as well.
    if (!payload.reading) drafts.copyChanged(payload.managerId);
  };
  const inventory = createInventory({ ...ports, notify: toDrafts }, access.use, bug, (id) =>
    ['reachable', 'not-asked'].includes(links.get(id).state),
  );
  const touched = createTouched(ports, { use: access.use });
  const watches = createWatches(ports, {
    use: access.use,
    record: ledger.record,
    recordAll: ledger.recordAll,
    recordTogether: ledger.recordTogether,
    retell: ledger.retell,
    summary: ledger.get,
    fresh: ledger.fresh,
    isKnown: (id) => access.find(id) !== null,
    nodeName: (id, node) =>
      store.entity(id, 'transport-nodes', node)?.name ?? terminal.nodeName(id, node),
    openOnes: ledger.openOnes,
    told: ({ request, entityId }, verdict) => {
      if (verdict === 'deleted' && entityId) {
        inventory.learn(request.managerId, request.kind, entityId, null);
      }
      // The copy says otherwise: the service is off, or the session is gone.
      if (verdict === 'service-disabled' || verdict === 'missing') {
        background('inventory', inventory.refresh(request.managerId));
      }
    },
    beganAnew: access.beganAnew,
    bug,
  });
  const managers = createManagers(ports, access, links, (id) => {
    watches.wake(id);
    // What the copy says may be of before: another certificate, another practice manager, hours offline.
    background('inventory', inventory.refresh(id));
  });
  const secrets = createDraftSecrets(ports);
  const drafts = createDrafts(ports, {
    find: access.find,
    use: access.use,
    learn: inventory.learn,
    gone: (id) => {
      plans.draftGone(id);
      background('draft secrets', secrets.clear(id));
    },
  });
  const sources = createSources(ports, {
    request: (id) => ledger.get(id)?.request ?? null,
    create: drafts.create,
  });
  const send = createSend(ports, {
    find: access.find,
    connection: access.connection,
    note: access.note,
    use: access.use,
    beganAnew: access.beganAnew,
    open(request) {
      const summary = ledger.open(request);
      plans.opened(request);
      return summary;
    },
    record: ledger.record,
    summary: ledger.get,
    fresh: ledger.fresh,
    openOnes: ledger.openOnes,
    cutOff: ledger.cutOff,
    learn: inventory.learn,
    outdated({ managerId, kind, entityId }) {
      if (entityId !== null) background('drafts', drafts.look(managerId, kind, entityId));
    },
    finish(request, entityId, live) {
      drafts.finish(request, entityId, live);
      // What it used is free from now on; the edge nodes follow, and are watched.
      if (request.method === 'DELETE' && entityId !== null) {
        inventory.learn(request.managerId, request.kind, entityId, null);
      }
      plans.accepted(request, entityId);
    },
    secretsOf: secrets.of,
    preflight: async (draft) => {
      const manager = access.find(draft.managerId);
      const facts = manager && (await preflightFacts(draft, manager));
      return facts ? [...fieldLines(facts), ...preflight(facts)] : [];
    },
    async follow(request, entityId, nsxRequestId, how) {
      const nothing = (reason: string) => {
        ledger.record(request.id, { type: 'nothing-to-ask', reason });
      };
      if (!how.isWanted) return nothing(NOT_WANTED);
      // A session's own write is followed at once; the users of anything else are read first.
      const found =
        request.kind === 'sessions'
          ? { sessions: [{ id: entityId }] }
          : await touched.now(request, entityId);
      const reason = whyNothing(request, found, ports.clock.now());
      if (reason !== null) return nothing(reason);
      watches.follow(request.id, followedOf(found), nsxRequestId, how.deadlineMs);
    },
    isFollowed: watches.isHere,
    unresolved: () => [...ledger.openOnes(), ...ledger.doubts()],
    isComplete: upkeep.isComplete,
    ...tuning,
    bug,
  });
  const plans = createPlans(ports, {
    find: access.find,
    createDraft: drafts.create,
    saveBody(draft, body) {
      const version = draft.version + 1;
      const saved = drafts.save({ draftId: draft.id, body, text: draft.text, version });
      return saved.ok ? store.draft(draft.id) : null;
    },
    discardDraft: drafts.discard,
    async preflight(id) {
      const lines = await preflightOf(id);
      return lines.ok ? lines.value : [];
    },
    affected: (managerId, kind, method, entityId) =>
      touched
        .byCopy({ managerId, kind, method }, entityId)
        .map(({ id, name }) => ({ id, name: name ?? id })),
    sendDraft: (draft) =>
      send.sendDraft({ draftId: draft.id, version: draft.version, typedName: nameOf(draft) }),
    ended: send.ended,
    summary: ledger.get,
    ofDraft: ledger.ofDraft,
    events: ledger.events,
    isClosed: () => isClosed,
    bug,
  });
  const selfSettle = createSelfSettle(ports.clock, {
    doubts: ledger.doubts,
    settle: send.settle,
    bug,
  });
  const sharing = createSharing(ports, {
    learn: ledger.learn,
    changed() {
      store.forget();
      for (const { id } of store.managers()) background('sharing', access.tell(id));
    },
    adopt(isMine) {
      send.adopt(isMine);
      watches.adopt(isMine);
    },
    bug,
  });
  const terminal = createTerminal(ports, {
    find: access.find,
    use: access.use,
    open: ledger.open,
    summary: ledger.get,
    openOnes: ledger.openOnes,
    list: ledger.list,
    catchUp: upkeep.finish,
    refresh: inventory.refresh,
    learn: inventory.learn,
    recover: send.recover,
    sendChange: send.sendChange,
    followSession: (id, session, nsxRequestId, ms) =>
      watches.follow(id, [session], nsxRequestId, ms),
    timeOut: watches.timeOutNow,
  });

  async function preflightFacts(draft: Draft, manager: Manager) {
    const around = await factsAround(draft, ports);
    return {
      draft,
      view: await access.view(manager),
      ...around,
      key: await secrets.isKept(draft, 'psk'),
      inDoubt: send.inDoubt(draft, draft.id),
      now: ports.clock.now(),
    };
  }

  async function preflightOf(id: DraftId): Promise<Result<PreflightLine[]>> {
    const draft = store.draft(id);
    const manager = draft && access.find(draft.managerId);
    if (!draft || !manager) return fail({ kind: 'not-found', what: 'that draft' });
    return ok(withPlanLines(draft, preflight(await preflightFacts(draft, manager))));
  }

  const records = createRecords(store, {
    summary: ledger.get,
    events: ledger.events,
    isUnresolved: (summary) => isSending(summary) || ledger.isDoubt(summary.request.id),
    create: drafts.create,
  });

  const fingerprints = createFingerprints(ports);
  const verify = createVerify({ ...ports, keptOf: fingerprints.keptOf }, ledger.retell);
  const packable = {
    summary: ledger.get,
    nodeNames: records.nodeNames,
    isSound: createSound(ports),
    registerHead: store.registerHead,
  };
  const packs = createPackExport(ports, packable);
  const retention = createRetention(ports, {
    summary: ledger.get,
    isUnresolved: ({ request }) => ledger.isDoubt(request.id),
    gone: ledger.gone,
    exported: packs.proven,
    stopExport: packs.cancel,
  });
  const keeper = createKeeper(ports, bug);
  const queries = createQueries(ports, ports.archive, {
    summary: ledger.get,
    record: ledger.record,
  });
  const evidence = createEvidence(ports, { ...packable, remark: ledger.recordAll }, packs);

  const handlers = createHandlers({
    ports,
    managers,
    inventory,
    drafts,
    secrets,
    sources,
    preflightOf,
    send,
    touched,
    terminal,
    watches,
    ledger,
    records,
    queries,
    plans,
    evidence,
    verify,
    retention,
    fingerprints,
    checked: keeper.checked,
  });

  return {
    handlers,
    /** What was under way when the application ended, taken up: first writes, then watches. */
    recover() {
      upkeep.start();
      ledger.load();
      send.recover();
      plans.recover();
      watches.recover();
      sharing.start();
      background('draft secrets', secrets.sweep());
    },
    /** Looks after the files from now on: the window's business, not that of a command. */
    keep: keeper.start,
    terminal,
    verify,
    /**
     * What other processes put on record is told like our own, from now on; `recover` does so as well. `only`: the
     * requests that this process takes up when no other follows them.
     */
    share: sharing.start,
    suspend: watches.suspend,
    wakeAll: watches.wakeAll,
    /** A write is under way: ending now would leave it in doubt. */
    busy: send.busy,
    /** A write of this request, or its reading back, is under way: what follows from it is still to come. */
    isAt: send.isAt,
    /** Resolves when every write under way has ended; a plan that is being sent begins no other. */
    idle() {
      plans.halt();
      return send.idle();
    },
    close() {
      isClosed = true;
      keeper.stop();
      upkeep.stop();
      sharing.stop();
      selfSettle.close();
      send.close();
      watches.close();
      recheck.close();
    },
  };
}

const NOT_WANTED = 'It was sent without following it.';
