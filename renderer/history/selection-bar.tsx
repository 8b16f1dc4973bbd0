import { Menu } from '@mantine/core';
import {
  IconArrowsDiff,
  IconPackageExport,
  IconRosetteDiscountCheck,
  IconTag,
  IconX,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { RequestId } from '../../shared/ids.ts';
import { ReviewMark } from '../../shared/request.ts';
import { count, MARK_WORDS } from '../../shared/words.ts';
import { openExportDialog } from '../evidence/evidence-store.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { wordsOf } from '../ui/failure.tsx';
import { toast } from '../ui/toast.ts';
import { MarkShape } from './cells.tsx';
import { compareTwo } from './many.ts';
import { MarkDialog } from './mark-dialog.tsx';
import { useRequests } from './requests-state.ts';
import { MOST_CHOSEN } from './selection.ts';
import { TagDialog } from './tag-dialog.tsx';

const TWO = 2;

/** How many requests are chosen, and what can be done with them together. */
export function SelectionBar({ onAlone }: { onAlone: () => void }) {
  const chosen = useRequests((state) => state.selection.ids);
  const [isTagging, setIsTagging] = useState(false);
  const ids = [...chosen] as RequestId[];
  const [first, second] = ids;

  async function compare() {
    if (!first || !second) return;
    const failure = await compareTwo(first, second);
    if (failure) toast({ title: wordsOf(failure).title, tone: 'danger' });
  }

  return (
    <section className="selection-bar" aria-label="Chosen requests">
      <span className="selection-count">
        <span role="status">
          <b>{ids.length.toLocaleString('en')} selected</b>
          {ids.length >= MOST_CHOSEN && <span className="muted"> · the most at once</span>}
        </span>
        <IconButton
          small
          label="Choose only the one in front"
          icon={<IconX size={15} />}
          onClick={onAlone}
        />
      </span>
      <span className="selection-acts">
        <Button
          size="small"
          icon={<IconPackageExport size={15} />}
          onClick={() => openExportDialog(ids)}
        >
          Export…
        </Button>
        <Button
          size="small"
          icon={<IconArrowsDiff size={15} />}
          disabled={ids.length !== TWO}
          why="Two requests can be compared: choose exactly two"
          onClick={() => void compare()}
        >
          Compare
        </Button>
        <Button size="small" icon={<IconTag size={15} />} onClick={() => setIsTagging(true)}>
          Tag…
        </Button>
        <MarkMenu ids={ids} />
      </span>
      {isTagging && <TagDialog ids={ids} onClose={() => setIsTagging(false)} />}
    </section>
  );
}

/** One mark for all that are chosen, or none; it is asked first. */
function MarkMenu({ ids }: { ids: readonly RequestId[] }) {
  // Others may be chosen meanwhile: these are marked.
  const [chosen, setChosen] = useState<{
    ids: readonly RequestId[];
    mark: ReviewMark | null;
  } | null>(null);
  const requests = count(ids.length, 'request');
  return (
    <>
      <Menu position="top-end">
        <Menu.Target>
          <Button size="small" icon={<IconRosetteDiscountCheck size={15} />}>
            Mark
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{`Mark ${requests} as`}</Menu.Label>
          {ReviewMark.options.map((mark) => (
            <Menu.Item
              key={mark}
              leftSection={<MarkShape mark={mark} />}
              onClick={() => setChosen({ ids, mark })}
            >
              {MARK_WORDS[mark]}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item onClick={() => setChosen({ ids, mark: null })}>No mark</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {chosen && <MarkDialog {...chosen} onClose={() => setChosen(null)} />}
    </>
  );
}
