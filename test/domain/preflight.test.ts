import { expect, it } from 'vitest';
import { preflight } from '../../electron/domain/draft/preflight.ts';
import type { Operation } from '../../shared/draft.ts';
import type { Entity } from '../../shared/inventory.ts';
import { must, withDraft } from '../support/fakes.ts';

/** The pre-flight lines of an operation on a session whose VPN service is disabled. */
async function linesOf(operation: Operation) {
  const app = await withDraft();
  const draft = app.store.draft(app.draftId);
  const [view] = must(await app.call('manager.list', null));
  if (!draft || !view || draft.base === null) throw new Error('There is no draft of a session.');
  const { managerId } = app;
  const entity = (kind: Entity['kind'], body: Entity['body']): Entity => ({
    managerId,
    kind,
    id: 'an-id',
    name: 'a name',
    body,
    readAt: 0,
  });
  return preflight({
    draft: { ...draft, operation },
    view,
    live: entity('sessions', draft.base),
    localEndpoint: null,
    peerEndpoint: null,
    service: entity('services', { enabled: false }),
    inDoubt: false,
    now: 0,
  });
}

it('a disabled VPN service is said before a change, and never called enabled before a DELETE', async () => {
  const change = (await linesOf('change')).find(({ id }) => id === 'service');
  expect(change).toMatchObject({ level: 'ask', title: 'VPN service is disabled' });
  const titles = (await linesOf('delete')).map(({ title }) => title);
  expect(titles).not.toContain('VPN service enabled');
});

it('a DELETE does not claim to carry the revision', async () => {
  const revision = (await linesOf('delete')).find(({ id }) => id === 'revision');
  expect(revision?.detail).not.toMatch(/carries it/);
});
