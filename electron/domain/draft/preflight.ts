import type { Draft, PreflightLine } from '../../../shared/draft.ts';
import { METHOD_OF } from '../../../shared/draft.ts';
import type { Entity } from '../../../shared/inventory.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { isObject } from '../../../shared/json.ts';
import type { ManagerView } from '../../../shared/manager.ts';
import { realizationApiOf } from '../../../shared/manager.ts';

/** What the copy says, gathered before deciding. */
export type PreflightFacts = {
  draft: Draft;
  view: ManagerView;
  /** The same object in the copy now; null for a create, or where it is gone. */
  live: Entity | null;
  localEndpoint: Entity | null;
  peerEndpoint: Entity | null;
  service: Entity | null;
  /** A write of this object whose answer was lost. */
  inDoubt: boolean;
  now: number;
};

/** What would go wrong, as far as main knows: pure, from the copy. The field checks are the form's own (shared/nsx/session.ts). */
export function preflight(facts: PreflightFacts): PreflightLine[] {
  return [
    readOnlyLine(facts),
    ...linkLines(facts),
    inDoubtLine(facts),
    protectionLine(facts),
    revisionLine(facts),
    ...referenceLines(facts),
    serviceLine(facts),
    apiLine(facts),
  ].filter((line) => line !== null);
}

function line(
  id: string,
  level: PreflightLine['level'],
  title: string,
  detail: string,
  at: number | null,
): PreflightLine {
  return { id, level, title, detail, at };
}

function readOnlyLine({ view, now }: PreflightFacts): PreflightLine | null {
  if (!view.manager.readOnly) return null;
  return line(
    'read-only',
    'stop',
    'Manager is read-only',
    `Nothing is sent to ${view.manager.name}`,
    now,
  );
}

function linkLines({ view }: PreflightFacts): PreflightLine[] {
  const { link, credential } = view;
  const at = link.since;
  if (credential === 'none' && !view.manager.practice) {
    return [line('signed-in', 'stop', 'No password', 'Sign in again on the manager’s page', null)];
  }
  switch (link.state) {
    case 'reachable':
      return [
        line(
          'reachable',
          'ok',
          'Reachable, trusted, signed in',
          `As ${view.manager.user}`,
          link.lastAnswerAt,
        ),
      ];
    case 'not-asked':
      return [line('reachable', 'ask', 'Not asked yet since the start', 'Send asks first', null)];
    case 'unreachable':
      return [
        line('reachable', 'wait', 'Manager not reachable', 'The draft is safe; Send waits', at),
      ];
    case 'untrusted':
      return [
        line(
          'trusted',
          'stop',
          'Certificate is not the trusted one',
          'Nothing is sent until you have looked',
          at,
        ),
      ];
    case 'halted':
      return [
        line(
          'signed-in',
          'stop',
          'Sign-in was refused',
          'Every call stands still until you sign in again',
          at,
        ),
      ];
    case 'signed-out':
      return [
        line('signed-in', 'stop', 'Not signed in', 'Sign in again on the manager’s page', at),
      ];
  }
}

function inDoubtLine({ inDoubt, now }: PreflightFacts): PreflightLine | null {
  if (!inDoubt) return null;
  return line(
    'in-doubt',
    'stop',
    'An earlier write is in doubt',
    'Read the object back first, on its request',
    now,
  );
}

function protectionLine({ draft, live, view }: PreflightFacts): PreflightLine | null {
  const body = live?.body ?? draft.base;
  const protection = body?._protection;
  const at = live?.readAt ?? null;
  if (body?._system_owned === true) {
    return line('protection', 'stop', 'Owned by the system', 'NSX does not let it be changed', at);
  }
  if (protection === 'PROTECTED') {
    return line('protection', 'stop', 'Protected', `${view.manager.user} may not change it`, at);
  }
  if (protection === 'REQUIRE_OVERRIDE') {
    const owner = typeof body?._create_user === 'string' ? body._create_user : 'another principal';
    return line(
      'protection',
      'ask',
      `Owned by ${owner}`,
      'NSX will refuse this (error 289); change it where it was made',
      at,
    );
  }
  return null;
}

function revisionLine({ draft, live }: PreflightFacts): PreflightLine | null {
  if (draft.operation === 'create') return null;
  if (!live)
    return line(
      'revision',
      'ask',
      'Not in the copy any more',
      'It may have been deleted',
      draft.baseReadAt,
    );
  const mine = draft.base?._revision;
  const theirs = live.body._revision;
  if (typeof theirs === 'number' && theirs !== mine) {
    return line(
      'revision',
      'stop',
      `Changed since: revision ${String(theirs)}, the draft is from ${String(mine)}`,
      'Compare under Changes, then take the live revision',
      live.readAt,
    );
  }
  return line(
    'revision',
    'ok',
    `Draft is from revision ${String(mine ?? '?')}`,
    draft.operation === 'delete'
      ? 'A DELETE carries none: NSX deletes what is there then'
      : `${METHOD_OF[draft.operation]} carries it; NSX refuses an old one`,
    live.readAt,
  );
}

function referenceLines({ draft, localEndpoint, peerEndpoint }: PreflightFacts): PreflightLine[] {
  if (draft.operation === 'delete') return [];
  const lines: PreflightLine[] = [];
  const check = (field: string, label: string, found: Entity | null) => {
    const id = draft.body[field];
    if (typeof id !== 'string' || id === '') return;
    lines.push(
      found
        ? line(field, 'ok', `${label} exists`, found.name, found.readAt)
        : line(
            field,
            'ask',
            `${label} is not in the copy`,
            'NSX refuses an id that it does not know',
            null,
          ),
    );
  };
  check('local_endpoint_id', 'Local endpoint', localEndpoint);
  check('peer_endpoint_id', 'Peer endpoint', peerEndpoint);
  return lines;
}

function serviceLine({ service, draft }: PreflightFacts): PreflightLine | null {
  if (!service) return null;
  if (service.body.enabled === false) {
    // What is deleted is asked for until NSX answers NOT_FOUND: the service does not matter to that.
    if (draft.operation === 'delete') return null;
    return line(
      'service',
      'ask',
      'VPN service is disabled',
      `${service.name}: NSX will have no realization status`,
      service.readAt,
    );
  }
  return line('service', 'ok', 'VPN service enabled', service.name, service.readAt);
}

function apiLine({ view }: PreflightFacts): PreflightLine | null {
  const version = view.facts?.version ?? null;
  const at = view.facts?.readAt ?? null;
  switch (realizationApiOf(version)) {
    case 'present':
      return line('api', 'ok', 'Realization API present', `NSX ${version}`, at);
    case 'deprecated':
      return line(
        'api',
        'ok',
        'Realization API present',
        `NSX ${version}: deprecated, removed in 9.0`,
        at,
      );
    case 'removed':
      return line('api', 'stop', 'Realization API is gone', `NSX ${version}: removed in 9.0`, at);
    case 'not-known':
      return line('api', 'ask', 'Version not known', 'The realization API may not be there', at);
  }
}

/** The service that a local endpoint belongs to: an object with `target_id` there (Swagger, ResourceReference). */
export function serviceIdOf(localEndpoint: JsonObject | null): string | null {
  const reference = localEndpoint?.ipsec_vpn_service_id;
  if (typeof reference === 'string') return reference;
  const target = isObject(reference) ? reference.target_id : null;
  return typeof target === 'string' ? target : null;
}
