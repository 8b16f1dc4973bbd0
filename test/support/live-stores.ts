import type { StateCreator } from 'zustand';

type Zustand = typeof import('zustand');

/**
 * Drawn on a server, a store shows how it began: with these it shows how it is. A
 * file takes them by `vi.mock('zustand', …)`; `between-files.ts` takes them back.
 */
export function liveStores(zustand: Zustand) {
  const create = (begin: StateCreator<unknown>) => {
    const api = zustand.createStore(begin);
    api.getInitialState = api.getState;
    const use = (select: (state: unknown) => unknown) => zustand.useStore(api, select);
    return Object.assign(use, api);
  };
  return { ...zustand, create };
}
