import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { CannotStart, giveUp } from './cannot-start.mjs';
import { withLock } from './lock.mjs';
import { appFolder, inProject, isEntry, projectRoot } from './paths.mjs';

/**
 * What main and the terminal tools are bundled from; those whose source is not there are left out.
 * @type {{ source: string, output: string, needed: boolean }[]}
 */
const bundles = [
  { source: 'electron/main.ts', output: 'main.cjs', needed: true },
  { source: 'electron/product.ts', output: 'product.cjs', needed: true },
  {
    source: 'electron/adapters/storage/storage-worker.ts',
    output: 'storage-worker.cjs',
    needed: true,
  },
  {
    source: 'electron/adapters/database/archive-worker.ts',
    output: 'archive-worker.cjs',
    needed: true,
  },
  {
    source: 'electron/adapters/database/update-worker.ts',
    output: 'update-worker.cjs',
    needed: true,
  },
  {
    source: 'electron/adapters/pack/pack-worker.ts',
    output: 'pack-worker.cjs',
    needed: true,
  },
  { source: 'electron/preload.ts', output: 'preload.cjs', needed: true },
  { source: 'electron/practice/cli.ts', output: 'practice.cjs', needed: false },
  { source: 'electron/cli.ts', output: 'cli.cjs', needed: false },
];

/** Loaded from node_modules at run time: `electron` is the host, the other two have native files. */
const external = ['electron', 'libsql', 'keytar'];

/** Packages that no start needs, each a bundle of its own beside the others: what is not wanted is not even parsed. */
const late = ['undici', 'selfsigned'];

/** @type {import('esbuild').Plugin} */
const lateByThemselves = {
  name: 'late packages by themselves',
  setup(build) {
    build.onResolve({ filter: new RegExp(`^(${late.join('|')})$`) }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./${path}.cjs`, external: true },
    );
  },
};

const stampFile = join(appFolder, '.stamp');

/** Scripts that run before the build: only this one has a say in what is built. */
const launchFolder = inProject('electron', 'launch');

const inputs = [
  'electron',
  'electron/launch/build.mjs',
  'renderer',
  'shared',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'tsconfig.json',
];

/**
 * Every file under a path, in a stable order.
 * @param {string} path
 * @returns {string[]}
 */
function filesUnder(path) {
  if (!existsSync(path) || path === launchFolder) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesUnder(join(path, entry.name)));
}

/**
 * A fingerprint of the content of the given files and folders, names included, so that a rename
 * or a deletion counts as a change too.
 * @param {string} root
 * @param {string[]} paths relative to root; missing ones count as empty
 * @param {string} variant what else makes the result different
 */
export function contentStamp(root, paths, variant) {
  const hash = createHash('sha256').update(variant);
  for (const path of paths) {
    const full = join(root, path);
    for (const file of filesUnder(full)) {
      hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** @param {boolean} minify */
async function bundleMain(minify) {
  const esbuild = await import('esbuild');
  const present = bundles.filter(({ source, needed }) => needed || existsSync(inProject(source)));
  const own = present.map(({ source, output }) => ({ entry: inProject(source), output }));
  await Promise.all(
    [...own, ...late.map((name) => ({ entry: name, output: `${name}.cjs` }))].map(
      ({ entry, output }) =>
        esbuild.build({
          entryPoints: [entry],
          outfile: join(appFolder, output),
          plugins: [lateByThemselves],
          absWorkingDir: projectRoot,
          bundle: true,
          platform: 'node',
          format: 'cjs',
          target: 'node20',
          external,
          // As `require`, which gives all that a package exports, and is there in every kind of package.
          supported: { 'dynamic-import': false },
          minify,
          sourcemap: minify ? false : 'linked',
          legalComments: 'none',
          logLevel: 'warning',
        }),
    ),
  );
}

/** @param {boolean} minify */
async function bundleWindow(minify) {
  const vite = await import('vite');
  await vite.build({
    configFile: inProject('vite.config.ts'),
    logLevel: 'warn',
    build: { minify, sourcemap: !minify },
  });
}

/**
 * Bundles main, preload, the terminal tools and the window into out/app, unless what lies there
 * was made from exactly these sources.
 * @param {{ minify?: boolean, force?: boolean }} [options]
 * @returns {Promise<'built' | 'fresh'>}
 */
export async function build({ minify = false, force = false } = {}) {
  const stamp = contentStamp(projectRoot, inputs, minify ? 'minified' : 'plain');
  if (!force && isStamped(stamp)) return 'fresh';
  mkdirSync(dirname(appFolder), { recursive: true });
  // Two commands in two terminals may both find an old build.
  return withLock(`${appFolder}.lock`, console.error, () =>
    !force && isStamped(stamp) ? Promise.resolve('fresh') : buildAll(stamp, minify),
  );
}

/** @param {string} stamp */
const isStamped = (stamp) => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp;

/**
 * @param {string} stamp
 * @param {boolean} minify
 * @returns {Promise<'built'>}
 */
async function buildAll(stamp, minify) {
  // Emptied first, so that no half of an older build can pass for a part of this one.
  rmSync(appFolder, { recursive: true, force: true });
  mkdirSync(appFolder, { recursive: true });
  const results = await Promise.allSettled([bundleMain(minify), bundleWindow(minify)]);
  for (const result of results) {
    // The bundler has named file and line; its own stack says nothing about the source.
    if (result.status === 'rejected') throw new CannotStart(result.reason.message);
  }
  writeFileSync(stampFile, stamp);
  return 'built';
}

if (isEntry(import.meta.url)) {
  try {
    const begin = performance.now();
    const done = await build({
      minify: process.argv.includes('--minify'),
      force: process.argv.includes('--force'),
    });
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    console.log(done === 'built' ? `Built out/app in ${seconds} s.` : 'out/app is up to date.');
  } catch (error) {
    giveUp(error);
  }
}
