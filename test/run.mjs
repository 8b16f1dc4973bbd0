import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from '../electron/launch/build.mjs';
import { runInSession } from '../electron/launch/display.mjs';
import { findElectron } from '../electron/launch/electron-binary.mjs';
import { ensureLinuxPackages } from '../electron/launch/linux-libraries.mjs';
import { nodeTooOld } from '../electron/launch/node-version.mjs';
import { packageFolder } from '../electron/launch/package.mjs';
import { inProject, projectRoot } from '../electron/launch/paths.mjs';
import { checkTypes } from '../electron/launch/types.mjs';

/**
 * @typedef {object} Outcome
 * @property {boolean} ok
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

const reports = inProject('out', 'test-reports');
const tool = {
  biome: inProject('node_modules', '@biomejs', 'biome', 'bin', 'biome'),
  vitest: inProject('node_modules', 'vitest', 'vitest.mjs'),
  playwright: inProject('node_modules', '@playwright', 'test', 'cli.js'),
};

/** A stage without test counts of its own. @param {boolean} ok @returns {Outcome} */
const judged = (ok) => ({ ok, passed: 0, failed: ok ? 0 : 1, skipped: 0 });

/**
 * A stage's counts; one that failed without saying in which test still counts as a failure.
 * @param {number} exitCode @param {number} passed @param {number} failed @param {number} skipped
 * @returns {Outcome}
 */
function counted(exitCode, passed, failed, skipped) {
  const ok = exitCode === 0 && failed === 0;
  return { ok, passed, failed: ok ? 0 : Math.max(failed, 1), skipped };
}

/** @param {string[]} words @returns {Promise<number>} */
function runNode(words) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words, { cwd: projectRoot, stdio: 'inherit' });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** @param {string} file */
const readReport = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {});

/** @param {string[]} chosen file name parts, to run some tests only */
async function vitest(chosen) {
  const report = join(reports, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const words = [process.execPath, tool.vitest, 'run', ...reporters, ...chosen];
  const code = await runInSession(words, { display: false });
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = readReport(report);
  return counted(code, numPassedTests, numFailedTests, numPendingTests);
}

/**
 * How many windows are tested at once: each on a display and with a keychain of its own. One more than a small machine
 * has cores: each waits for a third of its time, for the manager's checks and for what it starts.
 */
const LANES = 3;

/** What is quick or slow for its length, in seconds as last measured: only the order hangs on it. @type {Record<string, number>} */
const SECONDS = {
  'a11y.spec.ts': 115,
  'a11y-record.spec.ts': 56,
  'managers.spec.ts': 45,
  'plans.spec.ts': 76,
  'realization.spec.ts': 65,
  'requests.spec.ts': 61,
  'restart.spec.ts': 54,
  'secrets.spec.ts': 11,
  'security.spec.ts': 14,
  'timeline.spec.ts': 33,
};
/** A second of most spec files, in bytes. */
const BYTES_A_SECOND = 180;
/** Shows nothing that others don't: it is played where it is named (`npm run pictures`). */
const PICTURES = 'pictures.spec.ts';

/**
 * The longest first: no lane is left alone at the end.
 * @param {string} project
 */
function specsOf(project) {
  const folder = inProject('test', project);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.spec.ts'))
    .map((name) => ({
      name,
      seconds: SECONDS[name] ?? statSync(join(folder, name)).size / BYTES_A_SECOND,
    }))
    .sort((a, b) => b.seconds - a.seconds)
    .map(({ name }) => name);
}

/**
 * One spec file in a session of its own.
 * @param {string} project @param {string} name @param {string[]} options @returns {Promise<Outcome>}
 */
async function playSpec(project, name, options) {
  const report = join(reports, `${project}-${name}.json`);
  const words = [tool.playwright, 'test', `--project=${project}`, '--reporter=list,json'];
  // Each has a folder of its own: a run empties it first.
  const output = `--output=${inProject('out', 'test-results', project, name)}`;
  const only = ['--pass-with-no-tests', output, ...options, `test/${project}/${name}`];
  const code = await runInSession([process.execPath, ...words, ...only], {
    display: true,
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  const { expected = 0, unexpected = 0, flaky = 0, skipped = 0 } = readReport(report).stats ?? {};
  return counted(code, expected, unexpected + flaky, skipped);
}

/**
 * @param {string} project
 * @param {string[]} chosen paths of spec files, or words for each run; without a path every file is run
 */
async function playwright(project, chosen) {
  const all = specsOf(project);
  const isPath = (/** @type {string} */ word) => word.endsWith('.spec.ts');
  const named = chosen.filter(isPath).map((path) => basename(path));
  const unknown = named.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no ${unknown.join(', no ')} in test/${project}.`);
    return judged(false);
  }
  const queue = named.length > 0 ? named : all.filter((name) => name !== PICTURES);
  // Whoever names spec files looks at what they show (SPANWATCH_PICTURES=0: does not).
  if (named.length > 0) process.env.SPANWATCH_PICTURES ??= '1';
  const options = chosen.filter((word) => !isPath(word));
  /** @type {Outcome[]} */
  const outcomes = [];
  const lane = async () => {
    for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
      outcomes.push(await playSpec(project, name, options));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return summed(outcomes);
}

/** @param {Outcome[]} outcomes @returns {Outcome} */
function summed(outcomes) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ count) =>
    outcomes.reduce((total, outcome) => total + outcome[count], 0);
  const ok = outcomes.every((outcome) => outcome.ok);
  return { ok, passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** @param {string} folder */
function hasSpecs(folder) {
  const path = inProject('test', folder);
  return existsSync(path) && readdirSync(path).some((name) => name.endsWith('.spec.ts'));
}

/**
 * A stage that has no specs is not a failure, but it is never silent.
 * @param {string} folder
 */
function noSpecs(folder) {
  console.log(`Left out: there is no spec file in test/${folder}.`);
  return { ok: true, passed: 0, failed: 0, skipped: 0 };
}

/** @type {Record<string, { heading: string, run: (chosen: string[]) => Promise<Outcome> }>} */
const stages = {
  lint: {
    heading: 'Format and lint',
    run: async () => judged((await runNode([tool.biome, 'check', '.'])) === 0),
  },
  types: { heading: 'Types', run: async () => judged(await checkTypes()) },
  unit: { heading: 'Unit, architecture and integration tests', run: vitest },
  e2e: {
    heading: 'End to end, in the real window',
    run: async (chosen) => {
      if (!hasSpecs('e2e')) return noSpecs('e2e');
      await build();
      await findElectron();
      return playwright('e2e', chosen);
    },
  },
  packaged: {
    heading: 'The packaged application',
    run: async (chosen) => {
      if (!hasSpecs('packaged')) return noSpecs('packaged');
      await packageFolder();
      return playwright('packaged', chosen);
    },
  },
};

/** @param {number} milliseconds */
const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** @param {string} name @param {string[]} chosen @returns {Promise<Outcome>} */
async function runStage(name, chosen) {
  const stage = stages[name];
  if (!stage)
    throw new Error(`There is no stage ${name}; there are: ${Object.keys(stages).join(' ')}`);
  console.log(`\n── ${stage.heading} ──`);
  const begin = performance.now();
  /** @type {Outcome} */
  let outcome;
  try {
    outcome = await stage.run(chosen);
  } catch (error) {
    console.error(error);
    outcome = judged(false);
  }
  const counts =
    outcome.passed + outcome.failed > 1
      ? `, ${outcome.passed} passed, ${outcome.failed} failed`
      : '';
  console.log(
    `${outcome.ok ? 'ok' : 'FAILED'}: ${stage.heading} (${seconds(performance.now() - begin)}${counts})`,
  );
  return outcome;
}

// node test/run.mjs [STAGE …] [-- words that choose tests inside the stages]
const words = process.argv.slice(2);
const split = words.includes('--') ? words.indexOf('--') : words.length;
const names = split > 0 ? words.slice(0, split) : Object.keys(stages);
const chosen = words.slice(split + 1);

const tooOld = nodeTooOld();
const advice = tooOld ?? ensureLinuxPackages({ window: true, session: true });
if (advice) console.error(advice);
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

/** @type {Outcome[]} */
const outcomes = advice ? [judged(false)] : [];
if (!advice) for (const name of names) outcomes.push(await runStage(name, chosen));
const { ok, passed, failed, skipped } = summed(outcomes);
if (skipped > 0) console.log(`\n${skipped} skipped (each says why above)`);
console.log(`\n${passed} passed, ${failed} failed`);
// Said outright: a hook of the packaging tools ends the process with 0 where only `exitCode` says otherwise.
process.exit(ok ? 0 : 1);
