import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'test',
  // One window at a time on a display and a keychain; `test/run.mjs` has more than one of those.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  outputDir: 'out/test-results',
  reporter: [['list']],
  projects: [
    { name: 'e2e', testMatch: 'e2e/**/*.spec.ts' },
    { name: 'packaged', testMatch: 'packaged/**/*.spec.ts' },
  ],
});
