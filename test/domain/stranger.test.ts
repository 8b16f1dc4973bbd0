import { describe, expect, it } from 'vitest';
import { ok } from '../../shared/result.ts';
import { exchange, GUIDE_SESSION, must, startProduct, withManager } from '../support/fakes.ts';

/** A command of the terminal that was given `--url` has been stopped: its manager is saved nowhere, its watch is open. */
async function stoppedCommand() {
  const command = await withManager();
  command.nsx.states = [ok(exchange(200, { state: 'in_progress' }))];
  const { managerId } = command;
  const follow = {
    managerId,
    sessionId: GUIDE_SESSION,
    nsxRequestId: 'r-1',
    method: 'PUT',
  } as const;
  const { request } = must(command.product.terminal.follow(follow));
  await command.clock.advance(2_000);
  command.product.close();
  const manager = command.store.managers()[0];
  if (!manager) throw new Error('no manager');
  command.store.removeManager(managerId);
  const held = new Set<string>();
  command.store.claim = (id) => held.add(id) !== undefined;
  command.store.release = (id) => void held.delete(id);
  return { ...command, id: request.id, held, manager };
}

describe('a watch whose manager is not known here', () => {
  it('is left to the command that can ask: no claim of the window stands in its way', async () => {
    const { held, ...command } = await stoppedCommand();
    const window = startProduct(command);
    window.product.recover();
    await window.clock.advance(30_000);
    expect([...held]).toEqual([]);
    expect(command.store.events(command.id).at(-1)?.fact.type).toBe('checked');
  });

  it('is taken up again when its manager is known', async () => {
    const { manager, ...command } = await stoppedCommand();
    command.store.saveManager(manager);
    const again = startProduct(command);
    again.product.terminal.list();
    again.product.share();
    await again.clock.advance(30_000);
    const types = command.store.events(command.id).map(({ fact }) => fact.type);
    expect(types.filter((type) => type === 'checked').length).toBeGreaterThan(2);
  });

  it('can be stopped in the window', async () => {
    const command = await stoppedCommand();
    const window = startProduct(command);
    window.product.recover();
    const stopped = must(await window.call('watch.stop', { requestId: command.id }));
    expect(stopped).toMatchObject({ open: false, verdict: 'stopped' });
    expect([...command.held]).toEqual([]);
  });
});
