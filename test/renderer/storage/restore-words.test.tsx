import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { RestoreWords } from '../../../renderer/storage/copies.tsx';
import { RestoredWords } from '../../../renderer/storage/storage-notice.tsx';

const NOW = { requests: 13, drafts: 2, managers: 1, newestAt: 5 };
const THEN = { requests: 11, drafts: 2, managers: 1, newestAt: 3 };
const html = (words: React.ReactNode) =>
  renderToStaticMarkup(<MantineProvider>{words}</MantineProvider>);

it('says before a restore what the copy holds, what is there now, and what would be missing', () => {
  const words = html(<RestoreWords holding={THEN} now={NOW} />);
  expect(words).toContain('It holds 11 requests, 2 drafts, 1 manager.');
  expect(words).toContain('Now there are 13 requests, 2 drafts, 1 manager:');
  expect(words).toContain('2 requests made since are missing in it.');
  expect(html(<RestoreWords holding={null} now={NOW} />)).toContain('it is damaged itself');
  expect(html(<RestoreWords holding="looking" now={NOW} />)).toContain('Reading what it holds');
});

it('says after a restore what was restored, and where the former database is', () => {
  const aside = '/data/put-aside/20261130T223500000Z-spanwatch.db';
  const restored = { from: 1, holding: THEN, aside };
  const words = html(<RestoredWords restored={restored} when="30 Nov 22:34" />);
  expect(words).toContain('Restored as of 30 Nov 22:34: 11 requests, 2 drafts, 1 manager');
  expect(words).toContain(aside);
  expect(html(<RestoredWords restored={{ ...restored, aside: null }} when="" />)).toContain(
    'There was no database before.',
  );
});
