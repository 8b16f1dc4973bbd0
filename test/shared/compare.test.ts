import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween } from '../../shared/changes.ts';
import type { CompareGroup, GroupId, RowState } from '../../shared/compare.ts';
import { compareRequests, countDifferences } from '../../shared/compare.ts';
import { compareBodies } from '../../shared/compare-bodies.ts';
import { summarize } from '../../shared/history.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { REDACTED } from '../../shared/redaction.ts';
import type { Request, RequestEvent } from '../../shared/request.ts';
import {
  answered,
  aRequest,
  checked,
  life,
  NODE_NAMES,
  pictureLife,
  stateBody,
  WATCH,
} from '../support/request-events.ts';
import { OBJECTS } from './arbitrary-edits.ts';

const net = (n: number) => ({ subnet: `10.0.${n}.0/24` });
const rule = (id: string, ...to: number[]) => ({ id, destinations: to.map(net), _revision: 1 });
const states = (first: JsonObject, second: JsonObject, sameObject = true) =>
  compareBodies(first, second, sameObject).map(({ label, state }) => [label, state]);

type Case = {
  says: string;
  first: JsonObject;
  second: JsonObject;
  rows: [string, RowState][];
  ofTwo?: true;
};
const CASES: Case[] = [
  {
    says: 'a field that both have alike, one that differs, one of each side alone',
    first: { a: 1, b: 1, c: 1, _revision: 3 },
    second: { a: 1, b: 2, d: 1, _revision: 4 },
    rows: [
      ['a', 'same'],
      ['b', 'changed'],
      ['c', 'only-first'],
      ['d', 'only-second'],
    ],
  },
  {
    says: 'rules by their id, and what is the same of one that differs',
    first: { rules: [rule('1', 1), rule('2', 2)] },
    second: { rules: [rule('1', 1, 9), rule('2', 2), rule('3', 3)] },
    rows: [
      ['rules[1].id', 'same'],
      ['rules[1].destinations', 'changed'],
      ['rules[2]', 'same'],
      ['rules[3]', 'only-second'],
    ],
  },
  {
    says: 'rules that only stand in another order',
    first: { rules: [rule('1', 1), rule('2', 2)] },
    second: { rules: [rule('2', 2), rule('1', 1)] },
    rows: [
      ['rules[1]', 'same'],
      ['rules[2]', 'same'],
      ['rules', 'changed'],
    ],
  },
  {
    says: 'subnets in another order as the same',
    first: { sources: [net(1), net(2)] },
    second: { sources: [net(2), net(1)] },
    rows: [['sources', 'same']],
  },
  {
    says: 'a secret that is replaced on both sides as one that nobody can compare',
    first: { psk: REDACTED, name: 'a' },
    second: { psk: REDACTED, name: 'a' },
    rows: [
      ['psk', 'hidden'],
      ['name', 'same'],
    ],
  },
  {
    says: 'a secret inside of what is otherwise the same',
    first: { ike: { psk: REDACTED, mode: 'x' } },
    second: { ike: { psk: REDACTED, mode: 'x' } },
    rows: [
      ['ike.psk', 'hidden'],
      ['ike.mode', 'same'],
    ],
  },
  {
    says: 'a secret that only one side has as just that',
    first: { psk: REDACTED },
    second: {},
    rows: [['psk', 'only-first']],
  },
  {
    says: 'rules of two objects by what is in them, then as they stand',
    first: { id: 's-1', rules: [rule('1', 1), rule('2', 2)] },
    second: { id: 's-2', rules: [rule('8', 7), rule('9', 1), rule('10', 10)] },
    ofTwo: true,
    rows: [
      ['rules[1 ↔ 9]', 'same'],
      ['rules[2 ↔ 8].destinations', 'changed'],
      ['rules[10]', 'only-second'],
    ],
  },
];

describe('two bodies side by side show', () => {
  it.each(CASES)('$says', ({ first, second, rows, ofTwo }) => {
    expect(states(first, second, !ofTwo)).toEqual(rows);
  });

  const json = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
  const object = fc.oneof(
    fc.dictionary(fc.string(), json) as fc.Arbitrary<JsonObject>,
    fc.constantFrom(...OBJECTS),
    fc
      .tuple(fc.constantFrom(...OBJECTS), fc.constantFrom('tags', 'enabled', 'policy_rules'), json)
      .map(([body, key, value]): JsonObject => ({ ...body, [key]: value })),
  );

  it('as different just what a list of changes calls so', () => {
    fc.assert(
      fc.property(object, object, (one, other) => {
        const differs = compareBodies(one, other, true).filter(
          ({ state }) => state !== 'same' && state !== 'hidden',
        );
        const labels = (list: readonly { label: string }[]) =>
          list.map(({ label }) => label).sort();
        expect(labels(differs)).toEqual(labels(changesBetween(one, other)));
      }),
    );
  });

  it('nothing as different between an object and its copy', () => {
    fc.assert(
      fc.property(object, fc.boolean(), (one, sameObject) => {
        const rows = compareBodies(one, structuredClone(one), sameObject);
        expect(rows.filter(({ state }) => state !== 'same' && state !== 'hidden')).toEqual([]);
      }),
    );
  });

  const TURNED: Record<RowState, RowState> = {
    same: 'same',
    changed: 'changed',
    hidden: 'hidden',
    'only-first': 'only-second',
    'only-second': 'only-first',
  };

  it('the same when they change sides, turned round', () => {
    fc.assert(
      fc.property(object, object, (one, other) => {
        const rows = (list: [string, RowState][]) => list.map((row) => row.join(' ')).sort();
        const there = compareBodies(one, other, true);
        const back = compareBodies(other, one, true);
        expect(rows(back.map(({ label, state }) => [label, state]))).toEqual(
          rows(there.map(({ label, state }) => [label, TURNED[state]])),
        );
      }),
    );
  });

  it('every field of both', () => {
    fc.assert(
      fc.property(object, object, (one, other) => {
        const labels = compareBodies(one, other, true).map(({ label }) => label);
        for (const key of Object.keys({ ...one, ...other })) {
          if (!key.startsWith('_')) {
            expect(
              labels.some((label) => label.startsWith(key)),
              key,
            ).toBe(true);
          }
        }
      }),
    );
  });
});

function compared(patch: Partial<Request>, events: readonly RequestEvent[]) {
  const request = aRequest(patch);
  return { request, events, nodeNames: NODE_NAMES, summary: summarize(request, events) };
}

function rowsOf(groups: readonly CompareGroup[], id: GroupId) {
  return groups.find((group) => group.id === id)?.rows ?? [];
}
const row = (groups: readonly CompareGroup[], id: GroupId, label: string) =>
  rowsOf(groups, id).find((one) => one.label === label);

const slower = life(
  [0, { type: 'sent' }],
  answered(0.42),
  [0.43, WATCH],
  checked(2, stateBody('in_progress', 'sp')),
  checked(30, stateBody('failed', 'sf', 'no route')),
);

describe('two requests side by side', () => {
  const first = compared({}, pictureLife());
  const second = compared(
    {
      id: 'request-2' as Request['id'],
      managerId: 'm-2' as Request['managerId'],
      managerName: 'nsx-fra',
      user: 'eve',
    },
    slower,
  );
  const groups = compareRequests(first, second);

  it('say who and where, also of different managers', () => {
    expect(row(groups, 'request', 'Manager')).toMatchObject({
      state: 'changed',
      first: 'nsx-ams-vip',
      second: 'nsx-fra',
    });
    expect(row(groups, 'request', 'Method')).toMatchObject({ state: 'same' });
  });

  it('put what differs first', () => {
    for (const { rows } of groups) {
      const isSame = rows.map(({ state }) => state === 'same');
      expect(isSame).toEqual([...isSame].sort((a, b) => Number(a) - Number(b)));
    }
  });

  it('have their verdicts and how much longer the second took', () => {
    expect(row(groups, 'realization', 'Verdict')).toMatchObject({
      first: 'Realized',
      second: 'Failed',
    });
    expect(row(groups, 'realization', 'Took')?.longerMs).toBeCloseTo(17_600);
  });

  it('have each transport node’s end, and when it was realized', () => {
    expect(
      rowsOf(groups, 'nodes').map(({ label, state, first, second }) => [
        label,
        state,
        first,
        second,
      ]),
    ).toEqual([
      ['edge-ams-02', 'changed', 'in sync after 12.4 s', 'failed'],
      ['edge-fra-01', 'only-first', 'in sync after 3.4 s', undefined],
      ['edge-fra-02', 'only-first', 'in sync after 3.4 s', undefined],
      ['edge-ams-01', 'same', 'in sync after 1.4 s', 'in sync after 2.0 s'],
    ]);
  });

  it('count a node’s time as a difference only where checks lay close enough to tell', () => {
    const realizedAt = (...seconds: number[]) => {
      const done = seconds.length - 1;
      const checks = seconds.map((at, i) =>
        checked(at, stateBody(i < done ? 'in_progress' : 'in_sync', i < done ? 'p' : 's')),
      );
      return compared({}, life([0, { type: 'sent' }], answered(0.42), [0.43, WATCH], ...checks));
    };
    const node = (...both: ReturnType<typeof compared>[]) =>
      rowsOf(compareRequests(both[0] as never, both[1] as never), 'nodes')[0];
    // A second between the checks: 98 ms apart says nothing, 1.5 s does.
    expect(node(realizedAt(3, 4), realizedAt(3.098, 4.098))).toMatchObject({
      state: 'same',
      isWithin: true,
    });
    expect(node(realizedAt(3, 4), realizedAt(4.5, 5.5))).toMatchObject({
      state: 'changed',
      longerMs: 1500,
    });
  });

  it('say from which revision each was made, and who had changed the object before', () => {
    const made = (revision: number, by: string) =>
      compared({ bodyBefore: { _revision: revision, _last_modified_user: by } }, slower);
    const found = compareRequests(made(1, 'ada'), made(3, 'eve@example.net'));
    expect(row(found, 'request', 'Revision before it')).toMatchObject({ first: '1', second: '3' });
    expect(row(found, 'request', 'Last changed before it by')).toMatchObject({
      state: 'changed',
      second: 'eve@example.net',
    });
  });

  it('pair nodes of two managers by their names, as their ids are their own', () => {
    const body = stateBody('in_sync', 's').replace('node-a1', 'node-b1');
    const there = {
      ...compared({}, life([0, { type: 'sent' }], [0.4, WATCH], checked(1.4, body))),
      nodeNames: { 'node-b1': 'edge-ams-01' },
    };
    const found = rowsOf(compareRequests(first, there), 'nodes');
    expect(found.filter(({ label }) => label === 'edge-ams-01')).toMatchObject([
      { state: 'same', second: 'in sync after 1.4 s' },
    ]);
  });

  it('that are the same request have no difference', () => {
    expect(countDifferences(compareRequests(first, first))).toBe(0);
  });

  it('say that bodies of a request sent elsewhere are not known, instead of calling them different', () => {
    const elsewhere = compared({ origin: 'elsewhere', bodyAfter: null, bodyBefore: null }, slower);
    const [sent] = compareRequests(first, elsewhere).filter(({ id }) => id === 'sent');
    expect(sent).toEqual({ id: 'sent', rows: [], unknown: 'second' });
  });

  it('have NSX’s words where one was refused', () => {
    const body = JSON.stringify({ error_code: 220003, error_message: 'Subnet overlaps' });
    const refused = compared({}, life([0, { type: 'sent' }], answered(0.42, 400, body)));
    const found = compareRequests(first, refused);
    expect(row(found, 'answer', 'Status')).toMatchObject({ first: 'HTTP 200', second: 'HTTP 400' });
    expect(row(found, 'answer', 'Said')).toMatchObject({ state: 'only-second' });
    expect(row(found, 'realization', 'Verdict')).toMatchObject({ second: 'Refused' });
  });
});
