import { describe, expect, it } from 'vitest';
import { firstChoices, partsOf } from '../../../renderer/plan/new-session-parts.ts';
import { withNewObjects } from '../../../renderer/plan/plan-copy.ts';
import {
  boardSentence,
  nextWords,
  orderWords,
  planSentence,
  versionsOf,
  whyNotSend,
} from '../../../renderer/plan/plan-words.ts';
import type { Draft } from '../../../shared/draft.ts';
import type { PlanPreview, PlanStep, PlanSummary } from '../../../shared/plan.ts';
import type { Verdict } from '../../../shared/realization.ts';
import type { RequestSummary } from '../../../shared/request.ts';

const summary = (state: PlanSummary['state'], accepted: number, total: number): PlanSummary =>
  ({ plan: { name: 'Branch' }, state, accepted, total }) as PlanSummary;

function request(verdict: Verdict, sessions: number, open = false): RequestSummary {
  const each = { id: 's', name: null, verdict, open };
  return { verdict, open, sessions: Array(sessions).fill(each) } as unknown as RequestSummary;
}

function step(over: Partial<PlanStep>): PlanStep {
  return {
    draftId: 'd',
    name: 'local',
    state: 'waiting',
    stops: [],
    version: 1,
    ...over,
  } as PlanStep;
}

describe('a plan in words', () => {
  it.each([
    ['ready', 0, 6, '“Branch”: 6 steps, nothing sent yet'],
    ['sending', 2, 6, 'Sending “Branch”: 2 of 6 steps accepted'],
    ['stopped', 3, 6, '“Branch” stopped: 3 of 6 steps accepted'],
    ['done', 6, 6, '“Branch”: all 6 steps accepted'],
    ['done', 1, 1, '“Branch”: its step was accepted'],
    ['empty', 0, 0, '“Branch” has no steps yet'],
  ] as const)('%s, %d of %d', (state, accepted, total, words) => {
    expect(planSentence(summary(state, accepted, total))).toBe(words);
  });

  it.each([
    [
      'an accepted step without a session is not called realized',
      [request('accepted', 0), request('realized', 1)],
      '2 of 2 accepted, 1 of 1 realized on every node, 1 with no session to ask',
    ],
    [
      'one that is on its way, partial or failed is not realized',
      [request('in-progress', 1, true), request('partial', 1), request('failed', 2)],
      '2 of 2 accepted, 0 of 3 realized on every node',
    ],
    [
      'a delete that is done counts',
      [request('deleted', 1), request('realized', 1)],
      '2 of 2 accepted, 2 of 2 realized on every node',
    ],
    [
      'one that was accepted and is not asked about yet is not left out',
      [request('realized', 1), request('accepted', 0, true)],
      '2 of 2 accepted, 1 of 1 realized on every node, 1 not asked about yet',
    ],
    [
      'nor is one that the window has not heard of yet',
      [request('realized', 1)],
      '2 of 2 accepted, 1 of 1 realized on every node, 1 not asked about yet',
    ],
  ] as const)('the board: %s', (_what, requests, words) => {
    expect(boardSentence({ accepted: 2, total: 2 }, requests)).toBe(words);
  });

  it('is not sent while a step has something to mend or is in doubt, and says which', () => {
    const preview = (over: Partial<PlanStep>): PlanPreview => ({
      summary: summary('ready', 0, 1),
      steps: [step(over)],
      lines: [],
      asOf: null,
    });
    expect(whyNotSend(preview({}), false)).toBeUndefined();
    expect(whyNotSend(preview({}), true)).toMatch(/read-only/);
    expect(whyNotSend(preview({ stops: ['Local address: is missing'] }), false)).toBe(
      'Step 1, “local”: Local address: is missing',
    );
    const away = { id: 'reachable', level: 'wait', title: 'Not reachable', detail: 'x', at: null };
    const offline = { ...preview({}), lines: [away] } as PlanPreview;
    expect(whyNotSend(offline, false)).toMatch(/^Not reachable/);
    expect(whyNotSend(preview({ state: 'in-doubt' }), false)).toMatch(/“local” is in doubt/);
  });

  it('confirms the drafts that are left, not what was taken', () => {
    const steps = [step({ version: null }), step({ version: 4 })];
    expect(versionsOf(steps)).toEqual({ d: 4 });
  });
});

describe('the page that asks for a new VPN session', () => {
  it('begins with new objects where the copy has none, and names them as the plan', () => {
    const choices = firstChoices({});
    expect([choices.service.use, choices.localEndpoint.use]).toEqual(['new', 'new']);
    const read = partsOf(
      {
        ...choices,
        service: { ...choices.service, gatewayId: 'g' },
        localEndpoint: { ...choices.localEndpoint, address: '198.51.100.1' },
        peerEndpoint: { ...choices.peerEndpoint, address: '203.0.113.1' },
      },
      'Utrecht',
    );
    expect(read).toMatchObject({
      ok: true,
      parts: { service: { use: 'new', name: 'Utrecht' }, ikeProfile: { use: 'as-is' } },
    });
  });

  it('says what is missing, at its part', () => {
    expect(partsOf(firstChoices({}), 'Utrecht')).toEqual({
      ok: false,
      wrong: {
        service: 'Choose a gateway',
        localEndpoint: 'Type its address',
        peerEndpoint: 'Type its address',
      },
    });
  });
});

describe('the pickers of a draft in a plan', () => {
  const draft = (operation: Draft['operation']): Draft =>
    ({
      ...{ id: 'd1', managerId: 'm', kind: 'ike-profiles', operation, entityId: null, base: null },
      body: { display_name: 'strong', ike_version: 'IKE_V2' },
      savedAt: 5,
    }) as unknown as Draft;

  it('offer what the plan is yet to create, by name and with what is in it, and keep the copy', () => {
    const copy = { 'ike-profiles': {} };
    const [entity] = Object.values(withNewObjects(copy, [draft('create')])['ike-profiles'] ?? {});
    expect(entity).toMatchObject({
      id: 'draft:d1',
      name: 'strong (new in this plan)',
      body: { ike_version: 'IKE_V2' },
    });
    expect(copy).toEqual({ 'ike-profiles': {} });
    expect(withNewObjects(copy, [draft('change')])['ike-profiles']).toEqual({});
  });
});

describe('the words of a plan that deletes', () => {
  it.each<[PlanStep['method'][], string]>([
    [['POST', 'PUT'], 'What is referred to goes first'],
    [['DELETE', 'DELETE'], 'What refers to another goes first'],
    [['POST', 'DELETE'], 'What is referred to is made first and deleted last'],
  ])('of %j say by what it is ordered', (methods, words) => {
    expect(orderWords(methods.map((method) => ({ method })))).toBe(words);
  });

  it('do not ask to mend a draft that has no fields', () => {
    expect(nextWords('refused', 'DELETE')).not.toMatch(/[Mm]end/);
    expect(nextWords('refused', 'PUT')).toMatch(/^Mend its draft/);
    expect(nextWords('person', 'DELETE')).toMatch(/^Go on/);
  });
});
