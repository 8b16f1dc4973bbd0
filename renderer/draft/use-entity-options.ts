import { useEffect, useMemo, useState } from 'react';
import type { ManagerId } from '../../shared/ids.ts';
import type { Entity } from '../../shared/inventory.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import { call } from '../bridge.ts';
import { type Copy, entitiesOf, entityOf } from './lookup.ts';

/** More than these are not read through, they are searched. */
export const SHOWN_AT_MOST = 100;
/** Typing goes on for as long before it is searched for, in ms: shorter than between two keys. */
const TYPING_PAUSE = 60;

type Wanted = {
  /** Whose inventory is searched; without it, what the window has of the copy is. */
  managerId: ManagerId | null;
  kind: InventoryKind;
  copy: Copy;
  typed: string;
  isOpen: boolean;
  describeOne: (entity: Entity) => string;
};

export type EntityOptions = {
  options: readonly Entity[];
  /** How many fit, shown or not. */
  total: number;
  /** What is shown is the answer to what is typed. */
  isReady: boolean;
};

const NONE: EntityOptions & { typed: string } = {
  options: [],
  total: 0,
  isReady: false,
  typed: '',
};

/** The objects that a picker offers while it is open: main searches all of them, however many there are. */
export function useEntityOptions(wanted: Wanted): EntityOptions {
  const { managerId, kind, copy, typed, isOpen, describeOne } = wanted;
  const [answered, setAnswered] = useState(NONE);
  useEffect(() => {
    if (!managerId || !isOpen) return;
    let isWanted = true;
    const ask = async () => {
      const limit = SHOWN_AT_MOST;
      const input = { managerId, kind, typed, offset: 0, limit, locate: null };
      const answer = await call('inventory.find', input);
      if (!isWanted || !answer.ok) return;
      const options = answer.value.rows.map(({ entity }) => entity);
      setAnswered({ options, total: answer.value.total, isReady: true, typed });
    };
    const timer = setTimeout(() => void ask(), typed === '' ? 0 : TYPING_PAUSE);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [managerId, kind, typed, isOpen]);

  const local = useMemo(() => {
    if (managerId || !isOpen) return [];
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    return entitiesOf(copy, kind)
      .filter((entity) => {
        const text = `${entity.name} ${describeOne(entity)} ${entity.id}`.toLowerCase();
        return words.every((word) => text.includes(word));
      })
      .sort((a, b) => a.name.localeCompare(b.name, undefined, { numeric: true }));
  }, [managerId, isOpen, copy, kind, typed, describeOne]);

  if (managerId) return { ...answered, isReady: answered.isReady && answered.typed === typed };
  return { options: local.slice(0, SHOWN_AT_MOST), total: local.length, isReady: true };
}

/** An object by its id: from what the window has of the copy, else from main. `isReady`: where null, it isn't there. */
export function useEntity(
  managerId: ManagerId | null,
  kind: InventoryKind,
  id: string,
  copy: Copy,
): { entity: Entity | null; isReady: boolean } {
  const inCopy = entityOf(copy, kind, id);
  const isAsked = inCopy === null && managerId !== null && id !== '';
  const [answered, setAnswered] = useState<{ id: string; entity: Entity | null } | null>(null);
  useEffect(() => {
    if (!isAsked || !managerId) return;
    let isWanted = true;
    void call('inventory.details', { managerId, id }).then((answer) => {
      if (!isWanted || !answer.ok) return;
      const { entity } = answer.value;
      setAnswered({ id, entity: entity?.kind === kind ? entity : null });
    });
    return () => {
      isWanted = false;
    };
  }, [isAsked, managerId, kind, id]);
  if (!isAsked) return { entity: inCopy, isReady: true };
  return answered?.id === id
    ? { entity: answered.entity, isReady: true }
    : { entity: null, isReady: false };
}
