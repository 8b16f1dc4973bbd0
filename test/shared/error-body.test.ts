import { expect, test } from 'vitest';
import { readNsxError } from '../../shared/nsx/error-body.ts';

test('the words of a page are what stands between its tags', () => {
  const page = '<html><h1>502 Bad\n Gateway</h1>1 < 2</html>';
  expect(readNsxError(page).message).toBe('502 Bad Gateway 1');
  expect(readNsxError('a < b').message).toBe('a < b');
});

test.each([['<'], ['< '], [' '], ['<a']])('ten million signs of %j are read in one go', (part) => {
  const body = part.repeat(10_000_000 / part.length);
  expect(readNsxError(body).message.length).toBeLessThanOrEqual(2000);
});
