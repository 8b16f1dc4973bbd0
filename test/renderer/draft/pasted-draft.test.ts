import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPastedDraft } from '../../../renderer/draft/sources/pasted-draft.ts';

const SESSION = {
  resource_type: 'PolicyBasedIPSecVPNSession',
  id: '8dd1c386-9b2c-4448-85b8-51ff649fae4f',
  display_name: 'Test RZ',
  _revision: 1,
};
const URL = `https://nsx.example/api/v1/vpn/ipsec/sessions/${SESSION.id}`;
const body = JSON.stringify(SESSION);

function pasted(text: string) {
  const reading = readPastedDraft(text);
  if (!reading.ok) throw new Error(reading.message);
  return reading.pasted;
}

describe('a paste becomes a draft', () => {
  it.each([
    ['the JSON of an object', body],
    ['a list with one object in it', JSON.stringify({ results: [SESSION], result_count: 1 })],
    [
      'curl -X PUT',
      `curl -k -u 'admin:secret' -X PUT ${URL} -H 'content-type: application/json' -d '${body}'`,
    ],
    ['curl over several lines', `curl --request PUT \\\n  --url ${URL} \\\n  --data '${body}'`],
    ['curl with the option and its value in one', `curl -XPUT "${URL}" --data-raw='${body}'`],
    ['curl behind a prompt', `$ curl ${URL} -XPUT -d '${body}'`],
    ['curl as a browser copies it', `curl '${URL}' -X 'PUT' --data-raw $'${body}' --compressed`],
    ['curl piped into something', `curl -X PUT ${URL} -d '${body}' | jq .`],
  ])('%s', (_name, text) => {
    expect(pasted(text)).toMatchObject({
      kind: 'sessions',
      operation: 'change',
      entityId: SESSION.id,
      body: SESSION,
      psk: null,
    });
  });

  it('an object without an id is a new one, of the kind that its type says', () => {
    const text = JSON.stringify({ resource_type: 'IPSecVPNIKEProfile', display_name: 'strong' });
    expect(pasted(text)).toMatchObject({
      kind: 'ike-profiles',
      operation: 'create',
      entityId: null,
    });
  });

  it('a POST is a new one, a DELETE needs no body', () => {
    const post = `curl https://nsx.example/api/v1/vpn/ipsec/dpd-profiles -d '{"display_name":"x"}'`;
    expect(pasted(post)).toMatchObject({ kind: 'dpd-profiles', operation: 'create' });
    expect(pasted(`curl -X DELETE ${URL}?force=true`)).toMatchObject({
      operation: 'delete',
      entityId: SESSION.id,
    });
  });

  it('takes the key apart, and no credential of the command', () => {
    const peer = { resource_type: 'IPSecVPNPeerEndpoint', display_name: 'p', psk: 'very-Secret' };
    const path = 'https://nsx.example/api/v1/vpn/ipsec/peer-endpoints';
    const found = pasted(
      `curl -u admin:Passw0rd -H 'Cookie: JSESSIONID=abc' ${path} -d '${JSON.stringify(peer)}'`,
    );
    expect(found.psk).toBe('very-Secret');
    expect(JSON.stringify({ ...found, psk: null })).not.toMatch(/very-Secret|Passw0rd|JSESSIONID/);
  });
});

describe('a paste that is none says why', () => {
  it.each([
    ['nothing', '  ', 'Nothing was pasted'],
    ['broken JSON', '{"display_name": ', 'can’t be read'],
    ['a list of several', JSON.stringify({ results: [SESSION, SESSION] }), 'list of 2'],
    ['an object of another kind', '{"resource_type":"LogicalSwitch"}', 'LogicalSwitch'],
    ['an object without a type', '{"display_name":"x"}', 'no resource_type'],
    ['a GET', `curl ${URL}`, 'GET changes nothing'],
    ['the Policy API', 'curl -X PATCH https://n/policy/api/v1/infra/x -d {}', 'Policy API'],
    [
      'another address',
      'curl -X PUT https://n/api/v1/logical-switches/1 -d {}',
      'no object of the',
    ],
    ['a body in a file', `curl -X PUT ${URL} -d @session.json`, 'in a file'],
    [
      'a PUT without an id',
      `curl -X PUT https://n/api/v1/vpn/ipsec/sessions -d '{}'`,
      'id is missing',
    ],
    ['no URL', 'curl -k', 'no URL'],
  ])('%s', (_name, text, words) => {
    const reading = readPastedDraft(text);
    expect(reading.ok ? '' : reading.message).toContain(words);
  });

  it('never throws, whatever is pasted', () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, curl) => {
        readPastedDraft(curl ? `curl ${text}` : text);
      }),
    );
  });
});
