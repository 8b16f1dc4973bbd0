import type { PreflightLine } from '../../../shared/draft.ts';
import { METHOD_OF } from '../../../shared/draft.ts';
import { realizationApiOf } from '../../../shared/manager.ts';
import { checkEntity, warnEntity } from '../../../shared/nsx/entity.ts';
import { aroundLines, keyLines, protectionLines } from './preflight-around.ts';
import { line, type PreflightFacts } from './preflight-facts.ts';
import { roleSays } from './role.ts';

/**
 * What speaks for and against sending a draft, as far as main knows: pure, from the copy. What stands in its fields is
 * checked by the form itself, live; `fieldLines` says the same for the record.
 */
export function preflight(facts: PreflightFacts): PreflightLine[] {
  return [
    readOnlyLine(facts),
    ...linkLines(facts),
    roleLine(facts),
    inDoubtLine(facts),
    ...protectionLines(facts),
    revisionLine(facts),
    ...keyLines(facts),
    ...aroundLines(facts),
    apiLine(facts),
  ].filter((one) => one !== null);
}

/** What the form said of the fields. */
export function fieldLines({ draft, now }: PreflightFacts): PreflightLine[] {
  const { kind, body, operation } = draft;
  if (operation === 'delete') return [];
  const say =
    (level: 'stop' | 'ask') =>
    (issue: { path: readonly (string | number)[]; message: string }) => ({
      ...line(`field-${issue.path.join('.')}`, level, issue.message, '', now),
      path: [...issue.path],
    });
  const wrong = checkEntity(kind, body, operation).map(say('stop'));
  const odd = warnEntity(kind, body, operation).map(say('ask'));
  const fine = line('fields', 'ok', 'Every field can be read', 'Checked again before sending', now);
  return wrong.length > 0 ? [...wrong, ...odd] : [...odd, fine];
}

function roleLine({ view }: PreflightFacts): PreflightLine {
  const { level, title, detail } = roleSays(view.facts?.roles ?? null, view.manager.user);
  return line('role', level, title, detail, view.facts?.readAt ?? null);
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

function revisionLine({ draft, live }: PreflightFacts): PreflightLine | null {
  if (draft.operation === 'create') return null;
  if (draft.merging) {
    const detail = 'Choose under Changes whose stands';
    const at = draft.merging.theirsReadAt;
    return line('revision', 'stop', 'Somebody else changed the same', detail, at);
  }
  if (!live) {
    const isChange = draft.operation === 'change';
    return line(
      'revision',
      isChange ? 'stop' : 'ask',
      'Not in the copy any more',
      isChange ? 'It was deleted: make it a new one, or discard' : 'It may have been deleted',
      draft.baseReadAt,
    );
  }
  const mine = draft.base?._revision;
  const theirs = live.body._revision;
  if (typeof theirs === 'number' && theirs !== mine) {
    return line(
      'revision',
      'stop',
      `Changed since: revision ${String(theirs)}, the draft is from ${String(mine)}`,
      'Merge it under Changes',
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
