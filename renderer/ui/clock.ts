import { useSyncExternalStore } from 'react';
import { create } from 'zustand';
import type { Zone } from './time.ts';

/** The zone in which times are written; the settings put it here. */
export const useZoneStore = create<{ zone: Zone }>(() => ({ zone: 'local' }));

export function useZone(): Zone {
  return useZoneStore((state) => state.zone);
}

const TICK = 1000;
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick() {
  now = Date.now();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  if (timer === undefined) {
    now = Date.now();
    timer = setInterval(tick, TICK);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The present, in steps of `every` ms (1 s unless told): one timer for the whole window. */
export function useNow(every = TICK): number {
  const step = () => Math.floor(now / every) * every;
  return useSyncExternalStore(subscribe, step, step);
}
