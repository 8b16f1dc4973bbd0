import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JsonObject, sameJson } from '../../shared/json.ts';
import type { EntityKind, WriteMethod } from '../../shared/nsx/kinds.ts';
import { putBack, reverseOf, type TakenStep } from '../../shared/plan-reverse.ts';
import { REDACTED } from '../../shared/redaction.ts';
import type { Request } from '../../shared/request.ts';
import '../seed.ts';

function taken(
  method: WriteMethod,
  kind: EntityKind,
  entityId: string,
  bodies: Partial<Pick<Request, 'bodyBefore' | 'bodyAfter'>> = {},
): TakenStep {
  const request = { method, kind, entityName: entityId, bodyBefore: null, bodyAfter: null };
  return { request: { ...request, ...bodies } as Request, entityId };
}
const there = (_kind: EntityKind, id: string): JsonObject => ({ id, _revision: 7 });

describe('taking a plan back', () => {
  it('deletes what was created, the last first', () => {
    const steps = [taken('POST', 'services', 'a'), taken('POST', 'local-endpoints', 'b')];
    const { undo, notes } = reverseOf(steps, there);
    expect(undo.map(({ operation, entityId }) => [operation, entityId])).toEqual([
      ['delete', 'b'],
      ['delete', 'a'],
    ]);
    expect(notes).toEqual([]);
  });

  it('puts back what was changed, upon the live revision, and keeps what someone else changed since', () => {
    const bodyBefore = { peer_address: '1.1.1.1', peer_id: 'a', _revision: 3 };
    const bodyAfter = { ...bodyBefore, peer_address: '2.2.2.2', description: 'ours' };
    const live = { ...bodyAfter, peer_id: 'theirs', tags: [], _revision: 9 };
    const step = taken('PUT', 'peer-endpoints', 'p', { bodyBefore, bodyAfter });
    expect(reverseOf([step], () => live).undo[0]?.body).toEqual({
      peer_address: '1.1.1.1',
      peer_id: 'theirs',
      tags: [],
      _revision: 9,
    });
  });

  it('leaves a rule that someone else has added since, and says where they changed the same as the plan', () => {
    const rule = (id: string, enabled: boolean) => ({ id, enabled });
    const bodyBefore = { policy_rules: [rule('1', true)], description: 'old', _revision: 3 };
    const bodyAfter = { policy_rules: [rule('1', false)], description: 'ours', _revision: 3 };
    const live = {
      policy_rules: [rule('1', false), rule('2', true)],
      description: 'theirs',
      _revision: 9,
    };
    const step = taken('PUT', 'sessions', 's', { bodyBefore, bodyAfter });
    const { undo, notes } = reverseOf([step], () => live);
    expect(undo[0]?.body).toEqual({
      policy_rules: [rule('1', true), rule('2', true)],
      description: 'old',
      _revision: 9,
    });
    expect(notes).toEqual([
      'Someone else has changed description of “s” since this plan did; look at it before it is put back.',
    ]);
  });

  it('makes again what was deleted, without its key, which nobody knows', () => {
    const bodyBefore = { id: 'p', display_name: 'Peer', psk: REDACTED };
    const step = taken('DELETE', 'peer-endpoints', 'p', { bodyBefore });
    const [undo] = reverseOf([step], () => null).undo;
    expect(undo).toMatchObject({ operation: 'create', entityId: null });
    expect(undo?.body).toEqual({ id: 'p', display_name: 'Peer' });
  });

  it('says what can’t be taken back: gone since, or a key that is not known', () => {
    const gone = reverseOf([taken('POST', 'services', 'a')], () => null);
    expect(gone.undo).toEqual([]);
    expect(gone.notes[0]).toMatch(/not in the copy/);
    const bodies = { bodyBefore: { a: 1 }, bodyAfter: { a: 1, psk: REDACTED } };
    const { notes } = reverseOf([taken('PUT', 'peer-endpoints', 'p', bodies)], there);
    expect(notes[0]).toMatch(/key of “p”/);
  });

  const value = fc.constantFrom<JsonObject[string]>(1, 2, 'x', true, ['a'], { b: 1 });
  const body = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'unknown_field'), value);

  it('undoes exactly its own change: nobody else was there', () => {
    fc.assert(
      fc.property(body, body, (before, after) => {
        expect(sameJson(putBack(before, after, after), before)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps every field that the plan did not touch as it is now', () => {
    fc.assert(
      fc.property(body, body, body, fc.nat(), (before, after, live, revision) => {
        const result = putBack(before, after, { ...live, _revision: revision });
        expect(result._revision).toBe(revision);
        for (const key of ['a', 'b', 'c', 'd', 'unknown_field']) {
          const isOurs = !sameJson(before[key], after[key]);
          expect(sameJson(result[key], isOurs ? before[key] : live[key])).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
