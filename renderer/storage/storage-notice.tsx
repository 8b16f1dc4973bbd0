import { wordsOf } from '../ui/failure.tsx';
import { Notice } from '../ui/states.tsx';
import './storage.css';
import { useStorageStore } from './storage-store.ts';

/** Above every screen for as long as nothing can be put on record. */
export function StorageNotice() {
  const failing = useStorageStore((state) => state.failing);
  if (!failing) return null;
  const { title, explanation, next } = wordsOf(failing);
  return (
    <div className="storage-notice">
      <Notice tone="danger" title={title} loud>
        <p>
          {explanation} {next}
        </p>
      </Notice>
    </div>
  );
}
