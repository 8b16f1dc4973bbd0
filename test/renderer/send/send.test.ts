import { describe, expect, test } from 'vitest';
import { withNames } from '../../../renderer/send/diff-card.tsx';
import { createSendTicket } from '../../../renderer/send/send-ticket.ts';
import { sentLines } from '../../../renderer/send/what-is-sent.ts';
import type { Draft } from '../../../shared/draft.ts';
import type { RequestSummary } from '../../../shared/request.ts';
import type { Failure, Result } from '../../../shared/result.ts';

const summary = { verdict: 'accepted' } as RequestSummary;
const refused: Failure = { kind: 'stale', detail: 'no' };

function setUp(answer: Result<RequestSummary>, flushed: Result<number> = { ok: true, value: 7 }) {
  const sent: [number, string | null][] = [];
  const ticket = createSendTicket(7, {
    flush: async () => flushed,
    send: async (version, typedName) => {
      sent.push([version, typedName]);
      return answer;
    },
  });
  return { ticket, sent };
}

describe('a confirmation', () => {
  test('sends once, however often Enter is pressed', async () => {
    const { ticket, sent } = setUp({ ok: true, value: summary });
    const results = await Promise.all([ticket.use(null), ticket.use(null), ticket.use(null)]);
    expect(results.filter((result) => result !== null)).toHaveLength(1);
    expect(await ticket.use(null)).toBeNull();
    expect(sent).toEqual([[7, null]]);
  });

  test('can be used again where main put nothing on record', async () => {
    const { ticket, sent } = setUp({ ok: false, failure: refused });
    await ticket.use('name');
    await ticket.use('name');
    expect(sent).toEqual([
      [7, 'name'],
      [7, 'name'],
    ]);
  });

  test('sends nothing while what was typed is not saved', async () => {
    const { ticket, sent } = setUp({ ok: true, value: summary }, { ok: false, failure: refused });
    expect(await ticket.use(null)).toEqual({ ok: false, failure: refused });
    expect(sent).toEqual([]);
  });

  test('sends nothing where another version was saved than the one confirmed', async () => {
    const { ticket, sent } = setUp({ ok: true, value: summary }, { ok: true, value: 8 });
    expect(await ticket.use(null)).toMatchObject({ ok: false, failure: { kind: 'stale' } });
    expect(sent).toEqual([]);
  });
});

const text = (lines: ReturnType<typeof sentLines>) =>
  lines.map((line) => `${line.kind} ${'  '.repeat(line.depth)}${line.text}`);

describe('what will be sent', () => {
  const base = {
    display_name: 'Test RZ_UPDATED',
    policy_rules: [{ id: '1026', destinations: [{ subnet: '2.1.4.0/24' }], logged: false }],
    unknown: { kept: [1, 2] },
  };

  test('is the difference, in the manager’s own field names', () => {
    const mine = {
      ...base,
      display_name: 'Amsterdam ↔ Osaka',
      policy_rules: [
        {
          id: '1026',
          destinations: [{ subnet: '2.1.4.0/24' }, { subnet: '2.1.5.0/24' }],
          logged: false,
        },
      ],
    };
    expect(text(sentLines('change', base, mine))).toEqual([
      'remove "display_name": "Test RZ_UPDATED"',
      'add "display_name": "Amsterdam ↔ Osaka"',
      'same "policy_rules": [1026]',
      'add   "destinations": "2.1.5.0/24"',
    ]);
  });

  test('names rules that come and go by their id', () => {
    const mine = { ...base, policy_rules: [{ id: '7', logged: true }] };
    expect(text(sentLines('change', base, mine))).toEqual([
      'remove "policy_rules": [1026]',
      'add "policy_rules": [7]',
      'add   "logged": true',
    ]);
  });

  test('is every field of a new session, and nothing for a DELETE', () => {
    expect(text(sentLines('create', null, { display_name: 'x', enabled: true }))).toEqual([
      'add "display_name": "x"',
      'add "enabled": true',
    ]);
    expect(sentLines('delete', base, base)).toEqual([]);
  });

  test('is nothing where nothing changed', () => {
    expect(sentLines('change', base, { ...base })).toEqual([]);
  });
});

test('an id that NSX is yet to give is said by the name of its draft', () => {
  const drafts = { d1: { body: { display_name: 'le-utrecht' } } as unknown as Draft };
  expect(withNames('"local_endpoint_id": "draft:d1"', drafts)).toBe(
    '"local_endpoint_id": (the id of “le-utrecht”, once it is created)',
  );
  expect(withNames('"x": "draft:d2"', drafts)).toBe('"x": "draft:d2"');
});
