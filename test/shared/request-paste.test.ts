import { describe, expect, it } from 'vitest';
import { readPaste } from '../../shared/nsx/request-paste.ts';

const ID = 'e550100d-f722-40cc-9de6-cf84d3da3ccb';
const SESSION = '8dd1c386-9b2c-4448-85b8-51ff649fae4f';

describe('what was pasted of a request that was made elsewhere', () => {
  it.each([
    ['an id by itself', ` ${ID}\n`, { nsxRequestId: ID, sessionId: null }],
    [
      'the answer of curl -i',
      `HTTP/1.1 200 OK\r\nServer: NSX\r\nX-NSX-REQUESTID: ${ID}\r\n\r\n{"id":"${SESSION}"}`,
      { nsxRequestId: ID, sessionId: null },
    ],
    [
      'all of curl -v',
      `> PUT /api/v1/vpn/ipsec/sessions/${SESSION} HTTP/1.1\n> Host: nsx\n< HTTP/1.1 200\n< x-nsx-requestid: ${ID}\n`,
      { nsxRequestId: ID, sessionId: SESSION, method: 'PUT' },
    ],
    [
      'a curl command with the answer under it',
      `curl -k -X DELETE "https://nsx/api/v1/vpn/ipsec/sessions/${SESSION}" -i\nx-nsx-requestid: ${ID}`,
      { nsxRequestId: ID, sessionId: SESSION, method: 'DELETE' },
    ],
    ['headers as JSON', `{"x-nsx-requestid": ["${ID}"]}`, { nsxRequestId: ID }],
    [
      'the URL of a state call',
      `https://nsx/api/v1/vpn/ipsec/sessions/${SESSION}/state?request_id=${ID}`,
      { nsxRequestId: ID, sessionId: SESSION },
    ],
    [
      'a line of NSX’s log',
      `[nsx@6876 comp="nsx-manager" reqId="${ID}" subcomp="manager"]`,
      { nsxRequestId: ID },
    ],
    ['nothing of the kind', 'hello', { nsxRequestId: null, sessionId: null, method: null }],
  ])('is found in %s', (_name, text, found) => {
    expect(readPaste(text)).toMatchObject(found);
  });
});
