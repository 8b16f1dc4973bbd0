import type { Lane, Segment } from '../../shared/lane.ts';
import type { StateClass, Verdict } from '../../shared/realization.ts';
import { classOfState } from '../../shared/realization.ts';
import type { Timeline } from '../../shared/timeline.ts';

const SECOND = 1000;
/** When the example's checks were made, in seconds after the send. */
const CHECKS = [1.4, 3.4, 5.1, 8.2, 12.4];
const ANSWERED = 0.4;
const SHOWN_UNTIL = 14.5;

type Seen = [from: number, to: number, verdict: Verdict, rawState: string];

const LABELS: Record<string, string> = {
  in_progress: 'in progress',
  unknown: 'unknown',
  in_sync: 'in sync',
};

function segment(
  over: Partial<Segment> & Pick<Segment, 'from' | 'to' | 'kind' | 'label'>,
): Segment {
  return {
    verdict: null,
    stateClass: null,
    rawState: null,
    message: null,
    gapReason: null,
    ...over,
    from: over.from * SECOND,
    to: over.to === null ? null : over.to * SECOND,
  };
}

function stateClass(rawState: string): StateClass {
  return classOfState(rawState);
}

function lane(name: string, overall: boolean, seen: readonly Seen[]): Lane {
  const last = CHECKS.at(-1) ?? 0;
  const before: Segment[] = overall
    ? [
        segment({ from: 0, to: ANSWERED, kind: 'sending', label: '' }),
        segment({ from: ANSWERED, to: CHECKS[0] ?? null, kind: 'accepted', label: '' }),
      ]
    : [];
  return {
    id: name,
    name,
    overall,
    segments: [
      ...before,
      ...seen.map(([from, to, verdict, rawState]) =>
        segment({
          from,
          to,
          kind: 'state',
          label: LABELS[rawState] ?? rawState,
          verdict,
          rawState,
          stateClass: stateClass(rawState),
        }),
      ),
      segment({
        from: last,
        to: last,
        kind: 'cap',
        label: 'in sync',
        verdict: 'realized',
        rawState: 'in_sync',
        stateClass: stateClass('in_sync'),
      }),
      segment({ from: last, to: null, kind: 'after', label: overall ? 'not asked again' : '' }),
    ],
  };
}

/** A made-up request, to learn the drawing by. Not anybody's evidence: it stands on the empty desk only. */
export const EXAMPLE: Timeline = {
  start: 0,
  origin: 'sent',
  end: SHOWN_UNTIL * SECOND,
  open: false,
  lanes: [
    lane('Overall', true, [
      [1.4, 5.1, 'in-progress', 'in_progress'],
      [5.1, 8.2, 'unknown', 'unknown'],
      [8.2, 12.4, 'in-progress', 'in_progress'],
    ]),
    lane('edge-ams-01', false, [[1.4, 12.4, 'realized', 'in_sync']]),
    lane('edge-ams-02', false, [
      [1.4, 5.1, 'in-progress', 'in_progress'],
      [5.1, 8.2, 'unknown', 'unknown'],
      [8.2, 12.4, 'in-progress', 'in_progress'],
    ]),
  ],
  ticks: CHECKS.map((at, index) => ({
    at: at * SECOND,
    startedAt: at * SECOND,
    durationMs: 50,
    ok: true,
    no: index + 1,
  })),
  markers: [],
  notedLater: [],
};
