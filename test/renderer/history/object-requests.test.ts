import { afterEach, expect, it, vi } from 'vitest';
import { managersOf } from '../../../renderer/history/object-requests.ts';
import { summarize } from '../../../shared/history.ts';
import { FACETS } from '../../../shared/history-query.ts';
import { ManagerId } from '../../../shared/ids.ts';
import { aRequest } from '../../support/request-events.ts';

afterEach(() => vi.unstubAllGlobals());

/** A record of one object's requests: under which ids of managers, and at which addresses. */
function record(addresses: Record<string, string>): void {
  const none = Object.fromEntries(FACETS.map((facet) => [facet, []]));
  const values = Object.keys(addresses).map((value) => ({ value, label: value, count: 1 }));
  const rowOf = (id: string) => {
    const managerAddress = addresses[id] ?? '';
    return summarize(aRequest({ managerId: ManagerId.parse(id), managerAddress }), []);
  };
  const answers: Record<string, (input: { filter: { managers: string[] } }) => unknown> = {
    'history.facets': () => ({ total: 1, facets: { ...none, managers: values }, times: [] }),
    'history.find': ({ filter: { managers } }) => ({
      total: 1,
      rows: managers.map(rowOf),
      place: null,
    }),
  };
  vi.stubGlobal('window', {
    spanwatch: {
      call: async (name: string, input: never) => ({ ok: true, value: answers[name]?.(input) }),
      onEvent: () => () => {},
    },
  });
}

it('the history of an object goes on where its manager was used by the terminal and saved later', async () => {
  record({ lab: 'nsx:443', 'terminal-a': 'nsx:443', 'terminal-b': 'other:443', twin: 'nsx:443' });
  expect(await managersOf('lab', 'o')).toEqual(['lab', 'terminal-a']);
  expect(await managersOf('terminal-a', 'o')).toEqual(['terminal-a', 'lab', 'twin']);
  record({ lab: 'nsx:443' });
  expect(await managersOf('lab', 'o')).toEqual(['lab']);
});
