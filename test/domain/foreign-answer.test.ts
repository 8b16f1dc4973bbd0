import { describe, expect, it } from 'vitest';
import { meaningOf } from '../../electron/domain/send/answer.ts';

const ID = 'e550100d-f722-40cc-9de6-cf84d3da3ccb';
const NSX = '{"id":"s-1","display_name":"x","_revision":4}';
const PAGE = '<html><body>Please sign in to the network</body></html>';

/** A 200 that is not NSX's own says nothing about the write: "accepted" would be greener than the evidence. */
describe('a good answer to a write', () => {
  it.each([
    ['PUT', NSX, ID, 'taken'],
    ['PUT', NSX, null, 'taken'],
    ['PUT', '', ID, 'taken'],
    ['PUT', '{"id":"s-1","displ', ID, 'taken'],
    ['PUT', PAGE, ID, 'taken'],
    ['PUT', PAGE, null, 'doubtful'],
    ['PUT', '', null, 'doubtful'],
    ['PUT', '{"id":"s-1","displ', null, 'doubtful'],
    ['DELETE', '', ID, 'taken'],
    ['DELETE', '', null, 'taken'],
    ['DELETE', PAGE, null, 'doubtful'],
    ['DELETE', PAGE, ID, 'taken'],
    ['POST', NSX, null, 'taken'],
    ['POST', PAGE, ID, 'doubtful'],
  ] as const)('%s with %s and the request id %s is %s', (method, body, requestId, meaning) => {
    expect(meaningOf(method, 200, body, requestId)).toBe(meaning);
  });
});
