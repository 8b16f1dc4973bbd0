import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectRoot } from '../electron/launch/paths.mjs';
import {
  complaint,
  cycles,
  filesIn,
  type Import,
  importsOf,
  isSource,
  readImports,
} from './support/import-rules.ts';

const LONGEST_FILE = 400;

const folders = ['shared', 'electron', 'renderer', 'test'];
const files = folders.flatMap((folder) => filesIn(projectRoot, folder));
const sources = files.filter(isSource);
const imports = readImports(projectRoot, sources);
const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');

const local = (from: string, to: string): Import => ({ from, to, local: true });
const external = (from: string, to: string): Import => ({ from, to, local: false });

describe('the project', () => {
  test('imports only in the direction that ARCHITECTURE.md allows', () => {
    expect(imports.map(complaint).filter((line) => line !== undefined)).toEqual([]);
  });

  test('has no circle of imports, types included', () => {
    expect(cycles(imports)).toEqual([]);
  });

  test('names every imported file whole, and it is there', () => {
    const lost = imports.filter(({ to, local }) => local && !existsSync(join(projectRoot, to)));
    expect(lost.map(({ from, to }) => `${from} imports ${to}`)).toEqual([]);
  });

  test(`has no file over ${LONGEST_FILE} lines`, () => {
    const long = sources
      .map((path) => ({ path, lines: read(path).split('\n').length - 1 }))
      .filter(({ lines }) => lines > LONGEST_FILE);
    expect(long).toEqual([]);
  });

  test('names files and folders in kebab-case', () => {
    const kebab = /^([a-z0-9]+(-[a-z0-9]+)*\/)*[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)*$/;
    expect(files.filter((path) => !kebab.test(path))).toEqual([]);
  });

  test('touches the door to main in renderer/bridge.ts alone', () => {
    const door = /\b(window|globalThis|self)(\.spanwatch\b|\[['"]spanwatch)/;
    const touching = sources.filter(
      (path) => path.startsWith('renderer/') && door.test(read(path)),
    );
    expect(touching).toEqual(['renderer/bridge.ts']);
  });

  test('has no folder at its top but the four of ARCHITECTURE.md', () => {
    const made = ['.ci', '.git', 'node_modules', 'out', 'dist'];
    const found = readdirSync(projectRoot, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !made.includes(entry.name))
      .map(({ name }) => name);
    expect(found.sort()).toEqual([...folders].sort());
  });
});

describe('the direction rules', () => {
  test.each([
    external('shared/ids.ts', 'node:crypto'),
    external('shared/ids.ts', 'react'),
    local('shared/ids.ts', 'electron/domain/ports.ts'),
    external('electron/domain/send/send.ts', 'electron'),
    external('electron/domain/send/send.ts', 'node:fs'),
    external('electron/domain/handlers.ts', 'undici'),
    local('electron/domain/send/send.ts', 'electron/domain/draft/save.ts'),
    local('electron/domain/send/send.ts', 'electron/domain/handlers.ts'),
    local('electron/domain/send/send.ts', 'electron/adapters/clock.ts'),
    external('electron/adapters/clock.ts', 'electron'),
    local('electron/adapters/clock.ts', 'electron/domain/send/send.ts'),
    local('electron/adapters/clock.ts', 'electron/practice/world.ts'),
    external('electron/practice/world.ts', 'electron'),
    local('electron/practice/world.ts', 'electron/adapters/clock.ts'),
    local('electron/shell/window.ts', 'electron/adapters/clock.ts'),
    external('electron/cli.ts', 'electron'),
    external('electron/launch/start.mjs', 'electron'),
    local('electron/main.ts', 'electron/launch/paths.mjs'),
    local('renderer/app.tsx', 'electron/main.ts'),
    external('renderer/app.tsx', 'node:fs'),
    external('renderer/app.tsx', 'fs'),
    external('renderer/app.tsx', 'electron'),
  ])('refuse $from importing $to', (wrong) => {
    expect(complaint(wrong)).toBe(`${wrong.from} imports ${wrong.to}`);
  });

  test.each([
    external('shared/ids.ts', 'zod'),
    local('electron/domain/send/send.ts', 'electron/domain/ports.ts'),
    local('electron/domain/send/send.ts', 'electron/domain/send/compose.ts'),
    local('electron/domain/handlers.ts', 'electron/domain/send/send.ts'),
    external('electron/adapters/database/database.ts', 'libsql'),
    external('electron/shell/window.ts', 'electron'),
    external('electron/main.ts', 'electron'),
    local('renderer/app.tsx', 'shared/contract.ts'),
    external('renderer/app.tsx', 'react'),
  ])('let $from import $to', (right) => {
    expect(complaint(right)).toBeUndefined();
  });

  test('see every form of import', () => {
    const text = [
      "import { a } from './a.ts';",
      'import type {\n  B,\n} from "./b.ts";',
      "export { c } from '../c.ts';",
      "import './d.css';",
      'const e = await import(@./e.ts@);',
      'type F = import(@./f.ts@).F;',
      "// import { g } from './g.ts';",
      "/* import './h.ts' */",
    ]
      .join('\n')
      // Written so that this file's own imports are not mistaken for these.
      .replaceAll('@', "'");
    expect(
      importsOf('renderer/ui/x.tsx', text)
        .map(({ to }) => to)
        .sort(),
    ).toEqual([
      'renderer/c.ts',
      ...['a.ts', 'b.ts', 'd.css', 'e.ts', 'f.ts'].map((name) => `renderer/ui/${name}`),
    ]);
  });

  test('see a circle over several files, and one file that imports itself', () => {
    const round = [local('a', 'b'), local('b', 'c'), local('c', 'a'), local('c', 'd')];
    expect(cycles([...round, local('e', 'e')])).toEqual([['a', 'b', 'c'], ['e']]);
    expect(cycles([local('a', 'b'), local('a', 'c'), local('b', 'd'), local('c', 'd')])).toEqual(
      [],
    );
  });
});
