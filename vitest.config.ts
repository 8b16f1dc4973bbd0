import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/packaged/**', 'node_modules/**', 'out/**', 'dist/**'],
    environment: 'node',
    setupFiles: ['test/seed.ts'],
    // The practice manager's certificate and the database's first open are slow on a small machine.
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
});
