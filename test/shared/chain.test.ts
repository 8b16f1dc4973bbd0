import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { chainNext, chainStart } from '../../shared/chain.ts';
import type { Request, RequestEvent } from '../../shared/request.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('the canonical form', () => {
  test.each([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [{ '€': 1, '\r': 2, '1': 3 }, '{"\\r":2,"1":3,"€":1}'],
    [{ n: 1e21, m: 0.1, z: -0, gone: undefined }, '{"m":0.1,"n":1e+21,"z":0}'],
    ['\u2028"\\', '"\u2028\\"\\\\"'],
  ])('of %j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test('is the same in whatever order members were put in, and is JSON again', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  test.each([[Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [1n]])(
    'has no word for %s',
    (value) => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    },
  );
});

describe('a chain', () => {
  const request = { id: 'r1', entityName: 'Amsterdam' } as unknown as Request;
  const event = (seq: number, type = 'sent') =>
    ({ requestId: 'r1', seq, at: 1000 + seq, fact: { type } }) as unknown as RequestEvent;
  const headOf = (events: RequestEvent[], of = request) =>
    events.reduce((head, each) => chainNext(head, each, sha256), chainStart(of, sha256));

  test('has another head when an event is changed, missing, added or in another place', () => {
    const [a, b, c] = [event(1), event(2), event(3)];
    const heads = [
      headOf([a, b, c]),
      headOf([a, event(2, 'stopped'), c]),
      headOf([a, c]),
      headOf([a, b]),
      headOf([a, c, b]),
      headOf([a, b, c, event(4)]),
      headOf([a, b, c], { ...request, entityName: 'Amsterdam ' }),
    ];
    expect(new Set(heads).size).toBe(heads.length);
  });
});
