import {
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconX,
} from '@tabler/icons-react';
import { useId } from 'react';
import type { Speed } from '../../shared/replay.ts';
import { SPEEDS } from '../../shared/replay.ts';
import { sentenceOf } from '../../shared/sentence.ts';
import { count, durationText } from '../../shared/words.ts';
import { IconButton } from '../ui/button.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { factText } from './fact-text.ts';
import type { Replay } from './use-replay.ts';
import './replay-bar.css';

const CHOICES = SPEEDS.map((speed) => ({ value: String(speed), label: `${speed}×` }));

/** Plays the record fact by fact: what was known at each step, and nothing of what came later. */
export function ReplayBar({ replay, start }: { replay: Replay; start: number }) {
  const id = useId();
  const { step, steps, detail, playing } = replay;
  if (step === null) return null;
  const last = detail.events.at(-1);
  const since = last ? Math.max(0, last.at - start) : 0;
  const said = `Step ${step} of ${steps}, +${durationText(since)}`;
  const { summary, events, nodeNames } = detail;
  const { nodesDone, nodesTotal } = summary;
  const known =
    nodesTotal === 0
      ? sentenceOf(summary, events, nodeNames)
      : `${nodesDone} of ${count(nodesTotal, 'node')} realized`;
  return (
    <fieldset
      className="replay-bar"
      onKeyDown={(event) => {
        if (event.key === 'Escape') replay.end();
      }}
    >
      <legend className="visually-hidden">Replay</legend>
      <IconButton
        small
        label="Step back"
        icon={<IconPlayerSkipBack size={14} />}
        disabled={step === 1}
        onClick={() => replay.go(step - 1)}
      />
      <IconButton
        small
        label={playing ? 'Pause the replay' : 'Play'}
        icon={playing ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />}
        onClick={() => replay.play(!playing)}
      />
      <IconButton
        small
        label="Step on"
        icon={<IconPlayerSkipForward size={14} />}
        disabled={step === steps}
        onClick={() => replay.go(step + 1)}
      />
      <label htmlFor={id} className="visually-hidden">
        Step
      </label>
      <input
        id={id}
        type="range"
        min={1}
        max={steps}
        value={step}
        aria-valuetext={said}
        onChange={(event) => replay.go(Number(event.target.value))}
      />
      <output htmlFor={id} className="replay-said">
        <b>{said}</b>
        {' · '}
        {known}
      </output>
      <Segmented
        label="Speed of the replay"
        small
        choices={CHOICES}
        value={String(replay.speed)}
        onChange={(value) => replay.setSpeed(Number(value) as Speed)}
      />
      <IconButton small label="End the replay" icon={<IconX size={14} />} onClick={replay.end} />
      {last && (
        <p className="replay-fact" title={factText(last.fact)}>
          Fact {last.seq}: <b>{last.fact.type}</b> {factText(last.fact)}
        </p>
      )}
    </fieldset>
  );
}
