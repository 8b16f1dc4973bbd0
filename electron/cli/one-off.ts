import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ManagerId, type Millis } from '../../shared/ids.ts';
import type { Entity } from '../../shared/inventory.ts';
import { type Manager, type ManagerFacts, type Trust, UNSAVED_ID } from '../../shared/manager.ts';
import { EntityKind, type InventoryKind } from '../../shared/nsx/kinds.ts';
import { sessionsUsing } from '../../shared/nsx/references.ts';
import { ok } from '../../shared/result.ts';
import type { Store, Vault } from '../domain/ports.ts';
import type { Target } from './options.ts';
import { UsageError } from './usage.ts';

type ByUrl = Extract<Target, { by: 'url' }>;

/** The entry of a manager that is named by its URL. The same address and user have the same id, so its requests belong together. */
export function oneOffManager(target: ByUrl): Manager {
  const { address, user, auth } = target;
  const digest = createHash('sha256').update(`${address}\n${user}`).digest('hex');
  return {
    id: ManagerId.parse(`${UNSAVED_ID}${digest.slice(0, 32)}`),
    name: address,
    address,
    environment: '',
    colour: 'slate',
    readOnly: false,
    trust: trustOf(target),
    user,
    auth,
    practice: false,
    createdAt: Date.now(),
  };
}

function trustOf({ fingerprint, caFile }: ByUrl): Trust {
  if (fingerprint !== null) return { kind: 'fingerprint', sha256: fingerprint };
  if (caFile === null) return { kind: 'system' };
  try {
    return { kind: 'ca', name: basename(caFile), pem: readFileSync(caFile, 'utf8') };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--ca can’t be read: ${words}`);
  }
}

/** The store with one manager more, which is never saved; what is sent to it is on record like any other. */
export function withManager(store: Store, manager: Manager): Store {
  let now = manager;
  let facts: ManagerFacts | null = null;
  let readAt: Millis | null = null;
  const copy = new Map<InventoryKind, Map<string, Entity>>();
  const ofKind = (kind: InventoryKind) => copy.get(kind) ?? new Map<string, Entity>();
  const isIt = (id: string) => id === manager.id;
  const own: Partial<Store> = {
    managers: () => [...store.managers().filter((one) => !isIt(one.id)), now],
    saveManager(next) {
      if (isIt(next.id)) now = next;
      else store.saveManager(next);
    },
    setHalted(id, halted) {
      if (isIt(id)) now = haltedOr(now, halted);
      else store.setHalted(id, halted);
    },
    removeManager(id) {
      if (!isIt(id)) store.removeManager(id);
    },
    facts: (id) => (isIt(id) ? facts : store.facts(id)),
    saveFacts(id, next) {
      if (isIt(id)) facts = next;
      else store.saveFacts(id, next);
    },
    // The copy on disk belongs to saved managers: what is read of this one is gone with the command.
    inventory: (id, kind) =>
      isIt(id)
        ? { managerId: id, kind, asOf: readAt, entities: [...ofKind(kind).values()] }
        : store.inventory(id, kind),
    inventoryCounts(id) {
      const counts = store.inventoryCounts(id);
      return isIt(id) ? { ...counts, asOf: readAt } : counts;
    },
    entity: (id, kind, entityId) =>
      isIt(id) ? (ofKind(kind).get(entityId) ?? null) : store.entity(id, kind, entityId),
    sessionsOn(id, kind, entityId) {
      if (!isIt(id)) return store.sessionsOn(id, kind, entityId);
      const of = EntityKind.safeParse(kind);
      if (!of.success) return [];
      const ids = sessionsUsing(of.data, entityId, (each) => [...ofKind(each).values()]);
      return ids.map((one) => ({ id: one, name: ofKind('sessions').get(one)?.name ?? one }));
    },
    saveInventory(id, at, kinds, hidden) {
      if (!isIt(id)) return store.saveInventory(id, at, kinds, hidden);
      readAt = at;
      for (const [kind, entities] of kinds) {
        copy.set(kind, new Map(entities.map((entity) => [entity.id, entity])));
      }
    },
    stageInventory(...reading) {
      if (!isIt(reading[0])) return store.stageInventory(...reading);
      const save = () => this.saveInventory?.(...reading);
      return { more: () => false, save, drop: () => {} };
    },
    saveEntity(entity) {
      if (!isIt(entity.managerId)) return store.saveEntity(entity);
      copy.set(entity.kind, ofKind(entity.kind).set(entity.id, entity));
    },
    removeEntity(id, kind, entityId, at) {
      if (isIt(id)) copy.get(kind)?.delete(entityId);
      else store.removeEntity(id, kind, entityId, at);
    },
  };
  return Object.assign(Object.create(store) as Store, own);
}

function haltedOr(manager: Manager, halted: Manager['halted'] | null): Manager {
  const { halted: _before, ...rest } = manager;
  return halted ? { ...rest, halted } : rest;
}

/**
 * The store with a halt of this command's own for a manager whose password was given to it: that the one in the
 * keychain was refused says nothing about this one, and a mistyped one must not stop the one that works.
 */
export function withOwnHalt(store: Store, id: ManagerId): Store {
  let refused: Manager['halted'] | null = null;
  const own: Partial<Store> = {
    managers: () =>
      store.managers().map((manager) => {
        if (manager.id !== id) return manager;
        return haltedOr(manager, refused);
      }),
    saveManager(next) {
      if (next.id === id) refused = next.halted ?? null;
      else store.saveManager(next);
    },
    setHalted(of, halted) {
      if (of === id) refused = halted;
      else store.setHalted(of, halted);
    },
  };
  return Object.assign(Object.create(store) as Store, own);
}

/** The keychain with one password that was given to this command; it is kept in memory and nowhere else. */
export function withPassword(vault: Vault, id: ManagerId, password: string): Vault {
  return {
    ...vault,
    password: async (of) => (of === id ? ok(password) : vault.password(of)),
    place: async (of) => (of === id ? 'session-only' : vault.place(of)),
  };
}
