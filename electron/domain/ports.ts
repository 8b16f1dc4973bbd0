import type { EventName, Payload } from '../../shared/contract.ts';
import type { Draft } from '../../shared/draft.ts';
import type { DraftVersion } from '../../shared/draft-version.ts';
import type {
  DraftId,
  ManagerId,
  Millis,
  PlanId,
  RequestId,
  TemplateId,
} from '../../shared/ids.ts';
import type { Entity, EntityLink, InventoryList, TunnelStatus } from '../../shared/inventory.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import type { CertificateView, Keep, Manager, ManagerFacts } from '../../shared/manager.ts';
import type { EntityKind, InventoryKind, WriteMethod } from '../../shared/nsx/kinds.ts';
import type { Plan } from '../../shared/plan.ts';
import type { Kept } from '../../shared/record-fingerprint.ts';
import type { Exchange, Request, RequestEvent, RequestFact } from '../../shared/request.ts';
import type { Failure, NsxError, Result } from '../../shared/result.ts';
import type { Settings } from '../../shared/settings.ts';
import type { Restored } from '../../shared/storage.ts';
import type { Template } from '../../shared/template.ts';
import type { Evidence } from './evidence/port.ts';
import type { Questions, SummaryStore, Verification } from './record-ports.ts';
import type { Storage } from './storage/port.ts';

export type { Verification } from './record-ports.ts';
export type { CopySecrets, Storage } from './storage/port.ts';

/** What a call to a manager needs to know of it. The password is fetched from the vault by the caller of a write or a read. */
export type Connection = Pick<
  Manager,
  'id' | 'address' | 'trust' | 'user' | 'auth' | 'proxy' | 'clientCertificate'
> & {
  /** With a client certificate: its key's passphrase, empty where it has none. */
  password: string;
};

/** An answer to a read or a check: whatever HTTP answer the manager gave, good or not. Secrets are replaced already. */
export type Answer = { exchange: Exchange; nsxRequestId: string | null };

/**
 * How a write ended, told so that no failure can be mistaken for "nothing happened".
 * `not-sent`: no byte of the request left. `lost`: bytes may have left and no whole answer came; where its head
 * did come, `status` and NSX's id of the request are what was saved of it.
 */
export type WriteEnd =
  | { end: 'answered'; answer: Answer; body: Json }
  | { end: 'not-sent'; failure: Failure }
  | { end: 'lost'; failure: Failure; nsxRequestId?: string | null; status?: number | null };

export type Write = {
  method: WriteMethod;
  kind: EntityKind;
  entityId: string | null;
  body: JsonObject | null;
  ereqId: string;
  /** Sends `X-Allow-Overwrite: true`: another principal's object is overwritten (domain.md §4). */
  allowOverwrite?: true;
};

/**
 * A manager in the Manager API's dialect (`/api/v1`). Every call checks the certificate before it sends a byte
 * of HTTP, so a credential never reaches a manager whose certificate has changed.
 * Reads may sign in again once on an expired session (403/98); a credential refusal (403/403, 401) is never retried.
 */
export type Nsx = {
  /** Looks at the certificate that an address presents. Sends no credential and no HTTP. */
  probe(address: string, proxy?: Manager['proxy']): Promise<Result<CertificateView>>;
  /** Signs in once, reads who we are and what the manager is. `unauthorized` where the credential is refused. */
  facts(connection: Connection): Promise<Result<ManagerFacts>>;
  /** Reads every object of a kind, all pages; `onPage` is told how many so far, and of how many where NSX says it. */
  list(
    connection: Connection,
    kind: InventoryKind,
    signal?: AbortSignal,
    onPage?: (objects: number, expected: number | null) => void,
  ): Promise<Result<JsonObject[]>>;
  /** Reads one object. `body` is null where NSX says that it isn't there (404/600): that is an answer as well. */
  read(
    connection: Connection,
    kind: EntityKind,
    id: string,
  ): Promise<Result<{ body: JsonObject | null; exchange: Exchange }>>;
  /** The URL that a write goes to, for the record. */
  writeUrl(connection: Pick<Manager, 'address'>, write: Pick<Write, 'kind' | 'entityId'>): string;
  /** Sends a write exactly once. Never retried, whatever happens. `onSent` is called before the first byte may leave. */
  write(connection: Connection, write: Write, onSent: () => void): Promise<WriteEnd>;
  /**
   * One GET of `/vpn/ipsec/sessions/{id}/state?request_id=`: every answer of NSX is a value (the verdict table
   * reads it). Checks wait for their turn in the manager's budget; an `urgent` one (a person's click) goes first.
   * `wanted` is asked when the turn has come: one that is not wanted any more is not sent, and fails as `stale`.
   */
  state(
    connection: Connection,
    sessionId: string,
    nsxRequestId: string | null,
    options?: { urgent?: boolean; wanted?: () => boolean },
  ): Promise<Result<Exchange>>;
  /** `status?source=realtime` of a session. */
  tunnel(connection: Connection, sessionId: string): Promise<Result<TunnelStatus>>;
  /** Forgets sign-ins and closes sockets of a manager (its trust or credential has changed). */
  forget(managerId: ManagerId): void;
};

/** How many objects of each kind a manager's copy holds, and when the oldest of its lists was read; null: never. */
export type InventoryCounts = {
  asOf: Millis | null;
  counts: Record<InventoryKind, number>;
  hidden: Partial<Record<InventoryKind, Failure>>;
};

export type ListPage = { after: string | null; limit: number };
/** One list of a copy. */
export type ListOf = { managerId: ManagerId; kind: InventoryKind };

/** Everything that is kept on this computer. No secret ever passes through here. Writes are durable when they return. */
export type Store = SummaryStore & {
  settings(): Settings;
  saveSettings(settings: Settings): void;

  managers(): Manager[];
  saveManager(manager: Manager): void;
  /** Sets or lifts a halt on the manager as it is stored at this moment: nothing else of it is written. */
  setHalted(id: ManagerId, halted: NsxError | null): void;
  removeManager(id: ManagerId): void;
  facts(id: ManagerId): ManagerFacts | null;
  saveFacts(id: ManagerId, facts: ManagerFacts): void;

  /** A list of the copy, by id; all of it, or at most `limit` of what comes after an id. */
  inventory(id: ManagerId, kind: InventoryKind, page?: ListPage): InventoryList;
  /** The sizes of the lists without their objects: as cheap for 100,000 objects as for ten. */
  inventoryCounts(id: ManagerId): InventoryCounts;
  entity(id: ManagerId, kind: InventoryKind, entityId: string): Entity | null;
  /**
   * Replaces the copy of a manager in one transaction: a half-read inventory never replaces a whole one. `readAt` is
   * when the reading began: what was put in or taken out since then is newer than these lists, and stays as it is.
   * `hidden`: kinds that the manager did not show, and why; their lists are empty.
   */
  saveInventory(
    id: ManagerId,
    readAt: Millis,
    kinds: ReadonlyMap<InventoryKind, Entity[]>,
    hidden?: ReadonlyMap<InventoryKind, Failure>,
  ): void;
  /**
   * As `saveInventory`, made ready piece by piece apart from the copy: `more` does some 10 ms of it, and is false once
   * all is ready; `save` puts it in place of the copy, whole; `drop` gives it up.
   */
  stageInventory(...reading: Parameters<Store['saveInventory']>): {
    more(): boolean;
    save(): void;
    drop(): void;
  };
  /** Puts one object into the copy as it was just read or answered. */
  saveEntity(entity: Entity): void;
  /** Takes one object out of the copy. `at` is when that was known: an older list doesn't bring it back. */
  removeEntity(id: ManagerId, kind: InventoryKind, entityId: string, at: Millis): void;

  /**
   * Objects of one list by id, as they are stored; those that name one object, or all. Cheap to read: for rules that
   * join many of them. A row that can't be read is bare; a page that is not full is the last.
   */
  bodies(
    list: ListOf,
    naming: { kind: InventoryKind; id: string } | null,
    page: ListPage,
  ): { id: string; name: string; body: JsonObject }[];
  /** How many objects of each list have every word (`shared/inventory-search.ts`) in their searched text. */
  countFound(lists: readonly ListOf[], words: readonly string[]): (ListOf & { objects: number })[];
  /** Those of one list, in the order in which people count. */
  found(list: ListOf, words: readonly string[], offset: number, limit: number): Entity[];
  /** How many of them stand before this one; null where it is not among them. */
  placeOf(list: ListOf, words: readonly string[], entityId: string): number | null;
  /** Those that name an object, by kind and name: the first `limit`, and how many there are. */
  usersOf(
    id: ManagerId,
    kind: InventoryKind,
    entityId: string,
    limit: number,
  ): { users: EntityLink[]; count: number };
  /** The sessions that stand on an object, directly or through what names it; itself, where it is one. By id. */
  sessionsOn(
    id: ManagerId,
    kind: InventoryKind,
    entityId: string,
    limit?: number,
  ): { id: string; name: string }[];
  /** The services of those sessions, by their local endpoints: each once, however many sessions there are. */
  servicesUnder(id: ManagerId, kind: InventoryKind, entityId: string): string[];
  countSessionsOn(id: ManagerId, kind: InventoryKind, entityId: string): number;

  drafts(): Draft[];
  draft(id: DraftId): Draft | null;
  /** `kept`: what it was, whole, kept in the same breath; one that is kept already keeps its name. */
  saveDraft(draft: Draft, kept?: DraftVersion): void;
  /** Its versions go too. */
  removeDraft(id: DraftId): void;
  /** Oldest first. Of mere steps the newest `STEPS_KEPT`. */
  draftVersions(id: DraftId): DraftVersion[];
  draftVersion(id: DraftId, key: number): DraftVersion | null;
  nameDraftVersion(id: DraftId, key: number, name: string | null): void;

  /** Notes, durably, that a draft has a key in the keychain, before it is put there. Outlives the draft. */
  noteDraftKey(id: DraftId, field: string): void;
  /** The key is out of the keychain. */
  forgetDraftKey(id: DraftId, field: string): void;
  /** Keys that are noted of drafts (and passwords of managers) that are not there any more. */
  keysOfGoneDrafts(): { draftId: string; field: string }[];

  templates(): Template[];
  saveTemplate(template: Template): void;
  removeTemplate(id: TemplateId): void;
  plans(): Plan[];
  plan(id: PlanId): Plan | null;
  addPlan(plan: Plan): void;
  /** Reads, changes and stores in one transaction; null where the plan is not there any more. */
  updatePlan(id: PlanId, change: (plan: Plan) => Plan): Plan | null;
  removePlan(id: PlanId): void;
  /** Who has a plan sends it: as with a request. */
  claimPlan(id: PlanId, now: Millis): boolean;
  releasePlan(id: PlanId): void;

  /** Puts a request on record, durable before it returns. */
  addRequest(request: Request): void;
  /** Appends a fact; `seq` counts from 1 within the request. */
  addFact(id: RequestId, at: Millis, fact: RequestFact): RequestEvent;
  /** Appends several that are true together: all of them, or none. */
  addFacts(id: RequestId, at: Millis, facts: readonly RequestFact[]): RequestEvent[];
  /** Runs what adds facts: all of them are durable when it returns, or none is kept and it throws. */
  together<T>(run: () => T): T;
  request(id: RequestId): Request | null;
  requests(): Request[];
  events(id: RequestId): RequestEvent[];
  /** The head of a request's chain, and the number of the event it stands at; null where there is none. */
  chainOf(id: RequestId): { seq: number; head: string } | null;
  /** The head of the register of all requests; null where it has none that can be read. */
  registerHead(): string | null;
  /** Requests that were put on record before a time and have no fact since; the oldest first, `limit` from one on. */
  requestsBefore(before: Millis, after: RequestId | null, limit: number): RequestId[];
  /**
   * Begins to drop whole requests, and the texts that nobody uses then; the register says so, with the time. One that
   * has a fact since `before` by then stays; with `exported`, one whose chain is not as the pack has it.
   */
  dropping(
    ids: readonly RequestId[],
    at: Millis,
    before: Millis,
    exported?: ExportedTo | null,
  ): Dropping;
  /** Begins to verify one request, or the whole record (null); against what a fingerprint says of it that was kept. */
  verifying(id: RequestId | null, kept?: Kept | null): Verification;

  /**
   * Takes a request for this process: who has it sends and follows it. False where another living process has it.
   * Held until it is released, and renewed by being taken again; that of a process that has died is taken over.
   */
  claim(id: RequestId, now: Millis): boolean;
  /** Takes again all that this process has, at once; those of them that another living process has by now. */
  claimAnew(ids: readonly RequestId[], now: Millis): RequestId[];
  release(id: RequestId): void;
  /**
   * What was put on record since a place in it, by this process or another; `null` only gives the place of now.
   * `other`: another process has written something, be it here or to managers, drafts, settings or the inventory.
   */
  changes(since: number | null): { place: number; requests: RequestId[]; other: boolean };
};

/** The record of requests, found where it lies; answered beside main where there is a worker for it. */
export type Archive = Questions;
/** The pack that requests were exported to, and where the chain of each ends in it. */
export type ExportedTo = { pack: string; heads: ReadonlyMap<RequestId, string> };
/** Requests on their way out, in steps of a few ms. */
export type Dropping = {
  /** One step; false once all is done. */
  step(): boolean;
  /** No other request goes; what was to be done for those that have gone is done all the same. */
  stop(): void;
  dropped(): RequestId[];
};

/** A key that was typed in a draft and has not been sent. */
export type DraftSecretId = `draft:${string}`;
/** Whose secret it is: a manager's password (or its key's passphrase), or a key of a draft. */
export type SecretId = ManagerId | DraftSecretId;

/** The operating system's keychain, or memory for this session only. Never a file of our own. */
export type Vault = {
  status(): Promise<{ available: boolean; name: string; detail: string | null }>;
  /** Stores a secret where the user chose; replaces what was there in either place. */
  keep(id: SecretId, secret: string, where: Keep): Promise<Result<null>>;
  password(id: SecretId): Promise<Result<string | null>>;
  place(id: SecretId): Promise<'keychain' | 'session-only' | 'none'>;
  remove(id: SecretId): Promise<Result<null>>;
};

export type Clock = {
  now(): Millis;
  /**
   * Time that no change of the clock moves, ms; most systems stop it while they sleep. Without it a clock that is set
   * forward can't be told from a sleep.
   */
  ticks?(): number;
  /** Runs once after `ms`; the returned function cancels it. */
  after(ms: number, run: () => void): () => void;
  /** 0 ≤ x < 1, for jitter. */
  random(): number;
};

/** A new UUID. */
export type NewId = () => string;

/** A new pre-shared key that nobody can guess, in characters that every peer takes. */
export type NewKey = () => string;

/** Tells the window; the shell parses the payload with the contract's schema. */
export type Notify = <N extends EventName>(name: N, payload: Payload<N>) => void;

/** The practice manager, started on demand inside this process. */
export type Practice = {
  start(): Promise<{ address: string; fingerprint: string; user: string; password: string }>;
  scenarios(): {
    running: boolean;
    next: string | null;
    scenarios: { id: string; title: string; description: string }[];
    /** VPN services that a scenario has disabled. */
    servicesOff: number;
  };
  /** Enables them again: nobody else could. */
  enableServices(): Result<null>;
  choose(scenario: string): Result<null>;
};

/** What only the host knows. */
export type Host = {
  info(): {
    version: string;
    electron: string;
    dataFolder: string;
    dataBytes: number;
    platform: string;
    keychainService: string;
  };
  openLink(link: 'guide' | 'keychain-help'): void;
  /** Closes the data, puts a copy in its place and begins anew with it; what was there is put aside. */
  restore(name: string): Promise<Result<null>>;
  restored(forget?: true): Restored | null;
  /** Shows the file of a backup, or of what was put aside, in the system's file manager. */
  show(name: string): Result<null>;
  /** The database turned out to be damaged: nothing more is written to it, and the window says what there is to do. */
  damaged(detail: string): void;
  /** The name by which the operating system knows who is at the computer. */
  person(): string;
};

export type Ports = {
  nsx: Nsx;
  store: Store;
  archive: Archive;
  vault: Vault;
  clock: Clock;
  newId: NewId;
  newKey: NewKey;
  notify: Notify;
  practice: Practice;
  storage: Storage;
  host: Host;
  /** Absent where there is no window: a terminal opens no dialog. */
  evidence?: Evidence;
};
