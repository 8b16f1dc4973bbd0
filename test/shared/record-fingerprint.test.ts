import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../../electron/adapters/pack/hash.ts';
import {
  LIST_BEGIN,
  listEnd,
  listLine,
  readList,
  readListInTurns,
} from '../../shared/record-fingerprint.ts';

const anyHead = fc.integer().map((n) => sha256(String(n)));
const anyLine = fc.tuple(fc.string(), fc.nat(), anyHead);
const anyChange = fc.tuple(fc.nat(), fc.constantFrom('', ' ', '\n', ',', '0', '"', ']', 'é'));

type Line = [id: string, seq: number, head: string];
function listOf(lines: readonly Line[]): string {
  const made = lines.map(([id, seq, head], n) => listLine(id, { seq, head }, n === 0));
  return `${LIST_BEGIN}${made.join('')}${listEnd({ seq: lines.length, head: sha256('end') })}`;
}
const noWait = async () => {};

test('a list is read in turns as it is read at once, also where it was changed or written otherwise', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyLine, { maxLength: 5 }),
      fc.array(anyChange),
      async (lines, to) => {
        let text = listOf(lines);
        for (const [place, letter] of to.slice(0, 2)) {
          const at = place % text.length;
          text = `${text.slice(0, at)}${letter}${text.slice(at + 1)}`;
        }
        expect(await readListInTurns(text, sha256, noWait)).toEqual(readList(text, sha256));
      },
    ),
    { numRuns: 300 },
  );
  const text = listOf([['r-1', 3, sha256('1')]]);
  const again = JSON.stringify(JSON.parse(text), null, 2);
  const read = readList(text, sha256);
  expect(read?.requests.size).toBe(1);
  expect(await readListInTurns(again, sha256, noWait)).toEqual(read);
});

test('everything else has its turn while a long list is read', async () => {
  const head = sha256('1');
  const text = listOf(Array.from({ length: 2001 }, (_none, at): Line => [`r-${at}`, at, head]));
  let turns = 0;
  const read = await readListInTurns(text, sha256, async () => {
    turns += 1;
  });
  expect(read?.requests.size).toBe(2001);
  expect(turns).toBe(5);
});
