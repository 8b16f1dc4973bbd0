import { describe, expect, test } from 'vitest';
import { createProjection } from '../../shared/projection.ts';
import type { Request, RequestFact } from '../../shared/request.ts';
import { answered, aRequest, checked, life, stateBody, WATCH } from '../support/request-events.ts';

const NOTED: RequestFact = { type: 'noted', text: 'It hangs.', by: 'ada' };

function project(of: Partial<Request>, ...facts: [number, RequestFact][]) {
  const projection = createProjection(aRequest(of));
  for (const event of life(...facts)) projection.add(event);
  return projection.now();
}

describe('a write may be half done', () => {
  const profile = { kind: 'ike-profiles' } as const;
  test.each<[what: string, of: Partial<Request>, facts: [number, RequestFact][], is: boolean]>([
    ['right behind its answer', profile, [answered(1)], true],
    ['whatever was said of it since', profile, [answered(1), [2, NOTED]], true],
    [
      'not once there was nothing to ask',
      profile,
      [answered(1), [2, { type: 'nothing-to-ask', reason: '' }]],
      false,
    ],
    ['not where it was refused', profile, [answered(1, 400)], false],
    ['not while a session is followed', {}, [answered(1), [2, WATCH]], false],
  ])('%s', (_what, of, facts, is) => {
    expect(project(of, [0, { type: 'sent' }], ...facts).isCutOff).toBe(is);
  });
});

test('a node took until it was realized and stayed so; what is not realized has no time', () => {
  const { nodes } = project(
    {},
    [0, { type: 'sent' }],
    answered(0.4),
    [0.5, WATCH],
    checked(2, stateBody('in_progress', 'spp')),
    checked(5, stateBody('in_progress', 'usp')),
    checked(9, stateBody('in_progress', 'ssu')),
  );
  expect(Object.fromEntries(nodes)).toEqual({ 'node-a1': 9000, 'node-a2': 5000, 'node-f1': null });
});
