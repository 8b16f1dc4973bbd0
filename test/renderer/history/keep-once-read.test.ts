import { beforeEach, expect, it } from 'vitest';
import { setFilter, useRequests } from '../../../renderer/history/requests-state.ts';
import { chooseAlone, extend, NONE_CHOSEN } from '../../../renderer/history/selection.ts';
import { keep, keepOnceRead } from '../../../renderer/history/use-selection.ts';
import { WHOLE_RECORD } from '../../../shared/history-query.ts';
import type { RequestSummary } from '../../../shared/request.ts';

const START = chooseAlone({ id: 'r1', index: 1 });
const chosen = () => [...useRequests.getState().selection.ids];

beforeEach(() => {
  setFilter(WHOLE_RECORD);
  keep(START);
});

/** Choosing up to a row, whose answer comes when it is told to. */
function chooseThrough(...ids: string[]) {
  let answer = () => {};
  const rows = new Promise<RequestSummary[]>((resolve) => {
    answer = () => resolve(ids.map((id) => ({ request: { id } }) as unknown as RequestSummary));
  });
  const done = keepOnceRead(rows, (read) => extend(START, read));
  return {
    answer: () => {
      answer();
      return done;
    },
  };
}

it('rows that were on the way are chosen once they are here', async () => {
  await chooseThrough('r1', 'r2').answer();
  expect(chosen()).toEqual(['r1', 'r2']);
});

it('of two choosings the later one counts, whichever is answered first', async () => {
  const [far, near] = [chooseThrough('r1', 'r2', 'r3'), chooseThrough('r1', 'r2')];
  await near.answer();
  await far.answer();
  expect(chosen()).toEqual(['r1', 'r2']);
  const [first, second] = [chooseThrough('r1'), chooseThrough('r1', 'r2', 'r3')];
  await first.answer();
  await second.answer();
  expect(chosen()).toEqual(['r1', 'r2', 'r3']);
});

it('what was clicked since stays chosen, and rows of another list never come into it', async () => {
  const late = chooseThrough('r1', 'r2');
  keep(chooseAlone({ id: 'r9', index: 9 }));
  await late.answer();
  expect(chosen()).toEqual(['r9']);
  const other = chooseThrough('r1', 'r2');
  setFilter({ ...WHOLE_RECORD, text: 'leeds' });
  await other.answer();
  expect(useRequests.getState().selection).toEqual(NONE_CHOSEN);
});
