import { describe, expect, test } from 'vitest';
import { cardLines, countWords, whyNotSend } from '../../../renderer/draft/preflight.ts';
import type { PreflightLine } from '../../../shared/draft.ts';

const typed = { unreadable: null, issues: [], warnings: [], nothing: false };
const main: PreflightLine[] = [
  { id: 'reachable', level: 'wait', title: 'Manager not reachable', detail: 'Send waits', at: 5 },
  { id: 'local_endpoint_id', level: 'ok', title: 'Local endpoint exists', detail: 'le', at: 5 },
];
const issue = {
  path: ['policy_rules', 0, 'destinations', 0, 'subnet'],
  message:
    'Rule 1026, peer subnet 1: “2.1.4..0/24” is not an IPv4 network: the third part is followed by two dots',
};

describe('the pre-flight card', () => {
  test('puts what stops before what waits, asks and is fine', () => {
    const warning = { path: ['display_name'], message: 'Name: there is none; NSX shows the id' };
    const lines = cardLines({ ...typed, issues: [issue], warnings: [warning] }, main);
    expect(lines.map((line) => line.level)).toEqual(['stop', 'wait', 'ask', 'ok']);
    expect(countWords(lines)).toBe('1 problem, 1 waiting, 1 to confirm');
  });

  test('says what is wrong with a field in short, and leads to it', () => {
    const [line] = cardLines({ ...typed, issues: [issue] }, []);
    expect(line).toMatchObject({
      title: '“2.1.4..0/24” is not an IPv4 network',
      detail: 'Rule 1026, peer subnet 1. Go to field',
      path: issue.path,
    });
  });

  test('keeps Send from being pressed while something stops or waits, and names it', () => {
    expect(whyNotSend(cardLines({ ...typed, issues: [issue] }, main))).toContain('2.1.4..0/24');
    expect(whyNotSend(cardLines(typed, main))).toBe('Manager not reachable');
    expect(whyNotSend(cardLines(typed, main.slice(1)))).toBeUndefined();
  });

  test('a warning asks, and does not keep Send from being pressed', () => {
    const warnings = [{ path: ['display_name'], message: 'Name: there is none' }];
    expect(whyNotSend(cardLines({ ...typed, warnings }, []))).toBeUndefined();
  });

  test('text that cannot be read stops, and hides issues of the body that is not what one sees', () => {
    const lines = cardLines({ ...typed, unreadable: 'Line 1, column 3: …', issues: [issue] }, []);
    expect(lines.map((line) => line.id)).toEqual(['text']);
    expect(whyNotSend(lines)).toBe('JSON cannot be read');
  });

  test('a change that changes nothing is not sent', () => {
    expect(whyNotSend(cardLines({ ...typed, nothing: true }, []))).toBe('Nothing has changed yet');
  });
});

test('of a text that can’t be read nothing green is said of its subnets', () => {
  const siblings: PreflightLine = { id: 'siblings', level: 'ok', title: 'x', detail: '', at: 5 };
  const ids = (unreadable: string | null) =>
    cardLines({ ...typed, unreadable }, [siblings]).map(({ id }) => id);
  expect(ids(null)).toContain('siblings');
  expect(ids('Line 1')).not.toContain('siblings');
});
