import type { ManagerId } from '../../shared/ids.ts';
import { ChangeValue } from '../draft/change-value.tsx';
import type { FieldChange } from '../draft/field-changes.ts';
import { useCopy } from '../inventory/inventories.ts';

const FIELDS_SHOWN = 12;

/** Each field that goes out with what it was and what it will be: the last look before the write. */
export function SendChanges({
  changes,
  managerId,
  created,
}: {
  changes: readonly FieldChange[];
  managerId: ManagerId;
  /** A new object: there is no before. */
  created: boolean;
}) {
  const copy = useCopy(managerId);
  const more = changes.length - FIELDS_SHOWN;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <ul className="send-changes" tabIndex={0} aria-label="The fields that are sent">
      {changes.slice(0, FIELDS_SHOWN).map(({ label, base, mine }) => (
        <li key={label}>
          <span className="mono muted">{label}</span>
          <span className="send-change">
            {!created && (
              <>
                <ChangeValue value={base} other={mine} copy={copy} state="gone" />
                <span aria-hidden className="send-arrow">
                  →
                </span>
                <span className="visually-hidden">becomes</span>
              </>
            )}
            <ChangeValue value={mine} other={base} copy={copy} state="new" />
          </span>
        </li>
      ))}
      {more > 0 && <li className="muted">and {more} more, under Changes</li>}
    </ul>
  );
}
