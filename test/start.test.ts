import { expect, test } from 'vitest';
import { projectRoot } from '../electron/launch/paths.mjs';
import { filesIn, isSource, readImportsAtLoad } from './support/import-rules.ts';

const sources = ['shared', 'electron', 'renderer'].flatMap((folder) =>
  filesIn(projectRoot, folder).filter(isSource),
);
const imports = readImportsAtLoad(projectRoot, sources);

/** The packages that are run before a file's own first line, through whatever file. */
function packagesBefore(root: string): Set<string> {
  const seen = new Set([root]);
  const packages = new Set<string>();
  for (const file of seen) {
    for (const { to, local } of imports.filter(({ from }) => from === file)) {
      if (local) seen.add(to);
      else packages.add(to);
    }
  }
  return packages;
}

test('the first screen waits for no editor, no palette and nothing else that it does not show', () => {
  const before = [...packagesBefore('renderer/main.tsx')];
  expect(before).toContain('react-dom/client');
  expect(before.filter((name) => /codemirror|lezer|spotlight|react-virtual/.test(name))).toEqual(
    [],
  );
});

test('the window is on its way before main reads what only data and managers need', () => {
  const before = [...packagesBefore('electron/main.ts')];
  expect(before).toContain('electron');
  expect(before.filter((name) => /^(zod|undici|libsql|keytar|selfsigned)$/.test(name))).toEqual([]);
  expect([...packagesBefore('electron/product.ts')]).toContain('libsql');
});
