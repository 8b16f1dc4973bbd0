import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useMemo, useState } from 'react';
import type { Speed } from '../../shared/replay.ts';
import { clampStep, replayAt, stepDelay } from '../../shared/replay.ts';
import type { RequestDetail } from '../history/history-store.ts';
import { useReplayAsked } from './replay-store.ts';
import { mayBeReplayed } from './replayable.ts';

export interface Replay {
  /** What is known at the step; the request as it is now where nothing is replayed. */
  detail: RequestDetail;
  /** Null: no replay. */
  step: number | null;
  steps: number;
  playing: boolean;
  speed: Speed;
  begin: () => void;
  end: () => void;
  go: (step: number) => void;
  play: (on: boolean) => void;
  setSpeed: (speed: Speed) => void;
}

/** A request's record step by step: from its first fact on, as it became known. */
export function useReplay(detail: RequestDetail): Replay {
  const canReplay = mayBeReplayed(detail.summary, detail.events.length);
  const [at, setStep] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>(1);
  const isReduced = useReducedMotion();
  const steps = detail.events.length;
  const asked = useReplayAsked(({ id }) => id);
  const isMine = asked === detail.request.id;
  const step = canReplay ? at : null;

  useEffect(() => {
    if (asked === null) return;
    // What was asked of another page was not taken there: it is forgotten.
    useReplayAsked.setState({ id: null });
    if (isMine) setStep(1);
  }, [asked, isMine]);

  const shown = useMemo(() => {
    if (step === null) return detail;
    return { ...detail, ...replayAt(detail.request, detail.events, step) };
  }, [detail, step]);

  useEffect(() => {
    if (!playing || step === null) return;
    if (step >= steps) {
      setPlaying(false);
      return;
    }
    const delay = stepDelay(detail.events, step, speed, isReduced);
    const timer = setTimeout(() => setStep(step + 1), delay);
    return () => clearTimeout(timer);
  }, [playing, step, steps, speed, isReduced, detail.events]);

  return {
    detail: shown,
    step,
    steps,
    playing,
    speed,
    setSpeed,
    begin: () => setStep(1),
    end: () => {
      setPlaying(false);
      setStep(null);
    },
    go: (to) => {
      setPlaying(false);
      setStep(clampStep(to, steps));
    },
    play: (on) => {
      if (on && step === steps) setStep(1);
      setPlaying(on);
    },
  };
}
