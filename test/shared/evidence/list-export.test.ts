import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText } from '../../../shared/evidence/escape.ts';
import { summarize } from '../../../shared/history.ts';
import type { RequestFact, RequestSummary } from '../../../shared/request.ts';
import { listText } from '../../support/list-text.ts';
import { aRecord } from '../../support/pack-records.ts';
import { notAsked } from '../../support/request-events.ts';

const SAID: [number, RequestFact][] = [
  [5, { type: 'tagged', tags: ['CHG-4711', 'night'], by: 'ann' }],
  [6, { type: 'noted', text: 'Why at night?', by: 'ann' }],
  [7, { type: 'noted', text: 'Asked.', by: 'ben' }],
  [8, { type: 'marked', mark: 'questioned', by: 'ben' }],
];

function summaryOf(extra: [number, RequestFact][] = [], drop = 0): RequestSummary {
  const { request, events } = aRecord('request-1', extra);
  return summarize(request, events.slice(0, events.length - drop));
}
const named = (entityName: string, summary = summaryOf(SAID)): RequestSummary => ({
  ...summary,
  request: { ...summary.request, entityName },
});

const HEAD =
  'id,put_on_record,manager,address,environment,user,method,kind,object,object_id,x_nsx_requestid,verdict,open,nodes_done,nodes_total,nodes_not_realized,message,duration_ms,checks,last_check,changed_fields,tags,mark,marked_by,notes';
const OBJECT = '8dd1c386-9b2c-4448-85b8-51ff649fae4f';
const NSX_ID = 'e550100d-f722-40cc-9de6-cf84d3da3ccb';
const BEGIN = 'request-1,2025-10-09T08:53:20.000Z,nsx-ams-vip,nsx-ams.example,production,admin,PUT';

describe('a list as CSV', () => {
  test('is a head, and for each request a line with all that is known of it, to the letter', () => {
    const plain = summaryOf([], 2);
    expect(listText([summaryOf(SAID), plain], 'csv')).toBe(
      [
        HEAD,
        `${BEGIN},sessions,Amsterdam ↔ Osaka,${OBJECT},${NSX_ID},realized,no,2,2,,,3500,2,2025-10-09T08:53:23.500Z,policy_rules[1026].destinations,CHG-4711; night,questioned,ben,2`,
        `${BEGIN},sessions,Amsterdam ↔ Osaka,${OBJECT},${NSX_ID},in-progress,yes,0,2,,,1500,1,2025-10-09T08:53:21.500Z,policy_rules[1026].destinations,,,,0`,
        '',
      ].join('\r\n'),
    );
  });

  test('of nothing is its head', () => {
    expect(listText([], 'csv')).toBe(`${HEAD}\r\n`);
  });

  test('says nothing of a check that could not be made', () => {
    const [, line] = listText([summaryOf([notAsked(9, null)])], 'csv').split('\r\n');
    expect(line).toContain(',2025-10-09T08:53:23.500Z,');
  });

  test.each([
    ['Ams, Osaka', '"Ams, Osaka"'],
    ['the "new" one', '"the ""new"" one"'],
    ['two\nlines', '"two\nlines"'],
    ['two\r\nlines', '"two\r\nlines"'],
    ['=HYPERLINK("http://evil.example","x")', `"'=HYPERLINK(""http://evil.example"",""x"")"`],
    ['  =1+1', "'  =1+1"],
    ['+SUM(A1)', "'+SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    // Where a spreadsheet ends cells with a semicolon, these are cells of their own.
    ['x;=1+1', "x;'=1+1"],
    ['x; -1;y', "x; '-1;y"],
    ['x\n=1+1', `"x\n'=1+1"`],
    ['a-b;c=d', 'a-b;c=d'],
  ])('writes a name so that no spreadsheet takes it for anything else: %j', (name, field) => {
    const text = listText([named(name)], 'csv');
    expect(text).toContain(`${BEGIN},sessions,${field},${OBJECT},`);
  });

  test('of tags, none of them a formula', () => {
    const tagged = summaryOf([[5, { type: 'tagged', tags: ['a', '=1+1', '@x'], by: 'ann' }]]);
    expect(listText([tagged], 'csv')).toContain(",a; '=1+1; '@x,");
  });
});

/** As spreadsheets read it: a quote counts where a cell begins with it, and nowhere else. */
function cellsOf(text: string, end: ',' | ';'): string[] {
  const cells: string[] = [];
  for (let at = 0; at < text.length; ) {
    let cell = '';
    if (text[at] === '"') {
      for (at += 1; at < text.length; at += 1) {
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else {
          at += 1;
          break;
        }
      }
    }
    while (at < text.length && text[at] !== end && text[at] !== '\r' && text[at] !== '\n') {
      cell += text[at];
      at += 1;
    }
    cells.push(cell);
    at += text.startsWith('\r\n', at) ? 2 : 1;
  }
  return cells;
}

const anyWords = fc.string({
  unit: fc.constantFrom('=', '+', '-', '@', ';', ',', '"', "'", ' ', '\t', '\r', '\n', 'a', '1'),
  maxLength: 12,
});

test('whatever names are made of, no cell is a formula, and each reads back as it was', () => {
  fc.assert(
    fc.property(fc.array(anyWords, { minLength: 1, maxLength: 4 }), (words) => {
      const text = csvText([words, ['end']]);
      const cells = cellsOf(text, ',');
      for (const cell of [...cells, ...cellsOf(text, ';')]) expect(cell).not.toMatch(/^\s*[=+\-@]/);
      const bare = (one: string) => one.replaceAll("'", '');
      expect(cells.map(bare)).toEqual([...words.map(bare), 'end']);
    }),
    { numRuns: 2000 },
  );
});

test('a list as JSON has the same under the same names, untouched', () => {
  const odd = '=HYPERLINK("x"),\n; -1';
  const rows = JSON.parse(listText([named(odd), summaryOf([], 2)], 'json'));
  expect(rows.map((row: object) => Object.keys(row).join(','))).toEqual([HEAD, HEAD]);
  expect(rows[0]).toEqual({
    id: 'request-1',
    put_on_record: '2025-10-09T08:53:20.000Z',
    manager: 'nsx-ams-vip',
    address: 'nsx-ams.example',
    environment: 'production',
    user: 'admin',
    method: 'PUT',
    kind: 'sessions',
    object: odd,
    object_id: OBJECT,
    x_nsx_requestid: NSX_ID,
    verdict: 'realized',
    open: false,
    nodes_done: 2,
    nodes_total: 2,
    nodes_not_realized: [],
    message: null,
    duration_ms: 3500,
    checks: 2,
    last_check: '2025-10-09T08:53:23.500Z',
    changed_fields: ['policy_rules[1026].destinations'],
    tags: ['CHG-4711', 'night'],
    mark: 'questioned',
    marked_by: 'ben',
    notes: 2,
  });
  expect(rows[1]).toMatchObject({ duration_ms: 1500, tags: [], mark: null, open: true });
});
