import {
  IconCheck,
  IconChecks,
  IconCircle,
  IconCircleHalf2,
  IconClock,
  IconLinkOff,
  IconOctagonMinus,
  IconPlugOff,
  IconQuestionMark,
  IconSend,
  IconSendOff,
  IconSquare,
  IconTrash,
  IconX,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { isSending } from '../../shared/history.ts';
import type { Verdict } from '../../shared/realization.ts';
import { VERDICT_FACTS } from '../../shared/realization.ts';
import type { RequestSummary } from '../../shared/request.ts';
import { wordsOfSummary } from '../../shared/summary-words.ts';
import { failureInShort } from '../../shared/words.ts';
import { Badge } from '../ui/badge.tsx';

const SIZE = 13;
const STROKE = 2.6;

type Shape = ComponentType<{ size: number; stroke: number; 'aria-hidden': true }>;

/** The shape of each verdict: a state is never told by its colour alone. */
const SHAPES: Record<Exclude<Verdict, 'in-progress' | 'in-doubt'>, Shape> = {
  accepted: IconCheck,
  realized: IconCheck,
  unknown: IconQuestionMark,
  partial: IconCircleHalf2,
  failed: IconX,
  deleted: IconTrash,
  missing: IconCircle,
  'service-disabled': IconPlugOff,
  refused: IconOctagonMinus,
  'not-sent': IconSendOff,
  'not-asked': IconLinkOff,
  'timed-out': IconClock,
  stopped: IconSquare,
};

const RING = 8;
const AROUND = 2 * Math.PI * RING;
/** What a ring shows while nothing is known of the nodes. */
const SOME = 0.28;

/** A ring that fills as transport nodes have it; a quarter of it while none has. */
function Ring({ share }: { share: number }) {
  const filled = Math.max(SOME, Math.min(1, share)) * AROUND;
  return (
    <svg width={SIZE} height={SIZE} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <circle cx="12" cy="12" r={RING} stroke="currentColor" strokeWidth="3" opacity="0.25" />
      <circle
        cx="12"
        cy="12"
        r={RING}
        stroke="currentColor"
        strokeWidth="3.2"
        strokeLinecap="round"
        strokeDasharray={`${filled} ${AROUND}`}
        transform="rotate(-90 12 12)"
      />
    </svg>
  );
}

/** A line that breaks off in the middle: it was sent, and then nothing. */
function Broken() {
  return (
    <svg
      width={SIZE}
      height={SIZE}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={STROKE}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d="M3 12h6M15 12h6M18 8.5l3.5 3.5-3.5 3.5M12 5v2M12 17v2" />
    </svg>
  );
}

interface ShapeProps {
  verdict: Verdict;
  rawState?: string | null | undefined;
  /** Nodes that have it, of all: 0 to 1. */
  share?: number | undefined;
}

type BadgeProps = ShapeProps & Pick<RequestSummary, 'notApplied'>;

/** The 13 px shape of a verdict. */
export function VerdictShape({ verdict, rawState, share = 0 }: ShapeProps) {
  if (verdict === 'in-progress') return <Ring share={share} />;
  if (verdict === 'in-doubt') return <Broken />;
  const Icon = verdict === 'realized' && rawState === 'success' ? IconChecks : SHAPES[verdict];
  return <Icon size={SIZE} stroke={STROKE} aria-hidden={true} />;
}

/** Our word for a verdict, in its tone and shape. */
export function VerdictBadge({ verdict, rawState, share, notApplied }: BadgeProps) {
  const { word, tone, meaning } = wordsOfSummary({ verdict, notApplied });
  return (
    <Badge
      tone={tone}
      icon={<VerdictShape verdict={verdict} rawState={rawState} share={share} />}
      dashed={verdict === 'unknown'}
      hollow={verdict === 'accepted'}
      title={meaning}
    >
      {word}
    </Badge>
  );
}

/** Where a request stands: its verdict, "Sending" before there is one, and "Not asked" beside it while it can't be asked. */
export function SummaryBadge({
  summary,
  full = false,
}: {
  summary: RequestSummary;
  /** Says "Not asked" as a badge of its own instead of a sign. */
  full?: boolean;
}) {
  if (isSending(summary)) {
    return (
      <Badge tone="info" hollow icon={<IconSend size={SIZE} stroke={STROKE} aria-hidden={true} />}>
        {summary.verdict === 'not-sent' ? 'About to send' : 'Sending'}
      </Badge>
    );
  }
  const share = summary.nodesTotal === 0 ? 0 : summary.nodesDone / summary.nodesTotal;
  const why = summary.notAsked ? failureInShort(summary.notAsked) : null;
  return (
    <>
      <VerdictBadge verdict={summary.verdict} share={share} notApplied={summary.notApplied} />
      {why !== null &&
        (full ? (
          <Badge
            tone="neutral"
            icon={<VerdictShape verdict="not-asked" />}
            title={`${why}. ${VERDICT_FACTS['not-asked'].meaning}`}
          >
            Not asked
          </Badge>
        ) : (
          <span className="muted" title={`Not asked: ${why}`}>
            <IconLinkOff size={SIZE + 1} stroke={2} role="img" aria-label={`Not asked: ${why}`} />
          </span>
        ))}
    </>
  );
}

/** NSX's own word, verbatim, in the tone of what it means. */
export function RawStateBadge({ verdict, rawState, share }: ShapeProps) {
  const { tone, word } = VERDICT_FACTS[verdict];
  return (
    <Badge
      tone={tone}
      icon={<VerdictShape verdict={verdict} rawState={rawState} share={share} />}
      dashed={verdict === 'unknown'}
      title={`${word}: ${VERDICT_FACTS[verdict].meaning}`}
    >
      {rawState ?? word}
    </Badge>
  );
}
