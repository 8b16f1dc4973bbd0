import { IconArrowBackUp, IconChevronRight, IconEyeCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useState } from 'react';
import { IconButton, LinkButton } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';

export interface DeskLine {
  id: string;
  colour: string;
  state: ReactNode;
  what: string;
  detail: ReactNode;
  /** Which manager, in its colour. */
  where: string;
  when: ReactNode;
  open: () => void;
  /** Takes it off the desk, where a person may; it stays in its place until they leave the desk, to be put back. */
  seen?: { isSeen: boolean; put: (isSeen: boolean) => void };
}

/** A row that leads to the screen where something can be done. */
function DeskRow({ line }: { line: DeskLine }) {
  return (
    <button type="button" className="desk-row" data-colour={line.colour} onClick={line.open}>
      <span className="desk-state">{line.state}</span>
      <span className="desk-what">
        <b className="truncate" title={line.what}>
          {line.what}
        </b>
        <span className="muted truncate">{line.detail}</span>
      </span>
      <span className="desk-where">
        {line.where && <span className="swatch" aria-hidden />}
        <span className="truncate">{line.where}</span>
      </span>
      <span className="desk-when">{line.when}</span>
      <IconChevronRight size={15} aria-hidden />
    </button>
  );
}

/** One button for both, so that who pressed it by keyboard stays on it. */
function SeenButton({ what, seen }: { what: string; seen: NonNullable<DeskLine['seen']> }) {
  const { isSeen, put } = seen;
  return (
    <IconButton
      small
      label={isSeen ? `Undo: put ${what} back on the desk` : `Seen: take ${what} off the desk`}
      icon={
        isSeen ? <IconArrowBackUp size={15} aria-hidden /> : <IconEyeCheck size={15} aria-hidden />
      }
      onClick={({ detail }) => {
        // The second of a double click means nothing of its own.
        if (detail <= 1) put(!isSeen);
      }}
    />
  );
}

/** Rows shown before "show all": a desk is looked over, not scrolled. */
const SHOWN = 6;

/** One kind of things that need a person. Not drawn at all while there is none. */
export function DeskCard({
  title,
  note,
  lines,
  counted = true,
}: {
  title: string;
  note: string;
  lines: readonly DeskLine[];
  /** Whether the title says how many. */
  counted?: boolean;
}) {
  const [all, setAll] = useState(false);
  if (lines.length === 0) return null;
  const shown = all ? lines : lines.slice(0, SHOWN);
  const asking = lines.filter(({ seen }) => !seen?.isSeen).length;
  return (
    <Card title={counted && asking > 0 ? `${title} ${asking}` : title} note={note} padded={false}>
      <ul>
        {shown.map((line) => (
          <li key={line.id} className="desk-item" data-seen={line.seen?.isSeen || undefined}>
            <DeskRow line={line} />
            {line.seen && <SeenButton what={line.what} seen={line.seen} />}
          </li>
        ))}
      </ul>
      {shown.length < lines.length && (
        <p className="desk-more">
          <LinkButton onClick={() => setAll(true)}>Show all {lines.length}</LinkButton>
        </p>
      )}
    </Card>
  );
}
