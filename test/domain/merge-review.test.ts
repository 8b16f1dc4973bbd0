import { describe, expect, test } from 'vitest';
import { sha256 } from '../../electron/adapters/pack/hash.ts';
import { headOf } from '../../shared/evidence/chain-heads.ts';
import type { Remark } from '../../shared/evidence/review-file.ts';
import { RequestId } from '../../shared/ids.ts';
import { MAX_TAGS, type RequestFact } from '../../shared/request.ts';
import { MARK, mergeChosen, NOTE, ONE, review, TWO, world } from '../support/evidence-world.ts';
import { must } from '../support/fakes.ts';
import { aRecord } from '../support/pack-records.ts';

describe('a review that comes back', () => {
  test('becomes facts with whose saying each is and when it was; merged twice it adds nothing', async () => {
    const { handlers, fake, facts } = world();
    fake.files.set('file', review([NOTE, MARK]));
    expect(await mergeChosen(handlers)).toEqual({
      file: 'file',
      persons: ['rev'],
      added: 2,
      known: 0,
      requests: [{ requestId: ONE, name: 'PUT Amsterdam ↔ Osaka', added: 2 }],
      left: [],
    });
    const merged = [
      { ...NOTE.fact, review: { id: 'r-1', at: 50 } },
      { ...MARK.fact, review: { id: 'r-2', at: 51 } },
    ];
    expect(facts('request-1')).toEqual(merged);
    expect(await mergeChosen(handlers)).toMatchObject({
      added: 0,
      known: 2,
    });
    expect(facts('request-1')).toEqual(merged);
  });

  test('is shown with who says what on which request before any of it is on record, and merged once', async () => {
    const { handlers, fake, facts } = world();
    const tags: Remark = { ...NOTE, id: 'r-3', fact: { type: 'tagged', tags: ['x'], by: 'rev' } };
    const secret: Remark = { ...NOTE, id: 'r-4', fact: { ...NOTE.fact, by: 'ann' } as never };
    if (secret.fact.type === 'noted') secret.fact.text = 'psk: Hunter2-Hunter2';
    fake.files.set('file', review([NOTE, MARK, tags, secret]));
    expect(must(await handlers['evidence.read-review'](null))).toEqual({
      outcome: 'read',
      file: 'file',
      madeAt: 5,
      persons: ['rev', 'ann'],
      fresh: 4,
      known: 0,
      requests: [
        {
          requestId: ONE,
          name: 'PUT Amsterdam ↔ Osaka',
          remarks: [
            { what: 'Note', by: 'rev', at: 50, text: 'Why at night?' },
            { what: 'Questioned', by: 'rev', at: 51, text: null },
            { what: 'Tags: added x', by: 'rev', at: 50, text: null },
            { what: 'Note', by: 'ann', at: 50, text: expect.not.stringContaining('Hunter2') },
          ],
        },
      ],
      left: [],
    });
    expect(facts('request-1')).toEqual([]);
    expect(must(await handlers['evidence.merge-review'](null)).added).toBe(4);
    expect(await handlers['evidence.merge-review'](null)).toMatchObject({
      ok: false,
      failure: { kind: 'stale' },
    });
  });

  test('is kept as if it had been said here: nothing in it leads a page, a terminal or a report', async () => {
    const { handlers, fake, facts } = world();
    const by = 'A\u202eda\u0007';
    const says = (id: string, fact: Remark['fact']): Remark => ({ ...NOTE, id, fact });
    fake.files.set(
      'file',
      review([
        says('r-3', { type: 'noted', text: 'fine\r### Signed off by Bob\u001b[2J', by }),
        says('r-4', { type: 'tagged', tags: ['a\u0000 b', 'A B'], by }),
        says('r-5', { type: 'marked', mark: 'seen', by }),
        says('r-6', { type: 'noted', text: '\u202e \r', by }),
      ]),
    );
    expect(await mergeChosen(handlers)).toMatchObject({
      added: 3,
      left: [{ requestId: ONE, why: 'a note of the review has no words' }],
    });
    expect(facts('request-1')).toMatchObject([
      { text: 'fine\n### Signed off by Bob[2J', by: 'Ada' },
      { tags: ['a b'], change: { added: ['a b'], removed: [] }, by: 'Ada' },
      { mark: 'seen', by: 'Ada' },
    ]);
  });

  test('says nothing twice of one saying, though its file does', async () => {
    const { handlers, fake, facts } = world();
    fake.files.set('file', review([NOTE, NOTE]));
    expect(await mergeChosen(handlers)).toMatchObject({ added: 1, known: 1 });
    expect(facts('request-1')).toHaveLength(1);
  });

  test('is one write a request however much was said, and everything else has its turn in between', async () => {
    const { handlers, fake, writes } = world();
    const second = aRecord('request-2');
    const head = headOf(second.request, second.events, sha256);
    const remarks = [ONE, TWO, ONE].flatMap((requestId, at) =>
      [0, 1].map((n) => ({ ...NOTE, requestId, id: `r-${at}-${n}` })),
    );
    fake.files.set(
      'file',
      review(remarks, (content) => ({
        ...content,
        requests: [...content.requests, { id: TWO, events: 6, head }],
      })),
    );
    const before: number[] = [];
    fake.onBreath = () => void before.push(writes.length);
    await mergeChosen(handlers);
    expect(writes).toEqual([
      [ONE, 4],
      [TWO, 2],
    ]);
    // Before each record and between its two pages, while it is read and while it is merged.
    expect(before).toEqual([0, 0, 0, 0, 0, 0, 1, 1]);
  });

  test('adds its tags to those that were given here meanwhile', async () => {
    const here: RequestFact = { type: 'tagged', tags: ['here'], by: 'ann' };
    const { handlers, fake, facts } = world([aRecord('request-1', [[9, here]])]);
    const tagged: Remark = {
      id: 'r-3',
      requestId: ONE,
      at: 52,
      fact: { type: 'tagged', tags: ['audit'], by: 'rev' },
    };
    fake.files.set('file', review([tagged]));
    await mergeChosen(handlers);
    expect(facts('request-1').at(-1)).toMatchObject({ type: 'tagged', tags: ['here', 'audit'] });
  });

  test('takes away the tag that the reviewer took away, and puts no word in their mouth', async () => {
    const before: RequestFact = { type: 'tagged', tags: ['urgent', 'half'], by: 'ann' };
    const since: RequestFact = { type: 'tagged', tags: ['urgent', 'half', 'late'], by: 'ann' };
    const seen = aRecord('request-1', [[9, before]]);
    const { handlers, fake, facts } = world([
      aRecord('request-1', [
        [9, before],
        [10, since],
      ]),
    ]);
    const says = (id: string, tags: string[]): Remark => ({
      id,
      requestId: ONE,
      at: 52,
      fact: { type: 'tagged', tags, by: 'rev' },
    });
    const head = headOf(seen.request, seen.events, sha256);
    const of = (remarks: Remark[]) =>
      review(remarks, (content) => ({ ...content, requests: [{ id: ONE, events: 7, head }] }));
    fake.files.set('file', of([says('r-3', ['urgent'])]));
    await mergeChosen(handlers);
    expect(facts('request-1').at(-1)).toEqual({
      type: 'tagged',
      tags: ['urgent', 'late'],
      change: { added: [], removed: ['half'] },
      by: 'rev',
      review: { id: 'r-3', at: 52 },
    });
    // The same review once more, with one saying after the first.
    fake.files.set('file', of([says('r-3', ['urgent']), says('r-4', ['urgent', 'audit'])]));
    await mergeChosen(handlers);
    expect(facts('request-1').at(-1)).toMatchObject({
      tags: ['urgent', 'late', 'audit'],
      change: { added: ['audit'], removed: [] },
    });
  });

  test('leaves out a saying that would give a request more tags than it may have, and says so', async () => {
    const tags = Array.from({ length: MAX_TAGS }, (_, at) => `t${at}`);
    const full: RequestFact = { type: 'tagged', tags, by: 'ann' };
    const { handlers, fake, facts } = world([aRecord('request-1', [[9, full]])]);
    const fact: Remark['fact'] = { type: 'tagged', tags: ['audit'], by: 'rev' };
    fake.files.set('file', review([{ ...NOTE, fact }]));
    expect(await mergeChosen(handlers)).toMatchObject({
      added: 0,
      left: [{ requestId: ONE, why: expect.stringContaining('more than 30 tags') }],
    });
    expect(facts('request-1')).toEqual([full]);
  });

  test('leaves out requests that are not here, and records that are other than the reviewed one', async () => {
    const { handlers, fake, facts } = world([aRecord('request-1')]);
    const stranger = { ...NOTE, id: 'r-9', requestId: RequestId.parse('elsewhere') };
    fake.files.set('file', review([NOTE, stranger]));
    expect(await mergeChosen(handlers)).toMatchObject({
      added: 1,
      left: [{ requestId: 'elsewhere', why: 'it is not on record here' }],
    });
    fake.files.set(
      'file',
      review([{ ...NOTE, id: 'r-10' }], (content) => ({
        ...content,
        requests: [{ id: ONE, events: 6, head: 'b'.repeat(64) }],
      })),
    );
    expect(await mergeChosen(handlers)).toMatchObject({
      added: 0,
      left: [{ requestId: ONE, why: 'its record here is not the one that was reviewed' }],
    });
    expect(facts('request-1')).toHaveLength(1);
  });

  test.each([
    ['changed', review([NOTE]).replace('at night', 'at noon'), /SHA-256 does not fit/],
    ['given one more member', review([NOTE]).replace('{', '{"x":1,'), /SHA-256 does not fit/],
    ['no JSON', 'hello', /no JSON/],
    ['something else', '{"format":"x"}', /format does not fit/],
    [
      'with a fact that is no remark',
      review([{ ...NOTE, fact: { type: 'stopped' } as never }]),
      /remarks/,
    ],
  ])('is refused where it is %s', async (_what, text, problem) => {
    const { handlers, fake, facts } = world();
    fake.files.set('file', text);
    expect(await mergeChosen(handlers)).toMatchObject({
      outcome: 'refused',
      problem: expect.stringMatching(problem),
    });
    expect(facts('request-1')).toEqual([]);
  });
});
