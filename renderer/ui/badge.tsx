import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import './badge.css';

export type Tone = 'ok' | 'info' | 'unknown' | 'warning' | 'danger' | 'neutral';

interface BadgeProps {
  tone: Tone;
  /** 13 px icon: a state is always colour, shape and word. */
  icon?: ReactNode;
  /** The shape of "we do not know". */
  dashed?: boolean;
  /** The shape of "not yet". */
  hollow?: boolean;
  title?: string;
  children: ReactNode;
}

/** A state: colour, shape and word together. */
export function Badge({ tone, icon, dashed, hollow, title, children }: BadgeProps) {
  return (
    <span
      className="badge"
      data-tone={tone}
      data-bare={icon ? undefined : true}
      data-dashed={dashed || undefined}
      data-hollow={hollow || undefined}
      title={title}
    >
      {icon}
      {children}
    </span>
  );
}

/** A round filter that is on or off. */
export function Chip({
  on,
  onClick,
  hint,
  children,
}: {
  on: boolean;
  onClick: () => void;
  /** What its word does not say; shown on hover and focus. */
  hint?: string | undefined;
  children: ReactNode;
}) {
  const chip = (
    <button type="button" className="chip" aria-pressed={on} onClick={onClick}>
      {children}
    </button>
  );
  if (!hint) return chip;
  return (
    <Tooltip label={hint} multiline maw={300} events={{ hover: true, focus: true, touch: true }}>
      {chip}
    </Tooltip>
  );
}

/** A row of chips that wraps. */
export function Chips({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset className="chips bare" aria-label={label}>
      {children}
    </fieldset>
  );
}

/** A short value in mono, in a frame: a subnet, a tag. */
export function Tag({
  state = 'plain',
  title,
  children,
}: {
  state?: 'plain' | 'bad' | 'new' | 'gone';
  title?: string;
  children: ReactNode;
}) {
  return (
    <span className="tag" data-state={state} title={title}>
      {children}
    </span>
  );
}

/** A dot (or ring) that says a state beside a word; never alone. */
export function Dot({ tone, hollow = false }: { tone: Tone; hollow?: boolean }) {
  return <span className="dot" data-tone={tone} data-hollow={hollow || undefined} aria-hidden />;
}

/** An HTTP method in mono, coloured. */
export function Method({ method }: { method: string }) {
  return (
    <span className="method" data-method={method}>
      {method}
    </span>
  );
}
