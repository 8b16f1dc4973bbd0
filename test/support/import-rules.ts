import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix } from 'node:path';

/** One import: of a file of the project (its path from the root), or of a package or Node module. */
export type Import = { readonly from: string; readonly to: string; readonly local: boolean };

const sourceEndings = ['.ts', '.tsx', '.mjs'];

/** The files of a folder and its folders, as paths from the root with forward slashes. */
export function filesIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    return entry.isDirectory() ? filesIn(root, path) : [path];
  });
}

export const isSource = (path: string): boolean =>
  sourceEndings.some((ending) => path.endsWith(ending));

const comments = /\/\*[\s\S]*?\*\/|(?<![:'"`\\])\/\/.*$/gm;
const statements = [
  /^\s*(?:import|export)\s[^'";]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\b(?:import|require)\(\s*['"]([^'"]+)['"]\s*\)/g,
];

function imported(from: string, word: string): Import {
  const local = word.startsWith('.');
  return { from, to: local ? posix.join(dirname(from), word) : word, local };
}

/** What a source text imports, types included. */
export function importsOf(path: string, text: string): Import[] {
  const code = text.replace(comments, '');
  return statements.flatMap((statement) =>
    [...code.matchAll(statement)].map(([, word = '']) => imported(path, word)),
  );
}

export const readImports = (root: string, files: readonly string[]): Import[] =>
  files.flatMap((path) => importsOf(path, readFileSync(join(root, path), 'utf8')));

const atLoad = /^\s*(?:import|export)\s+(?!type\b)(?:[^'";]*?\bfrom\s*)?['"]([^'"]+)['"]/gm;

/** What is run before the files themselves: no types, and nothing that is imported when it is wanted. */
export const readImportsAtLoad = (root: string, files: readonly string[]): Import[] =>
  files.flatMap((path) => {
    const code = readFileSync(join(root, path), 'utf8').replace(comments, '');
    return [...code.matchAll(atLoad)].map(([, word = '']) => imported(path, word));
  });

/** Node's own module, by either of its names. */
const isNode = (word: string): boolean =>
  word.startsWith('node:') || builtinModules.includes(word.split('/')[0] ?? '');

const isIn = (path: string, ...folders: string[]): boolean =>
  folders.some((folder) => path.startsWith(`${folder}/`));

const isZod = (word: string): boolean => word === 'zod' || word.startsWith('zod/');

const ports = 'electron/domain/ports.ts';
const electronRoots = ['main', 'product', 'reviewing', 'preload', 'cli'].map(
  (name) => `electron/${name}.ts`,
);

/** The step that a file of electron/domain belongs to; none for the files that join the steps. */
const stepOf = (path: string): string | undefined => /^electron\/domain\/([^/]+)\//.exec(path)?.[1];

/** ARCHITECTURE.md's direction table: what an import breaks, or undefined when it may stand. */
export function complaint({ from, to, local }: Import): string | undefined {
  const mayName = allowed(from);
  if (mayName === undefined) return undefined;
  const fine = local ? mayName.file(to) : mayName.module(to);
  return fine ? undefined : `${from} imports ${to}`;
}

type Allowed = {
  readonly file: (path: string) => boolean;
  readonly module: (word: string) => boolean;
};

function allowed(from: string): Allowed | undefined {
  if (isIn(from, 'shared')) return { file: (to) => isIn(to, 'shared'), module: isZod };
  if (isIn(from, 'electron/domain')) {
    const step = stepOf(from);
    return {
      file: (to) =>
        isIn(to, 'shared') ||
        to === ports ||
        (step === undefined ? isIn(to, 'electron/domain') : isIn(to, `electron/domain/${step}`)),
      module: isZod,
    };
  }
  if (isIn(from, 'electron/adapters')) {
    return {
      file: (to) => isIn(to, 'shared', 'electron/adapters') || to === ports,
      module: (word) => word !== 'electron',
    };
  }
  if (isIn(from, 'electron/practice')) {
    return {
      file: (to) => isIn(to, 'shared', 'electron/practice') || to === ports,
      module: (word) => word !== 'electron',
    };
  }
  if (isIn(from, 'electron/shell')) {
    return {
      file: (to) => isIn(to, 'shared', 'electron/shell', 'electron/domain'),
      module: (word) => word === 'electron' || isNode(word) || isZod(word),
    };
  }
  if (isIn(from, 'electron/cli')) {
    const below = [
      'shared',
      'electron/cli',
      'electron/domain',
      'electron/adapters',
      'electron/practice',
    ];
    // Its version is the project's.
    const file = (to: string) => isIn(to, ...below) || to === 'package.json';
    return { file, module: (word) => word !== 'electron' };
  }
  if (isIn(from, 'electron/launch')) {
    return { file: (to) => isIn(to, 'electron/launch'), module: (word) => word !== 'electron' };
  }
  if (electronRoots.includes(from)) {
    const hasHost = from !== 'electron/cli.ts';
    return {
      file: (to) => isIn(to, 'shared', 'electron') && !isIn(to, 'electron/launch'),
      module: (word) => (word === 'electron' ? hasHost : true),
    };
  }
  if (isIn(from, 'renderer')) {
    return {
      file: (to) => isIn(to, 'shared', 'renderer'),
      module: (word) => word !== 'electron' && !isNode(word),
    };
  }
  return undefined;
}

/**
 * The circles among local imports: groups of files that can each reach the others (Tarjan's
 * strongly connected components of more than one file, or one that imports itself).
 */
export function cycles(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to, local } of imports) {
    if (local) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: string[][] = [];
  const visit = (path: string): void => {
    const own = order.size;
    order.set(path, own);
    low.set(path, own);
    stack.push(path);
    onStack.add(path);
    for (const other of next.get(path) ?? []) {
      if (!order.has(other)) visit(other);
      else if (!onStack.has(other)) continue;
      low.set(path, Math.min(low.get(path) ?? own, low.get(other) ?? own));
    }
    if (low.get(path) !== own) return;
    const group = stack.splice(stack.indexOf(path));
    for (const member of group) onStack.delete(member);
    if (group.length > 1 || next.get(path)?.includes(path)) found.push(group.sort());
  };
  for (const path of next.keys()) if (!order.has(path)) visit(path);
  return found;
}
