import { describe, expect, test } from 'vitest';
import { copyText } from '../../../shared/evidence/copy-as.ts';
import { endOf } from '../../../shared/evidence/list-export.ts';
import { summarize } from '../../../shared/history.ts';
import { listText } from '../../support/list-text.ts';
import { aRecord } from '../../support/pack-records.ts';
import {
  answered,
  aRequest,
  checked,
  life,
  NODE_NAMES,
  stateBody,
  WATCH,
} from '../../support/request-events.ts';

const { request, events } = aRecord();
const summary = summarize(request, events);
const ID = 'e550100d-f722-40cc-9de6-cf84d3da3ccb';

const FAILED = stateBody('failed', 'sf', 'no room for it');

describe('a request is copied', () => {
  test('as its id, and as the path of its realization', () => {
    expect(copyText('id', summary)).toBe(ID);
    expect(copyText('path', summary)).toBe(
      `/api/v1/vpn/ipsec/sessions/8dd1c386-9b2c-4448-85b8-51ff649fae4f/state?request_id=${ID}`,
    );
  });

  test('as the path of the write where NSX gave it no id', () => {
    const bare = summarize(request, []);
    expect(copyText('id', bare)).toBeNull();
    expect(copyText('path', bare)).toBe(
      '/api/v1/vpn/ipsec/sessions/8dd1c386-9b2c-4448-85b8-51ff649fae4f',
    );
  });

  test('as curl without a secret; what was replaced is said first', () => {
    expect(copyText('curl', summary)).toBe(
      `# A key in this body is «redacted»: put the real one in its place before you run it.
curl \\
  --request PUT \\
  --user 'admin' \\
  --header 'Content-Type: application/json' \\
  --data-raw '{"display_name":"=Osaka <b>","enabled":false,"psk":"«redacted»"}' \\
  -- '${request.url}'
`,
    );
  });

  test('as curl that a shell takes for one command, whatever a name holds', () => {
    const odd = summarize(aRequest({ bodyAfter: { display_name: "it's; $(rm -rf /) `x`" } }), []);
    expect(copyText('curl', odd)).toContain(
      `--data-raw '{"display_name":"it'\\''s; $(rm -rf /) \`x\`"}'`,
    );
  });

  test('as Markdown that says where and why it failed, how long it took, and what was noted', () => {
    const facts = life(
      [0, { type: 'sent' }],
      answered(0.42),
      [0.43, WATCH],
      checked(2.5, stateBody('failed', 'sf', 'no *route*')),
      [9, { type: 'noted', text: 'Asked the\n**network** `team`', by: 'Nora' }],
      [10, { type: 'tagged', tags: ['CHG-1'], by: 'Nora' }],
      [11, { type: 'marked', mark: 'questioned', by: 'Nora' }],
    );
    const failed = summarize(aRequest(), facts);
    const text = copyText('markdown', failed, { events: facts, nodeNames: NODE_NAMES }) ?? '';
    const [head] = text.split('\n');
    expect(head).toMatch(/: Failed on edge-ams-02: .*no \\\*route\\\*/);
    expect(text).toContain('\n- Took: 2.5 s\n');
    expect(text).toContain('\n- Sent: 2025-');
    expect(text).toContain(
      '\n- Note by Nora, 2025-10-09T08:53:29.000Z:\n  > Asked the\n  > **network** `team`\n',
    );
    expect(text).toContain('\n- Tags: CHG-1\n- Questioned by Nora, 2025-10-09T08:53:31.000Z\n');
  });

  test('as Markdown whose names are no markup', () => {
    const odd = summarize({ ...request, entityName: '[x](y) |' }, events);
    expect(copyText('markdown', odd)).toContain(
      '**PUT \\[x\\]\\(y\\) \\|** on nsx-ams-vip: Realized',
    );
  });
});

describe('a list is exported', () => {
  test('as CSV with a line for each, and no formula', () => {
    const lines = listText(
      [{ ...summary, request: { ...request, entityName: '=cmd()' } }],
      'csv',
    ).split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^id,put_on_record,manager,/);
    expect(lines[1]).toContain(",'=cmd(),");
    expect(lines[1]).toContain(`,${ID},realized,no,2,2,,,`);
  });

  test('as JSON with the same', () => {
    const [row] = JSON.parse(listText([summary], 'json'));
    expect(row).toMatchObject({ x_nsx_requestid: ID, verdict: 'realized', nodes_done: 2 });
  });

  test('with lists and booleans in JSON as they are, and joined for a spreadsheet', () => {
    const some = { ...summary, tags: ['CHG-1', 'a; b'] };
    const [row] = JSON.parse(listText([some], 'json'));
    expect(row).toMatchObject({ open: false, tags: ['CHG-1', 'a; b'] });
    expect(Array.isArray(row.changed_fields)).toBe(true);
    expect(listText([some], 'csv')).toContain(',CHG-1; a; b,');
  });

  test('with the nodes that do not have it, and why', () => {
    const bad = life([0, { type: 'sent' }], answered(0.4), [0.5, WATCH], checked(1, FAILED));
    const nodeNames = NODE_NAMES;
    const end = endOf(summarize(request, bad), { events: bad, nodeNames });
    expect(end.notRealized).toEqual(['edge-ams-02']);
    expect(end.message).toMatch(/^Failed on edge-ams-02.*no room/);
    const [row] = JSON.parse(listText([summary], 'json', new Map([[request.id, end]])));
    expect(row).toMatchObject({ nodes_not_realized: ['edge-ams-02'], message: end.message });
  });
});
