import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** What starts processes or turns a database over takes longest, however short its file is. */
const LONGEST = [
  'test/cli/terminal',
  'test/adapters/database/tamper-bytes',
  'test/cli/stopping',
  'test/cli/',
  'test/crash/',
  'test/adapters/database/',
  'test/adapters/',
];

/** The longest first: no worker is left alone with one at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) => {
      const found = LONGEST.findIndex((part) => moduleId.includes(part));
      return found < 0 ? LONGEST.length : found;
    };
    return sorted.sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'test/packaged/**', 'node_modules/**', 'out/**', 'dist/**'],
    environment: 'node',
    setupFiles: ['test/seed.ts', 'test/between-files.ts'],
    // A process for each file would read the same packages two hundred times.
    isolate: false,
    // Vitest keeps one core to itself, of two that is half; and many tests wait for processes.
    maxWorkers: Math.max(2, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    // The practice manager's certificate and the database's first open are slow on a small machine.
    testTimeout: 60_000,
    hookTimeout: 30_000,
  },
});
