import { copyFileSync } from 'node:fs';
import { inProject } from '../../electron/launch/paths.mjs';

/** The README's pictures, of all that test/e2e/pictures.spec.ts took: what it is called there, and here. */
const CHOSEN = {
  'requests-light': 'request-light',
  'requests-dark': 'request-dark',
  'draft-light': 'draft-light',
  'draft-dark': 'draft-dark',
  'inventory-light': 'inventory-light',
  'add-manager-light': 'add-manager-light',
  'desk-dark': 'desk-dark',
  'send-light': 'send-light',
  'managers-light': 'managers-light',
  'drafts-light': 'drafts-light',
  'settings-dark': 'settings-dark',
  'plan-done-light': 'plan-light',
  'plan-merge-light': 'merge-light',
};
const SIZE = '1280x800';

for (const [taken, name] of Object.entries(CHOSEN)) {
  copyFileSync(
    inProject('out', 'pictures', `${taken}-${SIZE}.png`),
    inProject('test', 'pictures', `${name}.png`),
  );
}
console.log(`${Object.keys(CHOSEN).length} pictures are in test/pictures.`);
