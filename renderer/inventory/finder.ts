import { createStore } from 'zustand/vanilla';
import type { Input } from '../../shared/contract.ts';
import type { ManagerId } from '../../shared/ids.ts';
import type { Entity, FoundEntity, FoundPage } from '../../shared/inventory.ts';
import { MAX_SEARCH } from '../../shared/inventory-search.ts';
import type { InventoryKind } from '../../shared/nsx/kinds.ts';
import type { Failure, Result } from '../../shared/result.ts';
import type { Copy } from '../draft/lookup.ts';

/** Objects in one answer of main. */
export const PAGE_ROWS = 100;
/** Pages that stay in the window; those farthest from the one in front go first. */
const KEPT_PAGES = 12;

/** What is looked for: of one kind, or of everything. */
export type Ask = { managerId: ManagerId; kind: InventoryKind | null; typed: string };

export type FinderState = {
  phase: 'loading' | 'ready' | 'failed';
  failure: Failure | null;
  /** What the rows are the answer to; a newer ask may be under way. */
  ask: Ask | null;
  total: number;
  counts: FoundPage['counts'];
  pages: Readonly<Record<number, FoundPage>>;
  /** The rows and what they name, to describe them by. */
  copy: Copy;
  /** Where an object that was asked for stands; null where it is not among them. */
  located: { id: string; place: number | null } | null;
};

export type FinderActions = {
  /** Looks anew; what was found before stays until the answer comes. */
  look(ask: Ask, locate: string | null): Promise<void>;
  /** The same again: the inventory has changed. */
  again(locate: string | null): Promise<void>;
  /** Rows from one place to another are being looked at. */
  need(from: number, to: number): void;
  /** Finds the place of an object among what was found. */
  locate(id: string): Promise<void>;
};

export type Find = (input: Input<'inventory.find'>) => Promise<Result<FoundPage>>;
export type Finder = ReturnType<typeof createFinder>;

/** A list that is as long as a manager's inventory: pages of it come in as they are looked at. */
export function createFinder(find: Find) {
  return createStore<FinderState & FinderActions>()((set, get) => {
    let round = 0;
    let asking: Ask | null = null;
    let inFront = 0;
    const onTheWay = new Set<number>();

    const inputOf = (ask: Ask, page: number, limit: number, locate: string | null) => ({
      ...ask,
      typed: ask.typed.slice(0, MAX_SEARCH),
      offset: page * PAGE_ROWS,
      limit,
      locate,
    });

    async function begin(ask: Ask, page: number, locate: string | null): Promise<void> {
      const mine = ++round;
      asking = ask;
      onTheWay.clear();
      const answer = await find(inputOf(ask, page, PAGE_ROWS, locate));
      // Someone has typed on: this is the answer to yesterday's question.
      if (mine !== round) return;
      if (!answer.ok) return set({ phase: 'failed', failure: answer.failure });
      const { total, counts, place } = answer.value;
      const last = Math.max(0, Math.ceil(total / PAGE_ROWS) - 1);
      // The list has become shorter than the place that was in front.
      if (page > last) return begin(ask, last, locate);
      inFront = page;
      set({
        phase: 'ready',
        failure: null,
        ask,
        total,
        counts,
        pages: { [page]: answer.value },
        copy: copyOf([answer.value]),
        located: locate === null ? null : { id: locate, place },
      });
    }

    async function load(page: number): Promise<void> {
      const mine = round;
      if (!asking || get().pages[page] || onTheWay.has(page)) return;
      onTheWay.add(page);
      const answer = await find(inputOf(asking, page, PAGE_ROWS, null));
      if (mine !== round) return;
      onTheWay.delete(page);
      // A page that can't be had stays empty; scrolling over it asks again.
      if (!answer.ok) return;
      const pages = nearest({ ...get().pages, [page]: answer.value }, inFront);
      set({ pages, copy: copyOf(Object.values(pages)) });
    }

    return {
      phase: 'loading',
      failure: null,
      ask: null,
      total: 0,
      counts: {},
      pages: {},
      copy: {},
      located: null,

      look: (ask, locate) => begin(ask, 0, locate),
      again: async (locate) => {
        if (asking) await begin(asking, inFront, locate);
      },
      need(from, to) {
        const { total } = get();
        if (total === 0) return;
        inFront = Math.floor((from + to) / 2 / PAGE_ROWS);
        const last = Math.min(to, total - 1);
        for (let page = Math.floor(from / PAGE_ROWS); page * PAGE_ROWS <= last; page += 1) {
          void load(page);
        }
      },
      async locate(id) {
        const mine = round;
        if (!asking) return;
        const answer = await find(inputOf(asking, 0, 0, id));
        if (answer.ok && mine === round) set({ located: { id, place: answer.value.place } });
      },
    };
  });
}

/** What stands at a place of the list; null while its page is on the way. */
export function rowAt({ pages }: Pick<FinderState, 'pages'>, index: number): FoundEntity | null {
  const page = pages[Math.floor(index / PAGE_ROWS)];
  return page?.rows[index - page.offset] ?? null;
}

function nearest(
  pages: Readonly<Record<number, FoundPage>>,
  to: number,
): Readonly<Record<number, FoundPage>> {
  const numbers = Object.keys(pages).map(Number);
  if (numbers.length <= KEPT_PAGES) return pages;
  const kept = numbers.sort((a, b) => Math.abs(a - to) - Math.abs(b - to)).slice(0, KEPT_PAGES);
  return Object.fromEntries(kept.map((number) => [number, pages[number] as FoundPage]));
}

/** Objects by kind and id. */
export function copyOfEntities(entities: Iterable<Entity>): Copy {
  const copy: Copy = {};
  for (const entity of entities) {
    const ofKind = copy[entity.kind] ?? {};
    ofKind[entity.id] = entity;
    copy[entity.kind] = ofKind;
  }
  return copy;
}

function copyOf(pages: readonly FoundPage[]): Copy {
  return copyOfEntities(
    pages.flatMap(({ rows, related }) => [...rows.map(({ entity }) => entity), ...related]),
  );
}
