import type { VerifyReport } from '../../shared/verify-contract.ts';

/** What verifying says of a record in which there is nothing. */
export const NOTHING_FOUND: VerifyReport = {
  requestId: null,
  requests: 0,
  events: 0,
  dropped: 0,
  dropRunCount: 0,
  dropRuns: [],
  problems: [],
  problemCount: 0,
  fingerprint: null,
  kept: null,
  cancelled: false,
};
