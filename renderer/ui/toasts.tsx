import { Notifications } from '@mantine/notifications';
import { MOST_TOASTS } from './toast.ts';
import './toasts.css';

/** px */
const WIDTH = 340;

/** Where toasts are shown. Those from before it was drawn have waited for it. */
export function Toasts() {
  return (
    <Notifications
      position="bottom-right"
      limit={MOST_TOASTS}
      zIndex={400}
      containerWidth={WIDTH}
    />
  );
}
