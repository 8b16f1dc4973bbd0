import { describe, expect, test } from 'vitest';
import { looksSecret } from '../../shared/evidence/secrets.ts';
import { MAX_NOTE, MAX_TAG } from '../../shared/request.ts';
import { must, withDraft } from '../support/fakes.ts';

async function sent() {
  const app = await withDraft();
  const { request } = must(await app.send());
  await app.clock.advance(10);
  const remarks = () =>
    app.store
      .events(request.id)
      .filter(({ fact }) => fact.type === 'noted' || fact.type === 'tagged');
  return { ...app, requestId: request.id, remarks };
}

describe('a key that somebody writes in a note or a tag', () => {
  test('stands in neither, and the request can still go into a pack', async () => {
    const { call, requestId, remarks } = await sent();
    const text = 'Rang Berlin.\npsk: Hunter2-Hunter2\n{"password": "s3cret-s3cret"}';
    must(await call('history.note', { requestId, text }));
    must(await call('history.tag', { requestId, tags: ['psk=Hunter2-Hunter2', 'CHG-1'] }));
    const kept = JSON.stringify(remarks());
    expect(kept).not.toMatch(/Hunter2|s3cret/);
    expect(kept).toContain('Rang Berlin.');
    expect(kept).toContain('CHG-1');
    expect(remarks().filter((event) => looksSecret(JSON.stringify(event)))).toEqual([]);
  });

  test('makes no tag or note that is longer than any may be', async () => {
    const { call, requestId, remarks } = await sent();
    const tag = `${'x'.repeat(MAX_TAG - 7)} psk=a1`;
    const tagged = await call('history.tag', { requestId, tags: [tag] });
    expect(tagged).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    const note = 'psk=a1\n'.repeat(MAX_NOTE / 7);
    const noted = await call('history.note', { requestId, text: note });
    expect(noted).toMatchObject({ ok: false, failure: { kind: 'invalid' } });
    expect(JSON.stringify([tagged, noted])).not.toContain('a1');
    expect(remarks()).toEqual([]);
  });
});
