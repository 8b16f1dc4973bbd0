import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type PracticeManager,
  startPracticeManager,
} from '../../electron/practice/practice-manager.ts';
import { ManagerId } from '../../shared/ids.ts';
import { entryOf, startEngine } from './engine.ts';

const managerId = ManagerId.parse('manager-1');
let practice: PracticeManager;
let folder: string;

beforeEach(async () => {
  practice = await startPracticeManager();
  folder = mkdtempSync(join(tmpdir(), 'spanwatch-one-try-'));
});
afterEach(async () => {
  await practice.close();
  rmSync(folder, { recursive: true, force: true });
});

const signIns = () =>
  practice.control.requests().filter(({ path }) => path.includes('/session/create')).length;

describe('two processes on one data folder', () => {
  it.each(['session', 'basic'] as const)(
    'try a refused password once together, though neither has looked at what the other did (%s)',
    async (auth) => {
      const manager = { ...entryOf(practice, managerId), auth };
      const [window, terminal] = [0, 1].map(() =>
        startEngine({ folder, manager, password: 'wrong' }),
      ) as [ReturnType<typeof startEngine>, ReturnType<typeof startEngine>];
      try {
        await terminal.call('manager.list', null);
        const tries = async (engine: typeof window) => {
          const read = await engine.product.handlers['inventory.refresh']({ managerId });
          return read.ok ? 'read' : read.failure.kind;
        };
        expect(await tries(window)).toBe('unauthorized');
        const asked = practice.control.requests().length;
        expect(await tries(terminal)).toBe('halted');
        expect(practice.control.requests()).toHaveLength(asked);
        if (auth === 'session') expect(signIns()).toBe(1);
      } finally {
        await window.close();
        await terminal.close();
      }
    },
  );
});
