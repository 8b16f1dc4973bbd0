import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { Pool } from 'undici';
import { CHECK_DELAYS_S, JITTER } from '../../electron/domain/realization/schedule.ts';
import { countWire } from './wire.ts';

/**
 * What the checks cost at the least: the very same GETs at the same pace over the same TLS, signed in the same way, by
 * undici alone, and nothing done with the answers but reading them. Says at each line of its input what it has used.
 */
type Entry = { address: string; certificatePem: string; user: string; password: string };
/** Of each open watch its manager (a number) and what it asks. */
type Call = { manager: number; path: string };
const [entriesFile = '', callsFile = ''] = process.argv.slice(2);
const entries: Entry[] = JSON.parse(readFileSync(entriesFile, 'utf8'));
const watched: Call[] = JSON.parse(readFileSync(callsFile, 'utf8'));

/** As many sockets as the engine keeps for a manager. */
const CONNECTIONS = 6;
const USUAL_DELAY_S = CHECK_DELAYS_S.at(-1) ?? 10;

const wire = countWire();
let calls = 0;

async function signIn({ address, certificatePem, user, password }: Entry) {
  const pool = new Pool(`https://${address}`, {
    connect: { ca: certificatePem },
    connections: CONNECTIONS,
    pipelining: 1,
  });
  const form = new URLSearchParams({ j_username: user, j_password: password });
  const { statusCode, headers, body } = await pool.request({
    path: '/api/session/create',
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  await body.dump();
  const cookie = /JSESSIONID=[^;,\s]+/.exec(String(headers['set-cookie']))?.[0];
  const token = headers['x-xsrf-token'];
  if (statusCode !== 200 || !cookie || !token) throw new Error('the bare loop is not signed in');
  const signedIn = { cookie, 'x-xsrf-token': String(token) };
  return {
    pool,
    headers: {
      accept: 'application/json',
      'accept-encoding': 'gzip, deflate, br',
      ...signedIn,
    },
  };
}

async function main(): Promise<void> {
  const managers = await Promise.all(entries.map(signIn));

  async function loop({ manager, path }: Call): Promise<never> {
    const way = managers[manager];
    if (!way) throw new Error('no such manager');
    const delay = () => USUAL_DELAY_S * 1000 * (1 + JITTER * Math.random());
    // They begin spread, as the watches are.
    await wait(delay() * Math.random());
    for (;;) {
      const answer = await way.pool.request({ path, method: 'GET', headers: way.headers });
      await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`the bare loop got ${answer.statusCode}`);
      calls += 1;
      await wait(delay());
    }
  }

  for (const call of watched) void loop(call);
  console.log('{}');
  for await (const _line of createInterface({ input: process.stdin })) {
    const { user, system } = process.cpuUsage();
    console.log(JSON.stringify({ calls, cpuMs: (user + system) / 1000, wire: wire() }));
  }
  process.exit(0);
}

void main();
