import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startProduct } from '../support/fakes.ts';

describe('the door', () => {
  it('refuses a name that is not in the contract', async () => {
    const app = startProduct();
    for (const name of ['no.such', '__proto__', 'constructor', 'toString', 7, null, {}]) {
      expect(await app.dispatch(name, null)).toMatchObject({
        ok: false,
        failure: { kind: 'not-found' },
      });
    }
  });

  it('refuses an input that does not fit, naming the field', async () => {
    const app = startProduct();
    const result = await app.dispatch('settings.set', { deadlineMinutes: 0 });
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'invalid', issues: [{ path: ['deadlineMinutes'] }] },
    });
  });

  it('never rejects and never reports a bug, whatever it is handed', async () => {
    const app = startProduct();
    const names = fc.constantFrom(
      'draft.save',
      'manager.add',
      'send.draft',
      'watch.stop',
      'history.get',
      'draft.create',
    );
    await fc.assert(
      fc.asyncProperty(names, fc.anything(), async (name, input) => {
        const result = await app.dispatch(name, input);
        expect(result.ok).toBe(false);
      }),
    );
    expect(app.bugs).toEqual([]);
  });

  it('turns a throw inside into a failure that says nothing of the input', async () => {
    const app = startProduct();
    app.store.saveSettings = () => {
      throw new Error('disk full');
    };
    const result = await app.dispatch('settings.set', { deadlineMinutes: 5 });
    expect(result).toMatchObject({ ok: false, failure: { kind: 'bug' } });
    expect(app.bugs).toHaveLength(1);
  });
});
