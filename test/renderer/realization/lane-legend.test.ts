import { expect, it, vi } from 'vitest';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));

import { gapWords } from '../../../renderer/realization/lane-legend.tsx';
import type { RequestFact } from '../../../shared/request.ts';
import { timelineOf } from '../../../shared/timeline.ts';
import { answered, aRequest, life, T0 } from '../../support/request-events.ts';

const failure = { kind: 'unreachable', address: 'nsx', reason: 'timeout', detail: '' } as const;
const LOST: RequestFact = { type: 'lost', failure };
const GAP: RequestFact = { type: 'gap', from: T0 + 1000, to: T0 + 4000, reason: 'asleep' };

it('the legend says of what is hatched that no answer came, and that nobody asked only where nobody did', () => {
  const doubt = timelineOf(aRequest(), life([0, { type: 'sent' }], [5, LOST]), {});
  expect(gapWords(doubt)).toBe('in doubt: no answer came');
  const slept = timelineOf(aRequest(), life([0, { type: 'sent' }], answered(0.4), [4, GAP]), {});
  expect(gapWords(slept)).toBe('nobody asked');
});
