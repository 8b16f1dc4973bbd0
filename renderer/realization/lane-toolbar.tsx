import { IconArrowsHorizontal, IconMinus, IconPlus } from '@tabler/icons-react';
import { useId } from 'react';
import type { LaneChoice, LaneSort } from '../../shared/lane-order.ts';
import type { View } from '../../shared/time-scale.ts';
import { count } from '../../shared/words.ts';
import { Button, IconButton } from '../ui/button.tsx';

/** With fewer nodes there is nothing to sort. */
const WORTH_SORTING = 8;
const ZOOM = 1.6;
const SORTS: readonly { value: LaneSort; word: string }[] = [
  { value: 'named', word: 'As NSX names them' },
  { value: 'worst', word: 'Worst first' },
  { value: 'name', word: 'By name' },
  { value: 'slowest', word: 'Slowest first' },
];

interface LaneToolbarProps {
  /** Nodes, of which so many are realized, and so many of those are not drawn. */
  total: number;
  realized: number;
  hidden: number;
  choice: LaneChoice;
  onChoice: (choice: LaneChoice) => void;
  view: View;
  onZoom: (factor: number) => void;
  onFit: () => void;
}

/** Over the lanes: which nodes, in which order, and how near the time is looked at. */
export function LaneToolbar(props: LaneToolbarProps) {
  const { total, realized, hidden, choice, onChoice, view, onZoom, onFit } = props;
  const sortId = useId();
  const near = 1 / (view.to - view.from);
  return (
    <div className="lane-toolbar">
      {total > WORTH_SORTING && (
        <>
          <label htmlFor={sortId}>Nodes</label>
          <select
            id={sortId}
            value={choice.sort}
            onChange={(event) => onChoice({ ...choice, sort: event.target.value as LaneSort })}
          >
            {SORTS.map(({ value, word }) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
          <label className="lane-toolbar-check">
            <input
              type="checkbox"
              checked={choice.onlyNotRealized}
              onChange={(event) => onChoice({ ...choice, onlyNotRealized: event.target.checked })}
            />
            Only not realized
          </label>
          {realized > 0 && !choice.onlyNotRealized && (
            <Button
              kind="quiet"
              size="small"
              onClick={() => onChoice({ ...choice, isFolded: !choice.isFolded })}
            >
              {choice.isFolded ? 'Show' : 'Fold'} {count(realized, 'realized node')}
            </Button>
          )}
          <span className="muted">
            {total - hidden} of {count(total, 'node')} drawn
          </span>
        </>
      )}
      <span className="lane-toolbar-zoom">
        {near > 1.001 && (
          <span className="muted">{near < 10 ? near.toFixed(1) : Math.round(near)}×</span>
        )}
        <IconButton
          small
          label="Zoom out the time axis"
          icon={<IconMinus size={14} />}
          onClick={() => onZoom(1 / ZOOM)}
        />
        <IconButton
          small
          label="Zoom in the time axis"
          icon={<IconPlus size={14} />}
          onClick={() => onZoom(ZOOM)}
        />
        <IconButton
          small
          label="Show all of the time axis"
          icon={<IconArrowsHorizontal size={14} />}
          onClick={onFit}
        />
      </span>
    </div>
  );
}
