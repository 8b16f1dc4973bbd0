import {
  IconAlertTriangle,
  IconCheck,
  IconClock,
  IconOctagonMinus,
  IconSend,
  IconSendOff,
} from '@tabler/icons-react';
import type { StepState } from '../../shared/plan.ts';

const SHAPES: Record<StepState, typeof IconCheck> = {
  waiting: IconClock,
  sending: IconSend,
  accepted: IconCheck,
  refused: IconOctagonMinus,
  'not-sent': IconSendOff,
  'in-doubt': IconAlertTriangle,
  unclear: IconAlertTriangle,
};

/** The 13 px shape of a step's state. */
export function StepShape({ state }: { state: StepState }) {
  const Icon = SHAPES[state];
  return <Icon size={13} stroke={2.4} aria-hidden />;
}
