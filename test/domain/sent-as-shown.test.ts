import { describe, expect, it } from 'vitest';
import type { Write } from '../../electron/domain/ports.ts';
import { countChanges, sentFieldChanges } from '../../renderer/draft/field-changes.ts';
import type { JsonObject } from '../../shared/json.ts';
import { GUIDE_SESSION, must, SESSION_BODY, withDraft, withManager } from '../support/fakes.ts';

/** What people paste: an older copy of the object with NSX's own fields made up, and one real change. */
const PASTED: JsonObject = {
  ...SESSION_BODY,
  _revision: 0,
  ipsec_vpn_service_id: 'of-another-lab',
  _create_user: 'somebody',
  description: 'from a paste',
};

describe('what a person confirms is what goes out', () => {
  it('carries the revision of the base, whatever revision was pasted, and counts the same on every side', async () => {
    const app = await withDraft();
    const written: Write[] = [];
    app.nsx.onWrite = async (write, onSent) => {
      written.push(write);
      onSent();
      return new Promise(() => {});
    };
    must(
      await app.call('draft.save', { draftId: app.draftId, body: PASTED, text: null, version: 3 }),
    );
    const draft = must(await app.call('draft.list', null))[0];
    if (!draft) throw new Error('no draft');
    const lines = must(await app.call('draft.preflight', { draftId: draft.id }));
    const sent = must(
      await app.call('send.draft', { draftId: draft.id, version: 3, typedName: null }),
    );
    await app.clock.advance(0);
    expect(written[0]?.body).toMatchObject({ _revision: SESSION_BODY._revision });
    expect(lines.find(({ id }) => id === 'revision')?.title).toBe(
      `Draft is from revision ${String(SESSION_BODY._revision)}`,
    );
    const shown = sentFieldChanges(draft).map(({ label }) => label);
    expect(shown).toEqual(['description']);
    expect(sent.request.changedFields).toEqual(shown);
    expect(countChanges(draft)).toBe(shown.length);
  });

  it('keeps the revision that a file of the terminal names: NSX refuses it where it is old', async () => {
    const app = await withManager();
    const written: Write[] = [];
    app.nsx.onWrite = async (write, onSent) => {
      written.push(write);
      onSent();
      return {
        end: 'lost',
        failure: { kind: 'unreachable', address: 'nsx', reason: 'reset', detail: 'reset' },
      };
    };
    must(
      await app.product.terminal.send({
        managerId: app.managerId,
        method: 'PUT',
        kind: 'sessions',
        entityId: GUIDE_SESSION,
        body: PASTED,
        follow: false,
      }),
    );
    expect(written[0]?.body).toMatchObject({ _revision: 0 });
  });
});
