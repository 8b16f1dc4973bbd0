import { describe, expect, it } from 'vitest';
import { printerFor } from '../../electron/cli/printer.ts';

const ENDING = {
  verdict: 'refused',
  state: null,
  requestId: null,
  session: null,
  checks: 0,
  elapsedMs: 1,
  message: 'Not sent: display_name = 5: 5 is not text',
} as const;

function printed(json: boolean, ending: Parameters<ReturnType<typeof printerFor>['end']>[0]) {
  const lines: Record<'out' | 'err' | 'progress', string[]> = { out: [], err: [], progress: [] };
  const push = (to: keyof typeof lines) => (line: string) => void lines[to].push(line);
  const io = { out: push('out'), err: push('err'), progress: push('progress') };
  printerFor(json, io).end(ending);
  return lines;
}

describe('a write that is refused', () => {
  it.each([true, false])('is named on standard error (--json: %s)', (json) => {
    expect(printed(json, ENDING).err.join()).toContain('display_name = 5');
  });

  it('is the last line of --json too', () => {
    expect(printed(true, ENDING).out).toEqual([JSON.stringify({ event: 'verdict', ...ENDING })]);
  });
});

it('puts any other end on standard output alone', () => {
  const end = { ...ENDING, verdict: 'timed-out' } as const;
  for (const json of [true, false]) expect(printed(json, end).err).toEqual([]);
});
