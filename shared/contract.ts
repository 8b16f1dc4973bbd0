import * as z from 'zod';
import { Draft, Operation, PreflightLine } from './draft.ts';
import { DraftVersion, UndoKeys, VersionLine, VersionName } from './draft-version.ts';
import { evidenceCommands, evidenceEvents } from './evidence-contract.ts';
import { historyQueryCommands } from './history-query.ts';
import { DraftId, ManagerId, Millis, RequestId, TemplateId } from './ids.ts';
import {
  EntityDetails,
  FoundPage,
  InventoryChange,
  InventoryList,
  InventoryState,
  ReadingProgress,
} from './inventory.ts';
import { MAX_SEARCH } from './inventory-search.ts';
import { JsonObject } from './json.ts';
import {
  Address,
  Keep,
  ManagerSettings,
  ManagerView,
  ProbeAnswer,
  SignInInput,
  signInLack,
  Trust,
} from './manager.ts';
import { MergeLabel, MergeSide } from './merge-record.ts';
import { MAX_PSK } from './nsx/entity/peer-endpoint.ts';
import { EntityKind, InventoryKind, WriteMethod } from './nsx/kinds.ts';
import { isRequestId, ODD_REQUEST_ID } from './nsx/request-id.ts';
import { planCommands, planEvents } from './plan-contract.ts';
import { ProxyChoice } from './proxy.ts';
import { Request, RequestEvent, RequestSummary } from './request.ts';
import { Failure } from './result.ts';
import { retentionCommands, retentionEvents } from './retention-contract.ts';
import { Settings, SettingsChange } from './settings.ts';
import { StorageCheck, StorageUpdate, storageCommands } from './storage.ts';
import { DraftSource, SourceView, Template, TemplateName } from './template.ts';
import { recordCommands, recordEvents } from './verify-contract.ts';

const nothing = z.null();
const manager = z.object({ managerId: ManagerId });
const draft = z.object({ draftId: DraftId });
const draftSecret = draft.extend({ field: z.literal('psk') });
const request = z.object({ requestId: RequestId });
const MAX_TYPED = 4096;
/** The longest display name and id (Swagger 2.5.1), characters. */
const MAX_ENTITY_NAME = 255;
/** The most objects of an inventory in one answer. */
const MAX_PAGE = 1000;
const MAX_FOUND = 200;

function wholeSignIn(input: z.infer<typeof SignInInput>, context: z.RefinementCtx): void {
  const lack = signInLack(input);
  if (lack) context.addIssue({ code: 'custom', path: [lack.path], message: lack.message });
}

/**
 * THE table: every command that the window may give to main. `electron/domain/handlers.ts` must have one
 * handler for each (it does not compile otherwise); both directions are parsed with these schemas.
 */
export const commands = {
  'app.info': {
    input: nothing,
    output: z.object({
      version: z.string(),
      electron: z.string(),
      dataFolder: z.string(),
      dataBytes: z.number(),
      platform: z.string(),
      /** False where no keychain answers: "for this session only" is offered then. */
      keychain: z.object({
        available: z.boolean(),
        name: z.string(),
        detail: z.string().nullable(),
      }),
      keychainService: z.string(),
    }),
  },
  'app.open-link': {
    input: z.object({ link: z.enum(['guide', 'keychain-help']) }),
    output: nothing,
  },
  'settings.get': { input: nothing, output: Settings },
  'settings.set': { input: SettingsChange, output: Settings },

  'manager.list': { input: nothing, output: z.array(ManagerView) },
  'manager.probe': {
    input: z.object({ address: z.string().max(MAX_TYPED), proxy: ProxyChoice.optional() }),
    output: ProbeAnswer,
  },
  /** Tries the sign-in once; only a manager that answered is added. */
  'manager.add': {
    input: ManagerSettings.extend({
      address: Address,
      trust: Trust,
      ...SignInInput.shape,
      keep: Keep,
    }).superRefine(wholeSignIn),
    output: ManagerView,
  },
  'manager.update': { input: manager.extend({ settings: ManagerSettings }), output: ManagerView },
  /** A new trust decision, after a changed certificate was looked at; `address`: that of another address, where it is now. */
  'manager.trust': {
    input: manager.extend({ trust: Trust, address: Address.optional() }),
    output: ManagerView,
  },
  /** A new password (and user), tried once. */
  'manager.sign-in': {
    input: manager.extend({ ...SignInInput.shape, keep: Keep }).superRefine(wholeSignIn),
    output: ManagerView,
  },
  /** Asks the manager how it is; also the way out of *halted*, with the stored password, once. */
  'manager.check': { input: manager, output: ManagerView },
  'manager.remove': { input: manager, output: nothing },

  'practice.open': { input: nothing, output: ManagerView },
  'practice.scenarios': {
    input: nothing,
    output: z.object({
      running: z.boolean(),
      next: z.string().nullable(),
      scenarios: z.array(z.object({ id: z.string(), title: z.string(), description: z.string() })),
      servicesOff: z.number(),
    }),
  },
  /** Enables the VPN services that a scenario has disabled. */
  'practice.enable-services': { input: nothing, output: nothing },
  'practice.choose': { input: z.object({ scenario: z.string().max(64) }), output: nothing },

  'inventory.state': { input: manager, output: InventoryState },
  /** A whole list, or a page of it: what comes after an id. */
  'inventory.list': {
    input: manager.extend({
      kind: InventoryKind,
      page: z
        .object({ after: z.string().nullable(), limit: z.number().int().min(1).max(MAX_PAGE) })
        .optional(),
    }),
    output: InventoryList,
  },
  'inventory.refresh': { input: manager, output: InventoryState },
  /** Ends a reading that is under way; the copy stays as it was. */
  'inventory.cancel': { input: manager, output: InventoryState },
  /** The inventory is being looked at: read anew where it is stale and the manager can be reached. */
  'inventory.look': { input: manager, output: InventoryState },
  /** A page of the objects in which every typed word is found, by kind and name; `null`: of all managers, all kinds. */
  'inventory.find': {
    input: z.object({
      managerId: ManagerId.nullable(),
      kind: InventoryKind.nullable(),
      typed: z.string().max(MAX_SEARCH),
      offset: z.number().int().min(0),
      limit: z.number().int().min(0).max(MAX_FOUND),
      /** An object whose place among them is wanted. */
      locate: z.string().max(255).nullable(),
    }),
    output: FoundPage,
  },
  /** One object by its id, whatever its kind, with who uses it and what it uses. */
  'inventory.details': {
    input: manager.extend({ id: z.string().max(255) }),
    output: EntityDetails,
  },

  'draft.list': { input: nothing, output: z.array(Draft) },
  'draft.create': {
    input: manager.extend({
      kind: EntityKind,
      operation: Operation,
      entityId: z.string().max(255).nullable(),
      /** The body to start from; null: the entity's own, or an empty one for a create. */
      body: JsonObject.nullable(),
    }),
    output: Draft,
  },
  /** Stores what was typed. `version` is the renderer's count; an older one never overwrites a newer. */
  'draft.save': {
    input: draft.extend({
      body: JsonObject,
      text: Draft.shape.text,
      version: z.number().int(),
      undo: UndoKeys.optional(),
    }),
    output: z.object({ version: z.number().int(), savedAt: z.number() }),
  },
  /** Takes a key that was typed, once; the draft's body then has «redacted» as its mark. It never comes back here. */
  'draft.keep-secret': {
    input: draftSecret.extend({ value: z.string().min(1).max(MAX_PSK) }),
    output: z.object({ where: Keep }),
  },
  /** Makes a key that nobody can guess, and keeps it the same way. */
  'draft.make-secret': { input: draftSecret, output: z.object({ where: Keep }) },
  'draft.forget-secret': { input: draftSecret, output: nothing },
  /** Overrides NSX's protection of another principal's object for this draft alone, or takes that back. */
  'draft.override': { input: draft.extend({ on: z.boolean() }), output: Draft },
  'draft.discard': { input: draft, output: nothing },
  /** The draft is not looked at any more: a change that changes nothing is discarded. */
  'draft.leave': { input: draft.extend({ version: z.number().int() }), output: nothing },
  'draft.preflight': { input: draft, output: z.array(PreflightLine) },
  /** Reads the object of the draft into the copy. The draft stays as it is; its standing is told anew. */
  'draft.look': { input: draft, output: Draft },
  /**
   * Merges what the manager has into the draft: at once where nothing conflicts, else it waits for choices. `manager`
   * (when it is left out) reads the object first; `copy` takes it as it was read last, without a network.
   */
  'draft.rebase': {
    input: draft.extend({ from: z.enum(['manager', 'copy']).optional() }),
    output: Draft,
  },
  /** Chooses a side of one conflict; null takes the choice back. The last one makes the merge. */
  'draft.choose': {
    input: draft.extend({ label: MergeLabel, side: MergeSide.nullable() }),
    output: Draft,
  },
  /** The object was deleted on the manager: the draft becomes that of a new one. */
  'draft.make-new': { input: draft, output: Draft },
  /** Every version that is kept of a draft, oldest first. */
  'draft.versions': {
    input: draft,
    output: z.array(VersionLine.extend(DraftVersion.pick({ body: true, text: true }).shape)),
  },
  /** Names a version, or the draft as it is now (`key` null); a null name takes the name away. */
  'draft.name-version': {
    input: draft.extend({ key: z.number().int().nullable(), name: VersionName.nullable() }),
    output: Draft,
  },
  /** Goes back to a version; one of an older base is merged into the base of now. */
  'draft.restore': { input: draft.extend({ key: z.number().int() }), output: Draft },

  /** What a source becomes on a manager, before a draft is made of it. */
  'source.look': { input: manager.extend({ source: DraftSource }), output: SourceView },
  /** Makes a draft of a new object from a source. `chosen`: an id for each place that a person chose; empty: left open. */
  'source.draft': {
    input: manager.extend({
      source: DraftSource,
      name: z.string().max(MAX_ENTITY_NAME),
      chosen: z.record(z.string().max(MAX_TYPED), z.string().max(MAX_ENTITY_NAME)),
    }),
    output: Draft,
  },
  'template.list': { input: nothing, output: z.array(Template) },
  'template.save': {
    input: z.object({ source: DraftSource, name: TemplateName }),
    output: Template,
  },
  'template.remove': { input: z.object({ templateId: TemplateId }), output: nothing },

  /** Puts the stored draft on record and sends it once. Answers as soon as the intent is durable. */
  'send.draft': {
    input: draft.extend({
      version: z.number().int(),
      /** For a DELETE: the entity's name, typed. */
      typedName: z.string().max(MAX_TYPED).nullable(),
    }),
    output: RequestSummary,
  },
  /** Every session that this change touches, by the copy of then: one request id is realized on each of them. */
  'send.affected': {
    input: draft,
    output: z.object({
      asOf: Millis.nullable(),
      sessions: z.array(z.object({ id: z.string(), name: z.string() })),
    }),
  },
  /** Reads the object back to settle a request that is in doubt. Never writes. */
  'send.settle': { input: request, output: RequestSummary },

  /** Follows a request that was made elsewhere (curl, Postman, Terraform). */
  'watch.follow': {
    input: manager.extend({
      sessionId: z.string().trim().min(1, 'Paste the id of the session').max(255),
      nsxRequestId: z.string().trim().refine(isRequestId, ODD_REQUEST_ID),
      method: WriteMethod,
    }),
    output: RequestSummary,
  },
  'watch.stop': { input: request, output: RequestSummary },
  'watch.resume': { input: request, output: RequestSummary },
  'watch.check-now': { input: request, output: RequestSummary },
  'watch.read-tunnel': { input: request, output: RequestSummary },

  /**
   * All that are open or in doubt, the newest 100 of those that ask for a person since a week, and the newest 100 of
   * all; `history.find` finds every one.
   */
  'history.list': { input: nothing, output: z.array(RequestSummary) },
  'history.get': {
    /** `withEvents: false`: its facts are asked for page by page (`history.events`). */
    input: request.extend({ withEvents: z.boolean().optional() }),
    output: z.object({
      summary: RequestSummary,
      request: Request,
      events: z.array(RequestEvent),
      /** Names of transport nodes as last read, by id. */
      nodeNames: z.record(z.string(), z.string()),
    }),
  },
  /** `before`: what the object was before that request, put back as a draft. */
  'history.draft-from': {
    input: request.extend({ state: z.enum(['sent', 'before']).optional() }),
    output: Draft,
  },

  ...planCommands,
  ...storageCommands,
  ...historyQueryCommands,
  ...evidenceCommands,
  ...recordCommands,
  ...retentionCommands,
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type Input<N extends CommandName> = z.infer<Commands[N]['input']>;
export type Output<N extends CommandName> = z.infer<Commands[N]['output']>;

/** Everything that main tells the window unasked. */
export const events = {
  'manager.changed': ManagerView,
  'manager.removed': manager,
  'inventory.changed': InventoryChange,
  'inventory.progress': ReadingProgress,
  'draft.changed': Draft,
  'draft.removed': draft,
  /** A version is kept, or is called otherwise. */
  'draft.version': draft.extend({ version: VersionLine }),
  ...planEvents,
  ...evidenceEvents,
  ...recordEvents,
  ...retentionEvents,
  'request.changed': RequestSummary,
  'request.event': RequestEvent,
  'settings.changed': Settings,
  /** What is told or typed can't be kept at the moment; null: it can again. */
  'storage.failing': Failure.nullable(),
  'storage.checked': StorageCheck,
  'storage.updating': StorageUpdate,
} as const;

export type Events = typeof events;
export type EventName = keyof Events;
export type Payload<N extends EventName> = z.infer<Events[N]>;
