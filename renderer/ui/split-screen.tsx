import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Button } from './button.tsx';
import { HeadingLevel } from './heading.ts';
import './split-screen.css';
import { Splitter } from './splitter.tsx';

interface SplitScreenProps {
  /** Accessible name of the list pane. */
  listLabel: string;
  list: ReactNode;
  detail: ReactNode;
  /** 330 px at the right; folds under the detail below 1200 px. */
  side?: ReactNode;
  sideLabel?: string;
  /** Stands under the side panel, and where that is folded at the foot of the window: always in sight. */
  foot?: ReactNode;
  /** Below 900 px list and detail take turns: true shows the detail. */
  showDetail: boolean;
  /** Back from the detail to the list (below 900 px). */
  onBack: () => void;
  /** Width of the list in px, 372 unless said otherwise. */
  listWidth?: number;
  /** Something in the detail, or the detail itself, has the focus. */
  onDetail?: () => void;
  /** The list can be made wider: its width as it was left, and what keeps another. */
  kept?: { width: number | null; keep: (width: number | null) => void };
}

/** px, as split-screen.css has it. */
const LIST_WIDTH = 372;

/** List and detail, each scrolling on its own; an optional side panel. */
export function SplitScreen({
  listLabel,
  list,
  detail,
  side,
  sideLabel,
  foot,
  showDetail,
  onBack,
  onDetail,
  listWidth,
  kept,
}: SplitScreenProps) {
  /** While it is dragged. */
  const [dragged, setDragged] = useState<number | null>(null);
  const width = dragged ?? kept?.width ?? null;
  const keep = (next: number | null) => {
    setDragged(null);
    kept?.keep(next);
  };
  const style: Record<`--${string}`, string> = {
    ...(listWidth && { '--list-width': `${listWidth}px` }),
    ...(width !== null && { '--list-wanted': `${width}px` }),
  };
  return (
    <div
      className="split"
      data-side={side ? true : undefined}
      data-showing={showDetail ? 'detail' : 'list'}
      data-wanted={width === null ? undefined : true}
      style={style}
    >
      <section className="split-list" aria-label={listLabel}>
        <HeadingLevel value="h2">{list}</HeadingLevel>
      </section>
      <div className="split-scroll">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard */}
        <section className="split-detail" aria-label="Detail" tabIndex={0} onFocus={onDetail}>
          <div className="split-back">
            <Button kind="quiet" size="small" icon={<IconArrowLeft size={15} />} onClick={onBack}>
              {listLabel}
            </Button>
          </div>
          {detail}
        </section>
        {side && (
          <aside className="split-side" aria-label={sideLabel ?? 'Beside'}>
            {side}
          </aside>
        )}
      </div>
      {foot && <div className="split-foot">{foot}</div>}
      {kept && (
        <Splitter
          label={`Width of ${listLabel}`}
          width={width ?? LIST_WIDTH}
          onMove={setDragged}
          onEnd={keep}
          onReset={() => keep(null)}
        />
      )}
    </div>
  );
}

/** Head of a list pane: title, count at the right, filters and search under it. */
export function ListHead({
  title,
  count,
  act,
  children,
}: {
  title: string;
  count?: ReactNode;
  /** A small button at the right end of the title. */
  act?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <header className="list-head">
      <div className="list-title">
        <h2>
          {title} {count !== undefined && <span>{count}</span>}
        </h2>
        {act}
      </div>
      {children && <div className="list-tools">{children}</div>}
    </header>
  );
}
