import type { PreflightLine } from '../../../shared/draft.ts';
import { METHOD_OF } from '../../../shared/draft.ts';
import { WISE_PSK } from '../../../shared/nsx/entity/peer-endpoint.ts';
import { KIND_NAME } from '../../../shared/nsx/kinds.ts';
import { isOverridden, protectionOf } from '../../../shared/nsx/protection.ts';
import { comparedOf } from '../../../shared/nsx/siblings.ts';
import type { Issue } from '../../../shared/result.ts';
import { line, type PreflightFacts } from './preflight-facts.ts';

const NEVER_READ = 'The inventory of this manager was not read yet';

/** What the objects around a draft say: those that it names, those that use it, and the rules that join them. */
export function aroundLines(facts: PreflightFacts): PreflightLine[] {
  return [
    ...referenceLines(facts),
    ...contextLines(facts),
    ...serviceLines(facts),
    ...usersLines(facts),
    ...affectedLines(facts),
  ];
}

function referenceLines({ draft, references }: PreflightFacts): PreflightLine[] {
  if (draft.operation === 'delete') return [];
  return references.map(({ path, label: field, to, found }) => {
    // An item of a list stands at its place in it.
    const isItem = typeof path.at(-1) === 'number';
    const label = isItem ? `One of the ${field.toLowerCase()}` : field;
    const id = path.join('.');
    const said = found
      ? line(id, 'ok', `${label} exists`, found.name, found.readAt)
      : line(
          id,
          'ask',
          `${label} is not in the inventory`,
          `NSX refuses the id of ${/^(I[KP]|[aeo])/.test(KIND_NAME[to]) ? 'an' : 'a'} ${KIND_NAME[to]} that it does not know`,
          null,
        );
    return { ...said, path: [...path] };
  });
}

function contextLines({ draft, context, services, asOf }: PreflightFacts): PreflightLine[] {
  if (draft.operation === 'delete') return [];
  const say = (level: 'stop' | 'ask') => (issue: Issue, at: number) => {
    const [title = '', ...rest] = issue.message.split('; ');
    const id = `context-${level}-${at}-${issue.path.join('.')}`;
    return { ...line(id, level, title, capital(rest.join('; ')), asOf), path: [...issue.path] };
  };
  const lines = [...context.issues.map(say('stop')), ...context.warnings.map(say('ask'))];
  if (draft.kind !== 'sessions' || context.warnings.length > 0) return lines;
  // Without the list, or the service, nothing was compared.
  if (asOf === null || services.length === 0) return lines;
  const compared = comparedOf(draft.body);
  if (compared === null) return lines;
  const clear = 'Compared with the sessions of the same service';
  const title =
    compared === 'subnets'
      ? 'No other session wants its subnets'
      : 'No other tunnel port stands in its subnet';
  return [...lines, line('siblings', 'ok', title, clear, asOf)];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function serviceLines({ draft, services }: PreflightFacts): PreflightLine[] {
  // What is deleted is asked for until NSX answers NOT_FOUND: the service does not matter to that.
  if (draft.operation === 'delete') return [];
  const path = draft.kind === 'sessions' ? ['local_endpoint_id'] : undefined;
  if (draft.kind === 'services') {
    if (draft.body.enabled !== false) return [];
    const detail = 'Its sessions stand still, and NSX has no realization status for them';
    return [{ ...line('service', 'ask', 'The service is off', detail, null), path: ['enabled'] }];
  }
  const off = services.filter(({ body }) => body.enabled === false);
  const [first] = off.length > 0 ? off : services;
  if (!first) return [];
  const names = (off.length > 0 ? off : services).map(({ name }) => name).join(', ');
  const said =
    off.length > 0
      ? line(
          'service',
          'ask',
          'VPN service is disabled',
          `${names}: NSX will have no realization status`,
          first.readAt,
        )
      : line('service', 'ok', 'VPN service enabled', names, first.readAt);
  return [path ? { ...said, path } : said];
}

/** So many are named on the line; the object's page has all of them. */
const USERS_NAMED = 5;

/** NSX does not delete what something names (Swagger: strong references). */
function usersLines({ draft, users, asOf }: PreflightFacts): PreflightLine[] {
  if (draft.operation !== 'delete' || draft.kind === 'sessions') return [];
  const { named, count } = users;
  if (count === 0 && asOf === null) {
    return [line('users', 'ask', 'Not known what uses it', NEVER_READ, null)];
  }
  if (count === 0) {
    return [line('users', 'ok', 'Nothing uses it', 'By the copy of the inventory', asOf)];
  }
  const first = named.slice(0, USERS_NAMED);
  const names = first.map(({ name, kind }) => `${KIND_NAME[kind]} “${name}”`).join(', ');
  const what = count === 1 ? '1 object' : `${count.toLocaleString('en')} objects`;
  const more = count - first.length;
  const others = more > 0 ? ` and ${more.toLocaleString('en')} more` : '';
  const detail = `NSX does not delete it while they name it: ${names}${others}`;
  return [line('users', 'stop', `Used by ${what}`, detail, asOf)];
}

function affectedLines({ draft, affected, asOf }: PreflightFacts): PreflightLine[] {
  if (draft.operation !== 'change' || draft.kind === 'sessions') return [];
  const { count } = affected;
  if (count === 0 && asOf === null) {
    return [line('affected', 'ask', 'Not known which sessions use it', NEVER_READ, null)];
  }
  if (count === 0) {
    const detail = 'There is nothing to follow after it';
    return [line('affected', 'ok', 'No session uses it', detail, asOf)];
  }
  const what = count === 1 ? '1 session' : `${count} sessions`;
  const more = count - affected.names.length;
  const names = affected.names.join(', ');
  const detail = more > 0 ? `${names} and ${more} more` : names;
  return [line('affected', 'ask', `Touches ${what}`, detail, asOf)];
}

/** Whose object it is, and whether NSX lets it be changed from here. */
export function protectionLines({ draft, live, view }: PreflightFacts): PreflightLine[] {
  if (draft.operation === 'create') return [];
  const body = live?.body ?? draft.base;
  const at = live?.readAt ?? draft.baseReadAt;
  const protection = protectionOf(body);
  switch (protection.is) {
    case 'free':
      return body?._protection === 'NOT_PROTECTED'
        ? [line('protection', 'ok', 'Not protected', 'NSX lets it be changed', at)]
        : [];
    case 'system':
      return [
        line('protection', 'stop', 'Owned by the system', 'NSX does not let it be changed', at),
      ];
    case 'protected':
      return [
        line('protection', 'stop', 'Protected', `${view.manager.user} may not change it`, at),
      ];
    case 'override': {
      const owner = protection.owner ?? 'another principal';
      if (draft.override && isOverridden(body, draft.override)) {
        const detail = `This ${METHOD_OF[draft.operation]} goes out with X-Allow-Overwrite: true`;
        const title = `Protection by ${owner} is overridden`;
        return [line('protection', 'ask', title, detail, draft.override.at)];
      }
      const detail = 'NSX refuses a change from here (error 289)';
      return [line('protection', 'stop', `Owned by ${owner}`, detail, at)];
    }
  }
}

/** The pre-shared key of a peer endpoint: there when it is needed, and what becomes of it. */
export function keyLines({ draft, key }: PreflightFacts): PreflightLine[] {
  if (draft.kind !== 'peer-endpoints' || draft.operation === 'delete') return [];
  const say = (level: PreflightLine['level'], title: string, detail: string) => [
    { ...line('key', level, title, detail, null), path: ['psk'] },
  ];
  if (key === true) {
    return say('ok', 'Pre-shared key is ready', 'Kept until it is sent; NSX shows it to nobody');
  }
  if (key === 'short') {
    const detail = `It can be guessed; ${WISE_PSK} characters or more are wise`;
    return say('ask', 'Pre-shared key is short', detail);
  }
  if (key === false) {
    return say('stop', 'The pre-shared key is gone', 'It is not on this computer; type it again');
  }
  if (draft.body.authentication_mode === 'CERTIFICATE') return [];
  const hadKey = draft.operation === 'change' && draft.base?.authentication_mode !== 'CERTIFICATE';
  if (hadKey) {
    // domain.md §3.3: kept, cleared or refused is said nowhere.
    const detail = 'NSX’s documents don’t say what a PUT without a key does to it';
    return say('ask', 'The key is not sent along', detail);
  }
  return say('stop', 'No pre-shared key', 'Type one, or have one made');
}
