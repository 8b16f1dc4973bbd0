import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import LibsqlDatabase from 'libsql';
import { Agent, request } from 'undici';
import { listPath } from '../../electron/adapters/nsx/paths.ts';
import { openWorld } from '../../electron/cli/world.ts';
import { createDispatch } from '../../electron/domain/dispatch.ts';
import { commands, type Output } from '../../shared/contract.ts';
import { ManagerId } from '../../shared/ids.ts';
import { Manager } from '../../shared/manager.ts';
import { type InventoryKind, KINDS_IN_ORDER } from '../../shared/nsx/kinds.ts';
import { ok } from '../../shared/result.ts';
import { preflightTimes } from './preflight-times.ts';

/**
 * Reads the inventories of practice managers into data folders, as the product does, beside a loop over the same pages
 * that keeps what it gets in memory; then searches, as one types, beside SQLite with the same objects as JSON.
 */
type Entry = {
  address: string;
  url: string;
  fingerprint: string;
  certificatePem: string;
  user: string;
  password: string;
};
const [root = '', entriesFile = ''] = process.argv.slice(2);
const entries: Entry[] = JSON.parse(readFileSync(entriesFile, 'utf8'));

const READS = 3;
const SEARCHES = 9;
/** As they are typed, letter by letter: a name, an address, a subnet, an id, a tag, and what is nowhere. */
const TYPED = ['branch 4711', '198.18.12.', '172.20.77', 'le-retail', 'site:porto', 'nowhere'];
const PAGE = 100;
/** Main answers nothing else meanwhile: longer is felt, in ms. */
const STALL_MS = 50;

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
const ms = (value: number) => `${value.toFixed(value < 100 ? 1 : 0)} ms`;
const MANAGER = ManagerId.parse('bench');

function worldOf(entry: Entry, folder: string) {
  const world = openWorld(folder, {
    vault: (vault) => ({
      ...vault,
      password: async () => ok(entry.password),
      place: async () => 'session-only',
    }),
  });
  const manager = Manager.parse({
    id: MANAGER,
    name: 'bench',
    environment: '',
    colour: 'slate',
    readOnly: false,
    address: entry.address,
    trust: { kind: 'fingerprint', sha256: entry.fingerprint },
    user: entry.user,
    auth: 'basic',
    practice: false,
    createdAt: 1,
  });
  world.store.saveManager(manager);
  return world;
}
type Bodies = { kind: InventoryKind; bodies: Record<string, unknown>[] }[];

/** As polite as the product is (`adapters/nsx/budget.ts`): so many calls in any second. */
const CALLS_A_SECOND = 10;

function politely(): () => Promise<void> {
  const sent: number[] = [];
  return async () => {
    const before = sent.at(-CALLS_A_SECOND);
    if (before !== undefined) await wait(Math.max(0, before + 1000 - performance.now()));
    sent.push(performance.now());
  };
}

/** What one would write to have all pages: no trust that is checked, no copy on disk. */
async function readPlainly(
  entry: Entry,
  dispatcher: Agent,
  turn: () => Promise<void>,
): Promise<Bodies> {
  const authorization = `Basic ${Buffer.from(`${entry.user}:${entry.password}`).toString('base64')}`;
  const all: Bodies = [];
  for (const kind of KINDS_IN_ORDER) {
    const bodies: Record<string, unknown>[] = [];
    for (let cursor: string | null = null; ; ) {
      const url: string = `${entry.url}${listPath(kind, cursor)}`;
      await turn();
      const { body } = await request(url, { dispatcher, headers: { authorization } });
      const page = (await body.json()) as { results: Record<string, unknown>[]; cursor?: string };
      bodies.push(...page.results);
      cursor = page.cursor ?? null;
      if (cursor === null) break;
    }
    all.push({ kind, bodies });
  }
  return all;
}

/** One table, one row an object, its JSON beside its name. */
function plainDatabase(bodies: Bodies) {
  const db = new LibsqlDatabase(join(root, 'plain.db'));
  db.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE plain (kind TEXT, id TEXT, name TEXT, data TEXT, PRIMARY KEY (kind, id)) STRICT',
  );
  const add = db.prepare('INSERT INTO plain VALUES (:kind, :id, :name, :data)');
  db.transaction(() => {
    for (const { kind, bodies: each } of bodies) {
      for (const body of each) {
        add.run({
          kind,
          id: String(body.id),
          name: String(body.display_name),
          data: JSON.stringify(body),
        });
      }
    }
  })();
  const page = db.prepare(
    `SELECT data FROM plain WHERE data LIKE :like ORDER BY kind, name LIMIT ${PAGE}`,
  );
  const counts = db.prepare('SELECT kind, COUNT(*) FROM plain WHERE data LIKE :like GROUP BY kind');
  return {
    find(typed: string) {
      const like = `%${typed}%`;
      const rows = page.all({ like }) as { data: string }[];
      return { rows: rows.map(({ data }) => JSON.parse(data)), counts: counts.all({ like }) };
    },
    close: () => db.close(),
  };
}

const [large, small] = entries;
if (!large || !small) throw new Error('two estates are measured');
const folders = { large: join(root, 'large'), small: join(root, 'small') };
const ofSmall = worldOf(small, folders.small);
const seeded = await ofSmall.product.handlers['inventory.refresh']({ managerId: MANAGER });
if (!seeded.ok) throw new Error(`not read: ${JSON.stringify(seeded.failure)}`);
ofSmall.close();

const agent = new Agent({ connect: { ca: large.certificatePem }, connections: 1 });
const times = { first: [], again: [], plain: [], bare: [] } as Record<string, number[]>;
async function timed(name: string, work: () => Promise<unknown>, isCounted: boolean) {
  const begin = performance.now();
  await work();
  if (isCounted) times[name]?.push(performance.now() - begin);
}
let bodies: Bodies = [];
let world = worldOf(large, folders.large);
// By turns, so that whatever else the machine does weighs on all; the first round is not counted.
for (let round = 0; round <= READS; round += 1) {
  const isCounted = round > 0;
  if (isCounted) {
    world.close();
    world = worldOf(large, `${folders.large}-${round}`);
  }
  const { handlers } = world.product;
  const read = async () => {
    const answer = await handlers['inventory.refresh']({ managerId: MANAGER });
    if (!answer.ok) throw new Error(`not read: ${JSON.stringify(answer.failure)}`);
  };
  await timed('first', read, isCounted);
  // The second that the budget keeps is over for each of them.
  await wait(1000);
  await timed('again', read, isCounted);
  const polite = politely();
  await timed('plain', async () => (bodies = await readPlainly(large, agent, polite)), isCounted);
  const atOnce = async () => {};
  await timed('bare', () => readPlainly(large, agent, atOnce), isCounted);
}
await agent.close();
const objects = bodies.reduce((sum, { bodies: each }) => sum + each.length, 0);
const counts = world.store.inventoryCounts(MANAGER).counts;
if (Object.values(counts).reduce((sum, each) => sum + each, 0) !== objects) {
  throw new Error(`${objects} objects, but ${JSON.stringify(counts)}`);
}
console.log(`${objects} objects, ${counts.sessions} of them sessions`);
const of = (name: string) => median(times[name] ?? []);
console.log(
  `read: the first time ${ms(of('first'))}, again ${ms(of('again'))}; a plain loop of ${CALLS_A_SECOND} calls a second ${ms(of('plain'))}, as fast as it can ${ms(of('bare'))}`,
);
console.log(`figure inventory-read-ratio ${(of('first') / of('plain')).toFixed(2)} aim 2`);
console.log(`figure inventory-reread-ratio ${(of('again') / of('plain')).toFixed(2)} aim 1.5`);

const plain = plainDatabase(bodies);
const dispatch = createDispatch(world.product.handlers, (_command, error) => {
  throw error;
});
const steps = TYPED.flatMap((text) =>
  Array.from({ length: text.length }, (_, at) => text.slice(0, at + 1)),
);
const ratios: number[] = [];
const each: { ours: number[]; plain: number[] } = { ours: [], plain: [] };
for (let round = 0; round <= SEARCHES; round += 1) {
  let [ours, theirs] = [0, 0];
  for (const typed of steps) {
    let begin = performance.now();
    const input = { managerId: MANAGER, kind: null, typed, offset: 0, limit: PAGE, locate: null };
    const answer = await dispatch('inventory.find', input);
    const ourTime = performance.now() - begin;
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure));
    const found: Output<'inventory.find'> = commands['inventory.find'].output.parse(answer.value);
    begin = performance.now();
    const theirFind = plain.find(typed);
    const theirTime = performance.now() - begin;
    if (found.rows.length < Math.min(theirFind.rows.length, 1)) throw new Error(`lost: ${typed}`);
    ours += ourTime;
    theirs += theirTime;
    if (round > 0) {
      each.ours.push(ourTime);
      each.plain.push(theirTime);
    }
  }
  if (round > 0) ratios.push(ours / theirs);
}
plain.close();
console.log(
  `search: ours ${ms(median(each.ours))} a letter (at most ${ms(Math.max(...each.ours))}), plain SQLite ${ms(median(each.plain))}`,
);
console.log(`figure inventory-search-ratio ${median(ratios).toFixed(2)} aim 2`);
const preflights = await preflightTimes(world, MANAGER);
const said = preflights.map(
  ({ kind, first, again, stall }) =>
    `${kind} ${ms(first)}, again ${ms(again)}, at a stretch ${ms(stall)}`,
);
console.log(`pre-flight of a draft: ${said.join('; ')}`);
const slowest = Math.max(...preflights.map(({ stall }) => stall));
console.log(`figure draft-preflight-stall-ms ${slowest.toFixed(0)} aim ${STALL_MS}`);
world.close();
process.exit(0);
