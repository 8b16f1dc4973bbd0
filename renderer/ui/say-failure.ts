import type { Result } from '../../shared/result.ts';
import { wordsOf } from './failure.tsx';
import { toast } from './toast.ts';

/** Reports a failed act where there is no page to say it on. */
export function sayFailure(answer: Result<unknown>): void {
  if (answer.ok) return;
  const { title, explanation, tone } = wordsOf(answer.failure);
  toast({ title, message: explanation, tone });
}
