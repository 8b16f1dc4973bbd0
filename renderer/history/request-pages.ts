import { createStore } from 'zustand/vanilla';
import type { Input } from '../../shared/contract.ts';
import type { FoundBy } from '../../shared/found-by.ts';
import {
  type HistoryFilter,
  type HistoryPage,
  type HistorySort,
  MAX_HISTORY_PAGE,
} from '../../shared/history-query.ts';
import type { RequestId } from '../../shared/ids.ts';
import type { RequestSummary } from '../../shared/request.ts';
import type { Failure, Result } from '../../shared/result.ts';

export const PAGE_ROWS = MAX_HISTORY_PAGE;
/** Pages that stay in the window; those farthest from what is in sight go first. */
const KEPT_PAGES = 12;
/** Pages that are asked for at a time: the others wait, and are forgotten where nobody looks at them any more. */
const AT_ONCE = 2;

/** What is looked for, and in which order. */
export type Ask = { filter: HistoryFilter; sort: HistorySort };
type Rows = readonly RequestSummary[];
type Why = NonNullable<HistoryPage['why']>;

export type PagesState = {
  phase: 'loading' | 'ready' | 'failed';
  failure: Failure | null;
  /** What the rows are the answer to; a newer ask may be under way. */
  ask: Ask | null;
  total: number;
  pages: Readonly<Record<number, Rows>>;
  /** Of each page why its requests were found, where their rows don't show it. */
  why: Readonly<Record<number, Why>>;
  /** Where a request that was asked for stands; null where it is not among them. */
  located: { id: string; place: number | null } | null;
};

export type PagesActions = {
  /** Looks anew; what was found before stays until the answer comes. */
  look(ask: Ask, locate: string | null): Promise<void>;
  /** The same again, as it is now: the rows in sight are read anew. */
  again(locate: string | null): Promise<void>;
  /** Rows from one place to another are in sight. */
  need(from: number, to: number): void;
  locate(id: string): Promise<void>;
  /** Puts a newer summary in the place of the one that is held; false where none is. */
  take(summary: RequestSummary): boolean;
  /** The requests between two places, both with them, wherever they are; null where they can't be had. */
  between(from: number, to: number): Promise<Rows | null>;
};

export type Find = (input: Input<'history.find'>) => Promise<Result<HistoryPage>>;
export type RequestPages = ReturnType<typeof createRequestPages>;

const pageOf = (index: number) => Math.floor(index / PAGE_ROWS);

/** A list as long as the record: pages of it come in as they are looked at. */
export function createRequestPages(find: Find) {
  return createStore<PagesState & PagesActions>()((set, get) => {
    let round = 0;
    let asking: Ask | null = null;
    /** Pages in sight, the first and the last. */
    let sight = { first: 0, last: 0 };
    const onTheWay = new Set<number>();
    /** Pages that could not be had: asked for again once something else is in sight. */
    const refused = new Set<number>();

    const ask = (of: Ask, page: number, limit: number, locate: string | null) =>
      find({ ...of, offset: page * PAGE_ROWS, limit, locate: locate as RequestId | null });

    async function begin(of: Ask, first: number, last: number, locate: string | null) {
      const mine = ++round;
      asking = of;
      onTheWay.clear();
      refused.clear();
      const pages: Record<number, Rows> = {};
      const why: Record<number, Why> = {};
      let head: HistoryPage | null = null;
      for (let page = first; page <= last; page += 1) {
        const answer = await ask(of, page, PAGE_ROWS, head === null ? locate : null);
        // Someone has typed on: this is the answer to yesterday's question.
        if (mine !== round) return;
        if (!answer.ok) return set({ phase: 'failed', failure: answer.failure });
        head ??= answer.value;
        pages[page] = answer.value.rows;
        why[page] = answer.value.why ?? {};
        const end = Math.max(0, pageOf(head.total - 1));
        // The list has become shorter than the place that was in sight.
        if (first > end) return begin(of, end, end, locate);
        if (page >= end) break;
      }
      if (head === null) return;
      set({
        phase: 'ready',
        failure: null,
        ask: of,
        total: head.total,
        pages,
        why,
        located: locate === null ? null : { id: locate, place: head.place },
      });
      askForMissing();
    }

    /** Pages in sight that are not here, from the middle out. */
    function missing(): number[] {
      const { pages, total } = get();
      const end = pageOf(total - 1);
      const middle = (sight.first + sight.last) / 2;
      const wanted: number[] = [];
      for (let page = Math.max(0, sight.first); page <= Math.min(sight.last, end); page += 1) {
        if (!pages[page] && !onTheWay.has(page) && !refused.has(page)) wanted.push(page);
      }
      return wanted.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    }

    function askForMissing(): void {
      for (const page of missing()) {
        if (onTheWay.size >= AT_ONCE) return;
        void load(page);
      }
    }

    async function load(page: number): Promise<void> {
      const mine = round;
      if (!asking) return;
      onTheWay.add(page);
      const answer = await ask(asking, page, PAGE_ROWS, null);
      if (mine !== round) return;
      onTheWay.delete(page);
      if (answer.ok) put(page, answer.value);
      else refused.add(page);
      askForMissing();
    }

    function put(page: number, { rows, why = {} }: HistoryPage) {
      const middle = (sight.first + sight.last) / 2;
      set((was) => ({
        pages: nearest({ ...was.pages, [page]: rows }, middle),
        why: nearest({ ...was.why, [page]: why }, middle),
      }));
    }

    return {
      phase: 'loading',
      failure: null,
      ask: null,
      total: 0,
      pages: {},
      why: {},
      located: null,

      look(of, locate) {
        sight = { first: 0, last: 0 };
        return begin(of, 0, 0, locate);
      },
      again: async (locate) => {
        if (asking) await begin(asking, sight.first, sight.last, locate);
      },
      need(from, to) {
        const next = { first: pageOf(from), last: pageOf(to) };
        if (next.first !== sight.first || next.last !== sight.last) refused.clear();
        sight = next;
        if (get().total > 0) askForMissing();
      },
      async locate(id) {
        const mine = round;
        if (!asking) return;
        const answer = await ask(asking, 0, 0, id);
        if (answer.ok && mine === round) set({ located: { id, place: answer.value.place } });
      },
      take(summary) {
        const { pages } = get();
        const { id } = summary.request;
        for (const [page, rows] of Object.entries(pages)) {
          if (!rows.some(({ request }) => request.id === id)) continue;
          const next = rows.map((row) => (row.request.id === id ? summary : row));
          set({ pages: { ...pages, [page]: next } });
          return true;
        }
        return false;
      },
      async between(from, to) {
        const mine = round;
        const found: RequestSummary[] = [];
        for (let page = pageOf(from); page <= pageOf(to); page += 1) {
          let rows = get().pages[page];
          if (!rows && asking) {
            const answer = await ask(asking, page, PAGE_ROWS, null);
            if (!answer.ok || mine !== round) return null;
            rows = answer.value.rows;
          }
          const first = page * PAGE_ROWS;
          found.push(...(rows ?? []).filter((_, at) => first + at >= from && first + at <= to));
        }
        return found;
      },
    };
  });
}

/** What stands at a place of the list; null while its page is on the way. */
export function rowAt({ pages }: Pick<PagesState, 'pages'>, index: number): RequestSummary | null {
  return pages[pageOf(index)]?.[index % PAGE_ROWS] ?? null;
}

/** Why the request at a place was found; null where its row shows it, or nothing was typed. */
export function whyAt(state: Pick<PagesState, 'pages' | 'why'>, index: number): FoundBy | null {
  const row = rowAt(state, index);
  return (row && state.why[pageOf(index)]?.[row.request.id]) ?? null;
}

/** Where a request stands among the rows that are here; null where it is not. */
export function placeOf({ pages }: Pick<PagesState, 'pages'>, id: string): number | null {
  for (const [page, rows] of Object.entries(pages)) {
    const at = rows.findIndex(({ request }) => request.id === id);
    if (at >= 0) return Number(page) * PAGE_ROWS + at;
  }
  return null;
}

function nearest<T>(pages: Readonly<Record<number, T>>, to: number): Readonly<Record<number, T>> {
  const numbers = Object.keys(pages).map(Number);
  if (numbers.length <= KEPT_PAGES) return pages;
  const kept = numbers.sort((a, b) => Math.abs(a - to) - Math.abs(b - to)).slice(0, KEPT_PAGES);
  return Object.fromEntries(kept.map((page) => [page, pages[page] as T]));
}
