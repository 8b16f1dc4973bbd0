import type { WrittenPack } from '../../shared/evidence-contract.ts';
import { bytesText } from '../../shared/storage-words.ts';
import { count } from '../../shared/words.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import './evidence.css';

/** What a pack is that was written: its file, what it holds, and how anybody knows that it is this one. */
export function PackFacts({ pack }: { pack: Omit<WrittenPack, 'outcome'> }) {
  const redacted = Object.entries(pack.redacted);
  return (
    <dl className="evidence-facts">
      <dt>File</dt>
      <dd>{pack.file}</dd>
      <dt>Holds</dt>
      <dd>
        {count(pack.requests, 'request')}, {bytesText(pack.bytes)}
      </dd>
      <dt>SHA-256</dt>
      <dd className="mono evidence-hash">
        {pack.sha256} <CopyButton value={pack.sha256} what="SHA-256 of the pack" />
      </dd>
      <dt>Redacted</dt>
      <dd>
        {redacted.length === 0
          ? 'nothing secret was in the record'
          : redacted.map(([place, n]) => `${n} in ${place}`).join(', ')}
      </dd>
    </dl>
  );
}
