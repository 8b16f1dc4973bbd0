import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import LibsqlDatabase from 'libsql';
import { archiveThread } from '../../electron/adapters/database/archive-thread.ts';
import { sha256 } from '../../electron/adapters/database/chain.ts';
import { DATABASE_FILE } from '../../electron/adapters/database/open-file.ts';
import { threadPacking } from '../../electron/adapters/pack/thread-packing.ts';
import { openWorld } from '../../electron/cli/world.ts';
import { createDispatch } from '../../electron/domain/dispatch.ts';
import type { Evidence } from '../../electron/domain/evidence/port.ts';
import type { Archive } from '../../electron/domain/ports.ts';
import { type CommandName, commands, type Input, type Output } from '../../shared/contract.ts';
import {
  ALL_REQUESTS,
  type HistoryFilter,
  MAX_EVENTS_PAGE,
  MAX_HISTORY_PAGE,
  NEWEST_FIRST,
} from '../../shared/history-query.ts';
import { ManagerId, type RequestId } from '../../shared/ids.ts';
import { unpackEvents } from '../../shared/packed-events.ts';
import { makeRecord } from './history-record.ts';

/**
 * Makes a record through the product's own write path, and asks it what a person would, as the window asks: through
 * the table of commands, both ways parsed, the questions answered by the thread. Beside it, plain SQLite with a row of
 * JSON a request is asked for the same answers.
 */
const [folder = '', worker = '', packer = '', requests = '0', checks = '0'] = process.argv.slice(2);
const LONGEST = Math.min(10_000, Math.round(Number(checks) / 4));
const TIMES = 15;
/** An export takes seconds. */
const EXPORTS = 4;
const EXPORTED = 1000;
/** Main answers nothing else meanwhile: longer is felt, ms. */
const STALL_MS = 50;
const PAGE = 50;
const CAUGHT_UP_MS = 1000;
/** A name, a piece of a UUID, a subnet, words of a message, and what is nowhere. */
const TYPED = ['branch 471', '-4a5c-8', '172.20.77.0/24', 'retry operation', 'nowhere at all'];

const quantile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[
    Math.min(values.length - 1, Math.floor(share * values.length))
  ] ?? Number.NaN;
const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;

type Made = ReturnType<typeof makeRecord>;

/** The record, which is made where it is not there from a run before. */
function recordThere(): Made {
  const notes = join(folder, 'made.json');
  if (existsSync(notes)) return JSON.parse(readFileSync(notes, 'utf8')) as Made;
  const began = performance.now();
  const size = { requests: Number(requests), checks: Number(checks), longest: LONGEST };
  const made = makeRecord(folder, size);
  const seconds = (performance.now() - began) / 1000;
  console.log(`${requests} requests and ${made.checks} checks, made in ${seconds.toFixed(0)} s`);
  writeFileSync(notes, JSON.stringify(made));
  return made;
}

const made = recordThere();
const file = join(folder, DATABASE_FILE);
console.log(`the file has ${(statSync(file).size / 1e6).toFixed(0)} MB`);

const errors: unknown[] = [];
let thread: Archive | null = null;
const world = openWorld(folder, {
  archive(here, at) {
    thread = archiveThread(worker, at, here, (_where, error) => errors.push(error));
    return thread;
  },
  evidence: {
    person: () => 'ada',
    saveAs: async () => join(folder, 'pack.zip'),
    packing: (about) => threadPacking(about, packer),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    sha256,
  } as Partial<Evidence> as Evidence,
});
world.product.recover();
const dispatch = createDispatch(world.product.handlers, (_command, error) => errors.push(error));

/** The queries alone, without what the contract costs. */
let isBare = false;

/** As the window asks, and takes the answer. */
async function ask<N extends CommandName>(name: N, input: Input<N>): Promise<Output<N>> {
  const answer = await dispatch(name, input);
  if (!answer.ok) throw new Error(`${name}: ${JSON.stringify(answer.failure)}`);
  return commands[name].output.parse(answer.value) as Output<N>;
}

let stalls = 0;
let longestStall = 0;
let longestOfThese = 0;
/** What this thread has used of the processor, ms; where the system can't say, what all of them have. */
const cpuNow = () => {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
};
let last = performance.now();
let lastUsed = cpuNow();
/** What plain SQLite is asked is asked on main, and is no stall of the product's. */
let isOurs = false;
const ticker = setInterval(() => {
  const now = performance.now();
  const used = cpuNow();
  // What others of this machine ran meanwhile is no stall of ours.
  const late = Math.min(now - last - 1, used - lastUsed);
  lastUsed = used;
  last = now;
  if (!isOurs) return;
  if (late > STALL_MS) stalls += 1;
  longestOfThese = Math.max(longestOfThese, late);
  longestStall = Math.max(longestStall, late);
}, 1);

/** p50 and p95 of so many times; the first, which reads the file, is not counted. */
async function timed(
  name: string,
  work: (round: number) => Promise<unknown>,
  isPlain = false,
  rounds = TIMES,
): Promise<number> {
  const times: number[] = [];
  longestOfThese = 0;
  for (let round = 0; round <= rounds; round += 1) {
    await wait(2);
    last = performance.now();
    lastUsed = cpuNow();
    isOurs = !isPlain;
    const begin = performance.now();
    await work(round);
    // The tick that was due meanwhile is still to come.
    const took = performance.now() - begin;
    await wait(2);
    isOurs = false;
    if (round > 0) times.push(took);
  }
  const p50 = quantile(times, 0.5);
  const stall = isPlain ? '' : `   main at most ${ms(longestOfThese)}`;
  const p95 = ms(quantile(times, 0.95));
  console.log(`${name.padEnd(36)} p50 ${ms(p50).padStart(9)}   p95 ${p95.padStart(9)}${stall}`);
  return p50;
}

async function find(change: Partial<HistoryFilter>, offset = 0, limit = PAGE) {
  const filter = { ...ALL_REQUESTS, ...change };
  const input = { filter, sort: NEWEST_FIRST, offset, limit, locate: null };
  const bare = isBare && (await thread?.find(input));
  return bare !== false && bare?.ok ? bare.value : ask('history.find', input);
}
async function facets(change: Partial<HistoryFilter>) {
  const filter = { ...ALL_REQUESTS, ...change };
  const bare = isBare && (await thread?.facets(filter));
  return bare !== false && bare?.ok ? bare.value : ask('history.facets', { filter });
}

/** One table with what the answers need, indexed as one would, and its JSON. */
async function plainDatabase() {
  const path = join(folder, 'plain.db');
  for (const of of ['', '-wal', '-shm']) rmSync(path + of, { force: true });
  const db = new LibsqlDatabase(path);
  db.exec(`PRAGMA journal_mode = WAL; CREATE TABLE plain (id TEXT PRIMARY KEY, written INTEGER, manager TEXT, kind TEXT,
    entity TEXT, method TEXT, verdict TEXT, user TEXT, mark TEXT, data TEXT, words TEXT) STRICT;
    CREATE TABLE plain_nodes (id TEXT, node TEXT) STRICT`);
  db.exec(`ATTACH '${file}' AS product`);
  db.exec(`INSERT INTO plain SELECT s.request_id, s.written_at, s.manager_id, s.kind, s.entity_id, s.method, s.verdict,
      s.user, s.mark, json_patch(json_object('request', json(r.data)), d.data), w.words
    FROM product.summaries AS s JOIN product.summary_data AS d USING (number) JOIN product.summary_words AS w USING (number)
    JOIN product.requests AS r ON r.id = s.request_id;
    INSERT INTO plain_nodes SELECT s.request_id, n.node_id FROM product.summary_nodes AS n JOIN product.summaries AS s USING (number);
    CREATE INDEX plain_written ON plain (written)`);
  for (const column of ['manager', 'kind', 'entity', 'method', 'verdict', 'user', 'mark']) {
    db.exec(`CREATE INDEX plain_${column} ON plain (${column})`);
  }
  db.exec('CREATE INDEX plain_node ON plain_nodes (node, id)');
  db.exec('DETACH product');
  const rows = (where: string, values: object, offset = 0) => {
    const found = db
      .prepare(
        `SELECT data FROM plain WHERE ${where} ORDER BY written DESC LIMIT ${PAGE} OFFSET ${offset}`,
      )
      .all(values) as { data: string }[];
    db.prepare(`SELECT COUNT(*) FROM plain WHERE ${where}`).get(values);
    return found.map(({ data }) => JSON.parse(data));
  };
  return {
    rows,
    facets(where: string, values: object) {
      for (const column of ['manager', 'kind', 'entity', 'method', 'verdict', 'user', 'mark']) {
        db.prepare(
          `SELECT ${column}, COUNT(*) AS n FROM plain WHERE ${where} GROUP BY ${column} ORDER BY n DESC LIMIT 50`,
        ).all(values);
      }
      db.prepare(
        where === 'TRUE'
          ? 'SELECT node, COUNT(*) FROM plain_nodes GROUP BY node'
          : `SELECT node, COUNT(*) FROM plain_nodes JOIN plain USING (id) WHERE ${where} GROUP BY node`,
      ).all(values);
      db.prepare(
        `SELECT written / 2592000000 AS month, COUNT(*) FROM plain WHERE ${where} GROUP BY month`,
      ).all(values);
    },
    text: (typed: string) => {
      const words = typed.split(' ');
      const where = words.map((_word, at) => `words LIKE :w${at}`).join(' AND ');
      return rows(where, Object.fromEntries(words.map((word, at) => [`w${at}`, `%${word}%`])));
    },
    close: () => db.close(),
  };
}

const ratios: number[] = [];
let ourTime = 0;
let plainTime = 0;
/** `ours`: as the window asks, with what the contract costs. The query itself is what stands beside plain SQLite. */
async function beside(
  name: string,
  ours: (round: number) => Promise<unknown>,
  plain: (round: number) => unknown,
): Promise<void> {
  await timed(name, ours);
  isBare = true;
  const mine = await timed('  the query', ours, true);
  isBare = false;
  const theirs = await timed(`  plain SQLite`, async (round) => plain(round), true);
  ratios.push(mine / theirs);
  ourTime += mine;
  plainTime += theirs;
  console.log(`  ratio ${(mine / theirs).toFixed(2)}`);
}

async function main(): Promise<void> {
  // A record that was kept may be of an earlier version: the application makes that good by and by.
  const begin = performance.now();
  while (!world.store.catchUp(CAUGHT_UP_MS).isDone);
  while (world.store.indexWords(CAUGHT_UP_MS));
  console.log(`up to date in ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  const plain = await plainDatabase();
  const total = (await find({})).total;
  await timed('start: what the window asks first', () => ask('history.list', null));
  await beside(
    'open the list',
    () => find({}),
    () => plain.rows('TRUE', {}),
  );
  const far = (round: number) => Math.floor((total / (TIMES + 2)) * (round + 1));
  await beside(
    'page anywhere',
    (round) => find({}, far(round)),
    (round) => plain.rows('TRUE', {}, far(round)),
  );
  await beside(
    'all facets of all requests',
    () => facets({}),
    () => plain.facets('TRUE', {}),
  );
  const managers = [ManagerId.parse('manager-3')];
  await beside(
    'all facets of one manager',
    () => facets({ managers }),
    () => plain.facets('manager = :m', { m: 'manager-3' }),
  );
  for (const [name, change] of Object.entries({
    managers: { managers },
    kinds: { kinds: ['peer-endpoints' as const] },
    methods: { methods: ['DELETE' as const] },
    verdicts: { verdicts: ['failed' as const] },
    users: { users: ['zoe'] },
    marks: { marks: ['none' as const] },
  })) {
    await timed(`filter by ${name}`, () => find(change));
  }
  const node = (await facets({})).facets.nodes[0]?.value ?? '';
  await timed('filter by node', () => find({ nodes: [node] }));
  for (const typed of TYPED) {
    // Another text before it: what was found last is remembered.
    let no = 0;
    const fresh = async () => {
      no += 1;
      return find({ text: `${typed} ${no % 2 ? '' : typed.slice(0, 3)}` });
    };
    await beside(`text “${typed}”`, fresh, () => plain.text(typed));
  }
  await timed(`open a request of ${LONGEST} checks`, async () => {
    const requestId = made.longest;
    await ask('history.get', { requestId, withEvents: false });
    for (let after = 0; ; ) {
      const page = await ask('history.events', { requestId, after, limit: MAX_EVENTS_PAGE });
      const events = unpackEvents(page);
      after = events.at(-1)?.seq ?? 0;
      if (events.length < MAX_EVENTS_PAGE) break;
    }
  });
  await timed('what is usual for a request', async () => {
    const { rows } = await find({});
    const [row] = rows;
    if (row) await ask('history.usual', { requestId: row.request.id });
  });
  const requestIds: RequestId[] = [];
  while (requestIds.length < EXPORTED) {
    const { rows } = await find({}, requestIds.length, MAX_HISTORY_PAGE);
    requestIds.push(...rows.map(({ request }) => request.id));
    if (rows.length === 0) break;
  }
  const exported = async () => {
    const done = await ask('evidence.export', { requestIds });
    if (done.outcome !== 'written') throw new Error(`the export: ${JSON.stringify(done)}`);
  };
  await timed(`export ${requestIds.length} requests`, exported, false, EXPORTS);
  rmSync(join(folder, 'pack.zip'));
  clearInterval(ticker);
  plain.close();
  world.close();
  for (const error of errors) console.error(error);
  console.log(`longest stall of main: ${ms(longestStall)}`);
  console.log(`figure history-stalls ${stalls} aim 0`);
  const mixed = made.bytesOfChecks / made.checks;
  console.log(`a check of those, with all that comes of it: ${mixed.toFixed(1)} bytes`);
  console.log(`figure history-check-bytes ${made.bytesOfUnchanged.toFixed(1)} aim 60`);
  console.log(`ratios to plain SQLite: ${ratios.map((one) => one.toFixed(2)).join(' ')}`);
  console.log(`figure history-ratio ${(ourTime / plainTime).toFixed(2)} aim 1.5`);
  process.exit(errors.length === 0 ? 0 : 1);
}

void main();
