import { expect, it } from 'vitest';
import { draftsWaiting } from '../../../renderer/desk/waiting.ts';
import type { Draft } from '../../../shared/draft.ts';
import { aRequest } from '../../support/request-events.ts';

const draft = (id: string, savedAt: number) =>
  ({ id, savedAt }) as unknown as Pick<Draft, 'id' | 'savedAt'>;

it('the desk and the rail count the drafts that wait by themselves: none of a plan, none in doubt', () => {
  const drafts = [draft('d-1', 1), draft('d-2', 2), draft('d-3', 3), draft('d-4', 4)];
  const of = (id: string, verdict: 'in-doubt' | 'refused') => ({
    open: false,
    verdict,
    request: aRequest({ draftId: id as NonNullable<Draft['id']> }),
  });
  const attention = [of('d-2', 'in-doubt'), of('d-4', 'refused')];
  const plans = [{ plan: { draftIds: ['d-3' as Draft['id']] } }];
  expect(draftsWaiting(drafts, attention, plans).map(({ id }) => id)).toEqual(['d-4', 'd-1']);
});
