import { describe, expect, it } from 'vitest';
import { copyText } from '../../../shared/evidence/copy-as.ts';
import { sectionHtml } from '../../../shared/evidence/report-html.ts';
import { sectionMarkdown } from '../../../shared/evidence/report-md.ts';
import { storyOf } from '../../../shared/evidence/story.ts';
import type { Request, RequestFact } from '../../../shared/request.ts';
import { answered, aRequest, life } from '../../support/request-events.ts';

const failure = { kind: 'unreachable', address: 'nsx', reason: 'timeout', detail: '' } as const;
const SENT: [number, RequestFact] = [0, { type: 'sent' }];
const LOST: [number, RequestFact] = [5, { type: 'lost', failure }];
const NOT_APPLIED: [number, RequestFact] = [
  9,
  { type: 'settled', outcome: 'not-applied', evidence: '', exchange: null },
];
const REFUSED = [SENT, answered(0.4, 412, '{}')];

/** A change of a name in each of the forms that evidence of it has. */
function told(facts: [number, RequestFact][], patch: Partial<Request> = {}) {
  const request = aRequest({
    entityName: 'Osaka new',
    bodyBefore: { display_name: 'Osaka old' },
    bodyAfter: { display_name: 'Osaka new' },
    changedFields: ['display_name'],
    ...patch,
  });
  const events = life(...facts);
  const story = storyOf({ request, events, nodeNames: {} });
  return {
    html: sectionHtml(story),
    markdown: sectionMarkdown(story),
    copied: copyText('markdown', story.summary, { events, nodeNames: {} }) ?? '',
  };
}

describe('evidence of a change', () => {
  it('that NSX has taken has a before and an after, and the name that the object got', () => {
    const { html, markdown, copied } = told([SENT, answered(0.4)]);
    expect(html).toContain('<th scope="col">Before</th><th scope="col">After</th>');
    expect(html).toContain('<dd>IPSec VPN session Osaka new</dd>');
    expect(markdown).toContain('| Field | Before | After |');
    expect(copied).toContain('**PUT Osaka new**');
    expect(copied).toContain('- Changed: `display_name`');
  });

  it.each([
    ['refused', REFUSED, 'It was not made.'],
    ['not sent', [[0, { type: 'not-sent', failure }]], 'It was not made.'],
    ['not applied', [SENT, LOST, NOT_APPLIED], 'It was not made.'],
    ['in doubt', [SENT, LOST], 'Whether NSX has made it is not known.'],
  ] as [string, [number, RequestFact][], string][])(
    'that was %s says what was read and what was asked for, and calls the object what it was called',
    (_what, facts, lead) => {
      const { html, markdown, copied } = told(facts);
      expect(html).toContain('<th scope="col">As it was read</th><th scope="col">Asked for</th>');
      expect(html).toContain(`<p>This change was asked for. ${lead}`);
      expect(html).toContain('<dd>IPSec VPN session Osaka old</dd>');
      expect(html).toContain('>PUT Osaka old</h2>');
      expect(markdown).toContain('| Field | As it was read | Asked for |');
      expect(markdown).toContain(`This change was asked for. ${lead}`);
      expect(markdown).toContain('- Object: IPSec VPN session Osaka old\n');
      for (const text of [html, markdown]) expect(text).not.toMatch(/Before|After|What was sent/);
      expect(copied).toContain('**PUT Osaka old**');
      expect(copied).toContain('- Asked to change: `display_name`');
    },
  );

  it('that is a create has no side before it, and a refused delete does not say that it was done', () => {
    const made = told(REFUSED, { method: 'POST', bodyBefore: null });
    expect(made.html).toContain('<th scope="col">Field</th><th scope="col">Asked for</th></tr>');
    expect(made.markdown).toContain('| Field | Asked for |\n| --- | --- |\n| `display_name` |');
    const kept = told(REFUSED, { method: 'DELETE', bodyAfter: null, changedFields: [] });
    expect(kept.html).toContain('was to be deleted. It was not made.');
    expect(kept.html).not.toContain('was there before');
  });
});
