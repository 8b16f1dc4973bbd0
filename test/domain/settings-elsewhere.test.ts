import { expect, test } from 'vitest';
import { createDesk } from '../../electron/domain/desk.ts';
import { startProduct } from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';

test('settings that were saved over a pack are there when it is left, and the next change keeps them', async () => {
  const store = memoryStore();
  const bugs: unknown[] = [];
  const desk = createDesk(
    () => startProduct({ store }).product,
    (...bug) => void bugs.push(bug),
  );
  desk.recover();
  // Remembered from here on.
  await desk.dispatch('settings.get', null);
  desk.rest();
  // The product on the pack has a memory of its own, over the same settings.
  const onPack = startProduct({ store });
  await onPack.call('settings.set', { theme: 'dark' });
  onPack.product.close();
  desk.begin();
  expect(await desk.dispatch('settings.get', null)).toMatchObject({ value: { theme: 'dark' } });
  await desk.dispatch('settings.set', { person: 'Ada' });
  expect(store.settings()).toMatchObject({ theme: 'dark', person: 'Ada' });
  desk.close();
  expect(bugs).toEqual([]);
});
