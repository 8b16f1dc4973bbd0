import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { aRequest, checked, life, stateBody } from '../../support/request-events.ts';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));
const { factText } = await import('../../../renderer/realization/fact-text.ts');
const { FactsTab } = await import('../../../renderer/realization/facts-tab.tsx');

const rowsOf = (checks: number) => {
  const events = life(
    ...Array.from({ length: checks }, (_none, at) => checked(at, stateBody('in_progress', 'p'))),
  );
  const html = renderToStaticMarkup(
    <MantineProvider>
      <FactsTab request={aRequest()} events={events} />
    </MantineProvider>,
  );
  return { html, drawn: html.split('data-type="fact"').length - 1 };
};

it('of thousands of facts only those in view are drawn, and how many there are is told', () => {
  expect(rowsOf(120).drawn).toBe(120);
  const many = rowsOf(10_000);
  expect(many.drawn).toBeLessThan(100);
  expect(many.html).toContain('aria-rowcount="10001"');
});

it('says who said something, also where nobody’s name was known', () => {
  expect(factText({ type: 'noted', text: 'fine', by: 'Nora' })).toBe('Nora: fine');
  const said = [
    factText({ type: 'noted', text: 'fine', by: '' }),
    factText({ type: 'marked', mark: 'signed-off', by: '' }),
    factText({ type: 'tagged', tags: ['late'], by: '' }),
  ];
  expect(said).toEqual([
    'somebody without a name: fine',
    'somebody without a name: Signed off',
    'somebody without a name: late',
  ]);
});
