import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it, vi } from 'vitest';
import { RestoreWords } from '../../../renderer/storage/copies.tsx';
import { RestoredWords } from '../../../renderer/storage/storage-notice.tsx';
import { lookAtCopy, useStorageStore } from '../../../renderer/storage/storage-store.ts';
import { missingText } from '../../../renderer/storage/words.ts';
import { type RestoreSecrets, STORAGE_PARTS } from '../../../shared/storage.ts';

const NOW = { requests: 13, drafts: 2, managers: 1, facts: 90, newestAt: 5 };
const THEN = { requests: 11, drafts: 2, managers: 1, facts: 50, newestAt: 3 };
const html = (words: React.ReactNode) =>
  renderToStaticMarkup(<MantineProvider>{words}</MantineProvider>);

it('says before a restore what the copy holds, what is there now, and what would be missing', () => {
  const words = html(<RestoreWords holding={THEN} now={NOW} notes={0} secrets={null} />);
  expect(words).toContain('It holds 11 requests, 2 drafts, 1 manager.');
  expect(words).toContain('Now there are 13 requests, 2 drafts, 1 manager:');
  expect(words).toContain(
    '2 requests and 40 facts (answers, checks, notes, tags, marks) made since are missing in it.',
  );
  expect(words).not.toContain('not added yet');
  const losing = html(<RestoreWords holding={THEN} now={NOW} notes={2} secrets={null} />);
  expect(losing).toContain('2 notes not added yet</b> under Review would be lost');
  expect(html(<RestoreWords holding={null} now={NOW} notes={0} secrets={null} />)).toContain(
    'it is damaged itself',
  );
  expect(html(<RestoreWords holding="looking" now={NOW} notes={0} secrets={null} />)).toContain(
    'Reading what it holds',
  );
});

it('says before a restore how many keys must be typed again, and what goes out of the keychain', () => {
  const words = (secrets: RestoreSecrets | null) =>
    html(<RestoreWords holding={THEN} now={NOW} notes={0} secrets={secrets} />);
  const none = { missingKeys: 0, leavingKeys: 0, leavingPasswords: 0 };
  expect(words(none)).toBe(words(null));
  expect(words({ ...none, missingKeys: 2 })).toContain(
    'The pre-shared keys of 2 drafts in it are not on this computer any more, and must be typed again.',
  );
  const leaving = words({ missingKeys: 0, leavingKeys: 1, leavingPasswords: 2 });
  expect(leaving).toContain('the key of 1 draft and the passwords of 2 managers: those are taken');
  expect(leaving).not.toContain('not on this computer');
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

it('holds a copy against what is there by now, not against what was there when the settings were opened', async () => {
  const view = { folder: '', backupFolder: '', bytes: 1, backups: [], aside: [], holding: NOW };
  const parts = Object.fromEntries(STORAGE_PARTS.map((part) => [part, 0]));
  vi.stubGlobal('window', {
    spanwatch: {
      call: async (name: string) => ({
        ok: true,
        value: name === 'storage.look' ? THEN : { ...view, parts },
      }),
      onEvent: () => () => {},
    },
  });
  expect(await lookAtCopy('a.db')).toEqual(THEN);
  expect(useStorageStore.getState().view?.holding).toEqual(NOW);
});

it('says that checks, notes and marks are missing in a copy that has every request', () => {
  const now = { ...NOW, facts: 698 };
  expect(missingText({ ...now, facts: 691 }, now)).toBe(
    '7 facts (answers, checks, notes, tags, marks) made since are missing in it',
  );
  expect(missingText({ ...now, requests: 12, facts: 697 }, now)).toBe(
    '1 request and 1 fact (answers, checks, notes, tags, marks) made since are missing in it',
  );
  expect(missingText(now, now)).toBe('no request, no fact of one and no draft is missing in it');
  const { facts: _none, ...uncounted } = NOW;
  expect(missingText(uncounted, now)).toContain('whether checks, notes or marks are can’t be told');
});

it('claims of no copy that it has every request where others were dropped since it was made', () => {
  // Of its 60 requests 50 were dropped since, and 3 are new: the numbers alone say nothing.
  const copy = { ...THEN, requests: 60, facts: 900 };
  expect(missingText(copy, NOW)).toBe(
    'requests made since are missing in it; how many requests, and what was said of others, can’t be told: some were dropped since',
  );
  expect(missingText({ ...copy, drafts: 1 }, NOW)).toMatch(
    /^requests and 1 draft made since are missing in it; how many/,
  );
  const { facts: _none, ...uncounted } = NOW;
  expect(missingText({ ...THEN, facts: 900 }, uncounted)).toBe(
    '2 requests made since are missing in it; whether checks, notes or marks are can’t be told',
  );
  expect(missingText({ ...copy, newestAt: NOW.newestAt }, NOW)).toBe(
    'no request and no draft is missing in it; whether checks, notes or marks are can’t be told',
  );
});
