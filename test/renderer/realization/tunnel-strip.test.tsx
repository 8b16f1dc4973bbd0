import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { TunnelStrip } from '../../../renderer/realization/tunnel-strip.tsx';
import { summarize } from '../../../shared/history.ts';
import type { RequestFact } from '../../../shared/request.ts';
import { answered, aRequest, life, WATCH } from '../../support/request-events.ts';

const UP: RequestFact = {
  type: 'tunnel',
  status: { session: 'UP', ike: 'UP', reason: null, total: 1, negotiated: 1, failed: 0, readAt: 7 },
};
const NOT_READ: RequestFact = {
  type: 'tunnel-not-read',
  failure: { kind: 'not-found', what: 'that manager' },
};

function strip(...facts: RequestFact[]): string {
  const read = facts.map((fact, at): [number, RequestFact] => [9 + at, fact]);
  const events = life([0, { type: 'sent' }], answered(0.4), [0.5, WATCH], ...read);
  const summary = summarize(aRequest(), events);
  const element = <TunnelStrip summary={summary} events={events} busy={false} onRead={() => {}} />;
  return renderToStaticMarkup(<MantineProvider>{element}</MantineProvider>)
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

it('keeps the tunnel’s last reading in sight where reading again failed, and says why', () => {
  const text = strip(UP, NOT_READ);
  expect(text).toContain('Tunnel UP');
  expect(text).toContain('1 of 1 tunnel negotiated');
  expect(text).toMatch(/Reading again failed at .+: that manager was not found/);
  expect(text).not.toContain('Tunnel not read');
});

it('says nothing of a failed reading once another succeeded, and that it was never read where none did', () => {
  expect(strip(NOT_READ, UP)).not.toContain('failed');
  expect(strip(NOT_READ)).toContain('Tunnel not read');
});
