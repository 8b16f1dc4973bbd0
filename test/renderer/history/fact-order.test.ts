import { describe, expect, it } from 'vitest';
import { withEvent } from '../../../renderer/history/history-store.ts';
import { answered, checked, life, stateBody, WATCH } from '../../support/request-events.ts';

describe('facts that come one by one', () => {
  const facts = life(
    [0, { type: 'sent' }],
    answered(0.4),
    [0.5, WATCH],
    checked(2, stateBody('in_sync', 's')),
  );

  it('are put in their place, each once', () => {
    const [first, second, third] = facts;
    if (!first || !second || !third) throw new Error('no facts');
    expect(withEvent([first, second], second)).toEqual({ events: [first, second], whole: true });
    expect(withEvent([first, third], second)).toEqual({
      events: [first, second, third],
      whole: true,
    });
  });

  it('are known to be not whole where one was missed', () => {
    const [first, , third] = facts;
    if (!first || !third) throw new Error('no facts');
    expect(withEvent([first], third).whole).toBe(false);
  });
});
