import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aRecord, BEGAN, named, tampered } from './tampered.ts';

let record: string;

beforeAll(async () => {
  record = await aRecord();
});
afterAll(() => rmSync(record, { recursive: true, force: true }));

const by = (sql: string) => tampered(record, (db) => db.exec(sql));

test('of an untouched record all is well', () => {
  const report = by('SELECT 1');
  expect(report).toMatchObject({ problems: [], problemCount: 0, requests: 5, events: 38 });
  expect(report.fingerprint).toMatch(/^swf1-5-[\da-f]{64}$/);
});

const life = (id: string) => `(SELECT number FROM lives WHERE request_id = '${id}')`;
const SWAP = (id: string, a: number, b: number, columns: string) => {
  const of = (seq: number) =>
    `(SELECT ${columns} FROM copied WHERE life = ${life(id)} AND seq = ${seq})`;
  return `CREATE TEMP TABLE copied AS SELECT * FROM events;
    UPDATE events SET (${columns}) = ${of(b)} WHERE life = ${life(id)} AND seq = ${a};
    UPDATE events SET (${columns}) = ${of(a)} WHERE life = ${life(id)} AND seq = ${b};`;
};

describe('found, and the place named', () => {
  test.each<[string, string, unknown[][]]>([
    [
      'an event in the middle is taken out',
      `DELETE FROM events WHERE life = ${life('r-1')} AND seq = 5`,
      [['event-missing', 'r-1', 5]],
    ],
    [
      'the last event is taken out',
      `DELETE FROM events WHERE life = ${life('r-1')} AND seq = 12`,
      [['event-missing', 'r-1', 12]],
    ],
    [
      'all events are taken out',
      `DELETE FROM events WHERE life = ${life('r-2')}`,
      [['event-missing', 'r-2', 1]],
    ],
    [
      'all events are taken out, and what counted them',
      `DELETE FROM events WHERE life = ${life('r-2')}; DELETE FROM heads WHERE life = ${life('r-2')};
       DELETE FROM lives WHERE request_id = 'r-2'`,
      [['event-missing', 'r-2', null]],
    ],
    [
      'an event is taken out and those after it close ranks',
      `DELETE FROM events WHERE life = ${life('r-1')} AND seq = 5;
       UPDATE events SET seq = -seq WHERE life = ${life('r-1')} AND seq > 5;
       UPDATE events SET seq = -seq - 1 WHERE life = ${life('r-1')} AND seq < 0`,
      [
        ['event-changed', 'r-1', 5],
        ['event-missing', 'r-1', 12],
      ],
    ],
    [
      'two events change places, with their time and check bytes',
      SWAP('r-1', 6, 9, 'after, shape, data, link'),
      [['event-moved', 'r-1', 6]],
    ],
    [
      'two events change places, without their check bytes',
      SWAP('r-1', 6, 9, 'after, shape, data'),
      [['event-moved', 'r-1', 6]],
    ],
    [
      'an event goes over to another request',
      `UPDATE events SET life = ${life('r-4')}, seq = 7 WHERE life = ${life('r-1')} AND seq = 12`,
      [
        ['event-missing', 'r-1', 12],
        ['event-added', 'r-4', 7],
      ],
    ],
    [
      'an event goes over to another request, into its middle',
      `DELETE FROM events WHERE life = ${life('r-4')} AND seq = 3;
       UPDATE events SET life = ${life('r-4')}, seq = 3 WHERE life = ${life('r-1')} AND seq = 5`,
      [
        ['event-missing', 'r-1', 5],
        ['event-changed', 'r-4', 3],
      ],
    ],
    [
      'the time of an event is changed',
      `UPDATE events SET after = after + 1 WHERE life = ${life('r-3')} AND seq = 4`,
      [['event-changed', 'r-3', 4]],
    ],
    [
      'the times of all events of a request are changed',
      "UPDATE lives SET began = began + 60000 WHERE request_id = 'r-3'",
      [['event-changed', 'r-3', 1]],
    ],
    [
      'a request is taken out',
      "DELETE FROM requests WHERE id = 'r-2'",
      [
        ['request-missing', 'r-2', null],
        ['event-added', 'r-2', null],
      ],
    ],
    [
      'a request is taken out with all that is about it but the register',
      `DELETE FROM events WHERE life = ${life('r-2')}; DELETE FROM heads WHERE life = ${life('r-2')};
       DELETE FROM lives WHERE request_id = 'r-2'; DELETE FROM requests WHERE id = 'r-2'`,
      [['request-missing', 'r-2', null]],
    ],
    [
      'a request is taken out of the register too',
      `DELETE FROM events WHERE life = ${life('r-2')}; DELETE FROM heads WHERE life = ${life('r-2')};
       DELETE FROM lives WHERE request_id = 'r-2'; DELETE FROM requests WHERE id = 'r-2';
       DELETE FROM register WHERE request_id = 'r-2'`,
      [
        ['register-missing', null, 2],
        ['summary-changed', 'r-2', null],
      ],
    ],
    [
      'the last request is taken out with all that is about it',
      `DELETE FROM heads WHERE life = ${life('r-last')}; DELETE FROM lives WHERE request_id = 'r-last';
       DELETE FROM requests WHERE id = 'r-last'; DELETE FROM register WHERE request_id = 'r-last'`,
      [
        ['register-missing', null, 5],
        ['summary-changed', 'r-last', null],
      ],
    ],
    [
      'a request is put in that was never sent',
      "INSERT INTO requests SELECT 'r-0', written_at, replace(data, 'r-1', 'r-0') FROM requests WHERE id = 'r-1'",
      [['request-added', 'r-0', null]],
    ],
    [
      'what was sent is changed',
      `UPDATE requests SET data = replace(data, '"enabled":false', '"enabled":true') WHERE id = 'r-3'`,
      [['request-changed', 'r-3', null]],
    ],
    [
      'a request is said to be dropped',
      "UPDATE register SET what = 'dropped' WHERE request_id = 'r-3'",
      [
        ['request-added', 'r-3', null],
        ['register-changed', 'r-3', 3],
      ],
    ],
    [
      'events are taken off the end and the count is made to fit',
      `DELETE FROM events WHERE life = ${life('r-1')} AND seq > 8;
       UPDATE heads SET seq = 8 WHERE life = ${life('r-1')}`,
      [['head-changed', 'r-1', 8]],
    ],
    [
      'only the check bytes of an event are changed',
      `UPDATE events SET link = x'00000000' WHERE life = ${life('r-1')} AND seq = 7`,
      [['link-changed', 'r-1', 7]],
    ],
    [
      'the heads of requests are gone',
      `DELETE FROM heads WHERE life = ${life('r-4')}`,
      [['head-changed', 'r-4', 6]],
    ],
    [
      'the verdict that lists show is another one',
      `UPDATE summaries SET verdict = 'realized', verdict_key = 1 WHERE request_id = 'r-2'`,
      [['summary-changed', 'r-2', null]],
    ],
    [
      'the mark that lists show is another one',
      `UPDATE summaries SET mark = 'seen' WHERE request_id = 'r-2'`,
      [['summary-changed', 'r-2', null]],
    ],
    [
      'the mark that a request shows is another one',
      `UPDATE summary_data SET data = replace(data, 'signed-off', 'seen') WHERE data LIKE '%signed-off%'`,
      [['summary-changed', 'r-2', null]],
    ],
    [
      'a tag is put on',
      `INSERT INTO summary_tags SELECT 'day', number FROM summaries WHERE request_id = 'r-2'`,
      [['summary-changed', 'r-2', null]],
    ],
    [
      'a summary is taken out, with all of it',
      `DELETE FROM summary_data WHERE number = (SELECT number FROM summaries WHERE request_id = 'r-2');
       DELETE FROM summary_words WHERE number = (SELECT number FROM summaries WHERE request_id = 'r-2');
       DELETE FROM summary_tags; DELETE FROM summary_nodes WHERE number = (SELECT number FROM summaries WHERE request_id = 'r-2');
       DELETE FROM summaries WHERE request_id = 'r-2'`,
      [['summary-changed', 'r-2', null]],
    ],
    [
      'a summary says that it is of another version',
      `UPDATE summaries SET version = 0, verdict = 'realized' WHERE request_id = 'r-2'`,
      [['summary-changed', 'r-2', null]],
    ],
    [
      'a summary says that it knows of later events',
      `UPDATE summaries SET through = 99, verdict = 'realized' WHERE request_id = 'r-2'`,
      [['summary-changed', 'r-2', null]],
    ],
    [
      'what no request has is counted',
      "INSERT INTO summary_tags VALUES ('day', 900000), ('night', 900000); INSERT INTO summary_nodes VALUES ('n', 900000, 1)",
      [
        ['summary-changed', null, null],
        ['summary-changed', null, null],
      ],
    ],
  ])('%s', (_name, sql, problems) => {
    expect(named(by(sql))).toEqual(problems);
  });

  test('with the time of the event, and of what is missing that of the one before', () => {
    const [changed] = by(
      `UPDATE events SET shape = 1 WHERE life = ${life('r-1')} AND seq = 7`,
    ).problems;
    expect(changed).toMatchObject({ seq: 7, at: BEGAN + 36_000, name: 'PUT Session s-1' });
    const [missing] = by(`DELETE FROM events WHERE life = ${life('r-1')} AND seq = 7`).problems;
    expect(missing).toMatchObject({ seq: 7, at: BEGAN + 31_000 });
  });

  test('a text that is used by many events, once for itself and once for each request', () => {
    const report = by(
      "UPDATE texts SET text = replace(text, 'in_sync', 'in_sink') WHERE number = (SELECT MIN(number) FROM texts WHERE text LIKE '%in_sync%')",
    );
    expect(named(report).filter(([what]) => what === 'text-damaged')).toHaveLength(1);
    expect(named(report).filter(([what]) => what === 'event-changed').length).toBeGreaterThan(0);
  });
});
