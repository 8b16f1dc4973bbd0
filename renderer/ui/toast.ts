import { notifications } from '@mantine/notifications';
import { createElement } from 'react';
import type { Tone } from './badge.tsx';
import { ToastBody } from './toast-body.tsx';

const SHOWN_MS = 4000;
/** Bad news, and what something can be done about, stays until it was read. */
const SHOWN_LONG_MS = 10_000;
/** More of them would lie over the work, and nobody reads three. */
export const MOST_TOASTS = 2;

interface ToastWords {
  title: string;
  message?: string | undefined;
  /** What can be done about it at once. */
  act?: { label: string; run: () => void } | undefined;
  tone?: Tone | undefined;
  /** What it is about: a newer one about the same takes its place, and `untoast` takes it away. */
  about?: string | undefined;
}

type Shown = { id: string; isBad: boolean };
/** What is on screen, the oldest first. */
const shown: Shown[] = [];

function forget(id: string | undefined): void {
  const at = shown.findIndex((one) => one.id === id);
  if (at >= 0) shown.splice(at, 1);
}

/** The oldest makes room: good news before bad news, which nobody may have read yet. */
function makeRoom(): void {
  while (shown.length >= MOST_TOASTS) {
    const oldest = shown.find(({ isBad }) => !isBad) ?? shown[0];
    forget(oldest?.id);
    if (oldest) notifications.hide(oldest.id);
  }
}

/** Says in a corner that something happened. Never the only place where it is said. */
export function toast({ title, message, act, tone = 'neutral', about }: ToastWords): void {
  if (about !== undefined) untoast(about);
  makeRoom();
  const isBad = tone === 'danger' || tone === 'warning';
  const id = notifications.show({
    ...(about === undefined ? {} : { id: about }),
    title,
    message: act ? createElement(ToastBody, { message, act }) : (message ?? ''),
    color: `var(--${tone})`,
    autoClose: isBad || act ? SHOWN_LONG_MS : SHOWN_MS,
    closeButtonProps: { 'aria-label': 'Close' },
    onClose: (closed) => forget(closed.id),
  });
  shown.push({ id, isBad });
}

/** Takes away what was said about something: it is not so any more. */
export function untoast(about: string): void {
  forget(about);
  notifications.hide(about);
}
