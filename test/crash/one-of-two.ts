import { Manager } from '../../shared/manager.ts';
import { startEngine } from './engine.ts';
import { SPEED } from './points.ts';

/**
 * One of two processes on one data folder: sends a change of each of its sessions, saves drafts between, takes up
 * whatever nobody follows, and ends when everything that either has sent has ended.
 */
const [folder = '', entry = '', ...sessionIds] = process.argv.slice(2);
const manager = Manager.parse(JSON.parse(entry));
const TOTAL = Number(process.env.SPANWATCH_TEST_TOTAL);
const SAVES = 20;
const LOOK_MS = 50;

const engine = startEngine({
  folder,
  manager,
  password: process.env.SPANWATCH_TEST_PASSWORD ?? '',
  speed: SPEED,
});

async function change(entityId: string): Promise<void> {
  const managerId = manager.id;
  const draft = await engine.call('draft.create', {
    managerId,
    kind: 'sessions',
    operation: 'change',
    entityId,
    body: null,
  });
  let { version } = draft;
  for (let save = 0; save < SAVES; save += 1) {
    version += 1;
    const body = { ...draft.body, description: `save ${save} of process ${process.pid}` };
    await engine.call('draft.save', { draftId: draft.id, body, text: null, version });
  }
  await engine.call('send.draft', { draftId: draft.id, version, typedName: null });
}

async function live(): Promise<void> {
  engine.product.recover();
  await engine.call('inventory.refresh', { managerId: manager.id });
  for (const id of sessionIds) await change(id);
  for (;;) {
    const all = engine.store.requests().map(({ id }) => engine.product.terminal.summary(id));
    if (all.length === TOTAL && all.every((one) => one && !one.open)) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  await engine.close();
  if (engine.bugs.length > 0) throw new Error(String(engine.bugs));
}

void live();
