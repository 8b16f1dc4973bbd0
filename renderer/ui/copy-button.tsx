import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { IconButton } from './button.tsx';

const SAY_COPIED_MS = 1600;

/** Puts `value` on the clipboard and says so. `what` names it: "Copy request id". */
export function CopyButton({ value, what }: { value: string; what: string }) {
  const [said, setSaid] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), SAY_COPIED_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const label =
    said === 'copied' ? 'Copied' : said === 'failed' ? 'Could not copy' : `Copy ${what}`;
  return (
    <>
      <IconButton
        small
        label={label}
        icon={
          said === 'copied' ? (
            <IconCheck size={14} color="var(--ok)" aria-hidden />
          ) : (
            <IconCopy size={14} aria-hidden />
          )
        }
        onClick={(event) => {
          event.stopPropagation();
          navigator.clipboard.writeText(value).then(
            () => setSaid('copied'),
            () => setSaid('failed'),
          );
        }}
      />
      <span className="visually-hidden" aria-live="polite">
        {said === 'copied' ? `Copied ${what}` : ''}
      </span>
    </>
  );
}
