import { afterAll, vi } from 'vitest';

/**
 * Files that share a process share what is installed, never what is ours: the next one evaluates our modules anew and
 * finds globals, environment and time as they were.
 */
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  // What `live-stores.ts` stands in for; without it here, a file that forgets hands its own to the next.
  vi.doUnmock('zustand');
  vi.resetModules();
});
