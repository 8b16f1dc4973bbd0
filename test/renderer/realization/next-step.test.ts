import { describe, expect, it, test } from 'vitest';
import {
  actsOf,
  nextStep,
  withoutManager,
  withoutManagerWords,
} from '../../../renderer/realization/next-step.ts';
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
    expect(actsOf(summary, events)).toEqual(head);
    expect(nextStep(summary, events)?.acts ?? []).toEqual(notice);
  });

  it.each([
    ['partial_success', 'warning'],
    ['failed', 'danger'],
  ])('is as loud as the verdict’s badge where NSX says %s', (word, tone) => {
    const events = life(...start(), checked(2, stateBody(word, word === 'failed' ? 'ff' : 'sf')));
    expect(nextStep(summarize(aRequest(), events), events)?.tone).toBe(tone);
  });

  it('tells a reviewer what is known, and nothing to do that is not there', () => {
    const events = life(...start(), checked(2, stateBody('failed', 'ff')));
    const summary = summarize(aRequest(), events);
    expect(nextStep(summary, events)?.text).toContain('resume');
    const read = nextStep(summary, events, {}, true);
    expect(read?.acts).toEqual([]);
    expect(read?.text).not.toMatch(/resume|send/);
  });

  it('says what to do where the service is disabled, with NSX’s words', () => {
    const words = 'VPN service f9cf is disabled. Can not get the realization status.';
    const body = JSON.stringify({ error_code: 110199, module_name: 'VPN', error_message: words });
    const events = life(...start(), checked(2, body, { status: 400 }));
    const step = nextStep(summarize(aRequest(), events), events);
    expect(step?.acts).toEqual(['resume']);
    expect(step?.words).toBe(`VPN:110199 ${words}`);
  });

  it('offers no Resume where it was stopped because nobody can tell any more, and says why', () => {
    const reason = 'the practice manager keeps nothing when Spanwatch ends, so that change is gone';
    const events = life(...start(), [5, { type: 'stopped', reason }]);
    const summary = summarize(aRequest(), events);
    expect(actsOf(summary, events)).toEqual(['draft-from']);
    expect(nextStep(summary, events)?.text).toContain(reason);
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
    expect(actsOf(summary, events)).toEqual(['restore']);
    expect(nextStep(summary, events)).toBeNull();
  });

  it('does not claim that nothing was changed after a 5xx', () => {
    const events = life(SENT, answered(0.3, 502, '<h1>Bad Gateway</h1>'));
    const step = nextStep(summarize(aRequest(WITH_DRAFT), events), events);
    expect(step?.text).toContain('does not prove that nothing was changed');
  });
});
