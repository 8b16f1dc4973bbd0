import { expect, it } from 'vitest';
import { follows } from '../../../renderer/history/use-list-keys.ts';

const [list, other] = [{}, {}];
const at = (front: string, of: object = list) => ({ front, of });

it.each([
  ['goes to its cursor at first', null, at('r1'), false, true],
  ['goes where a key went, before the row there is known', at('r1'), at('r1'), true, true],
  ['goes to another row that came to the front', at('r1'), at('r2'), false, true],
  [
    'goes to the row in front once other rows are asked for',
    at('r1'),
    at('r1', other),
    false,
    true,
  ],
  [
    'stays where it was scrolled to while rows come over its cursor',
    at('r1'),
    at('r1'),
    false,
    false,
  ],
])('a list %s', (_what, before, now, wasMoved, isIt) => {
  expect(follows(before, now, wasMoved)).toBe(isIt);
});
