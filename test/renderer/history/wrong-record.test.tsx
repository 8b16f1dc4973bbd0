import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Report } from '../../../renderer/history/verify-result.tsx';
import {
  forgetKept,
  RECORD,
  useVerifyStore,
  verify,
  wrongAfter,
} from '../../../renderer/history/verify-store.ts';
import { WrongNotice, WrongSign } from '../../../renderer/history/wrong-record.tsx';
import { RequestId } from '../../../shared/ids.ts';
import type { VerifyProblem, VerifyReport } from '../../../shared/verify-contract.ts';

const problem = (over: Partial<VerifyProblem>): VerifyProblem => ({
  what: 'event-missing',
  requestId: 'r-1',
  name: 'PUT Berlin 1',
  seq: 5,
  at: null,
  detail: null,
  ...over,
});
const report = (over: Partial<VerifyReport>): VerifyReport => ({
  requestId: null,
  requests: 2,
  events: 9,
  dropped: 0,
  dropRunCount: 0,
  dropRuns: [],
  problems: [],
  problemCount: over.problems?.length ?? 0,
  fingerprint: null,
  kept: null,
  cancelled: false,
  ...over,
});
const idsOf = (wrong: object) => Object.keys(wrong);

describe('a request that Verify found wrong', () => {
  beforeEach(() => {
    const wrong = wrongAfter({}, report({ problems: [problem({})] }));
    useVerifyStore.setState({ wrong });
    // What is rendered to text is the state at the start.
    Object.assign(useVerifyStore.getInitialState(), { wrong });
  });

  it('wears a sign in lists, and its page says what is wrong', () => {
    expect(renderToStaticMarkup(<WrongSign requestId="r-1" />)).toContain(
      'Verify found that its record is not as it was written',
    );
    expect(renderToStaticMarkup(<WrongNotice requestId="r-1" />)).toContain('Fact 5 is missing.');
    expect(renderToStaticMarkup(<WrongSign requestId="r-2" />)).toBe('');
    expect(renderToStaticMarkup(<WrongNotice requestId="r-2" />)).toBe('');
  });

  it('wears it until it is verified again and all is well, and a stopped look takes nothing away', () => {
    const { wrong } = useVerifyStore.getState();
    expect(idsOf(wrongAfter(wrong, report({ requestId: 'r-2' })))).toEqual(['r-1']);
    expect(idsOf(wrongAfter(wrong, report({ cancelled: true })))).toEqual(['r-1']);
    expect(idsOf(wrongAfter(wrong, report({ requestId: 'r-1' })))).toEqual([]);
    expect(idsOf(wrongAfter(wrong, report({})))).toEqual([]);
    // More problems than are named: of one that is not named nothing is known.
    const many = report({ problems: [problem({ requestId: 'r-9' })], problemCount: 300 });
    expect(idsOf(wrongAfter(wrong, many))).toEqual(['r-1', 'r-9']);
  });

  it('is none whose summary alone was other: that was made anew', () => {
    const mended = report({ problems: [problem({ what: 'summary-changed', requestId: 'r-3' })] });
    expect(idsOf(wrongAfter({}, mended))).toEqual([]);
  });
});

describe('what Verify has shown', () => {
  it('of a kept fingerprint goes when another is asked about; what it showed of the record stays', () => {
    const kept = { fingerprint: 'swf1-1', requests: 2, dropped: 0 };
    const at = Date.UTC(2026, 10, 30, 12);
    useVerifyStore.setState({
      reports: { [RECORD]: { report: report({ kept }), at }, 'r-1': { report: report({}), at } },
    });
    forgetKept(null);
    forgetKept('r-1' as Parameters<typeof forgetKept>[0]);
    expect(idsOf(useVerifyStore.getState().reports)).toEqual(['r-1']);
  });

  const html = (one: VerifyReport) =>
    renderToStaticMarkup(
      <MantineProvider>
        <Report report={one} at={Date.UTC(2026, 10, 30, 12)} />
      </MantineProvider>,
    );

  it('is no fingerprint of a record with problems', () => {
    const shown = html(report({ problems: [problem({})] }));
    expect(shown).toContain('There is no fingerprint of now: the record has problems.');
    expect(shown).not.toContain('Keep it elsewhere');
  });

  it('says as of when, and of which kept fingerprint', () => {
    const kept = { fingerprint: 'swf1-2-abcdefabcdefabcdef', requests: 2, dropped: 0 };
    const shown = html(report({ kept }));
    expect(shown).toMatch(/As of 2026-11-30 \d\d:\d\d; what came on record since/);
    expect(shown).toContain('title="swf1-2-abcdefabcdefabcdef"');
  });

  it('says whether a kept fingerprint holds, and how many were dropped since', () => {
    const kept = { fingerprint: 'swf1-2-ab', requests: 2, dropped: 1 };
    const fingerprint = `swf1-3-${'a'.repeat(64)}`;
    expect(html(report({ kept, fingerprint }))).toContain(
      'The kept fingerprint holds: 1 of the 2 requests that it stands for is here and unchanged up to then; 1 was dropped since, as the register says.',
    );
    const differs = [problem({ what: 'kept-differs', seq: 3 })];
    const shown = html(report({ kept, problems: differs }));
    expect(shown).toContain('does not hold');
    expect(shown).toContain('its first 3 facts are others');
  });
});

it('nothing else is verified meanwhile: what is under way stays the one that is shown and stopped', async () => {
  const asked: string[] = [];
  let answer: (value: unknown) => void = () => {};
  vi.stubGlobal('window', {
    spanwatch: {
      call: (name: string) => {
        asked.push(name);
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
      onEvent: () => () => {},
    },
  });
  const first = verify(RequestId.parse('r-1'));
  await verify(null);
  expect(asked).toEqual(['record.verify']);
  expect(useVerifyStore.getState().running).toBe('r-1');
  answer({ ok: true, value: report({ requestId: 'r-1' }) });
  await first;
  expect(useVerifyStore.getState().running).toBeNull();
});
