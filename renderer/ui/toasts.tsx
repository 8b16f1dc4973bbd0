import { Notifications } from '@mantine/notifications';

/** Where toasts are shown. Those from before it was drawn have waited for it. */
export function Toasts() {
  return <Notifications position="bottom-center" limit={4} zIndex={400} />;
}
