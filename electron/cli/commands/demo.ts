import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { normalizeFingerprint } from '../../../shared/manager.ts';
import { startPracticeManager } from '../../practice/practice-manager.ts';
import { createStory } from '../follow.ts';
import type { Io } from '../io.ts';
import type { Command, CommandOf } from '../options.ts';
import { PASSWORD_VARIABLE } from '../password.ts';
import { printerFor } from '../printer.ts';
import { openTarget } from '../target.ts';

const TIMEOUT_MS = 120_000;

/** `demo`: the main job on a practice manager: one session is changed, sent once, followed until it is realized. */
export async function demo(command: CommandOf<'demo'>, io: Io): Promise<number> {
  const manager = await startPracticeManager();
  const folder = command.dataDir ?? mkdtempSync(join(tmpdir(), 'spanwatch-demo-'));
  try {
    const target: Extract<Command, { name: 'send' }>['target'] = {
      by: 'url',
      address: manager.address,
      user: manager.user,
      passwordStdin: false,
      fingerprint: normalizeFingerprint(manager.fingerprint),
      caFile: null,
      auth: 'session',
    };
    process.env[PASSWORD_VARIABLE] = manager.password;
    const printer = printerFor(command.json, io);
    const { world, managerId, isSaved } = await openTarget(target, folder, true, io);
    try {
      printer.note(`A practice manager runs at ${manager.address}; everything in it is invented`);
      const { handlers, terminal, share } = world.product;
      await handlers['inventory.refresh']({ managerId });
      const [session] = world.store.inventory(managerId, 'sessions').entities;
      if (!session) throw new Error('the practice manager has no session');
      const story = createStory({ world, printer, stop: io.stop, isSaved, sessionId: session.id });
      printer.note(`Changes the description of “${session.name}”, and sends it once`);
      const body = {
        ...session.body,
        description: `Changed by the demo at ${new Date().toISOString()}`,
      };
      const change = { managerId, method: 'PUT', kind: 'sessions', entityId: session.id } as const;
      const sent = await terminal.send({ ...change, body, follow: true });
      if (!sent.ok) throw new Error(`the demo’s change was not sent: ${sent.failure.kind}`);
      const { id } = sent.value.request;
      share((one) => one === id);
      return await story.untilEnd(id, { deadlineAt: story.deadline(TIMEOUT_MS), isOwn: true });
    } finally {
      world.close();
    }
  } finally {
    await manager.close();
    if (command.dataDir === null) rmSync(folder, { recursive: true, force: true });
  }
}
