import { expect, it } from 'vitest';
import { choiceOf, takeTheirs } from '../../electron/domain/draft/merging.ts';
import type { Draft } from '../../shared/draft.ts';
import { DraftId, ManagerId } from '../../shared/ids.ts';
import type { JsonObject } from '../../shared/json.ts';
import { merge } from '../../shared/merge.ts';

const BASE: JsonObject = { id: 's-1', display_name: 'base', description: 'base', _revision: 1 };
const MINE = { ...BASE, display_name: 'mine', description: 'mine' };
const THEIRS = { ...BASE, display_name: 'theirs', description: 'theirs', _revision: 2 };

function draft(body: JsonObject): Draft {
  return {
    ...{ id: DraftId.parse('d-1'), managerId: ManagerId.parse('m-1'), kind: 'sessions' },
    ...{ operation: 'change', entityId: 's-1', base: BASE, baseReadAt: 1, body, text: null },
    ...{ createdAt: 1, savedAt: 1, version: 4 },
  };
}

const [onDescription, onName] = ['description', 'display_name'].map((label) => {
  const conflict = merge(BASE, MINE, THEIRS).conflicts.find((one) => one.label === label);
  if (!conflict) throw new Error(`no conflict on ${label}`);
  return choiceOf(conflict, 'mine');
});
const CHOSEN = [onDescription, onName].flatMap((one) => one ?? []);

it('choices between the same values hold, and make the merge once all are made', () => {
  const { next } = takeTheirs(draft(MINE), THEIRS, 5, CHOSEN, 9);
  expect(next).not.toHaveProperty('merging');
  expect(next.body).toMatchObject({ display_name: 'mine', description: 'mine', _revision: 2 });
});

it.each<[string, JsonObject, JsonObject]>([
  ['mine was edited since', { ...MINE, display_name: 'edited' }, THEIRS],
  ['theirs went on since', MINE, { ...THEIRS, display_name: 'theirs again', _revision: 3 }],
])(
  'a choice does not hold where %s: it waits to be made anew, and the others stay',
  (_name, mine, theirs) => {
    const { next, kept } = takeTheirs(draft(mine), theirs, 5, CHOSEN, 9);
    expect(next.merging?.choices.map(({ label }) => label)).toEqual(['description']);
    // While it waits nothing of the draft is another.
    expect(next).toMatchObject({ body: mine, base: BASE, version: 4 });
    expect(kept).toBeUndefined();
  },
);
