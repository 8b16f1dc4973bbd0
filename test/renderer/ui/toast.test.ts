import { notifications, notificationsStore } from '@mantine/notifications';
import { beforeEach, expect, it } from 'vitest';
import { toast, untoast } from '../../../renderer/ui/toast.ts';

const titles = () => {
  const { notifications: shown, queue } = notificationsStore.getState();
  return [...shown, ...queue].map(({ title }) => title);
};

beforeEach(() => {
  for (const { id } of notificationsStore.getState().notifications) notifications.hide(id ?? '');
});

it('at most two things are said at once: the oldest makes room', () => {
  for (const title of ['one', 'two', 'three']) toast({ title });
  expect(titles()).toEqual(['two', 'three']);
});

it('good news makes room before bad news', () => {
  toast({ title: 'not saved', tone: 'danger' });
  toast({ title: 'copied', tone: 'ok' });
  toast({ title: 'tagged', tone: 'ok' });
  expect(titles()).toEqual(['not saved', 'tagged']);
  toast({ title: 'refused', tone: 'warning' });
  toast({ title: 'lost', tone: 'danger' });
  expect(titles()).toEqual(['refused', 'lost']);
});

it('what has gone by itself, or is not so any more, leaves its place', () => {
  toast({ title: 'not sent', about: 'x' });
  toast({ title: 'copied' });
  untoast('x');
  toast({ title: 'tagged' });
  expect(titles()).toEqual(['copied', 'tagged']);
  notifications.hide(notificationsStore.getState().notifications[0]?.id ?? '');
  toast({ title: 'saved' });
  expect(titles()).toEqual(['tagged', 'saved']);
});

it('a newer word about the same takes the older one’s place', () => {
  toast({ title: 'not sent: a', about: 'x' });
  toast({ title: 'copied' });
  toast({ title: 'not sent: b', about: 'x' });
  expect(titles()).toEqual(['copied', 'not sent: b']);
});
