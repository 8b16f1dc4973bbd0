import { describe, expect, it } from 'vitest';
import { TemplateId } from '../../shared/ids.ts';
import { GUIDE_SESSION, MANAGER_INPUT, must, startProduct, withManager } from '../support/fakes.ts';

const UNKNOWN = TemplateId.parse('nobody-knows-it');

describe('a draft from something else than an object that is edited', () => {
  async function world() {
    const app = await withManager();
    const source = {
      from: 'entity',
      managerId: app.managerId,
      kind: 'sessions',
      entityId: GUIDE_SESSION,
    } as const;
    return { app, source };
  }

  it('a copy is a new object of the name that was given; nothing of the old one’s identity is in it', async () => {
    const { app, source } = await world();
    const draft = must(
      await app.call('source.draft', {
        source,
        managerId: app.managerId,
        name: 'Test RZ, second',
        chosen: {},
      }),
    );
    expect(draft).toMatchObject({ operation: 'create', entityId: null, base: null });
    expect(draft.body).toMatchObject({ display_name: 'Test RZ, second', enabled: true });
    for (const own of ['id', '_revision']) expect(draft.body).not.toHaveProperty(own);
  });

  it('a template outlives the object and a restart, and drafts are made from it', async () => {
    const { app, source } = await world();
    const template = must(await app.call('template.save', { source, name: 'standard site' }));
    must(await app.call('manager.remove', { managerId: app.managerId }));
    const again = startProduct({ store: app.store });
    expect(must(await again.call('template.list', null))).toEqual([template]);
    expect(template.portable.body).not.toHaveProperty('id');
    must(await again.call('template.remove', { templateId: template.id }));
    expect(must(await again.call('template.list', null))).toEqual([]);
  });

  it.each([
    ['a template', { from: 'template', templateId: UNKNOWN } as const],
    ['a draft', { from: 'draft', draftId: 'gone' as never } as const],
    ['a request', { from: 'before', requestId: 'gone' as never } as const],
  ])('says that %s is not there any more', async (_what, source) => {
    const { app } = await world();
    const { managerId } = app;
    expect(await app.call('source.look', { source, managerId })).toMatchObject({
      ok: false,
      failure: { kind: 'not-found' },
    });
  });

  it('no draft is made for a manager that is read-only here', async () => {
    const { app, source } = await world();
    const [manager] = app.store.managers();
    const settings = { ...MANAGER_INPUT, ...manager, readOnly: true };
    must(await app.call('manager.update', { managerId: app.managerId, settings }));
    const input = { source, managerId: app.managerId, name: 'x', chosen: {} };
    expect(await app.call('source.draft', input)).toMatchObject({
      ok: false,
      failure: { kind: 'read-only' },
    });
  });
});
