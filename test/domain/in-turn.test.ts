import { expect, test } from 'vitest';
import { inTurn } from '../../electron/domain/evidence/in-turn.ts';

test('two reports printed at once are printed one after the other, each with its own content', async () => {
  let page = '';
  let under = 0;
  let most = 0;
  const print = inTurn(async (html: string) => {
    page = html;
    most = Math.max(most, ++under);
    await new Promise((resolve) => setImmediate(resolve));
    under -= 1;
    if (html === 'broken') throw new Error('no page');
    return page;
  });
  const printed = await Promise.allSettled(['a', 'broken', 'b'].map((html) => print(html)));
  expect(printed.map((one) => ('value' in one ? one.value : 'failed'))).toEqual([
    'a',
    'failed',
    'b',
  ]);
  expect(most).toBe(1);
});
