import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { requestLine } from '../../../renderer/desk/desk-lines.tsx';
import { useHistoryStore } from '../../../renderer/history/history-store.ts';
import { summarize } from '../../../shared/history.ts';
import { answered, aRequest, life } from '../../support/request-events.ts';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));
vi.mock('zustand', async (original) => {
  const { liveStores } = await import('../../support/live-stores.ts');
  return liveStores(await original());
});

it('a row of the desk that ended badly says why, as soon as its facts are here', () => {
  const request = aRequest();
  const body = JSON.stringify({ error_code: 604, error_message: 'It is referenced.' });
  const events = life([0, { type: 'sent' }], answered(0.4, 400, body));
  const summary = summarize(request, events);
  const drawn = () =>
    renderToStaticMarkup(<MantineProvider>{requestLine(summary).detail}</MantineProvider>);
  expect(drawn()).not.toContain('604');
  useHistoryStore.setState({
    details: { [request.id]: { summary, request, events, nodeNames: {} } },
  });
  expect(drawn()).toContain('It is referenced.');
});
