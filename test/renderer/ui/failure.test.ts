import { describe, expect, test } from 'vitest';
import { wordsOf } from '../../../renderer/ui/failure.tsx';
import { Failure } from '../../../shared/result.ts';

const error = { module: 'common-services', code: 403, message: 'The credentials were incorrect.' };
const sha = 'a'.repeat(64);

const EVERY: Failure[] = [
  { kind: 'invalid', issues: [{ path: ['subnet'], message: 'It is not an IPv4 network' }] },
  { kind: 'not-found', what: 'this draft' },
  { kind: 'unreachable', address: 'nsx', reason: 'dns', detail: '' },
  { kind: 'untrusted', address: 'nsx', expected: sha, presented: sha, detail: '' },
  { kind: 'unauthorized', error },
  { kind: 'halted', managerId: 'm' },
  { kind: 'no-credential', managerId: 'm' },
  { kind: 'forbidden', error },
  { kind: 'rate-limited', error },
  { kind: 'busy', error },
  { kind: 'refused', status: 400, error },
  { kind: 'malformed', status: 200, detail: 'not JSON' },
  { kind: 'keychain', detail: 'locked' },
  { kind: 'read-only', managerName: 'nsx' },
  { kind: 'stale', detail: 'it has ended' },
  { kind: 'storage', reason: 'full', detail: 'database or disk is full' },
  { kind: 'file', file: 'a.spanwatch-pack.zip', reason: 'denied', detail: 'EACCES' },
  { kind: 'reviewing' },
  { kind: 'bug', detail: 'boom' },
];

describe('a failure in words', () => {
  test('every kind of failure stands in this test', () => {
    const kinds = Failure.options.map((option) => option.shape.kind.value);
    expect(EVERY.map(({ kind }) => kind).sort()).toEqual([...kinds].sort());
  });

  test.each(EVERY.map((failure) => [failure.kind, failure] as const))(
    '%s has a title, an explanation and a next step',
    (_kind, failure) => {
      const words = wordsOf(failure);
      for (const text of [words.title, words.explanation, words.next]) {
        expect(text.trim().length).toBeGreaterThan(3);
        expect(text).not.toMatch(/undefined|null|\[object/);
      }
    },
  );

  test('a file that could not be saved says so, and not in the system’s codes', () => {
    const detail = "ENOENT: no such file or directory, open '/x/.list.json.4082801b.part'";
    const words = wordsOf({ kind: 'file', file: 'list.json', reason: 'no-folder', detail });
    expect(words.title).toBe('list.json was not saved');
    expect(words.explanation).toContain('The folder that it was to be in is not there');
    expect(JSON.stringify(words)).not.toMatch(/ENOENT|\.part/);
  });

  test('a refused sign-in says that it was tried once and is not retried, in NSX’s own words', () => {
    const words = wordsOf({ kind: 'unauthorized', error });
    expect(words.explanation).toContain('tried once');
    expect(words.explanation).toContain('The credentials were incorrect. (common-services 403)');
    expect(words.next).toContain('Nothing is retried');
  });

  test('a way of signing in that is turned off is said, with the way that is left', () => {
    const off = wordsOf({ kind: 'unauthorized', error, off: 'session', otherWays: ['basic'] });
    expect(off.title).toBe('Session sign-in seems to be turned off on this manager');
    expect(off.next).toContain('Change to basic sign-in to go on.');
    const maybe = wordsOf({ kind: 'unauthorized', error, otherWays: ['session'] });
    expect(maybe.title).toBe('The manager did not accept this user and password');
    expect(maybe.next).toContain('should this way be turned off there, session sign-in may work');
    const certificate = wordsOf({ kind: 'unauthorized', error, otherWays: ['session', 'basic'] });
    expect(certificate.title).toBe('The manager did not accept this client certificate');
  });

  test('of a manager that has begun anew is not said that something has changed meanwhile', () => {
    const detail = 'the practice manager keeps nothing';
    const words = wordsOf({ kind: 'stale', detail, beganAnew: true });
    expect(words.title).toBe('There is nothing left to ask about this request');
    expect(words.explanation).toBe('The practice manager keeps nothing.');
    expect(words.next).not.toContain('decide again');
  });

  test('a client certificate that can’t be used says why', () => {
    const words = wordsOf({ kind: 'no-credential', managerId: 'm', detail: 'There is no file x.' });
    expect(words.title).toBe('The client certificate can’t be used');
    expect(words.explanation).toBe('There is no file x.');
  });

  test('a changed certificate says that no password was sent', () => {
    const words = wordsOf({
      kind: 'untrusted',
      address: 'nsx',
      expected: sha,
      presented: null,
      detail: '',
    });
    expect(words.title).toContain('another certificate');
    expect(words.explanation).toContain('No password');
  });
});
