import { notifications } from '@mantine/notifications';
import type { Tone } from './badge.tsx';

const SHOWN_MS = 5000;
/** Bad news stays until it was read. */
const SHOWN_BAD_MS = 12_000;

interface ToastWords {
  title: string;
  message?: string | undefined;
  tone?: Tone | undefined;
}

/** Says in a corner that something happened. Never the only place where it is said. */
export function toast({ title, message, tone = 'neutral' }: ToastWords): void {
  notifications.show({
    title,
    message: message ?? '',
    color: `var(--${tone})`,
    autoClose: tone === 'danger' || tone === 'warning' ? SHOWN_BAD_MS : SHOWN_MS,
    closeButtonProps: { 'aria-label': 'Close' },
  });
}
