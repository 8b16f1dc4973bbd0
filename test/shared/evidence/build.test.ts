import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measure, sha256 } from '../../../electron/adapters/pack/hash.ts';
import { createPackBuilder, reportOf } from '../../../shared/evidence/build.ts';
import {
  codeMarkdown,
  csvField,
  escapeMarkdown,
  shellWord,
} from '../../../shared/evidence/escape.ts';
import { markdownHtml } from '../../../shared/evidence/markdown.ts';
import { CHECKS, MANIFEST, MARKDOWN, REPORT, TRAFFIC } from '../../../shared/evidence/pack.ts';
import { sectionMarkdown } from '../../../shared/evidence/report-md.ts';
import { storyOf } from '../../../shared/evidence/story.ts';
import { RequestId } from '../../../shared/ids.ts';
import { ABOUT, aRecord, packParts } from '../../support/pack-records.ts';
import { checked, stateBody } from '../../support/request-events.ts';
import '../../seed.ts';

const textOf = (name: string, records = [aRecord()]) =>
  packParts(records).parts.find((part) => part.name === name)?.text ?? '';

describe('the parts of a pack', () => {
  test('the manifest names every other part, each chain, the clock and what was redacted', () => {
    const manifest = JSON.parse(textOf(MANIFEST));
    expect(manifest).toMatchObject({
      format: 'spanwatch-pack',
      version: 1,
      madeBy: 'ann',
      requests: [{ id: 'request-1', events: 6 }],
      redacted: { 'what was sent': 2 },
      clockOffsets: { 'request-1': 2_500 },
    });
    expect(manifest.parts.map(({ name }: { name: string }) => name)).toEqual([
      'nodes.json',
      'report.html',
      'report.md',
      'checks.csv',
      'traffic.har',
      'requests/request-1/request.json',
      'requests/request-1/events.jsonl',
    ]);
  });

  test('the report can run nothing and load nothing', () => {
    const html = textOf(REPORT);
    expect(html).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"`,
    );
    expect(html).not.toMatch(
      /<script|<link|<img|<iframe|<object|\bsrc=|@import|url\((?!#)|javascript:/i,
    );
    expect(html).not.toMatch(/\son[a-z]+=/i);
    // Addresses stand there as words; what is followed is inside the page.
    for (const [, to] of html.matchAll(/href="([^"]*)"/g)) expect(to).toMatch(/^#/);
  });

  test('only a report that is in a pack says so; one that is saved alone says what it is not', () => {
    expect(textOf(REPORT)).toContain('This page is one part of an evidence pack.');
    const alone = reportOf(aRecord(), ABOUT);
    expect(alone).not.toContain('one part of an evidence pack');
    expect(alone).not.toContain('<footer>');
    expect(alone).toContain('what can be verified is an evidence pack');
  });

  test('the report says the sentence, the nodes, the change and the checks', () => {
    const html = textOf(REPORT);
    expect(html).toContain('Realized on 2 of 2 transport nodes');
    expect(html).toContain('edge-ams-01');
    expect(html).toContain('=Osaka &lt;b&gt;');
    expect(html).toContain('ahead of this computer');
    expect(textOf(MARKDOWN)).toContain('Realized on 2 of 2 transport nodes');
  });

  test('a report of one request has its title once on the page, and in the window’s title', () => {
    const html = textOf(REPORT);
    const [, title = 'none'] = /<h2 id="h-request-1">(.*?)<\/h2>/.exec(html) ?? [];
    expect(html).toContain('<h1>Evidence of 1 request</h1>');
    expect(html).toContain(`<title>${title} · Spanwatch</title>`);
  });

  test('a dark report has no light drawing: each colour of it has its dark one', () => {
    const html = textOf(REPORT);
    const style = html.slice(0, html.indexOf('</style>'));
    const svg = html.slice(html.indexOf('<figure>'), html.indexOf('</figure>'));
    const drawn = new Set([...svg.matchAll(/\b(?:fill|stroke)="#[0-9a-f]+"/g)].map(([one]) => one));
    expect(drawn.size).toBeGreaterThan(5);
    for (const one of drawn) expect(style).toContain(`svg [${one}]{`);
  });

  test('a note with HTML is text in the report', () => {
    const note = '# Hm\n<img src=x onerror=alert(1)> **bold** [x](javascript:alert(1))\n- one';
    const html = textOf(REPORT, [
      aRecord('request-1', [[9, { type: 'noted', text: note, by: '<i>eve' }]]),
    ]);
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; <strong>bold</strong>');
    expect(html).toContain('&lt;i&gt;eve');
    expect(html).not.toContain('<img');
    expect(html).not.toMatch(/href="javascript/);
  });

  test('traffic.har is HAR 1.2 with an entry for each exchange', () => {
    const { log } = JSON.parse(textOf(TRAFFIC, [aRecord('request-1'), aRecord('request-2')]));
    expect(log.version).toBe('1.2');
    expect(log.creator).toEqual({ name: 'Spanwatch', version: '0.1.0' });
    expect(log.pages).toHaveLength(2);
    expect(log.entries).toHaveLength(6);
    expect(log.entries[1]).toMatchObject({
      pageref: 'request-1',
      request: { method: 'GET', queryString: [{ name: 'request_id', value: 'e550100d' }] },
      response: { status: 200, content: { mimeType: 'application/json' } },
    });
  });

  test('checks.csv has a line for each row, with no formula in it', () => {
    const lines = textOf(CHECKS).split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain('request-1,nsx-ams-vip,PUT,Amsterdam ↔ Osaka');
    expect(lines[2]).toMatch(/realized,in_sync,2,2,200,50,/);
    // A node that nobody knows a name of has its whole id there.
    const record = aRecord('request-1', [checked(5, stateBody('failed', 'sf', 'no room'))]);
    const node = '4bd7f25d-0bb2-4e47-ae70-30a1a3c2ea30';
    const long = JSON.parse(JSON.stringify(record).replaceAll('node-a2', node));
    const { parts } = packParts([{ ...long, nodeNames: {} }]);
    const csv = parts.find(({ name }) => name === CHECKS);
    expect(csv?.text).toContain(`${node}: failed`);
  });

  test.each([
    ['a note', { type: 'noted', text: 'the password: Hunter2!', by: 'ann' } as const],
    ['a failure', { type: 'stopped', reason: '{"psk":"c0ffee"}' } as const],
  ])(
    'with something that looks like a secret in %s is not made, and the fact is named',
    (_w, fact) => {
      const { suspects, manifest } = packParts([
        aRecord('request-1', [[9, fact]]),
        aRecord('request-2'),
      ]);
      expect(suspects).toEqual([
        { requestId: 'request-1', place: `fact 7 (${fact.type}) looks like a secret` },
      ]);
      expect(manifest.requests.map(({ id }) => id)).toEqual([RequestId.parse('request-2')]);
    },
  );
});

describe('what stands in a file', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+49', "'+49"],
    ['-2', "'-2"],
    ['@x', "'@x"],
    ['\t=x', "'\t=x"],
    ['a,b', '"a,b"'],
    ['a"b', '"a""b"'],
    ['=a,b', `"'=a,b"`],
    ['a\r\nb', '"a\r\nb"'],
    ['plain', 'plain'],
    ['a; "=x', `"a; ""'=x"`],
    ['a\n\n=x;b;@y', `"a\n\n'=x;b;'@y"`],
  ])('as CSV: %j', (text, field) => {
    expect(csvField(text)).toBe(field);
  });

  test('is read over once, however many blanks and line breaks the manager sends', () => {
    const many = 300_000;
    const breaks = `x${'\n'.repeat(many)}y`;
    expect(csvField(breaks)).toBe(`"${breaks}"`);
    expect(escapeMarkdown(breaks)).toBe('x y');
    const blanks = `x${' '.repeat(many)}y`;
    expect(escapeMarkdown(blanks)).toBe(blanks);
    expect(codeMarkdown(blanks)).toBe(`\`${blanks}\``);
  });

  test('a number of ours stays a number, below zero too', () => {
    expect(csvField(-5)).toBe('-5');
  });

  test('a shell reads back exactly what was quoted', async () => {
    const { execFileSync } = await import('node:child_process');
    const odd = ["it's", '$(x)', '`x`', '"', '\\', 'a\nb', "''", '-n', '!x'];
    for (const text of odd) {
      const told = execFileSync('sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8' });
      expect(told).toBe(text);
    }
  });

  test('Markdown of a person never becomes a tag that is not ours', () => {
    const own = /<\/?(p|strong|em|code|pre|ul|ol( start="\d+")?|li|blockquote|br)>/g;
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<a href="x">',
            '`',
            '**',
            '*',
            '_',
            '\n',
            '- ',
            '  1. ',
            '![a](b)',
            '> ',
            '# ',
            '[x](y)',
            '"',
            "'",
            '&',
            'a',
            '```',
            ' ',
          ),
          { maxLength: 30 },
        ),
        (pieces) => {
          const html = markdownHtml(pieces.join(''));
          expect(html.replace(own, '')).not.toMatch(/[<>]/);
        },
      ),
    );
  });

  test.each([
    [
      'a list in a list',
      '- a\n  - b\n  - c\n- d',
      '<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>',
    ],
    ['a list from a number', '3. a\n4. b', '<ol start="3"><li>a</li><li>b</li></ol>'],
    ['an item of two lines', '- a\nb', '<ul><li>a<br>b</li></ul>'],
    ['a link', '[bad](javascript:alert(1))', '<p>bad (javascript:alert(1))</p>'],
    ['a picture', '![pic](http://x/y.png)', '<p>pic (http://x/y.png)</p>'],
    ['a picture without words', '![](x)', '<p>picture (x)</p>'],
  ])('a report renders a note as the window does: %s', (_what, text, html) => {
    expect(markdownHtml(text)).toBe(html);
  });

  test('a note’s link leads nowhere in Markdown either', () => {
    const text = '[bad](javascript:alert(1)) ![p](x)\n[a]\n\n[a]: http://x/';
    const story = storyOf(aRecord('request-1', [[9, { type: 'noted', text, by: 'x' }]]));
    const note = sectionMarkdown(story).split('### Notes and marks')[1] ?? '';
    expect(note).toContain('> [bad]\\(javascript:alert(1)) \\![p]\\(x)');
    expect(note).toContain('> \\[a]: http://x/');
  });

  test('a name in Markdown is no markup', () => {
    expect(escapeMarkdown('a|b<c>[d](e)\n# f')).toBe('a\\|b&lt;c&gt;\\[d\\]\\(e\\) \\# f');
  });
});

describe('a pack is full', () => {
  const builder = (chars: number, partChars: number) =>
    createPackBuilder(ABOUT, sha256, measure, { chars, partChars });
  const weightOf = (one: string) => packParts([aRecord(one)]).parts.map(({ text }) => text.length);
  const all = weightOf('request-1').reduce((sum, one) => sum + one, 0);

  test('where all of it is long, or one of its parts, and not before', () => {
    const small = builder(2 * all, 2 * all);
    small.add(aRecord('request-1'));
    expect(small.isFull()).toBe(false);
    for (let n = 2; n <= 4; n += 1) small.add(aRecord(`request-${n}`));
    expect(small.isFull()).toBe(true);
    const long = builder(100 * all, 100);
    expect(long.isFull()).toBe(false);
    long.add(aRecord('request-1'));
    expect(long.isFull()).toBe(true);
  });
});
