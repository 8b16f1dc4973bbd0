import { describe, expect, it } from 'vitest';
import { checksOf } from '../../shared/check-rows.ts';
import {
  answered,
  aRequest,
  checked,
  life,
  NODE_NAMES,
  notAsked,
  pictureLife,
  stateBody,
  T0,
  WATCH,
} from '../support/request-events.ts';

const DISABLED = JSON.stringify({
  httpStatus: 'BAD_REQUEST',
  error_code: 110199,
  module_name: 'VPN',
  error_message: 'VPN service f9cf is disabled. Can not get the realization status.',
});

const start = () =>
  [[0, { type: 'sent' }], answered(0.42), [0.43, WATCH]] as Parameters<typeof life>;

describe('the table of checks', () => {
  it('says what each check changed, as the design’s picture does', () => {
    const rows = checksOf(aRequest(), pictureLife(), NODE_NAMES);
    expect(
      rows.map((row) =>
        row.type === 'check'
          ? [row.no, row.sinceSentMs, row.rawState, `${row.done}/${row.total}`, row.changed]
          : row.type,
      ),
    ).toEqual([
      [1, 1400, 'in_progress', '1/4', 'edge-ams-01 in sync'],
      [2, 3400, 'in_progress', '3/4', 'edge-fra-01, edge-fra-02 in sync'],
      [
        3,
        5100,
        'unknown',
        '3/4',
        'edge-ams-02: Unable to get response from the node. Please retry operation after some time.',
      ],
      [4, 8200, 'in_progress', '3/4', 'edge-ams-02 answers again'],
      [5, 12_400, 'in_sync', '4/4', 'all transport nodes in sync (not yet at +8.2 s)'],
    ]);
  });

  it('says where an event is missing, and the checks after it keep their numbers', () => {
    const events = pictureLife();
    const third = events.filter(({ fact }) => fact.type === 'checked')[2];
    const left = events.filter((event) => event !== third);
    const rows = checksOf(aRequest(), left, NODE_NAMES, 5);
    expect(rows.map((row) => (row.type === 'check' ? row.no : 'text' in row && row.text))).toEqual([
      1,
      2,
      `Fact ${third?.seq} is missing from the record: Verify says more`,
      4,
      5,
    ]);
    // While it goes on, what has not come yet is nothing missing.
    expect(checksOf(aRequest(), left, NODE_NAMES, null)).toHaveLength(4);
    expect(checksOf(aRequest(), events, NODE_NAMES, 5)).toHaveLength(5);
  });

  it('has a row for what could not be asked, for gaps, and for what a person did', () => {
    const events = life(
      ...start(),
      checked(2, stateBody('in_progress', 'pppp')),
      notAsked(4, 8),
      [600, { type: 'gap', from: T0 + 20_000, to: T0 + 600_000, reason: 'closed' }],
      [601, { type: 'stopped' }],
      [700, { type: 'resumed' }],
      checked(701, stateBody('in_progress', 'pppp')),
    );
    const rows = checksOf(aRequest(), events, NODE_NAMES);
    expect(rows.map((row) => row.type)).toEqual([
      'check',
      'not-asked',
      'gap',
      'note',
      'note',
      'check',
    ]);
    expect(rows[0]).toMatchObject({ changed: 'no transport node has it yet' });
    expect(rows[1]).toMatchObject({ nextAt: T0 + 8000 });
    expect(rows[2]).toMatchObject({ text: 'Spanwatch was closed for 9 min 40 s' });
    expect(rows[5]).toMatchObject({ no: 2, changed: 'no change' });
  });

  it('shows NSX’s module, code and message where the answer was an error', () => {
    const events = life(...start(), checked(3, DISABLED, { status: 400 }));
    expect(checksOf(aRequest(), events, NODE_NAMES)[0]).toMatchObject({
      changed: 'VPN:110199 VPN service f9cf is disabled. Can not get the realization status.',
      rawState: 'BAD_REQUEST',
    });
  });
});
