import { describe, expect, test } from 'vitest';
import { rankedObjects, rankedRequests, rankedRows } from '../../../renderer/shell/palette-rank.ts';
import type { FoundEntity } from '../../../shared/inventory.ts';
import type { RequestSummary } from '../../../shared/request.ts';

const object = (managerId: string, name: string) =>
  ({ entity: { managerId, id: `${managerId}-${name}`, name }, why: [] }) as unknown as FoundEntity;
const namesOf = (found: readonly FoundEntity[]) =>
  found.map(({ entity }) => `${entity.managerId}:${entity.name}`);

describe('the order of the objects in the palette', () => {
  const front = [object('second', 'copy of vpn-ams'), object('second', 'vpn-ams-2')];
  const others = [object('practice', 'a vpn-ams'), object('practice', 'vpn-ams-3')];

  test('those of the manager in front are first, and none stands there twice', () => {
    expect(namesOf(rankedObjects(front, [...others, ...front], 'vpn-ams', 20))).toEqual([
      'second:copy of vpn-ams',
      'second:vpn-ams-2',
      'practice:a vpn-ams',
      'practice:vpn-ams-3',
    ]);
  });

  test('what is called exactly so is before all else, also on another manager and in other letters', () => {
    const all = [...others, object('practice', 'VPN-Ams')];
    expect(namesOf(rankedObjects(front, all, 'vpn-ams', 2))).toEqual([
      'practice:VPN-Ams',
      'second:copy of vpn-ams',
    ]);
  });
});

test('of the requests that were found those are first whose object is called so, the newest first', () => {
  const found = ['branch 19', 'Leeds', 'BRANCH 1', 'Turin'].map(
    (entityName) => ({ request: { entityName } }) as RequestSummary,
  );
  const names = rankedRequests(found, 'branch 1', 3).map(({ request }) => request.entityName);
  expect(names).toEqual(['branch 19', 'BRANCH 1', 'Leeds']);
});

describe('the order of the rows in the palette', () => {
  const groups = [
    { group: 'Inventory', actions: [{ label: 'b-ams' }, { label: 'a', keywords: ['ams'] }] },
    { group: 'Drafts', actions: [{ label: 'x', description: 'on nsx-ams' }, { label: 'ams' }] },
    { group: 'Do', actions: [{ label: 'Refresh' }] },
  ];
  const labels = (query: string) =>
    rankedRows(groups, query).map(({ group, actions }) => [group, ...actions.map((a) => a.label)]);

  test('the best row of a group is first in it, and the group of the best row is first of all', () => {
    expect(labels('AMS ')).toEqual([
      ['Drafts', 'ams', 'x'],
      ['Inventory', 'b-ams', 'a'],
    ]);
  });

  test('nothing typed leaves all as it was given; what nothing has leaves nothing', () => {
    expect(labels('')).toEqual([
      ['Inventory', 'b-ams', 'a'],
      ['Drafts', 'x', 'ams'],
      ['Do', 'Refresh'],
    ]);
    expect(labels('zzz')).toEqual([]);
  });
});
