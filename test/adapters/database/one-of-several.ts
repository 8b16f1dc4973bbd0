import { readFileSync } from 'node:fs';
import { openDatabase } from '../../../electron/adapters/database/database.ts';
import { RequestId } from '../../../shared/ids.ts';
import { checked } from './samples.ts';

/**
 * Run in a process of its own, beside others: says that it is ready, waits until its input is closed, opens the
 * database, adds its facts and says how many it found at first.
 */
const STDIN = 0;
const [folder = '', facts = '0'] = process.argv.slice(2);
const id = RequestId.parse('r-1');
process.stdout.write('ready\n');
readFileSync(STDIN);
const store = openDatabase(folder);
const found = store.events(id).length;
for (let number = 0; number < Number(facts); number += 1) {
  store.addFact(id, number, checked(number, `{"state":"${number}"}`));
}
store.close();
process.stdout.write(`${found}\n`);
