import { createHash } from 'node:crypto';
import type { ManagerId } from '../../../shared/ids.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { ERROR_NOT_FOUND, readNsxError } from '../../../shared/nsx/error-body.ts';
import { isSecretField } from '../../../shared/redaction.ts';
import { redactRecurring } from '../../../shared/redaction-recurring.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Clock, Connection, Nsx } from '../../domain/ports.ts';
import { failureOf } from './answer-failure.ts';
import {
  type Budget,
  type BudgetLimits,
  type BudgetTime,
  createBudget,
  DEFAULT_BUDGET,
} from './budget.ts';
import { describeCertificate } from './certificate.ts';
import { type Channel, createChannel, type Latch } from './channel.ts';
import { parseEndpoint } from './endpoint.ts';
import { readFacts, readTunnel } from './facts.ts';
import {
  exchangeOf,
  type HttpCall,
  isGood,
  jsonOf,
  nsxRequestIdOf,
  objectOf,
  type RawAnswer,
  wordsOf,
} from './http.ts';
import { DEFAULT_LIMITS, type Limits } from './limits.ts';
import { readList } from './list.ts';
import { failureOfError } from './network-failure.ts';
import { entityPath, listPath, statePath, tunnelPath } from './paths.ts';
import { type ProxyOptions, proxyFor } from './proxy.ts';
import { lookAt } from './tls.ts';

export type NsxOptions = {
  limits?: Partial<Limits>;
  clock?: Pick<Clock, 'now'>;
  budget?: Partial<BudgetLimits>;
  /** The budget's own time, which no change of the computer's clock moves. */
  budgetTime?: BudgetTime;
  /** Whether a halt of this manager is on record at this moment, whoever has put it there. */
  isHalted?: (id: ManagerId) => boolean;
} & ProxyOptions;

const MONOTONIC: BudgetTime = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** "Backend object not found", as good as 600 (LIB, domain.md §9.2). */
const ERROR_BACKEND_NOT_FOUND = 202;

/** The Manager API's dialect over HTTPS. `close` ends everything at once, also a write under way. */
export function createNsx(options: NsxOptions = {}): Nsx & { close(): void } {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const now = options.clock ? () => options.clock?.now() ?? Date.now() : () => Date.now();
  const channels = new Map<ManagerId, { key: string; channel: Channel; of: Connection }>();
  const refused = new Map<ManagerId, Set<string>>();
  const budgetLimits = { ...DEFAULT_BUDGET, ...options.budget };
  /** By address: a sign-in that is tried under an id of its own spends from the same one, and `forget` leaves it. */
  const budgets = new Map<string, Budget>();

  function budgetOf(address: string): Budget {
    const known = budgets.get(address);
    const budget = known ?? createBudget(budgetLimits, options.budgetTime ?? MONOTONIC);
    if (!known) budgets.set(address, budget);
    return budget;
  }

  function channelOf(connection: Connection): Result<Channel> {
    const last = channels.get(connection.id);
    // A connection is never changed: the very same one, as checks have it, needs no second look.
    if (last?.of === connection) return ok(last.channel);
    const endpoint = parseEndpoint(connection.address);
    if (!endpoint.ok) return endpoint;
    const { id, address, user, auth, password, trust, proxy, clientCertificate } = connection;
    const credential = digest([address, user, auth, password, clientCertificate]);
    const key = digest([credential, trust, proxy]);
    if (last?.key === key) {
      last.of = connection;
      return ok(last.channel);
    }
    last?.channel.close();
    const latch: Latch = {
      halted: () => refused.get(id)?.has(credential) ?? false,
      haltedElsewhere: () => options.isHalted?.(id) ?? false,
      halt: () => refused.set(id, (refused.get(id) ?? new Set()).add(credential)),
    };
    const channel = createChannel({
      connection,
      endpoint: endpoint.value,
      limits,
      budget: budgetOf(endpoint.value.origin),
      atOnce: budgetLimits.atOnce,
      route: () => proxyFor(endpoint.value, proxy, options),
      now,
      latch,
    });
    channels.set(id, { key, channel, of: connection });
    return ok(channel);
  }

  type Read = { answer: RawAnswer; channel: Channel };

  /** Any answer that isn't about the sign-in. */
  async function ask(connection: Connection, call: HttpCall): Promise<Result<Read>> {
    const channel = channelOf(connection);
    if (!channel.ok) return channel;
    const answer = await channel.value.read(call);
    return answer.ok ? ok({ answer: answer.value, channel: channel.value }) : answer;
  }

  /** A JSON object with a good answer; else the failure that the answer stands for. */
  async function get(connection: Connection, path: string, signal?: AbortSignal) {
    const read = await ask(connection, { method: 'GET', path, signal });
    if (!read.ok) return read;
    const { answer, channel } = read.value;
    if (!isGood(answer.status)) return fail(failureOf(answer, channel.secrets()));
    const body = objectOf(answer);
    return body.ok ? ok({ body: body.value, answer, channel }) : body;
  }

  return {
    async probe(address, proxy) {
      const endpoint = parseEndpoint(address);
      if (!endpoint.ok) return endpoint;
      try {
        const { leaf, verified } = await lookAt({
          endpoint: endpoint.value,
          route: () => proxyFor(endpoint.value, proxy, options),
          timeoutMs: limits.connectMs,
        });
        if (leaf) return ok(describeCertificate(leaf, verified));
        return fail({ kind: 'malformed', status: null, detail: 'It presented no certificate.' });
      } catch (error) {
        return fail(failureOfError(error, address));
      }
    },

    facts: (connection) => readFacts((path) => get(connection, path), now),

    list: (connection, kind, signal, onPage) =>
      readList(async (cursor) => {
        const page = await get(connection, listPath(kind, cursor), signal);
        return page.ok ? ok(page.value.body) : page;
      }, onPage),

    async read(connection, kind, id) {
      const read = await ask(connection, { method: 'GET', path: entityPath(kind, id) });
      if (!read.ok) return read;
      const { answer, channel } = read.value;
      const words = wordsOf(answer, channel.secrets());
      const code = readNsxError(words).code;
      const exchange = exchangeOf(answer, channel.secrets());
      if (answer.status === 404 && (code === ERROR_NOT_FOUND || code === ERROR_BACKEND_NOT_FOUND)) {
        return ok({ body: null, exchange });
      }
      if (!isGood(answer.status)) return fail(failureOf(answer, channel.secrets()));
      const body = objectOf(answer);
      if (!body.ok) return body;
      return ok({ body: body.value, exchange });
    },

    writeUrl: ({ address }, { kind, entityId }) =>
      `https://${address}${entityPath(kind, entityId)}`,

    async write(connection, { method, kind, entityId, body, ereqId, allowOverwrite }, onSent) {
      const channel = channelOf(connection);
      if (!channel.ok) return { end: 'not-sent', failure: channel.failure };
      const call: HttpCall = {
        method,
        path: entityPath(kind, entityId),
        // Our id beside NSX's own in its audit log; the overwrite only where a person said it (domain.md §4).
        headers: {
          'x-nsx-ereqid': ereqId,
          ...(allowOverwrite ? { 'x-allow-overwrite': 'true' } : {}),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      };
      const end = await channel.value.write(call, onSent);
      if (end.end === 'not-sent') return end;
      if (end.end === 'lost') {
        const { head, failure } = end;
        const nsxRequestId = head ? nsxRequestIdOf(head) : null;
        return { end: 'lost', failure, nsxRequestId, status: head?.status ?? null };
      }
      const secrets = [...channel.value.secrets(), ...keysOf(body)];
      const answer = {
        exchange: exchangeOf(end.answer, secrets),
        nsxRequestId: nsxRequestIdOf(end.answer),
      };
      return { end: 'answered', answer, body: jsonOf(wordsOf(end.answer, secrets)) ?? null };
    },

    async state(connection, sessionId, nsxRequestId, { urgent = false, wanted } = {}) {
      const path = statePath(sessionId, nsxRequestId);
      const read = await ask(connection, {
        method: 'GET',
        path,
        background: !urgent,
        wanted,
      });
      if (!read.ok) return read;
      const { answer, channel } = read.value;
      const exchange = exchangeOf(answer, channel.secrets(), redactRecurring);
      if (isGood(answer.status)) return ok(exchange);
      if (answer.status !== 400 && answer.status !== 404) {
        return fail(failureOf(answer, channel.secrets()));
      }
      // A 404 that isn't in NSX's words is a proxy's, and says nothing about the session.
      const body = objectOf(answer);
      return body.ok ? ok(exchange) : body;
    },

    async tunnel(connection, sessionId) {
      const read = await get(connection, tunnelPath(sessionId));
      return read.ok ? readTunnel(read.value.body, now()) : read;
    },

    forget(managerId) {
      channels.get(managerId)?.channel.close();
      channels.delete(managerId);
      refused.delete(managerId);
    },

    close() {
      for (const { channel } of channels.values()) channel.close(true);
      for (const budget of budgets.values()) budget.close();
      channels.clear();
      budgets.clear();
    },
  };
}

/** The keys that go out in a body: an error may quote them without the name of their field. */
function keysOf(body: JsonObject | null): string[] {
  return Object.entries(body ?? {}).flatMap(([name, value]) =>
    isSecretField(name) && typeof value === 'string' ? [value] : [],
  );
}

/** Recognizes a credential without keeping it a second time. */
function digest(parts: unknown): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
