import type { SuspectRecord } from '../../shared/evidence-contract.ts';
import { Notice } from '../ui/states.tsx';
import './evidence.css';

const SHOWN = 6;

/** Why a pack was not written: what in the record may not be handed on, and where. */
export function Suspects({ title, found }: { title: string; found: SuspectRecord['suspects'] }) {
  return (
    <Notice tone="danger" loud title={title}>
      <ul className="evidence-list">
        {found.slice(0, SHOWN).map(({ requestId, name, place }) => (
          <li key={`${requestId} ${place}`}>
            {name}: {place}
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p>And {found.length - SHOWN} more.</p>}
    </Notice>
  );
}
