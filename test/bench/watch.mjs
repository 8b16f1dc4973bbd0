import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { build } from 'esbuild';
import { giveUp } from '../../electron/launch/cannot-start.mjs';
import { inProject } from '../../electron/launch/paths.mjs';

// 1,000 open watches on 20 practice managers in a process of their own: what a check costs the engine in CPU and on the
// wire, beside a bare undici loop that makes the same calls at the same pace in the same seconds; what an open watch
// costs in memory; and what a check whose answer did not change costs on disk.

const MANAGERS = 20;
const WATCHES = 1_000;
/** Every watch is asked about every 10 to 11 s when it has been open for half a minute. */
const WARM_UP_MS = 40_000;
const MEASURE_MS = 30_000;
/**
 * Whoever looks into the file is another process to the engine, which looks within a second whether that has put
 * anything on record: once, and not at the checks' expense.
 */
const SETTLE_MS = 4_000;
const AIMS = { cpu: 2, wire: 2, memory: 10_000, stored: 100 };

/** Leaves a CPU profile of each process in out/bench. */
const profile = process.argv.includes('--profile');
const folder = mkdtempSync(join(tmpdir(), 'spanwatch-bench-'));

/** @param {string} name */
async function bundle(name) {
  const outfile = inProject('out', 'bench', `${name}.cjs`);
  await build({
    entryPoints: [inProject('test', 'bench', `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    minify: !profile,
    external: ['libsql'],
    logLevel: 'error',
  });
  return outfile;
}

/**
 * A process that answers each line of its input with one of JSON.
 * @param {string} name @param {string[]} words
 */
async function start(name, words) {
  const flags = profile ? ['--cpu-prof', `--cpu-prof-dir=${inProject('out', 'bench')}`] : [];
  const child = spawn(process.execPath, ['--expose-gc', ...flags, await bundle(name), ...words], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${name} has ended`);
    return JSON.parse(value);
  };
  return {
    next,
    ask: (what = 'used') => {
      child.stdin.write(`${what}\n`);
      return next();
    },
    end: () => child.stdin.end(),
  };
}

async function measure() {
  const managers = await start('watch-manager', [String(MANAGERS)]);
  const entries = join(folder, 'managers.json');
  writeFileSync(entries, JSON.stringify(await managers.next()));
  const engine = await start('watch-engine', [join(folder, 'data'), entries, String(WATCHES)]);
  const empty = await engine.next();
  const watched = join(folder, 'watched.json');
  writeFileSync(watched, JSON.stringify(await engine.next()));
  const bare = await start('watch-bare', [entries, watched]);
  await bare.next();
  await wait(WARM_UP_MS);
  const storedBefore = await engine.ask('stored');
  await wait(SETTLE_MS);
  const [before, bareBefore] = await Promise.all([engine.ask(), bare.ask()]);
  await wait(MEASURE_MS);
  const [after, bareAfter] = await Promise.all([engine.ask(), bare.ask()]);
  const kept = await engine.ask('kept');
  for (const one of [engine, bare, managers]) one.end();
  if (kept.open !== WATCHES || kept.bugs > 0) {
    throw new Error(`${kept.open} of ${WATCHES} watches are open, with ${kept.bugs} bugs`);
  }

  const checks = after.checks - before.checks;
  const each = {
    engine: costOf('engine', before, after, checks),
    bare: costOf('bare', bareBefore, bareAfter, bareAfter.calls - bareBefore.calls),
  };
  console.log(`${kept.open} open watches on ${MANAGERS} practice managers`);
  const figures = [
    ['watch-cpu-ratio', (each.engine.cpuMs / each.bare.cpuMs).toFixed(2), AIMS.cpu],
    ['watch-wire-ratio', (each.engine.bytes / each.bare.bytes).toFixed(2), AIMS.wire],
    ['watch-memory-bytes', ((kept.memory - empty.memory) / kept.open).toFixed(0), AIMS.memory],
    ['watch-stored-bytes', ((kept.stored - storedBefore.stored) / checks).toFixed(1), AIMS.stored],
  ];
  for (const [name, value, aim] of figures) console.log(`figure ${name} ${value} aim ${aim}`);
}

/**
 * What one check cost.
 * @typedef {{ cpuMs: number, wire: { bytes: number, connections: number } }} Used
 * @param {string} name @param {Used} before @param {Used} after @param {number} times
 */
function costOf(name, before, after, times) {
  const cpuMs = (after.cpuMs - before.cpuMs) / times;
  const bytes = (after.wire.bytes - before.wire.bytes) / times;
  const opened = after.wire.connections - before.wire.connections;
  const pace = (times / MEASURE_MS) * 1000;
  console.log(
    `${name.padEnd(6)} ${cpuMs.toFixed(2)} ms of CPU and ${bytes.toFixed(0)} bytes of HTTP a check ` +
      `(${pace.toFixed(1)} a second, ${opened} connections opened)`,
  );
  return { cpuMs, bytes };
}

try {
  await measure();
} catch (error) {
  giveUp(error);
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
