import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import type { StateCreator } from 'zustand';
import { requestLine } from '../../../renderer/desk/desk-lines.tsx';
import { useHistoryStore } from '../../../renderer/history/history-store.ts';
import { summarize } from '../../../shared/history.ts';
import { answered, aRequest, life } from '../../support/request-events.ts';

vi.hoisted(() => vi.stubGlobal('navigator', { userAgent: 'Linux' }));
/** Drawn on a server, a store shows how it began: here it shows how it is. */
vi.mock('zustand', async (original) => {
  const zustand = await original<typeof import('zustand')>();
  const create = (begin: StateCreator<unknown>) => {
    const api = zustand.createStore(begin);
    api.getInitialState = api.getState;
    const use = (select: (state: unknown) => unknown) => zustand.useStore(api, select);
    return Object.assign(use, api);
  };
  return { ...zustand, create };
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
