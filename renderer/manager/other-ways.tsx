import type { AuthMode } from '../../shared/auth.ts';
import type { Failure } from '../../shared/result.ts';
import { Button } from '../ui/button.tsx';

const USE: Record<AuthMode, string> = {
  session: 'Use session sign-in',
  basic: 'Use basic sign-in',
  certificate: 'Use a client certificate',
};

/**
 * The other ways that are worth a button: where this one is turned off there, as it seems, or a certificate was turned
 * away. After a password that NSX refused none is: it would be refused there too, and the account locked the sooner.
 */
export function offeredWays(failure: Failure): readonly AuthMode[] {
  if (failure.kind !== 'unauthorized') return [];
  const ways = failure.otherWays ?? [];
  const wasCertificate = ways.includes('session') && ways.includes('basic');
  return failure.off !== undefined || wasCertificate ? ways : [];
}

/** Those ways, each to be chosen with one click; nothing is tried by that. */
export function OtherWays({
  failure,
  onChoose,
}: {
  failure: Failure;
  onChoose: (way: AuthMode) => void;
}) {
  return offeredWays(failure).map((way) => (
    <Button key={way} size="small" onClick={() => onChoose(way)}>
      {USE[way]}
    </Button>
  ));
}
