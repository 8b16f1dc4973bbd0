import { expect, it, vi } from 'vitest';
import { ok } from '../../shared/result.ts';
import { exchange, must, startProduct, withDraft, withManager } from '../support/fakes.ts';

it('a claim that can’t be renewed (a busy disk) ends neither the process nor the heart of the watch', async () => {
  const app = await withDraft();
  app.nsx.states = [ok(exchange(200, { state: 'in_progress' }))];
  must(await app.send());
  await app.clock.advance(2_000);
  const { claimAnew } = app.store;
  app.store.claimAnew = () => {
    throw new Error('SQLITE_BUSY: database is locked');
  };
  await app.clock.advance(25_000);
  expect(app.bugs.length).toBeGreaterThan(0);
  const renewed: number[] = [];
  app.store.claimAnew = (ids, now) => {
    renewed.push(now);
    return claimAnew(ids, now);
  };
  await app.clock.advance(25_000);
  expect(renewed.length).toBeGreaterThan(0);
});

it('facts of a manager that can’t be kept are a bug in the log, not the end of the process', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const app = await withManager();
  must(await app.call('manager.check', { managerId: app.managerId }));
  app.store.saveFacts = () => {
    throw new Error('disk full');
  };
  await app.clock.advance(120_000);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
  expect(app.bugs.length).toBeGreaterThan(0);
});

it('a write that ends after the application has closed its store is no unhandled rejection', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const app = await withDraft();
  let end = () => {};
  app.nsx.onWrite = (_write, onSent) => {
    onSent();
    const failure = { kind: 'unreachable', address: 'x', reason: 'reset', detail: '' } as const;
    return new Promise((resolve) => {
      end = () => resolve({ end: 'lost', failure });
    });
  };
  must(await app.send());
  app.product.close();
  const gone = () => {
    throw new Error('the database is closed');
  };
  const { events } = app.store;
  Object.assign(app.store, { addFact: gone, release: gone, events: gone });
  end();
  await app.clock.advance(0);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', unhandled);
  Object.assign(app.store, { events });
  expect(unhandled).not.toHaveBeenCalled();
  expect(startProduct(app).product.busy()).toBe(false);
});
