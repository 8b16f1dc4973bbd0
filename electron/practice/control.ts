import type { EntityKind } from '../../shared/nsx/kinds.ts';
import type { Entity, Fields } from './entities/entity.ts';
import type { LoggedRequest } from './request-log.ts';
import type { ScenarioText } from './scenarios.ts';
import type { LockState } from './sign-in.ts';

/** What a user of the practice manager, or a test, can do to it behind NSX's back. */
export type PracticeControl = {
  scenarios(): ScenarioText[];
  /** The scenario of the next accepted change; the default one comes back after it. Throws on an unknown id. */
  scenario(id: string): void;
  /** The scenario chosen for the next change and not yet used; null when there is none. */
  nextScenario(): string | null;
  /** The scenario of every change from now on. Throws on an unknown id. */
  defaultScenario(id: string): void;
  /** Every request that was received, oldest first; what proves who called is not in it. */
  requests(): LoggedRequest[];
  clearRequests(): void;
  /** The current bodies, `psk` included. */
  entities(kind: EntityKind): Entity[];
  /** Someone else changes an entity: `_revision` goes up. */
  mutate(kind: EntityKind, id: string, patch: Fields): Entity;
  /** Someone else deletes an entity; nothing is checked. */
  remove(kind: EntityKind, id: string): void;
  /** Another principal takes an entity over: it is protected, and its revision stays. */
  protect(kind: EntityKind, id: string, owner: string): void;
  setServiceEnabled(id: string, enabled: boolean): Entity;
  /** A new self-signed certificate on the same port; open connections are closed. */
  rotateCertificate(): Promise<{ fingerprint: string; certificatePem: string }>;
  /** The next accepted write is applied, but its connection breaks before the answer. */
  dropNextAnswer(): void;
  /** The next write's connection breaks before it is applied. */
  dropNextRequest(): void;
  /** From now on requests are received and left waiting, until the returned function is called. */
  stall(): () => void;
  expireSessions(): void;
  /** Which ways of signing in are offered; both at the start. */
  offerSignIn(ways: { basic?: boolean; session?: boolean }): void;
  /** A principal identity with this certificate (PEM), as `/trust-management/principal-identities` would make it. */
  registerPrincipal(name: string, certificatePem: string): void;
  lockState(): LockState;
  unlock(): void;
  /** The estate, scenarios, sign-in and log as they were at the start. The certificate and the password stay. */
  reset(): void;
};
