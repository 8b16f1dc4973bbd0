import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { CatchingUpWords } from '../../../renderer/storage/storage-notice.tsx';
import { UpdatingScreen } from '../../../renderer/storage/updating-screen.tsx';
import type { StorageUpdate } from '../../../shared/storage.ts';

const AT: StorageUpdate = { phase: 'updating', step: 2, steps: 8, done: 41_000, total: 100_000 };
const html = (update: StorageUpdate) =>
  renderToStaticMarkup(
    <MantineProvider>
      <UpdatingScreen update={update} />
    </MantineProvider>,
  );

it('says how far bringing the record up to date is, as a number and as a bar', () => {
  const counted = html(AT);
  expect(counted).toContain('Bringing the record up to date, 41,000 of 100,000 (step 2 of 8)');
  expect(counted).toContain('max="100000" value="41000"');
  expect(html({ ...AT, done: 0, total: 0 })).not.toContain('<progress');
});

it('says that another Spanwatch is at it, and that a copy is made first', () => {
  expect(html({ ...AT, phase: 'waiting' })).toContain('Another Spanwatch is bringing the record');
  expect(html({ ...AT, phase: 'copying' })).toContain('Copying the record before');
});

it('says above every screen how many requests are brought up to date, and that nothing is sent until all are', () => {
  const words = renderToStaticMarkup(
    <MantineProvider>
      <CatchingUpWords catchingUp={{ done: 41_000, total: 100_000 }} />
    </MantineProvider>,
  );
  expect(words).toContain('Bringing the record up to date, 41,000 of 100,000');
  expect(words).toContain('Nothing is sent until all are');
});
