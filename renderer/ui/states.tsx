import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCloudOff,
  IconInbox,
  IconInfoCircle,
  IconQuestionMark,
  type IconX,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { use, useEffect, useRef } from 'react';
import type { Tone } from './badge.tsx';
import { HeadingLevel } from './heading.ts';
import './states.css';

interface StateProps {
  title: ReactNode;
  children?: ReactNode;
  /** The one next act (and at most one more). */
  action?: ReactNode;
  icon?: ReactNode;
}

function State({
  tone,
  title,
  children,
  action,
  icon,
  role,
}: StateProps & { tone: Tone; role?: 'alert' }) {
  const Heading = use(HeadingLevel);
  return (
    <div className="state" role={role}>
      <div className="state-icon" data-tone={tone} aria-hidden>
        {icon}
      </div>
      <Heading>{title}</Heading>
      {children && <p>{children}</p>}
      {action && <div className="buttons">{action}</div>}
    </div>
  );
}

/** Nothing here yet: says what would be here and how to get it. */
export function EmptyState({ icon, ...rest }: StateProps) {
  return <State {...rest} tone="neutral" icon={icon ?? <IconInbox size={22} />} />;
}

/** No network: a normal state. Says what still works. */
export function OfflineState({ icon, ...rest }: StateProps) {
  return <State {...rest} tone="neutral" icon={icon ?? <IconCloudOff size={22} />} />;
}

export function ErrorState({ icon, ...rest }: StateProps) {
  return (
    <State {...rest} tone="danger" icon={icon ?? <IconAlertTriangle size={22} />} role="alert" />
  );
}

const SKELETON_WIDTHS = [62, 84, 48, 76, 58, 80];

/** Shown while the first answer is on its way. */
export function LoadingState({ label = 'Loading' }: { label?: string }) {
  return (
    <div className="loading" role="status" aria-label={label}>
      {SKELETON_WIDTHS.map((width) => (
        <div key={width} className="skeleton" style={{ width: `${width}%` }} />
      ))}
    </div>
  );
}

const NOTICE_ICON: Record<Tone, typeof IconX> = {
  ok: IconCircleCheck,
  info: IconInfoCircle,
  unknown: IconQuestionMark,
  warning: IconAlertTriangle,
  danger: IconAlertTriangle,
  neutral: IconInfoCircle,
};

/** A banner inside a page: colour, icon and words, with what can be done about it. */
export function Notice({
  tone,
  title,
  children,
  actions,
  icon,
  loud = false,
}: {
  tone: Tone;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  icon?: ReactNode;
  /** Read out at once. */
  loud?: boolean;
}) {
  const Icon = NOTICE_ICON[tone];
  const place = useRef<HTMLDivElement>(null);
  // What is read out at once must be seen at once too, wherever the page is scrolled to.
  useEffect(() => {
    if (loud) place.current?.scrollIntoView({ block: 'nearest' });
  }, [loud]);
  return (
    <div ref={place} className="notice" data-tone={tone} role={loud ? 'alert' : undefined}>
      {icon ?? <Icon size={18} aria-hidden />}
      <div className="notice-words">
        <b>{title}</b>
        {children}
      </div>
      {actions && <div className="notice-actions">{actions}</div>}
    </div>
  );
}
