import { expect, test } from 'vitest';
import { must, startProduct } from '../support/fakes.ts';
import { memoryStore } from '../support/memory-store.ts';

test('settings that were saved over a pack are there when it is left, and the next change keeps them', async () => {
  const store = memoryStore();
  const app = startProduct({ store });
  const before = must(await app.call('settings.get', null));
  expect(before.theme).not.toBe('dark');
  // The product on the pack has a memory of its own, over the same store.
  const onPack = startProduct({ store });
  must(await onPack.call('settings.set', { theme: 'dark' }));
  app.product.forget();
  expect(must(await app.call('settings.get', null)).theme).toBe('dark');
  must(await app.call('settings.set', { person: 'Ada' }));
  expect(store.settings()).toMatchObject({ theme: 'dark', person: 'Ada' });
  onPack.product.close();
  app.product.close();
});
