import { afterAll, vi } from 'vitest';

/**
 * Files that share a process share what is installed, never what is ours: the next one evaluates our modules anew and
 * finds globals, environment and time as they were.
 */
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.resetModules();
});
