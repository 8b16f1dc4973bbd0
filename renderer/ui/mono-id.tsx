import { shortId } from '../../shared/words.ts';
import { CopyButton } from './copy-button.tsx';

interface MonoIdProps {
  id: string;
  /** Says what it is for the copy button: "request id". No button without it. */
  what?: string;
  whole?: boolean;
}

/** An id in mono, shortened in the middle; the whole one on hover and for screen readers. */
export function MonoId({ id, what, whole = false }: MonoIdProps) {
  return (
    <span className="mono-id">
      <span className="mono" title={whole ? undefined : id}>
        {whole ? id : shortId(id)}
      </span>
      {what && <CopyButton value={id} what={what} />}
    </span>
  );
}
