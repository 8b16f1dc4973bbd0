import { beforeEach, expect, it, vi } from 'vitest';
import {
  applyView,
  clearChoice,
  forgetDropped,
  setFilter,
  useRequests,
  viewNow,
} from '../../../renderer/history/requests-state.ts';
import { renameView } from '../../../renderer/history/view-actions.ts';
import { SavedView, WHOLE_RECORD } from '../../../shared/history-query.ts';

const view = SavedView.parse({
  name: 'Bad today',
  filter: { verdicts: ['failed'], lately: 1 },
  sort: { by: 'written', descending: true },
  columns: ['verdict'],
});
const asked: [string, unknown][] = [];
let refused: string | null = null;

beforeEach(() => {
  asked.length = 0;
  refused = null;
  vi.stubGlobal('window', {
    spanwatch: {
      call: async (name: string, input: unknown) => {
        asked.push([name, input]);
        return name === refused
          ? { ok: false, failure: { kind: 'bug', detail: 'no' } }
          : { ok: true, value: [] };
      },
      onEvent: () => () => {},
    },
  });
  applyView(view);
});

it('nothing is left of a view once all that it filters by is cleared, and then it is no view any more', () => {
  clearChoice();
  expect(useRequests.getState()).toMatchObject({ filter: WHOLE_RECORD, viewName: null });
});

it('a view whose words stay after a clear goes on being that view, changed', () => {
  setFilter({ ...view.filter, text: 'leeds' });
  clearChoice();
  expect(useRequests.getState()).toMatchObject({
    filter: { ...WHOLE_RECORD, text: 'leeds' },
    viewName: 'Bad today',
  });
});

it('a view gets another name as it was kept, and the old name goes', async () => {
  setFilter({ ...view.filter, text: 'leeds' });
  expect((await renameView(view, ' Bad ones ')).ok).toBe(true);
  expect(asked).toEqual([
    ['view.save', { ...view, name: 'Bad ones' }],
    ['view.remove', { name: 'Bad today' }],
  ]);
  expect(viewNow('x').filter.text).toBe('leeds');
  expect(useRequests.getState().viewName).toBe('Bad ones');
});

it('a view that can’t be kept under its new name stays under its old one', async () => {
  refused = 'view.save';
  expect((await renameView(view, 'Bad ones')).ok).toBe(false);
  expect(asked.map(([name]) => name)).toEqual(['view.save']);
  expect(useRequests.getState().viewName).toBe('Bad today');
});

it('a view that is given the name it has is not taken away', async () => {
  await renameView(view, 'Bad today ');
  expect(asked.map(([name]) => name)).toEqual(['view.save']);
});

it('what was dropped is chosen no more, and in front of nothing', () => {
  useRequests.setState({
    selection: { ids: new Set(['r1', 'r2']), anchor: { id: 'r1', index: 0 } },
    tableId: 'r1',
    front: 'r2',
  });
  forgetDropped(new Set(['r1']));
  expect(useRequests.getState()).toMatchObject({
    selection: { ids: new Set(['r2']), anchor: null },
    tableId: null,
    front: 'r2',
  });
});
