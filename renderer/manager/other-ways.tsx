import type { AuthMode } from '../../shared/auth.ts';
import type { Failure } from '../../shared/result.ts';
import { Button } from '../ui/button.tsx';

const USE: Record<AuthMode, string> = {
  session: 'Use session sign-in',
  basic: 'Use basic sign-in',
  certificate: 'Use a client certificate',
};

/** The other ways that a refused sign-in names, each to be chosen with one click; nothing is tried by that. */
export function OtherWays({
  failure,
  onChoose,
}: {
  failure: Failure;
  onChoose: (way: AuthMode) => void;
}) {
  if (failure.kind !== 'unauthorized') return null;
  return failure.otherWays?.map((way) => (
    <Button key={way} size="small" onClick={() => onChoose(way)}>
      {USE[way]}
    </Button>
  ));
}
