import type { Failure } from '../../shared/result.ts';
import { fail } from '../../shared/result.ts';
import type { Nsx, Vault } from './ports.ts';

const REVIEWING: Failure = { kind: 'reviewing' };
const refuse = async () => fail(REVIEWING);

/** Reviewer mode has no network: whatever asks a manager something is refused before a socket is opened. */
export const noNsx: Nsx = {
  probe: refuse,
  facts: refuse,
  list: refuse,
  read: refuse,
  writeUrl: () => '',
  write: async () => ({ end: 'not-sent', failure: REVIEWING }),
  state: refuse,
  tunnel: refuse,
  forget: () => {},
};

/** … and no keychain: it is not even asked whether it is there. */
export const noVault: Vault = {
  status: async () => ({
    available: false,
    name: 'none',
    detail: 'Reviewer mode has no keychain.',
  }),
  keep: refuse,
  password: refuse,
  place: async () => 'none',
  remove: refuse,
};
