import type { CommandName } from '../contract.ts';

/** What the window may ask in reviewer mode: to read the record and to remark on it. All else is refused by main. */
const READS: ReadonlySet<string> = new Set<CommandName>([
  'app.info',
  'app.open-link',
  'settings.get',
  'settings.set',
  'manager.list',
  'draft.list',
  'plan.list',
  'template.list',
  'practice.scenarios',
  'inventory.find',
  'inventory.state',
  'inventory.list',
  'history.list',
  'history.get',
]);
const REMARKS = new Set(['history.note', 'history.tag', 'history.mark']);
/** Acts on a record of one's own. */
const OWN_RECORD = new Set(['history.draft-from', 'evidence.read-review', 'evidence.merge-review']);

export function isReviewCommand(name: string): boolean {
  if (OWN_RECORD.has(name)) return false;
  return READS.has(name) || REMARKS.has(name) || /^(history|view|evidence)\./.test(name);
}
