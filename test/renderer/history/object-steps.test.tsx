import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, vi } from 'vitest';
import { useHistoryStore } from '../../../renderer/history/history-store.ts';
import { StepChanges } from '../../../renderer/history/object-history-page.tsx';
import { leadOf } from '../../../shared/change-words.ts';
import { summarize } from '../../../shared/history.ts';
import type { RequestEvent, RequestFact } from '../../../shared/request.ts';
import { answered, aRequest, life } from '../../support/request-events.ts';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));
vi.mock('zustand', async (original) => {
  const { liveStores } = await import('../../support/live-stores.ts');
  return liveStores(await original());
});

const REQUEST = aRequest({
  bodyBefore: { display_name: 'a', _revision: 3 },
  bodyAfter: { display_name: 'b', _revision: 3 },
});
const failure = { kind: 'unreachable', address: 'nsx', reason: 'timeout', detail: '' } as const;
const LOST: RequestFact = { type: 'lost', failure };
const NOT_APPLIED: RequestFact = {
  type: 'settled',
  outcome: 'not-applied',
  evidence: '',
  exchange: null,
};

function drawn(events: RequestEvent[]) {
  const summary = summarize(REQUEST, events);
  useHistoryStore.setState({
    details: { [REQUEST.id]: { summary, request: REQUEST, events, nodeNames: {} } },
  });
  const html = renderToStaticMarkup(
    <MantineProvider>
      <StepChanges summary={summary} />
    </MantineProvider>,
  );
  const heads = [...html.matchAll(/<th scope="col">(.*?)<\/th>/g)].map(([, head]) => head);
  const text = html.replace(/<style.*?<\/style>/gs, '').replace(/<[^>]*>/g, ' ');
  return { heads, text };
}

describe('a step of an object’s history', () => {
  it('that NSX has taken has a before and an after', () => {
    const { heads } = drawn(life([0, { type: 'sent' }], answered(0.4)));
    expect(heads).toEqual(['Field', 'Before', 'After']);
  });

  it('that was refused with 412 was asked for, and says that someone else was there', () => {
    const { heads, text } = drawn(life([0, { type: 'sent' }], answered(0.4, 412, '{}')));
    expect(heads).toEqual(['Field', 'As it was read', 'Asked for']);
    expect(text).toContain('someone changed the object meanwhile (HTTP 412). Nothing was changed');
  });

  it('that was not applied, not sent, or is in doubt, has no after', () => {
    const notSent = drawn(life([0, { type: 'not-sent', failure }]));
    const doubt = drawn(life([0, { type: 'sent' }], [5, LOST]));
    const notApplied = drawn(life([0, { type: 'sent' }], [5, LOST], [9, NOT_APPLIED]));
    for (const { heads } of [notSent, doubt, notApplied]) {
      expect(heads).toEqual(['Field', 'As it was read', 'Asked for']);
    }
    expect(notApplied.text).toContain('Not applied');
  });
});

describe('Changes', () => {
  it('names a draft only where there was one, and says of what did not happen that it did not', () => {
    expect(leadOf(REQUEST, 'applied')).toMatch(/^Against the object as it was read before/);
    const drafted = aRequest({ draftId: 'd-1' as NonNullable<typeof REQUEST.draftId> });
    expect(leadOf(drafted, 'applied')).toMatch(/^Against the copy that the draft was made from/);
    expect(leadOf(REQUEST, 'none')).toContain('It was not made.');
    expect(leadOf({ ...REQUEST, method: 'DELETE' }, 'uncertain')).toContain('is not known');
  });
});
