import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it, test } from 'vitest';
import { draftStore } from '../../../renderer/draft/drafts.ts';
import {
  actsOf,
  nextStep,
  withoutManager,
  withoutManagerWords,
} from '../../../renderer/realization/next-step.ts';
import { ownDraftOf, useOwnDraft } from '../../../renderer/realization/own-draft.ts';
import type { Draft } from '../../../shared/draft.ts';
import { summarize } from '../../../shared/history.ts';
import type { Request, RequestEvent, RequestFact } from '../../../shared/request.ts';
import type { Failure } from '../../../shared/result.ts';
import { sentenceOf } from '../../../shared/sentence.ts';
import {
  answered,
  aRequest,
  checked,
  life,
  notAsked,
  pictureLife,
  stateBody,
  T0,
  WATCH,
} from '../../support/request-events.ts';

const SENT: [number, RequestFact] = [0, { type: 'sent' }];
const start = () => [SENT, answered(0.42), [0.43, WATCH]] as Parameters<typeof life>;
const NO_WAY: Failure = { kind: 'unreachable', address: 'a', reason: 'reset', detail: '' };
const WITH_DRAFT = { draftId: 'draft-1' } as Partial<Request>;
const DRAFTS: Record<string, Draft> = { 'draft-1': {} as Draft };
const HERE = { drafts: DRAFTS, isReviewing: false, isSaved: true };

function error(code: number, message: string) {
  return JSON.stringify({
    error_code: code,
    module_name: 'common-services',
    error_message: message,
  });
}

type Case = [
  what: string,
  events: RequestEvent[],
  head: string[],
  notice: string[],
  patch?: Partial<Request>,
];

const CASES: Case[] = [
  ['on its way', life(SENT), [], []],
  ['accepted', life(...start()), ['check-now', 'stop'], []],
  [
    'in progress',
    life(...start(), checked(2, stateBody('in_progress', 'sp'))),
    ['check-now', 'stop'],
    [],
  ],
  ['unknown', life(...start(), checked(2, stateBody('unknown', 'su'))), ['check-now', 'stop'], []],
  ['not asked: no network', life(...start(), notAsked(2, 4)), ['check-now', 'stop'], ['check-now']],
  ['realized', pictureLife(), ['draft-from', 'restore'], []],
  [
    'partial',
    life(...start(), checked(2, stateBody('partial_success', 'sf'))),
    ['resume', 'draft-from'],
    ['resume', 'draft-from'],
  ],
  [
    'timed out',
    life(...start(), [1200, { type: 'timed-out' }]),
    ['resume', 'draft-from'],
    ['resume'],
  ],
  ['stopped', life(...start(), [9, { type: 'stopped' }]), ['resume', 'draft-from'], ['resume']],
  ['in doubt', life(SENT, [30, { type: 'lost', failure: NO_WAY }]), ['settle'], ['settle']],
  ['not sent', life([0, { type: 'not-sent', failure: NO_WAY }]), [], ['open-draft'], WITH_DRAFT],
  [
    'not sent, halted',
    life([0, { type: 'not-sent', failure: { kind: 'halted', managerId: 'm' } }]),
    [],
    ['open-manager', 'open-draft'],
    WITH_DRAFT,
  ],
  [
    'refused: someone changed it',
    life(SENT, answered(0.3, 412, error(604, 'changed'))),
    [],
    ['rebase'],
    WITH_DRAFT,
  ],
  [
    'refused: another owner',
    life(SENT, answered(0.3, 400, error(289, 'not the owner'))),
    [],
    ['open-draft'],
    WITH_DRAFT,
  ],
  [
    'refused: invalid',
    life(SENT, answered(0.3, 400, error(100, 'invalid'))),
    [],
    ['open-draft'],
    WITH_DRAFT,
  ],
];

describe('what a person can do next', () => {
  test.each(CASES)('%s', (_what, events, head, notice, patch) => {
    const summary = summarize(aRequest(patch), events);
    const draft = ownDraftOf(summary.request, HERE);
    expect(actsOf(summary, events, draft)).toEqual(head);
    expect(nextStep(summary, events, draft)?.acts ?? []).toEqual(notice);
  });

  it.each([
    ['partial_success', 'warning'],
    ['failed', 'danger'],
  ])('is as loud as the verdict’s badge where NSX says %s', (word, tone) => {
    const events = life(...start(), checked(2, stateBody(word, word === 'failed' ? 'ff' : 'sf')));
    expect(nextStep(summarize(aRequest(), events), events, 'new')?.tone).toBe(tone);
  });

  it('tells a reviewer what is known, and nothing to do that is not there', () => {
    const events = life(...start(), checked(2, stateBody('failed', 'ff')));
    const summary = summarize(aRequest(), events);
    expect(nextStep(summary, events, 'new')?.text).toContain('resume');
    const read = nextStep(summary, events, 'none', {}, true);
    expect(read?.acts).toEqual([]);
    expect(read?.text).not.toMatch(/resume|send/);
  });

  it('says what to do where the service is disabled, with NSX’s words', () => {
    const words = 'VPN service f9cf is disabled. Can not get the realization status.';
    const body = JSON.stringify({ error_code: 110199, module_name: 'VPN', error_message: words });
    const events = life(...start(), checked(2, body, { status: 400 }));
    const step = nextStep(summarize(aRequest(), events), events, 'new');
    expect(step?.acts).toEqual(['resume']);
    expect(step?.words).toBe(`VPN:110199 ${words}`);
  });

  it('offers no Resume where it was stopped because nobody can tell any more, and says why', () => {
    const reason = 'the practice manager keeps nothing when Spanwatch ends, so that change is gone';
    const events = life(...start(), [5, { type: 'stopped', reason }]);
    const summary = summarize(aRequest(), events);
    expect(actsOf(summary, events, 'new')).toEqual(['draft-from']);
    expect(nextStep(summary, events, 'new')?.text).toContain(reason);
    expect(sentenceOf(summary, events, {})).toContain(`Stopped: ${reason};`);
  });

  it('offers nothing that asks a manager without an entry here, and says whether it ever had one', () => {
    expect(withoutManager(['stop', 'check-now', 'resume', 'draft-from', 'restore'])).toEqual([
      'stop',
    ]);
    expect(withoutManagerWords('terminal-1')).toContain('never saved here');
    expect(withoutManagerWords('3f2c')).toContain('was removed');
  });

  it('after a DELETE that is done offers only to put back what was there, never to send again', () => {
    const gone = error(600, 'missing');
    const events = life(...start(), checked(3, gone, { status: 404, method: 'DELETE' }));
    const summary = summarize(aRequest({ method: 'DELETE', writtenAt: T0 }), events);
    expect(actsOf(summary, events, 'new')).toEqual(['restore']);
    expect(nextStep(summary, events, 'new')).toBeNull();
  });

  it('does not claim that nothing was changed after a 5xx', () => {
    const events = life(SENT, answered(0.3, 502, '<h1>Bad Gateway</h1>'));
    const step = nextStep(summarize(aRequest(WITH_DRAFT), events), events, 'there');
    expect(step?.text).toContain('does not prove that nothing was changed');
  });
});

const SETTLED: RequestFact = {
  type: 'settled',
  outcome: 'not-applied',
  evidence: 'It has none of it.',
  exchange: null,
};
const ENDED: [what: string, events: RequestEvent[]][] = [
  ['somebody else had changed', life(SENT, answered(0.3, 412, error(604, 'changed')))],
  ['another principal owns', life(SENT, answered(0.3, 400, error(289, 'not the owner')))],
  ['NSX did not take', life(SENT, answered(0.3, 400, error(100, 'invalid')))],
  ['a server’s error ended', life(SENT, answered(0.3, 502, 'Bad Gateway'))],
  ['was not sent', life([0, { type: 'not-sent', failure: NO_WAY }])],
  ['was not applied', life(SENT, [5, { type: 'lost', failure: NO_WAY }], [9, SETTLED])],
];

describe.each(ENDED)('of a change that %s, the draft', (_what, events) => {
  const OF_DRAFT = /still in the draft/;
  const inFront = (patch: Partial<Request>, here: Partial<typeof HERE>) => {
    const summary = summarize(aRequest({ ...WITH_DRAFT, ...patch }), events);
    const { isReviewing } = { ...HERE, ...here };
    const draft = ownDraftOf(summary.request, { ...HERE, ...here });
    const step = nextStep(summary, events, draft, {}, isReviewing);
    return { text: step?.text, notice: step?.acts, head: actsOf(summary, events, draft) };
  };

  it('is named and offered while it is there', () => {
    const { notice, head } = inFront({}, {});
    expect(notice).toHaveLength(1);
    expect(['rebase', 'open-draft']).toContain(notice?.[0]);
    expect(head).toEqual([]);
  });

  it('is not, once it was discarded or was not in what was restored: a new one is', () => {
    const { text, notice, head } = inFront({}, { drafts: {} });
    expect(text).not.toMatch(OF_DRAFT);
    expect(notice).toEqual(['draft-from']);
    expect(head[0]).toBe('draft-from');
  });

  it('is not in reviewer mode, where nothing is sent', () => {
    const { text, notice } = inFront({}, { isReviewing: true });
    expect(text).not.toMatch(/draft|send|mend|merge/i);
    expect(text).not.toBe('');
    expect(notice).toEqual([]);
  });

  it('is not of a delete or of a manager without an entry either, of which no new one can be made', () => {
    const deleted = inFront({ method: 'DELETE', bodyAfter: null }, { drafts: {} });
    expect(deleted.head).not.toContain('draft-from');
    for (const { text, notice } of [deleted, inFront({}, { drafts: {}, isSaved: false })]) {
      expect(text).not.toMatch(/draft/);
      expect(notice).toEqual([]);
    }
  });
});

function Shown() {
  return useOwnDraft(aRequest(WITH_DRAFT));
}

test('a page follows the drafts of the window: one that is discarded is not named any more', () => {
  // Drawn on a server, a store shows how it began: here it shows how it is.
  draftStore.getInitialState = draftStore.getState;
  const shown = () => renderToStaticMarkup(createElement(Shown));
  draftStore.setState({ drafts: DRAFTS });
  expect(shown()).toBe('there');
  draftStore.setState({ drafts: {} });
  expect(shown()).toBe('new');
});
