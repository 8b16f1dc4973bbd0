import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { getHeapCodeStatistics } from 'node:v8';
import LibsqlDatabase from 'libsql';
import { DATABASE_FILE } from '../../electron/adapters/database/open-file.ts';
import { statePath } from '../../electron/adapters/nsx/paths.ts';
import { ManagerId } from '../../shared/ids.ts';
import type { JsonObject } from '../../shared/json.ts';
import { entryOf, startEngine } from '../crash/engine.ts';
import { countWire } from './wire.ts';

/**
 * The real engine (database, TLS, HTTP) in a process of its own. Sends one change for each watch and follows them
 * all; at each line of its input it says what it has used so far.
 */
type Entry = {
  address: string;
  fingerprint: string;
  user: string;
  password: string;
  sessions: (JsonObject & { id: string })[];
};
const [folder = '', entriesFile = '', watches = '0'] = process.argv.slice(2);
const entries: Entry[] = JSON.parse(readFileSync(entriesFile, 'utf8'));
const managers = entries.map((entry, index) => ({
  manager: entryOf(entry, ManagerId.parse(`manager-${index}`)),
  password: entry.password,
}));
const [first, ...others] = managers;
if (!first) throw new Error('no managers');

const wire = countWire();
let checks = 0;
const engine = startEngine({
  folder,
  ...first,
  others,
  store: (store) => ({
    ...store,
    addFact(id, at, fact) {
      if (fact.type === 'checked') checks += 1;
      return store.addFact(id, at, fact);
    },
  }),
});

/** The file's size. What is in the write-ahead log counts only when it is in the file. */
function stored() {
  const file = join(folder, DATABASE_FILE);
  const database = new LibsqlDatabase(file);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  return { stored: statSync(file).size };
}

/**
 * What lies in memory and on disk; finding out costs time of its own, which is not the checks'. Never before they are
 * measured: a collection that is asked for throws away most of the code that has been optimized until then.
 */
function kept() {
  global.gc?.();
  global.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  // Code is compiled as it is used, however many watches use it.
  const code = getHeapCodeStatistics();
  const compiled = code.code_and_metadata_size + code.bytecode_and_metadata_size;
  return { memory: heapUsed + external - compiled, ...stored() };
}

function used() {
  const { user, system } = process.cpuUsage();
  return { checks, cpuMs: (user + system) / 1000, wire: wire() };
}

async function sendAll(): Promise<void> {
  const each = Math.ceil(Number(watches) / managers.length);
  await Promise.all(
    managers.map(async ({ manager }, index) => {
      const sessions = entries[index]?.sessions ?? [];
      for (let sent = 0; sent < each; sent += 1) {
        const session = sessions[sent % sessions.length];
        if (!session) throw new Error('no session');
        const result = await engine.product.terminal.send({
          managerId: manager.id,
          method: 'PUT',
          kind: 'sessions',
          entityId: session.id,
          body: { ...session, _revision: undefined as never, description: `change ${sent}` },
          follow: true,
        });
        if (!result.ok) throw new Error(JSON.stringify(result.failure));
      }
    }),
  );
}

const openOnes = async () => (await engine.call('history.list', null)).filter((one) => one.open);

/** In functions of their own: what they look at is not held by the bench while the watches go on. */
const countOpen = async () => (await openOnes()).length;

async function sayWhatIsOpen(): Promise<void> {
  const calls = (await openOnes()).map(({ request, sessions, nsxRequestId }) => ({
    manager: managers.findIndex(({ manager }) => manager.id === request.managerId),
    path: statePath(sessions[0]?.id ?? '', nsxRequestId),
  }));
  console.log(JSON.stringify(calls));
}

async function main(): Promise<void> {
  // As the window does: it also looks for what other processes do, and renews what it has.
  engine.product.recover();
  for (const { manager } of managers) await engine.call('manager.check', { managerId: manager.id });
  console.log(JSON.stringify(kept()));
  await sendAll();
  await sayWhatIsOpen();
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'kept') {
      const still = await countOpen();
      console.log(JSON.stringify({ ...kept(), open: still, bugs: engine.bugs.length }));
    } else console.log(JSON.stringify(line === 'stored' ? stored() : used()));
  }
  // Whoever profiles it gets the profile when it has ended.
  process.exit(0);
}

void main();
