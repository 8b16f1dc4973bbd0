import type { PreflightLine } from '../../shared/draft.ts';
import type { JsonPath } from '../../shared/json.ts';
import type { Issue } from '../../shared/result.ts';

/** A line of the pre-flight card; `path` leads to the field that it is about. */
export type CardLine = Omit<PreflightLine, 'path'> & { path: JsonPath | null };

const ORDER = { stop: 0, wait: 1, ask: 2, ok: 3 } as const;

/** What the window knows of itself, before what main says: stops, then what waits, then what asks, then what is fine. */
export function cardLines(
  typed: {
    unreadable: string | null;
    issues: readonly Issue[];
    /** Those of them about fields that nobody has come to yet: they wait, they are no mistake. */
    fresh?: readonly Issue[];
    warnings: readonly Issue[];
    nothing: boolean;
  },
  main: readonly PreflightLine[],
): CardLine[] {
  const own: CardLine[] = [];
  if (typed.unreadable !== null) {
    own.push({
      id: 'text',
      level: 'stop',
      title: 'JSON cannot be read',
      detail: typed.unreadable,
      at: null,
      path: [],
    });
  } else {
    const fresh = new Set(typed.fresh);
    const level = (issue: Issue) => (fresh.has(issue) ? 'wait' : 'stop');
    own.push(...grouped(typed.issues.map((issue, at) => issueLine(issue, at, level(issue)))));
    own.push(...grouped(typed.warnings.map((issue, at) => issueLine(issue, at, 'ask'))));
    if (typed.nothing) {
      own.push({
        id: 'nothing',
        level: 'wait',
        title: 'Nothing has changed yet',
        detail: 'What is sent would be what the manager has',
        at: null,
        path: null,
      });
    } else if (typed.issues.length === 0) {
      own.push({
        id: 'fields',
        level: 'ok',
        title: 'Every field can be read',
        detail: 'Checked as you type, and again before sending',
        at: null,
        path: null,
      });
    }
  }
  // Of a text that can't be read main knows only what could be read before it.
  const said = typed.unreadable === null ? main : main.filter(({ id }) => id !== 'siblings');
  // That there is no key is said once: by the field, which may wait for somebody to come to it.
  const isKeySaid = typed.issues.some(({ path }) => path[0] === 'psk');
  const others = isKeySaid ? said.filter(({ id }) => id !== 'key') : said;
  const lines = [...own, ...others.map((line) => ({ ...line, path: line.path ?? null }))];
  return lines.sort((a, b) => ORDER[a.level] - ORDER[b.level]);
}

/** So many lines about one list are read one by one; more are a number, which leads to the first. */
const SHOWN_OF_A_LIST = 3;

/** Many entries of one list that can't be read are one line: "14 entries of policy_rules[0].sources". */
function grouped(lines: readonly CardLine[]): CardLine[] {
  const lists = new Map<string, CardLine[]>();
  for (const line of lines) {
    const key = line.path?.slice(0, LIST_DEPTH).join('.') ?? line.id;
    lists.set(key, [...(lists.get(key) ?? []), line]);
  }
  return [...lists.values()].flatMap((list) => {
    const [first] = list;
    if (!first || list.length <= SHOWN_OF_A_LIST) return list;
    const more = `${first.title}, and ${list.length - 1} more like it`;
    return [{ ...first, title: more }];
  });
}

/** `policy_rules`, its index, and `sources` or `destinations`. */
const LIST_DEPTH = 3;

function issueLine(issue: Issue, at: number, level: 'stop' | 'ask' | 'wait'): CardLine {
  const { title, detail } = inTwo(issue.message);
  return {
    id: `${level}-${at}-${issue.path.join('.')}`,
    level,
    title,
    detail,
    at: null,
    path: issue.path,
  };
}

/** "Rule 1026, peer subnet 1: “2.1.4..0/24” is not an IPv4 network: the third …": the place is the detail, the gist the title. */
function inTwo(message: string): { title: string; detail: string } {
  const place = /^([^“”":]{3,60}): (.+)$/s.exec(message);
  const [gist = message] = (place?.[2] ?? message).split(/: |; |\. /);
  if (place && /^["“]/.test(gist)) {
    return { title: gist, detail: `${place[1]}. Go to field` };
  }
  return { title: place ? `${place[1]}: ${gist}` : gist, detail: 'Go to field' };
}

/** "1 problem, 2 to confirm" */
export function countWords(lines: readonly CardLine[]): string {
  const count = (level: CardLine['level']) => lines.filter((line) => line.level === level).length;
  const words = [
    count('stop') > 0 && `${count('stop')} ${count('stop') === 1 ? 'problem' : 'problems'}`,
    count('wait') > 0 && `${count('wait')} waiting`,
    count('ask') > 0 && `${count('ask')} to confirm`,
  ].filter(Boolean);
  return words.length > 0 ? words.join(', ') : lines.length > 0 ? 'all clear' : '';
}

/** Why Send can't be pressed, in a few words; undefined where it can. */
export function whyNotSend(lines: readonly CardLine[]): string | undefined {
  const stop =
    lines.find((line) => line.level === 'stop') ?? lines.find((line) => line.level === 'wait');
  return stop?.title;
}
