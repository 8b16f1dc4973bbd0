import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect } from 'react';
import { Button } from '../ui/button.tsx';
import { isLeaving, leaveLookBack } from './compare-routes.ts';

/** What lies over the page, and has Esc for itself. */
const LAYERS = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]';

/** Back to what was shown before this page; Esc does the same. */
export function BackButton() {
  useEffect(() => {
    // Before whatever Esc closes is gone from the page.
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isLeaving(event, document.querySelector(LAYERS) !== null)) return;
      event.preventDefault();
      leaveLookBack();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, []);
  return (
    <Button
      icon={<IconArrowLeft size={15} aria-hidden />}
      title="Back (Esc)"
      onClick={leaveLookBack}
    >
      Back
    </Button>
  );
}
