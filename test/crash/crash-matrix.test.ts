import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { inProject } from '../../electron/launch/paths.mjs';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { ManagerId } from '../../shared/ids.ts';
import { entryOf, startEngine } from './engine.ts';
import { expectedAt, POINTS, type Point, SPEED } from './points.ts';

/** A practice second: quick, or so slow that a watch is under way for some checks. */
const PACE = { quick: 0.02, slow: 0.5 };
/** A life that doesn't come to its point is a fault of the test. */
const LIFE_MS = 15_000;
const MANAGER = ManagerId.parse('manager-1');
const script = inProject('out', 'test', `crash-child-${process.pid}.cjs`);

beforeAll(async () => {
  await build({
    entryPoints: [join(import.meta.dirname, 'child.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['libsql'],
    logLevel: 'error',
  });
});
afterAll(() => rmSync(script, { force: true }));

const putsOf = (practice: PracticeManager) =>
  practice.control.requests().filter(({ method }) => method === 'PUT').length;

/** A life up to the point, and a power cut there. */
async function live(point: Point, folder: string, practice: PracticeManager): Promise<void> {
  const [session] = practice.control.entities('sessions');
  if (!session) throw new Error('the estate has no session');
  const entry = JSON.stringify(entryOf(practice, MANAGER));
  const child = spawn(process.execPath, [script, folder, point, entry, session.id], {
    env: {
      ...process.env,
      SPANWATCH_TEST_PASSWORD: practice.password,
      SPANWATCH_TEST_BODY: JSON.stringify({ ...session, description: 'before the cut' }),
    },
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: LIFE_MS,
    killSignal: 'SIGTERM',
  });
  const [, signal] = await once(child, 'close');
  if (signal !== 'SIGKILL') throw new Error(`the life did not end at “${point}”`);
}

describe('a power cut at any point of a write and its watch', () => {
  it.concurrent.for(Object.keys(POINTS) as Point[])('%s', async (point, { expect }) => {
    const { ends, writes, gap = false, loses = false } = expectedAt(point);
    const folder = mkdtempSync(join(tmpdir(), 'spanwatch-crash-'));
    const practice = await startPracticeManager({ pace: gap ? PACE.slow : PACE.quick });
    if (loses) practice.control.scenario('answer-lost');
    await live(point, folder, practice);

    const engine = startEngine({
      folder,
      manager: entryOf(practice, MANAGER),
      password: practice.password,
      speed: SPEED,
    });
    const summaries = () => engine.call('history.list', null);
    try {
      engine.product.recover();
      await engine.call('manager.check', { managerId: MANAGER });
      const isOver = async () =>
        (await summaries()).every(({ open, verdict }) => !open && verdict !== 'in-doubt');
      await expect.poll(isOver, { timeout: 15_000, interval: 20 }).toBe(true);
      const [summary, ...others] = await summaries();

      // Never lost, never doubled.
      expect(others).toEqual([]);
      const applied = String(practice.control.entities('sessions')[0]?.description);
      if (ends === 'either') {
        expect(putsOf(practice)).toBeLessThanOrEqual(1);
        expect(summary?.verdict).toBe(applied === 'before the cut' ? 'realized' : 'not-sent');
      } else {
        expect(summary?.verdict ?? null).toBe(ends);
        expect(putsOf(practice)).toBe(writes);
      }

      // The timeline is whole: nothing missing, nothing twice, and what nobody saw is a gap.
      const events = summary ? engine.store.events(summary.request.id) : [];
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      const once = ['sent', 'answered', 'lost', 'settled', 'watch-started'] as const;
      for (const type of once) {
        expect(events.filter(({ fact }) => fact.type === type).length, type).toBeLessThanOrEqual(1);
      }
      const gaps = events.filter(({ fact }) => fact.type === 'gap');
      expect(gaps.length, 'gaps').toBe(gap ? 1 : 0);
      expect(engine.bugs).toEqual([]);
    } finally {
      await engine.close();
      await practice.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
