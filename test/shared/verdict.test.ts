import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { WriteMethod } from '../../shared/nsx/kinds.ts';
import type { Reading, Verdict } from '../../shared/realization.ts';
import {
  classOfState,
  countNodes,
  readAnswer,
  VERDICT_FACTS,
  VERDICTS,
} from '../../shared/realization.ts';

/** The answers of NSX's guide "Check the Realized State of an IPSec VPN Session", letter for letter. */
const GUIDE = {
  inProgress: `{
      "details": [
        {
          "sub_system_type": "TransportNode",
          "sub_system_id": "fe651e63-04bd-43a4-a8ec-45381a3b71b9",
          "state": "in_progress",
          "failure_message": "CCP Id:ab5958df-d98a-468e-a72b-d89dcdae5346, Message:State realization is in progress at the node."
        },
        {
          "sub_system_type": "TransportNode",
          "sub_system_id": "ebe174ac-e4f1-4135-ba72-3dd2eb7099e3",
          "state": "in_sync"
        }
      ],
      "state": "in_progress",
      "failure_message": "The state realization is in progress at transport nodes."
    }`,
  inSync: `{
        "details": [
            {
                "sub_system_type": "TransportNode",
                "sub_system_id":  "7046e8f4-a680-11e8-9bc3-020020593f59",
                "state": "in_sync"
            }
        ],
        "state": "in_sync"
    }`,
  noControlPlane: `{
        "state": "unknown",
        "failure_message": "Unable to get response from any CCP node. Please retry operation after some time."
    }`,
  unknownNode: `{
        "details": [
           {
              "sub_system_type": "TransportNode",
              "sub_system_id": "3e643776-5def-11e8-94ae-020022e7749b",
              "state": "unknown", 
              "failure_message": "CCP Id:ab5958df-d98a-468e-a72b-d89dcdae5346, Message: Unable to get response from the node. Please retry operation after some time."
           },
           {
              "sub_system_type": "TransportNode",
              "sub_system_id": "4784ca0a-5def-11e8-93be-020022f94b73",
              "state": "in_sync"
           }
        ],
        "state": "unknown",
        "failure_message": "The state realization is unknown at transport nodes"
    }`,
  notFound: `{
       "http_status": "NOT_FOUND",
       "error_code": 600, 
       "module_name": "common-services",
       "error_message": "The operation failed because object identifier LogicalRouter/61746f54-7ab8-4702-93fe-6ddeb804 is missing: Object identifiers are case sensitive.."
    }`,
  disabled: `{
        "httpStatus": "BAD_REQUEST",
        "error_code": 110199,
        "module_name": "VPN",
        "error_message": "VPN service f9cfe508-05e3-4e1d-b253-fed096bb2b63 associated with the session 8dd1c386-9b2c-4448-85b8-51ff649fae4f is disabled. Can not get the realization status."
    }`,
};

const state = (word: string, more = {}) => JSON.stringify({ state: word, ...more });

type Row = [what: string, method: WriteMethod, status: number, body: string, verdict: Verdict];

const TABLE: Row[] = [
  ['the guide: in progress on one of two nodes', 'PUT', 200, GUIDE.inProgress, 'in-progress'],
  ['the guide: in sync', 'PUT', 200, GUIDE.inSync, 'realized'],
  ['the guide: no CCP node answers, no details', 'PUT', 200, GUIDE.noControlPlane, 'unknown'],
  ['the guide: one node unknown, one in sync', 'PUT', 200, GUIDE.unknownNode, 'unknown'],
  ['the guide: NOT_FOUND after a DELETE', 'DELETE', 404, GUIDE.notFound, 'deleted'],
  ['NOT_FOUND after a PUT', 'PUT', 404, GUIDE.notFound, 'missing'],
  ['NOT_FOUND after a POST', 'POST', 404, GUIDE.notFound, 'missing'],
  ['the guide: service disabled', 'PUT', 400, GUIDE.disabled, 'service-disabled'],
  ['service disabled after a DELETE', 'DELETE', 400, GUIDE.disabled, 'service-disabled'],

  ['success', 'PUT', 200, state('success'), 'realized'],
  ['in_sync without details', 'POST', 200, state('in_sync'), 'realized'],
  ['in_sync after a DELETE is not yet gone', 'DELETE', 200, state('in_sync'), 'in-progress'],
  [
    'in_sync, but a node failed and another has it',
    'PUT',
    200,
    state('in_sync', { details: [{ state: 'failed' }, { state: 'in_sync' }] }),
    'partial',
  ],
  [
    'in_sync, but every node failed',
    'PUT',
    200,
    state('in_sync', { details: [{ state: 'failed' }] }),
    'failed',
  ],
  [
    'in_sync, but a node is still at it',
    'PUT',
    200,
    state('in_sync', { details: [{ state: 'in_progress' }, { state: 'in_sync' }] }),
    'in-progress',
  ],
  [
    'in_sync, but a node is unknown',
    'PUT',
    200,
    state('in_sync', { details: [{ state: 'unknown' }, { state: 'in_sync' }] }),
    'unknown',
  ],
  [
    'in_sync with details that are no list',
    'PUT',
    200,
    state('in_sync', { details: 'all' }),
    'not-asked',
  ],
  ['pending', 'PUT', 200, state('pending'), 'in-progress'],
  [
    'in_progress with a failure message is no failure',
    'PUT',
    200,
    state('in_progress', { failure_message: 'x', failure_code: 7 }),
    'in-progress',
  ],
  ['partial_success', 'PUT', 200, state('partial_success'), 'partial'],
  ['error', 'PUT', 200, state('error'), 'failed'],
  ['failed', 'PUT', 200, state('failed'), 'failed'],
  ['orphaned', 'PUT', 200, state('orphaned'), 'failed'],
  ['a documented failure word', 'PUT', 200, state('VM_DEPLOYMENT_FAILED'), 'failed'],
  ['unknown', 'PUT', 200, state('unknown'), 'unknown'],
  ['NOT_AVAILABLE', 'PUT', 200, state('NOT_AVAILABLE'), 'unknown'],
  ['a word of a later NSX', 'PUT', 200, state('SANDBOXED_REALIZATION_PENDING'), 'unknown'],
  ['the right word in other letters', 'PUT', 200, state('IN_SYNC'), 'unknown'],
  ['an empty word', 'PUT', 200, state(''), 'unknown'],
  ['a word that JavaScript has a meaning for', 'PUT', 200, state('constructor'), 'unknown'],

  [
    '404 without error 600 (a proxy)',
    'DELETE',
    404,
    '<html><body>404 Not Found</body></html>',
    'not-asked',
  ],
  ['404 with another code', 'DELETE', 404, '{"error_code":202,"error_message":"no"}', 'not-asked'],
  ['404 with an empty body', 'DELETE', 404, '', 'not-asked'],
  ['600 with a status that is not 404', 'DELETE', 400, GUIDE.notFound, 'not-asked'],
  ['110199 with a status that is not 400', 'PUT', 500, GUIDE.disabled, 'not-asked'],
  [
    '400 with another code',
    'PUT',
    400,
    '{"error_code":289,"error_message":"not the owner"}',
    'not-asked',
  ],
  ['403', 'PUT', 403, '{"error_code":403}', 'not-asked'],
  ['429', 'PUT', 429, '{"error_code":102}', 'not-asked'],
  ['500', 'PUT', 500, '{"error_code":98}', 'not-asked'],
  ['503 as HTML', 'PUT', 503, '<h1>Service Unavailable</h1>', 'not-asked'],
  ['200 as HTML (a login page)', 'PUT', 200, '<html>sign in</html>', 'not-asked'],
  ['200 with an empty body', 'PUT', 200, '', 'not-asked'],
  ['200 with JSON that has no state', 'PUT', 200, '{"results":[]}', 'not-asked'],
  ['200 with a state that is not text', 'PUT', 200, '{"state":5}', 'not-asked'],
  ['200 with JSON that is no object', 'PUT', 200, '"in_sync"', 'not-asked'],
  ['204', 'DELETE', 204, '', 'not-asked'],
  ['302 to a login page', 'PUT', 302, '', 'not-asked'],
];

describe('the verdict table', () => {
  test.each(TABLE)('%s', (_what, method, status, body, verdict) => {
    expect(readAnswer(method, status, body, null).verdict).toBe(verdict);
  });

  const OURS = 'e550100d-f722-40cc-9de6-cf84d3da3ccb';
  const OTHER = '0b1f6b2e-98a1-4f43-8d53-6d2f21ad3f6e';
  const synced = (pending: unknown) =>
    JSON.stringify({
      state: 'in_sync',
      details: [{ sub_system_id: 'n-1', state: 'in_sync' }],
      pending_change_list: pending,
    });
  test.each<[string, WriteMethod, unknown, string | null, Verdict]>([
    ['our request is still listed', 'PUT', [OTHER, OURS], OURS, 'in-progress'],
    ['it is listed in capitals', 'POST', [OURS.toUpperCase()], OURS, 'in-progress'],
    ['it is listed as an object', 'PUT', [{ request_id: OURS }], OURS, 'in-progress'],
    ['only others are listed', 'PUT', [OTHER], OURS, 'realized'],
    ['nothing is listed', 'PUT', [], OURS, 'realized'],
    ['there is no list (2.5)', 'PUT', undefined, OURS, 'realized'],
    ['the list is null', 'PUT', null, OURS, 'realized'],
    ['the list is no list', 'PUT', 'x', OURS, 'realized'],
    ['something is listed, and our id is not known', 'PUT', [OTHER], null, 'in-progress'],
    ['our delete', 'DELETE', [OURS], OURS, 'in-progress'],
  ])('in_sync is not realized while NSX lists the request as pending: %s', (...row) => {
    const [, method, pending, id, verdict] = row;
    const reading = readAnswer(method, 200, synced(pending), id);
    expect(reading).toMatchObject({ verdict, rawState: 'in_sync' });
  });

  it('makes no failure better for a pending request', () => {
    const body = JSON.stringify({ state: 'error', pending_change_list: [OURS] });
    expect(readAnswer('PUT', 200, body, OURS).verdict).toBe('failed');
  });

  it('keeps NSX’s own words: raw state, messages, nodes, error', () => {
    const progress = readAnswer('PUT', 200, GUIDE.inProgress, null) as Reading;
    expect(progress.rawState).toBe('in_progress');
    expect(progress.message).toBe('The state realization is in progress at transport nodes.');
    expect(progress.nodes.map(({ nodeId, state: word }) => [nodeId, word])).toEqual([
      ['fe651e63-04bd-43a4-a8ec-45381a3b71b9', 'in_progress'],
      ['ebe174ac-e4f1-4135-ba72-3dd2eb7099e3', 'in_sync'],
    ]);
    expect(progress.nodes[0]?.message).toContain('CCP Id:ab5958df');
    expect(countNodes(progress.nodes)).toEqual({ done: 1, total: 2 });

    const disabled = readAnswer('PUT', 400, GUIDE.disabled, null) as Reading;
    expect(disabled.error).toMatchObject({ module: 'VPN', code: 110199 });
    expect(disabled.error?.message).toContain('Can not get the realization status');
  });

  it('says why an answer counts as not asked', () => {
    expect(readAnswer('PUT', 503, '<h1>Service Unavailable</h1>', null)).toEqual({
      verdict: 'not-asked',
      reason: 'HTTP 503: Service Unavailable',
    });
    expect(readAnswer('PUT', 200, '<html>', null)).toMatchObject({
      reason: 'the answer is not JSON',
    });
  });

  it('reads nodes that come without an id, a state or a shape, and shows them as unknown', () => {
    const odd = { state: 'in_progress', details: [{}, { sub_system_id: 7, state: null }] };
    const reading = readAnswer('PUT', 200, JSON.stringify(odd), null) as Reading;
    expect(reading.nodes.map(({ state: word }) => classOfState(word))).toEqual([
      'unknown',
      'unknown',
    ]);
    expect(new Set(reading.nodes.map(({ nodeId }) => nodeId)).size).toBe(2);
  });

  it('never says realized unless NSX said in_sync or success with 200, whatever the answer is', () => {
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc.record({ state: fc.string(), details: fc.anything() }).map((each) => JSON.stringify(each)),
    );
    const method = fc.constantFrom<WriteMethod>('POST', 'PUT', 'DELETE');
    fc.assert(
      fc.property(method, fc.integer({ min: 100, max: 599 }), body, (how, status, text) => {
        const reading = readAnswer(how, status, text, null);
        if (reading.verdict === 'realized') {
          expect(status).toBe(200);
          expect(['in_sync', 'success']).toContain((reading as Reading).rawState);
        }
        expect(VERDICTS).toContain(reading.verdict);
      }),
      { numRuns: 500 },
    );
  });
});

describe('the facts of each verdict', () => {
  it('end the watch as the product’s table says', () => {
    const ends = VERDICTS.filter((verdict) => VERDICT_FACTS[verdict].ends);
    expect(ends).toEqual([
      'realized',
      'partial',
      'failed',
      'deleted',
      'missing',
      'service-disabled',
      'refused',
      'in-doubt',
      'not-sent',
      'timed-out',
      'stopped',
    ]);
  });

  it('have a word, a tone and a meaning of their own', () => {
    const words = VERDICTS.map((verdict) => VERDICT_FACTS[verdict].word);
    expect(new Set(words).size).toBe(VERDICTS.length);
    const good = VERDICTS.filter((verdict) => VERDICT_FACTS[verdict].tone === 'ok');
    expect(good).toEqual(['realized', 'deleted']);
  });
});
