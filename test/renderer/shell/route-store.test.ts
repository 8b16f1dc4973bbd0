import { beforeEach, expect, test } from 'vitest';
import { go, goBack, goForward, useRouteStore } from '../../../renderer/shell/route-store.ts';

beforeEach(() => {
  useRouteStore.setState({ route: { screen: 'desk' }, past: [], future: [] });
});

function here() {
  const { screen, id } = useRouteStore.getState().route;
  return id ? `${screen}/${id}` : screen;
}

test('back and forward go through what was shown', () => {
  go({ screen: 'requests', id: 'a' });
  go({ screen: 'drafts' });
  goBack();
  expect(here()).toBe('requests/a');
  goBack();
  expect(here()).toBe('desk');
  goBack();
  expect(here()).toBe('desk');
  goForward();
  goForward();
  expect(here()).toBe('drafts');
});

test('going elsewhere after going back forgets what was ahead', () => {
  go({ screen: 'requests' });
  goBack();
  go({ screen: 'settings' });
  goForward();
  expect(here()).toBe('settings');
});

test('moving through a list with the arrow keys leaves no steps behind', () => {
  go({ screen: 'requests', id: 'a' });
  go({ screen: 'requests', id: 'b' }, { replace: true });
  go({ screen: 'requests', id: 'c' }, { replace: true });
  goBack();
  expect(here()).toBe('desk');
});

test('going to where one is already is no step', () => {
  go({ screen: 'desk' });
  expect(useRouteStore.getState().past).toEqual([]);
});
