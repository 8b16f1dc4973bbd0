import { describe, expect, test } from 'vitest';
import type { Route } from '../../../renderer/shell/route-store.ts';
import { requestOf, shownManager } from '../../../renderer/shell/shown-manager.ts';
import { ManagerId, RequestId } from '../../../shared/ids.ts';
import type { ManagerView } from '../../../shared/manager.ts';
import type { RequestSummary } from '../../../shared/request.ts';
import { aRequest } from '../../support/request-events.ts';

const view = (id: string) => ({ manager: { id, name: id } }) as unknown as ManagerView;
const lab = view('lab');
const production = view('production');
const byId = { lab, production };
const request = {
  managerId: ManagerId.parse('production'),
  managerName: 'production',
  managerColour: 'red',
} as const;
const known = { byId, current: lab, draft: null, request: null };
const nameOf = (route: Route, more: Partial<Parameters<typeof shownManager>[1]> = {}) => {
  const shown = shownManager(route, { ...known, ...more });
  return shown.is === 'manager' ? shown.view.manager.name : `${shown.is}`;
};

describe('whose name and colour the frame has', () => {
  test('a draft’s, a request’s and a manager’s own, whichever was chosen', () => {
    const draft = { managerId: ManagerId.parse('production') };
    expect(nameOf({ screen: 'drafts', id: 'd' }, { draft })).toBe('production');
    expect(nameOf({ screen: 'requests', id: 'r' }, { request })).toBe('production');
    expect(nameOf({ screen: 'managers', id: 'production' })).toBe('production');
    expect(nameOf({ screen: 'requests', id: 'object:production/s-1' })).toBe('production');
  });

  test('the chosen one’s where no object of another is in front', () => {
    expect(nameOf({ screen: 'desk' })).toBe('lab');
    expect(nameOf({ screen: 'drafts' })).toBe('lab');
    expect(nameOf({ screen: 'inventory', id: 'sessions/1' })).toBe('lab');
    expect(nameOf({ screen: 'desk' }, { byId: {}, current: null })).toBe('none');
  });

  test('none where requests of two managers stand side by side', () => {
    expect(nameOf({ screen: 'requests', id: 'compare:a/b' })).toBe('several');
    expect(nameOf({ screen: 'requests', id: 'compare:a/b' }, { request })).toBe('production');
  });

  test('that of the request on the screen beside a list in which none was chosen, whichever is the newest', () => {
    const at = (managerId: string, writtenAt: number) => ({
      ...aRequest(),
      id: RequestId.parse(`r-${managerId}`),
      managerId: ManagerId.parse(managerId),
      writtenAt,
    });
    const shown = at('lab', 1);
    const newest = at('production', 2);
    const summaries = { [newest.id]: { request: newest } as RequestSummary };
    expect(requestOf('', summaries, shown)).toBe(shown);
    expect(requestOf('', summaries, null), 'the table has none').toBeNull();
    expect(requestOf(shown.id, summaries, shown), 'it is still read').toBe(shown);
    expect(requestOf(newest.id, summaries, shown)).toBe(newest);
    expect(requestOf('r-other', summaries, shown)).toBeNull();
  });

  test('never another one’s where the object’s own was removed', () => {
    const shown = shownManager(
      { screen: 'requests', id: 'r' },
      { ...known, byId: { lab }, request },
    );
    expect(shown).toEqual({ is: 'gone', name: 'production', colour: 'red' });
    const ofTerminal = { ...request, managerId: ManagerId.parse('terminal-1') };
    expect(
      shownManager({ screen: 'requests', id: 'r' }, { ...known, request: ofTerminal }),
    ).toEqual({ ...shown, wasNeverSaved: true });
    const draft = { managerId: ManagerId.parse('production') };
    expect(nameOf({ screen: 'drafts', id: 'd' }, { byId: { lab }, draft })).toBe('gone');
  });
});
