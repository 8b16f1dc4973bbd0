import { notifications } from '@mantine/notifications';
import type { Tone } from './badge.tsx';

const SHOWN_MS = 5000;
/** Bad news stays until it was read. */
const SHOWN_BAD_MS = 12_000;

interface ToastWords {
  title: string;
  message?: string | undefined;
  tone?: Tone | undefined;
  /** What it is about: a newer one about the same takes its place, and `untoast` takes it away. */
  about?: string | undefined;
}

/** Says in a corner that something happened. Never the only place where it is said. */
export function toast({ title, message, tone = 'neutral', about }: ToastWords): void {
  if (about !== undefined) notifications.hide(about);
  notifications.show({
    ...(about === undefined ? {} : { id: about }),
    title,
    message: message ?? '',
    color: `var(--${tone})`,
    autoClose: tone === 'danger' || tone === 'warning' ? SHOWN_BAD_MS : SHOWN_MS,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}

/** Takes away what was said about something: it is not so any more. */
export function untoast(about: string): void {
  notifications.hide(about);
}
