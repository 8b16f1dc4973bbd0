import { IconX } from '@tabler/icons-react';
import { KIND_NAME } from '../../shared/nsx/kinds.ts';
import type { PlanPreview, PlanStep, StepState } from '../../shared/plan.ts';
import { count } from '../../shared/words.ts';
import { go } from '../shell/route-store.ts';
import { Badge, Method, type Tone } from '../ui/badge.tsx';
import { IconButton } from '../ui/button.tsx';
import { wordsOf } from '../ui/failure.tsx';
import { TimeText } from '../ui/time-text.tsx';
import { toast } from '../ui/toast.ts';
import { act } from './plan-store.ts';
import { StepShape } from './step-shape.tsx';

const STATE: Record<StepState, { tone: Tone; word: string }> = {
  waiting: { tone: 'neutral', word: 'Waiting' },
  sending: { tone: 'info', word: 'Sending' },
  accepted: { tone: 'info', word: 'Accepted' },
  refused: { tone: 'danger', word: 'Refused' },
  'not-sent': { tone: 'neutral', word: 'Not sent' },
  'in-doubt': { tone: 'warning', word: 'In doubt' },
  unclear: { tone: 'warning', word: 'In doubt' },
};

const FIELDS_SHOWN = 4;
const SESSIONS_SHOWN = 3;

/** The steps in their order: what each writes, what it changes, and every session that it touches. */
export function PlanSteps({ preview }: { preview: PlanPreview }) {
  const { steps, asOf, summary } = preview;
  const number = new Map(steps.map(({ draftId }, i) => [draftId, i + 1]));
  return (
    <div className="table-scroll">
      <table className="table plan-steps">
        <thead>
          <tr>
            <th className="num">Step</th>
            <th>Write</th>
            <th>Object</th>
            <th>Fields</th>
            <th>
              Sessions it touches{' '}
              {asOf !== null && (
                <span className="plan-as-of">
                  as of <TimeText at={asOf} form="short" />
                </span>
              )}
            </th>
            <th>State</th>
            <th>
              <span className="visually-hidden">Take out</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step, i) => (
            <Row
              key={step.draftId}
              step={step}
              no={i + 1}
              numberOf={(draftId) => number.get(draftId)}
              canTakeOut={step.state !== 'accepted' && summary.state !== 'sending'}
              onTakeOut={() => void takeOut(preview, step)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

async function takeOut({ summary }: PlanPreview, { draftId }: PlanStep): Promise<void> {
  const answer = await act('plan.remove', { planId: summary.plan.id, draftIds: [draftId] });
  if (answer.ok) return;
  const words = wordsOf(answer.failure);
  toast({ title: words.title, message: words.explanation, tone: words.tone });
}

type RowProps = {
  step: PlanStep;
  no: number;
  numberOf: (draftId: PlanStep['draftId']) => number | undefined;
  canTakeOut: boolean;
  onTakeOut: () => void;
};

function Row({ step, no, numberOf, canTakeOut, onTakeOut }: RowProps) {
  const { name, kind, method, uses, state, stops, asks } = step;
  const { tone, word } = STATE[state];
  const taken = state === 'accepted';
  const open = () =>
    taken && step.requestId
      ? go({ screen: 'requests', id: step.requestId })
      : go({ screen: 'drafts', id: step.draftId });
  return (
    <tr data-state={state} data-wrong={stops.length > 0 || undefined}>
      <td className="num plan-no">{no}</td>
      <td className="plan-write">
        <Method method={method} />
      </td>
      <td>
        <button
          type="button"
          className="drafts-open"
          aria-label={`${name}, ${KIND_NAME[kind]}`}
          onClick={open}
        >
          {name}
        </button>
        <div className="muted small">
          {KIND_NAME[kind]}
          {uses.map((used) => (
            <span key={`${used.label} ${used.draftId}`}>
              {' · '}
              {/^[A-Z]{2}/.test(used.label) ? used.label : used.label.toLowerCase()} from step{' '}
              {numberOf(used.draftId) ?? '?'}
            </span>
          ))}
        </div>
        {stops.map((stop) => (
          <p key={stop} className="plan-stop-line">
            {stop}
          </p>
        ))}
        {asks.map((ask) => (
          <p key={ask} className="plan-ask-line">
            {ask}
          </p>
        ))}
      </td>
      <td className="muted">
        <Fields step={step} />
      </td>
      <td>
        <Sessions step={step} />
      </td>
      <td>
        <Badge tone={tone} icon={<StepShape state={state} />} hollow={taken}>
          {word}
        </Badge>
      </td>
      <td className="plan-out">
        {canTakeOut && (
          <IconButton
            small
            label={`Take “${name}” out of the plan`}
            icon={<IconX size={14} />}
            onClick={onTakeOut}
          />
        )}
      </td>
    </tr>
  );
}

function Fields({ step: { changedFields, method } }: { step: PlanStep }) {
  if (method === 'DELETE') return <>all of it</>;
  if (method === 'POST') return <>new, {count(changedFields.length, 'field')}</>;
  const shown = changedFields.slice(0, FIELDS_SHOWN);
  const more = changedFields.length - shown.length;
  return (
    <span className="mono plan-fields" title={changedFields.join(', ')}>
      {shown.join(', ') || 'none'}
      {more > 0 && ` and ${more} more`}
    </span>
  );
}

function Sessions({ step: { sessions } }: { step: PlanStep }) {
  if (sessions.length === 0) return <span className="muted">none</span>;
  const shown = sessions.slice(0, SESSIONS_SHOWN).map(({ name }) => name);
  const more = sessions.length - shown.length;
  return (
    <span title={sessions.map(({ name }) => name).join(', ')}>
      {sessions.length > 1 && <b>{sessions.length}: </b>}
      {shown.join(', ')}
      {more > 0 && ` and ${more} more`}
    </span>
  );
}
