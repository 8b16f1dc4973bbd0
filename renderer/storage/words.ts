import type { Holding, RestoreSecrets, StoragePart, StorageTrouble } from '../../shared/storage.ts';
import { count } from '../../shared/words.ts';

export const PART_WORDS: Record<StoragePart, { name: string; what: string }> = {
  requests: { name: 'Requests', what: 'each with its bodies, and their order' },
  checks: { name: 'Checks and answers', what: 'all facts; identical answers once' },
  search: { name: 'Search', what: 'the index of the record' },
  inventory: { name: 'Inventories', what: 'the last known copy of each manager' },
  drafts: { name: 'Drafts', what: 'with their versions, templates and plans' },
  settings: { name: 'Settings and managers', what: 'no passwords' },
  beside: {
    name: 'Journal and log',
    what: 'not in the database’s file yet; what went wrong inside',
  },
  free: { name: 'Free', what: 'used up by what comes next' },
};

/** What a copy lacks that the database still lets be counted; null where that can't be told. */
export function missingText(copy: Holding, now: Holding | null): string | null {
  if (now === null) return null;
  const drafts = Math.max(0, now.drafts - copy.drafts);
  // What was dropped since makes up for what came since: the numbers say nothing then.
  const more = now.facts === undefined || copy.facts === undefined ? null : now.facts - copy.facts;
  const areFewer = copy.requests > now.requests || (more ?? 0) < 0;
  const areKnown = !areFewer && more !== null;
  const areNewer = areFewer && (now.newestAt ?? 0) > (copy.newestAt ?? 0);
  const requests = areFewer ? 0 : now.requests - copy.requests;
  const facts = areKnown ? more : 0;
  const parts = [
    areNewer && 'requests',
    requests > 0 && count(requests, 'request'),
    drafts > 0 && count(drafts, 'draft'),
    facts > 0 && `${count(facts, 'fact')} (answers, checks, notes, tags, marks)`,
  ].filter((part) => part !== false);
  const unsaid = areNewer
    ? '; how many requests, and what was said of others, can’t be told: some were dropped since'
    : areKnown
      ? ''
      : '; whether checks, notes or marks are can’t be told';
  if (parts.length === 0) {
    return areKnown
      ? 'no request, no fact of one and no draft is missing in it'
      : `no request and no draft is missing in it${unsaid}`;
  }
  const last = parts.pop();
  const all = parts.length > 0 ? `${parts.join(', ')} and ${last}` : last;
  const isOne = !areNewer && requests + drafts + facts === 1;
  return `${all} made since ${isOne ? 'is' : 'are'} missing in it${unsaid}`;
}

/** What going back to a copy means for secrets, a sentence each; nothing where it means nothing. */
export function secretsText(secrets: RestoreSecrets | null): string[] {
  if (secrets === null) return [];
  const { missingKeys, leavingKeys, leavingPasswords } = secrets;
  const leaving = [
    leavingKeys > 0 &&
      `${leavingKeys === 1 ? 'the key' : 'the keys'} of ${count(leavingKeys, 'draft')}`,
    leavingPasswords > 0 &&
      `${leavingPasswords === 1 ? 'the password' : 'the passwords'} of ${count(leavingPasswords, 'manager')}`,
  ].filter(Boolean);
  const isOne = leavingKeys + leavingPasswords === 1;
  return [
    missingKeys > 0 &&
      `The pre-shared ${missingKeys === 1 ? 'key' : 'keys'} of ${count(missingKeys, 'draft')} in it ${missingKeys === 1 ? 'is' : 'are'} not on this computer any more, and must be typed again.`,
    leaving.length > 0 &&
      `It does not know ${leaving.join(' and ')}: ${isOne ? 'that is' : 'those are'} taken out of the keychain. If you come back to the database of now, ${isOne ? 'it' : 'they'} must be typed again.`,
  ].filter((text) => text !== false);
}

/** Under the title: what Spanwatch has done until then. */
export const FOUND_WORDS: Record<StorageTrouble['found'], string> = {
  'at-start': 'Spanwatch has not started: no manager is asked, and nothing is sent',
  'at-work':
    'Found while Spanwatch was at work. It has stopped: no manager is asked any more, and nothing is sent',
};

export const TROUBLE_WORDS: Record<StorageTrouble['kind'], { title: string; text: string }> = {
  damaged: {
    title: 'The database is damaged',
    text: 'Restore a backup, or begin with an empty database. Either way the damaged file is put aside as it is.',
  },
  'newer-version': {
    title: 'The data is of a newer version of Spanwatch',
    text: 'This version would not understand it, so nothing was changed. Use the newer version. A backup from before the update can be restored too; the newer file is put aside.',
  },
  unusable: {
    title: 'The data can’t be opened',
    text: 'Nothing was changed. Make its folder and files readable and writable for your user, with room on the disk, then try again.',
  },
};
