import { describe, expect, it } from 'vitest';
import { createLedger } from '../../electron/domain/history/ledger.ts';
import type { Exchange, RequestFact } from '../../shared/request.ts';
import { memoryStore } from '../support/memory-store.ts';
import { aRequest } from '../support/request-events.ts';

const T = 1_790_000_000_000;
const request = aRequest({ writtenAt: T });

/** An answer whose manager's clock is so much ahead. */
function exchange(at: number, aheadMs: number | null): Exchange {
  const date: Record<string, string> =
    aheadMs === null ? {} : { date: new Date(at + aheadMs).toUTCString() };
  return {
    method: 'PUT',
    url: '/',
    startedAt: at,
    durationMs: 20,
    status: 200,
    headers: date,
    body: '',
  };
}
const answered = (at: number, ahead: number | null): RequestFact => ({
  type: 'answered',
  exchange: exchange(at, ahead),
  nsxRequestId: 'n',
  entityId: null,
});
const checkedAt = (at: number, ahead: number): RequestFact => ({
  type: 'checked',
  exchange: exchange(at, ahead),
  verdict: 'in-progress',
  rawState: 'in_progress',
  message: null,
  nodes: [],
});

function ledgerOf(store = memoryStore()) {
  const clock = { now: () => T, after: () => () => {}, random: () => 0 };
  const ledger = createLedger({ store, clock, notify: () => {} }, () => null);
  const types = () => store.events(request.id).map(({ fact }) => fact.type);
  const offsets = () =>
    store.events(request.id).flatMap(({ fact }) => (fact.type === 'clock' ? [fact.offsetMs] : []));
  return { store, ledger, types, offsets };
}

describe('the manager’s clock', () => {
  it('is recorded with the first answer, and again when it has moved by more than a second', () => {
    const { ledger, types, offsets } = ledgerOf();
    ledger.open(request);
    ledger.record(request.id, { type: 'sent' });
    expect(ledger.record(request.id, answered(T, 3200)).fact.type).toBe('answered');
    ledger.record(request.id, checkedAt(T + 5000, 3600));
    ledger.recordTogether([{ id: request.id, at: T + 10_000, fact: checkedAt(T + 10_000, 2500) }]);
    ledger.recordAll(request.id, [checkedAt(T + 15_000, 65_000), { type: 'timed-out' }]);
    expect(types()).toEqual([
      'sent',
      'answered',
      'clock',
      'checked',
      'checked',
      'checked',
      'clock',
      'timed-out',
    ]);
    expect(offsets().map((ms) => Math.round(ms / 1000))).toEqual([3, 65]);
  });

  it('is not recorded anew by a process that takes the request up', () => {
    const first = ledgerOf();
    first.ledger.open(request);
    first.ledger.record(request.id, answered(T, 0));
    const next = ledgerOf(first.store);
    next.ledger.record(request.id, checkedAt(T + 5000, 0));
    expect(next.types()).toEqual(['answered', 'clock', 'checked']);
  });

  it('is not recorded where no answer says it', () => {
    const { ledger, types } = ledgerOf();
    ledger.open(request);
    ledger.record(request.id, answered(T, null));
    expect(types()).toEqual(['answered']);
  });
});
